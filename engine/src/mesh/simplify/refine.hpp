// Puts points back until the simplified arcs cross nothing, swallow nothing and stay apart.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mesh/simplify/point_grid.hpp"

namespace maillage {

class Refiner {
 public:
  explicit Refiner(const Mesh& mesh);

  // Among the points of an arc, all between two kept ones are dropped: keeps more, the heaviest first,
  // until every segment is safe.
  void refine(std::size_t arc, std::span<const double> weights, std::span<std::uint8_t> keep) const;

  // Bends all but one of the arcs that have become the same segment.
  void part_equal_segments(std::span<const double> weights, std::span<std::uint8_t> keep) const;

 private:
  void refine_between(std::size_t first, std::size_t last, std::span<const double> weights,
                      std::span<std::uint8_t> keep) const;
  [[nodiscard]] bool safe(std::size_t first, std::size_t last) const;

  const Mesh& mesh_;
  PointGrid grid_;
  std::vector<std::uint32_t> twins_;  // arcs that have both ends in common with another, those together
};

}  // namespace maillage

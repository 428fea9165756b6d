// Puts points back until the simplified arcs cross nothing, swallow nothing and stay apart.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "point_grid.hpp"

namespace maillage {

class Refiner {
 public:
  Refiner(const Mesh& mesh, std::span<const double> weights) : mesh_(mesh), weights_(weights), grid_(mesh) {}

  // Among the points of an arc, all between two kept ones are dropped: keeps more until every segment is
  // safe.
  void refine(std::size_t arc, std::span<std::uint8_t> keep) const;

  // Bends all but one of the arcs that have become the same segment.
  void part_equal_segments(std::span<std::uint8_t> keep) const;

 private:
  void refine_between(std::size_t first, std::size_t last, std::span<std::uint8_t> keep) const;
  [[nodiscard]] bool safe(std::size_t first, std::size_t last) const;
  [[nodiscard]] std::size_t heaviest(std::size_t first, std::size_t last) const;

  const Mesh& mesh_;
  std::span<const double> weights_;
  PointGrid grid_;
};

}  // namespace maillage

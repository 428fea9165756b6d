// Puts points back until the simplified arcs cross nothing, swallow nothing and stay apart.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mesh/folded_grid.hpp"

namespace maillage {

class PointGrid {
 public:
  explicit PointGrid(const Mesh& mesh);

  // Calls found(index in mesh.points) for each vertex in the box, edges included, until it answers true.
  template <class Found>
  bool any_in(const Box& box, Found found) const {
    return grid_.any_cell(box, [&](std::size_t cell) {
      for (std::uint32_t i = begin_[cell]; i < begin_[cell + 1]; ++i) {
        const Point& p = points_[items_[i]];
        if (p.x < box.min_x || p.x > box.max_x || p.y < box.min_y || p.y > box.max_y) continue;
        if (found(items_[i])) return true;
      }
      return false;
    });
  }

 private:
  std::span<const Point> points_;
  FoldedGrid grid_;
  std::vector<std::uint32_t> begin_;
  std::vector<std::uint32_t> items_;
};

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

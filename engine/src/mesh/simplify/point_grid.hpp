// Finds the vertices of a mesh in a box. Each is in the grid once, however many arcs end there.
#pragma once

#include <cstdint>
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

}  // namespace maillage

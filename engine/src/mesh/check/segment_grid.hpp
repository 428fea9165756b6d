// The edges of a mesh, found by place. An edge is named by the index of its first point in mesh.points.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mesh/folded_grid.hpp"

namespace maillage {

class SegmentGrid {
 public:
  // The edges of the arcs that `wanted` holds.
  SegmentGrid(const Mesh& mesh, std::span<const std::uint32_t> wanted);

  [[nodiscard]] std::size_t cells() const { return grid_.cells(); }
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t cell) const {
    return std::span<const std::uint32_t>(items_).subspan(begin_[cell], begin_[cell + 1] - begin_[cell]);
  }
  // Calls visit(edge) for the edges near the box, some more than once.
  template <class Visit>
  void each_near(const Box& box, Visit visit) const {
    grid_.any_cell(box, [&](std::size_t cell) {
      for (const std::uint32_t edge : of(cell)) visit(edge);
      return false;
    });
  }

 private:
  template <class Visit>
  void each_cell(const Point& a, const Point& b, Visit visit) const;

  FoldedGrid grid_;
  std::vector<std::uint32_t> begin_;
  std::vector<std::uint32_t> items_;
};

[[nodiscard]] std::vector<std::uint32_t> all_arcs(const Mesh& mesh);
[[nodiscard]] std::size_t arc_of(const Mesh& mesh, std::size_t point);

}  // namespace maillage

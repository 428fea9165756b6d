#include "mesh/check/segment_grid.hpp"

#include <algorithm>
#include <numeric>

namespace maillage {

// Row by row, so that a long slanting edge is not in all the cells of its box. The part of the edge within
// a row is found with some slack, as cells only have to be enough.
template <class Visit>
void SegmentGrid::each_cell(const Point& a, const Point& b, Visit visit) const {
  const double min_x = std::min(a.x, b.x);
  const double max_x = std::max(a.x, b.x);
  const double rise = b.y - a.y;
  const auto rows = grid_.rows(std::min(a.y, b.y), std::max(a.y, b.y));
  const bool flat = std::abs(rise) < 1e-3 * grid_.cell_y;
  const double slack = 1e-6 * (grid_.cell_x + max_x - min_x);
  for (std::int64_t row = rows.first; row <= rows.last; ++row) {
    double low = min_x;
    double high = max_x;
    if (!flat && rows.last > rows.first) {
      const auto x_at = [&](std::int64_t line) {
        return a.x + (b.x - a.x) * ((static_cast<double>(line) * grid_.cell_y - a.y) / rise);
      };
      const double one = x_at(row);
      const double other = x_at(row + 1);
      low = std::max(low, std::min(one, other) - slack);
      high = std::min(high, std::max(one, other) + slack);
    }
    const auto columns = grid_.columns(low, high);
    for (std::int64_t column = columns.first; column <= columns.last; ++column)
      visit(grid_.cell(column, row));
  }
}

SegmentGrid::SegmentGrid(const Mesh& mesh, std::span<const std::uint32_t> wanted)
    : grid_(fold_grid(mesh, std::accumulate(wanted.begin(), wanted.end(), std::size_t{0},
                                            [&](std::size_t sum, std::uint32_t arc) {
                                              return sum + mesh.points_of(arc).size() - 1;
                                            }))) {
  const auto each = [&](auto visit) {
    for (const std::uint32_t arc : wanted)
      for (std::size_t i = mesh.arc_begin(arc); i + 1 < mesh.arc_end[arc]; ++i)
        each_cell(mesh.points[i], mesh.points[i + 1],
                  [&](std::size_t cell) { visit(cell, static_cast<std::uint32_t>(i)); });
  };
  begin_.assign(grid_.cells() + 2, 0);
  each([&](std::size_t cell, std::uint32_t) { ++begin_[cell + 2]; });
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  items_.resize(begin_.back());
  each([&](std::size_t cell, std::uint32_t edge) { items_[begin_[cell + 1]++] = edge; });
  begin_.pop_back();
}

std::vector<std::uint32_t> all_arcs(const Mesh& mesh) {
  std::vector<std::uint32_t> arcs(mesh.arc_count());
  std::iota(arcs.begin(), arcs.end(), 0U);
  return arcs;
}

std::size_t arc_of(const Mesh& mesh, std::size_t point) {
  const auto found = std::upper_bound(mesh.arc_end.begin(), mesh.arc_end.end(), point);
  return static_cast<std::size_t>(found - mesh.arc_end.begin());
}

}  // namespace maillage

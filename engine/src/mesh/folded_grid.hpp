// A grid of cells as large as two mean edges, folded on itself: far places share a cell, so that a country
// with its islands overseas costs the same as the country alone.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

struct FoldedGrid {
  struct Range {
    std::int64_t first, last;
  };
  std::size_t side = 1;  // a power of two
  double cell_x = 1;
  double cell_y = 1;

  [[nodiscard]] std::size_t cells() const { return side * side; }
  [[nodiscard]] Range columns(double low, double high) const { return range(low, high, cell_x); }
  [[nodiscard]] Range rows(double low, double high) const { return range(low, high, cell_y); }
  [[nodiscard]] std::size_t cell(std::int64_t column, std::int64_t row) const {
    const std::size_t mask = side - 1;
    return (static_cast<std::size_t>(row) & mask) * side + (static_cast<std::size_t>(column) & mask);
  }
  // Calls visit(cell) for each cell that the box touches, each at most once; stops when it answers true.
  template <class Visit>
  bool any_cell(const Box& box, Visit visit) const {
    const Range across = columns(box.min_x, box.max_x);
    const Range up = rows(box.min_y, box.max_y);
    for (std::int64_t row = up.first; row <= up.last; ++row)
      for (std::int64_t column = across.first; column <= across.last; ++column)
        if (visit(cell(column, row))) return true;
    return false;
  }

 private:
  [[nodiscard]] Range range(double low, double high, double cell) const {
    const auto first = static_cast<std::int64_t>(std::floor(low / cell));
    const auto last = static_cast<std::int64_t>(std::floor(high / cell));
    return {first, std::min(last, first + static_cast<std::int64_t>(side) - 1)};
  }
};

// About one cell for each of `items`.
[[nodiscard]] FoldedGrid fold_grid(const Mesh& mesh, std::size_t items);

}  // namespace maillage

#include "mesh/folded_grid.hpp"

#include <algorithm>
#include <bit>

namespace maillage {

FoldedGrid fold_grid(const Mesh& mesh, std::size_t items) {
  double sum_x = 0;
  double sum_y = 0;
  std::size_t edges = 0;
  for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc) {
    const auto line = mesh.points_of(arc);
    for (std::size_t i = 1; i < line.size(); ++i) {
      sum_x += std::abs(line[i].x - line[i - 1].x);
      sum_y += std::abs(line[i].y - line[i - 1].y);
    }
    edges += line.size() - 1;
  }
  const auto count = static_cast<double>(std::max<std::size_t>(1, edges));
  constexpr double tiny = 1e-12;
  FoldedGrid grid;
  grid.cell_x = std::max(tiny, 2 * sum_x / count);
  grid.cell_y = std::max(tiny, 2 * sum_y / count);
  grid.side = std::bit_ceil(static_cast<std::size_t>(std::sqrt(static_cast<double>(items + 1))));
  return grid;
}

}  // namespace maillage

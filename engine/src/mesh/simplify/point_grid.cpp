#include "mesh/simplify/point_grid.hpp"

#include "maillage/base/parallel.hpp"

namespace maillage {
namespace {

// The interior points of all arcs, and for each node the first arc end that lies there.
std::vector<std::uint32_t> vertices_of(const Mesh& mesh) {
  std::vector<std::uint32_t> vertices;
  vertices.reserve(mesh.points.size());
  std::vector<bool> seen(mesh.nodes);
  const auto add_node = [&](std::uint32_t node, std::size_t point) {
    if (!seen[node]) vertices.push_back(static_cast<std::uint32_t>(point));
    seen[node] = true;
  };
  for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc) {
    const std::size_t first = mesh.arc_begin(arc);
    const std::size_t last = mesh.arc_end[arc] - 1;
    add_node(mesh.from[arc], first);
    for (std::size_t i = first + 1; i < last; ++i) vertices.push_back(static_cast<std::uint32_t>(i));
    add_node(mesh.to[arc], last);
  }
  return vertices;
}

}  // namespace

PointGrid::PointGrid(const Mesh& mesh) : points_(mesh.points), grid_(fold_grid(mesh, mesh.points.size())) {
  const std::vector<std::uint32_t> vertices = vertices_of(mesh);
  std::vector<std::uint32_t> cell_of(vertices.size());
  parallel_for(vertices.size(), 65536, [&](std::size_t begin, std::size_t end, std::size_t) {
    for (std::size_t i = begin; i < end; ++i) {
      const Point& p = points_[vertices[i]];
      cell_of[i] =
          static_cast<std::uint32_t>(grid_.cell(grid_.columns(p.x, p.x).first, grid_.rows(p.y, p.y).first));
    }
  });
  begin_.assign(grid_.cells() + 1, 0);
  for (const std::uint32_t cell : cell_of) ++begin_[cell];
  std::uint32_t total = 0;
  for (auto& begin : begin_) total += begin, begin = total;
  items_.resize(vertices.size());
  for (std::size_t i = vertices.size(); i-- > 0;) items_[--begin_[cell_of[i]]] = vertices[i];
}

}  // namespace maillage

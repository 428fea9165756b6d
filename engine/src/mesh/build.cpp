#include "maillage/mesh/build.hpp"

#include <algorithm>

#include "chains.hpp"
#include "edges.hpp"
#include "outlines.hpp"

namespace maillage {

bool MeshReport::has_overlap() const {
  return std::ranges::any_of(problems,
                             [](const MeshProblem& p) { return p.kind == MeshProblemKind::overlap; });
}

Mesh build_mesh(const Shapes& shapes, MeshReport& report) {
  Outlines outlines = number_outlines(shapes, report);
  const std::vector<Piece> edges = match_edges(outlines, report);
  const std::vector<Point> vertices = std::move(outlines.vertices);
  outlines = {};

  const Chains chains = link(edges, vertices.size());
  Mesh mesh;
  mesh.zones = shapes.zone_count();
  mesh.crs = shapes.crs;
  mesh.points.reserve(edges.size() + chains.count());
  for (auto* column : {&mesh.arc_end, &mesh.left, &mesh.right, &mesh.from, &mesh.to})
    column->reserve(chains.count());
  std::vector<std::uint32_t> node_of(vertices.size(), no_zone);
  const auto node = [&](std::uint32_t vertex) {
    if (node_of[vertex] == no_zone) node_of[vertex] = static_cast<std::uint32_t>(mesh.nodes++);
    return node_of[vertex];
  };
  for (std::size_t chain = 0; chain < chains.count(); ++chain) {
    const auto items = chains.of(chain);
    const Piece first = edges[items.front() / 2];
    Piece sides = first;
    if (items.front() % 2 != 0) sides = {first.to, first.from, first.right, first.left};
    mesh.points.push_back(vertices[sides.from]);
    std::uint32_t last = sides.from;
    for (const std::uint32_t item : items) {
      last = item % 2 != 0 ? edges[item / 2].from : edges[item / 2].to;
      mesh.points.push_back(vertices[last]);
    }
    const ChainKind kind = chain < chains.first_closed ? ChainKind::open : ChainKind::closed;
    if (kind == ChainKind::open) {
      sides.from = node(sides.from);
      sides.to = node(last);
    } else {
      sides.from = sides.to = static_cast<std::uint32_t>(mesh.nodes++);
    }
    finish_arc(mesh, kind, sides);
  }
  return mesh;
}

}  // namespace maillage

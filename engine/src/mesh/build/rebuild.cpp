#include "mesh/build/rebuild.hpp"

#include <algorithm>

#include "maillage/mesh/build.hpp"
#include "mesh/build/chains.hpp"
#include "mesh/build/edges.hpp"
#include "mesh/build/outlines.hpp"
#include "mesh/build/vertices.hpp"

namespace maillage {
namespace {

// The lines to be walked, with the zone on their left.
struct Lines {
  std::vector<Point> points;
  std::vector<std::uint32_t> zone_of;  // of the edge that starts at this point; no_zone at the end of a line

  void add(std::span<const Point> line, std::uint32_t zone) {
    if (zone == no_zone) return;
    for (const Point& point : line) {
      if (!zone_of.empty() && zone_of.back() != no_zone && points.back() == point) continue;
      points.push_back(point);
      zone_of.push_back(zone);
    }
    zone_of.back() = no_zone;
  }
};

}  // namespace

Mesh insert_vertices(const Mesh& mesh, std::vector<Insertion> insertions) {
  const auto along = [&](const Insertion& i) {
    const Point& start = mesh.points[i.edge];
    return std::abs(i.at.x - start.x) + std::abs(i.at.y - start.y);
  };
  std::sort(insertions.begin(), insertions.end(), [&](const Insertion& a, const Insertion& b) {
    return a.edge != b.edge ? a.edge < b.edge : along(a) < along(b);
  });
  Lines lines;
  std::vector<Point> line;
  auto next = insertions.begin();
  for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc) {
    line.clear();
    for (std::size_t i = mesh.arc_begin(arc); i < mesh.arc_end[arc]; ++i) {
      line.push_back(mesh.points[i]);
      for (; next != insertions.end() && next->edge == i; ++next) line.push_back(next->at);
    }
    lines.add(line, mesh.left[arc]);
    std::ranges::reverse(line);
    lines.add(line, mesh.right[arc]);
  }
  NumberedPoints numbered = number_points(lines.points);
  MeshReport ignored;
  return assemble({std::move(numbered.vertices), std::move(numbered.ids), std::move(lines.zone_of)},
                  mesh.zones, mesh.crs, ignored);
}

Mesh assemble(Outlines outlines, std::size_t zones, Crs crs, MeshReport& report) {
  const std::vector<Piece> edges = match_edges(outlines, report);
  const std::vector<Point> vertices = std::move(outlines.vertices);
  outlines = {};

  const Chains chains = link(edges, vertices.size());
  Mesh mesh;
  mesh.zones = zones;
  mesh.crs = crs;
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

bool MeshReport::has_overlap() const {
  return std::ranges::any_of(problems,
                             [](const MeshProblem& p) { return p.kind == MeshProblemKind::overlap; });
}

Mesh build_mesh(const Shapes& shapes, MeshReport& report) {
  return assemble(number_outlines(shapes, report), shapes.zone_count(), shapes.crs, report);
}

}  // namespace maillage

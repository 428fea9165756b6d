#include "mesh/simplify/refine.hpp"

#include <algorithm>
#include <compare>
#include <tuple>

#include "maillage/base/parallel.hpp"
#include "mesh/nesting.hpp"

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

namespace {

// Arcs lie in the same sense when they have the same ends (chains.cpp): from and to need not be swapped.
std::vector<std::uint32_t> arcs_with_twins(const Mesh& mesh) {
  struct Ends {
    std::uint32_t from, to, arc;
    auto operator<=>(const Ends&) const = default;
  };
  std::vector<std::uint32_t> leaving(mesh.nodes, 0);
  for (const std::uint32_t node : mesh.from) ++leaving[node];
  std::vector<Ends> arcs;
  for (std::uint32_t arc = 0; arc < mesh.arc_count(); ++arc)
    if (leaving[mesh.from[arc]] > 1) arcs.push_back({mesh.from[arc], mesh.to[arc], arc});
  std::ranges::sort(arcs);
  const auto twins = [](const Ends& a, const Ends& b) { return a.from == b.from && a.to == b.to; };
  std::vector<std::uint32_t> found;
  for (std::size_t i = 0; i < arcs.size(); ++i)
    if ((i > 0 && twins(arcs[i - 1], arcs[i])) || (i + 1 < arcs.size() && twins(arcs[i], arcs[i + 1])))
      found.push_back(arcs[i].arc);
  return found;
}

std::size_t heaviest(std::span<const double> weights, std::size_t first, std::size_t last) {
  const auto inside = weights.subspan(first + 1, last - first - 1);
  return first + 1 + static_cast<std::size_t>(std::ranges::max_element(inside) - inside.begin());
}

}  // namespace

Refiner::Refiner(const Mesh& mesh) : mesh_(mesh), grid_(mesh), twins_(arcs_with_twins(mesh)) {}

// No vertex of the source, of this arc or another, may lie in the ground swept when the line from `first`
// to `last` becomes a segment, nor on its edge. This is enough: were two new segments to cross, or a new
// segment an old line, an end of one would lie in the ground swept by the other.
bool Refiner::safe(std::size_t first, std::size_t last) const {
  if (last == first + 1) return true;
  const auto line = std::span<const Point>(mesh_.points).subspan(first, last - first + 1);
  const Point& start = line.front();
  const Point& stop = line.back();
  return !grid_.any_in(box_of_points(line), [&](std::uint32_t vertex) {
    if (vertex >= first && vertex <= last) return false;
    const Point& point = mesh_.points[vertex];
    if (point == start || point == stop) return false;
    return side_of(point, line) != Side::outside;
  });
}

void Refiner::refine_between(std::size_t first, std::size_t last, std::span<const double> weights,
                             std::span<std::uint8_t> keep) const {
  while (!safe(first, last)) {
    const std::size_t middle = heaviest(weights, first, last);
    keep[middle] = 1;
    refine_between(first, middle, weights, keep);
    first = middle;
  }
}

void Refiner::refine(std::size_t arc, std::span<const double> weights, std::span<std::uint8_t> keep) const {
  std::size_t first = mesh_.arc_begin(arc);
  for (std::size_t i = first + 1; i < mesh_.arc_end[arc]; ++i) {
    if (keep[i] == 0) continue;
    refine_between(first, i, weights, keep);
    first = i;
  }
}

void Refiner::part_equal_segments(std::span<const double> weights, std::span<std::uint8_t> keep) const {
  struct Straight {
    std::uint32_t from, to;
    double weight;  // of the point that would bend it; -1: it has none
    Point point;
    std::size_t arc;
    std::size_t index;
  };
  std::vector<Straight> straight;
  for (const std::uint32_t arc : twins_) {
    const std::size_t first = mesh_.arc_begin(arc);
    const std::size_t last = mesh_.arc_end[arc] - 1;
    const auto inside = keep.subspan(first + 1, last - first - 1);
    if (std::ranges::find(inside, 1) != inside.end()) continue;
    Straight found{mesh_.from[arc], mesh_.to[arc], -1, mesh_.points[first], arc, first};
    if (last > first + 1) {
      found.index = heaviest(weights, first, last);
      found.weight = weights[found.index];
      found.point = mesh_.points[found.index];
    }
    straight.push_back(found);
  }
  const auto key = [](const Straight& s) { return std::tie(s.from, s.to, s.weight, s.point.x, s.point.y); };
  std::sort(straight.begin(), straight.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  for (std::size_t i = 1; i < straight.size(); ++i) {
    const Straight& s = straight[i];
    if (straight[i - 1].from != s.from || straight[i - 1].to != s.to || s.weight < 0) continue;
    keep[s.index] = 1;
    refine(s.arc, weights, keep);
  }
}

}  // namespace maillage

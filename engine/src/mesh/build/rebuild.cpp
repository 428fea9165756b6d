#include "mesh/build/rebuild.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

#include "maillage/base/parallel.hpp"
#include "maillage/mesh/build.hpp"
#include "mesh/build/chains.hpp"
#include "mesh/build/outlines.hpp"
#include "mesh/build/vertices.hpp"

namespace maillage {
namespace {

constexpr std::size_t grain = 65536;

// The places of the edges that leave each vertex.
class Leaving {
 public:
  // Above this many, they are sorted by where they lead and searched by halves; else they ascend.
  static constexpr std::size_t many = 32;

  explicit Leaving(const Outlines& outlines) : begin_(outlines.vertices.size() + 1) {
    const std::size_t vertices = outlines.vertices.size();
    std::vector<std::uint32_t> count(vertices);
    each_edge_by_vertex(outlines, [&](std::uint32_t vertex, std::size_t) { ++count[vertex]; });
    std::inclusive_scan(count.begin(), count.end(), begin_.begin() + 1);
    places_.resize(begin_.back());
    std::vector<std::uint32_t>& left = count;
    each_edge_by_vertex(outlines, [&](std::uint32_t vertex, std::size_t place) {
      places_[begin_[vertex + 1] - left[vertex]--] = static_cast<std::uint32_t>(place);
    });
    const auto key = [&](std::uint32_t place) { return std::pair(outlines.ids[place + 1], place); };
    for (std::size_t vertex = 0; vertex < vertices; ++vertex)
      if (begin_[vertex + 1] - begin_[vertex] > many)
        std::sort(places_.begin() + begin_[vertex], places_.begin() + begin_[vertex + 1],
                  [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  }

  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t vertex) const {
    return std::span(places_).subspan(begin_[vertex], begin_[vertex + 1] - begin_[vertex]);
  }

 private:
  // Two threads go through all edges, each for half of the vertices: what they visit stays in order.
  template <class Visit>
  static void each_edge_by_vertex(const Outlines& outlines, Visit visit) {
    const std::size_t half = outlines.vertices.size() / 2 + 1;
    parallel_for(outlines.vertices.size(), half, [&](std::size_t begin, std::size_t end, std::size_t) {
      for (std::size_t place = 0; place < outlines.ids.size(); ++place) {
        const std::uint32_t vertex = outlines.ids[place];
        if (outlines.zone_of[place] != no_zone && vertex >= begin && vertex < end) visit(vertex, place);
      }
    });
  }

  std::vector<std::uint32_t> begin_;
  std::vector<std::uint32_t> places_;
};

using Found = std::map<std::tuple<MeshProblemKind, std::uint32_t, std::uint32_t>, MeshProblem>;

// Matches the edges that start in a part of the outlines with all others.
class EdgeMatcher {
 public:
  EdgeMatcher(const Outlines& outlines, const Leaving& leaving)
      : ids_(outlines.ids), outlines_(outlines), leaving_(leaving) {}

  void match(std::size_t begin, std::size_t end) {
    edges_.reserve((end - begin) / 2 + (end - begin) / 8);
    for (std::size_t place = begin; place < end; ++place)
      if (outlines_.zone_of[place] != no_zone) match_at(static_cast<std::uint32_t>(place));
  }

  [[nodiscard]] const std::vector<Piece>& edges() const { return edges_; }
  [[nodiscard]] const Found& found() const { return found_; }

 private:
  // Calls visit(place) for each edge from one vertex to another, in ascending order of places.
  template <class Visit>
  void each_edge(std::uint32_t from, std::uint32_t to, Visit visit) {
    const auto list = leaving_.of(from);
    if (list.size() > Leaving::many) {
      const auto near =
          std::ranges::equal_range(list, to, {}, [&](std::uint32_t place) { return ids_[place + 1]; });
      for (const std::uint32_t place : near) visit(place);
    } else {
      for (const std::uint32_t place : list)
        if (ids_[place + 1] == to) visit(place);
    }
  }

  void match_at(std::uint32_t place) {
    const std::uint32_t from = ids_[place];
    const std::uint32_t to = ids_[place + 1];
    std::uint32_t first = no_zone;
    std::uint32_t opposite = no_zone;
    std::size_t same = 0;
    std::size_t reversed = 0;
    each_edge(from, to, [&](std::uint32_t other) {
      first = std::min(first, other);
      ++same;
    });
    each_edge(to, from, [&](std::uint32_t other) {
      first = std::min(first, other);
      opposite = other;
      ++reversed;
    });
    if (first != place) return;  // done from there
    const std::uint32_t zone = outlines_.zone_of[place];
    if (same > 1 || reversed > 1) return match_many(from, to);
    if (reversed == 0) {
      edges_.push_back({from, to, zone, no_zone});
    } else if (outlines_.zone_of[opposite] == zone) {
      note(MeshProblemKind::doubled_edge, zone, zone, from, to);
    } else {
      edges_.push_back({from, to, zone, outlines_.zone_of[opposite]});
    }
  }

  void match_many(std::uint32_t from, std::uint32_t to) {
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
    each_edge(from, to, [&](std::uint32_t place) { left.push_back(outlines_.zone_of[place]); });
    each_edge(to, from, [&](std::uint32_t place) { right.push_back(outlines_.zone_of[place]); });
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    for (std::size_t i = 0; i < left.size();) {
      const auto twin = std::lower_bound(right.begin(), right.end(), left[i]);
      if (twin == right.end() || *twin != left[i]) {
        ++i;
        continue;
      }
      note(MeshProblemKind::doubled_edge, left[i], left[i], from, to);
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
      right.erase(twin);
    }
    for (const auto& side : {left, right})
      for (std::size_t i = 1; i < side.size(); ++i)
        note(MeshProblemKind::overlap, side[i - 1], side[i], from, to);
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i)
      edges_.push_back(
          {from, to, i < left.size() ? left[i] : no_zone, i < right.size() ? right[i] : no_zone});
  }

  void note(MeshProblemKind kind, std::uint32_t a, std::uint32_t b, std::uint32_t from, std::uint32_t to) {
    const Point start = outlines_.vertices[from];
    const Point stop = outlines_.vertices[to];
    auto [entry, is_new] = found_.try_emplace({kind, a, b});
    MeshProblem& problem = entry->second;
    if (is_new) {
      problem = {.kind = kind, .zones = {a}, .at = start, .count = 0};
      if (b != a) problem.zones.push_back(b);
    }
    ++problem.count;
    problem.length += std::hypot(stop.x - start.x, stop.y - start.y);
  }

  const std::vector<std::uint32_t>& ids_;
  const Outlines& outlines_;
  const Leaving& leaving_;
  std::vector<Piece> edges_;
  Found found_;
};

void add(Found& all, const Found& part) {
  for (const auto& [key, problem] : part) {
    const auto [entry, is_new] = all.try_emplace(key, problem);
    if (is_new) continue;
    entry->second.count += problem.count;
    entry->second.length += problem.length;
  }
}

std::vector<Piece> concatenated(std::span<const EdgeMatcher> parts) {
  std::vector<std::size_t> begin;
  std::size_t total = 0;
  for (const EdgeMatcher& part : parts) begin.push_back(std::exchange(total, total + part.edges().size()));
  std::vector<Piece> edges(total);
  parallel_for(parts.size(), 1, [&](std::size_t, std::size_t, std::size_t part) {
    std::ranges::copy(parts[part].edges(), edges.begin() + static_cast<std::ptrdiff_t>(begin[part]));
  });
  return edges;
}

std::vector<Piece> match_edges(const Outlines& outlines, MeshReport& report) {
  const Leaving leaving(outlines);
  std::vector<EdgeMatcher> parts(block_count(outlines.ids.size(), grain), EdgeMatcher(outlines, leaving));
  parallel_for(outlines.ids.size(), grain,
               [&](std::size_t begin, std::size_t end, std::size_t part) { parts[part].match(begin, end); });
  Found found;
  for (const EdgeMatcher& part : parts) add(found, part.found());
  for (auto& [key, problem] : found) report.problems.push_back(std::move(problem));
  return concatenated(parts);
}

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

#include "mesh/build/edges.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "maillage/base/parallel.hpp"

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

}  // namespace

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

}  // namespace maillage

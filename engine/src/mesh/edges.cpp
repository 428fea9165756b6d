#include "edges.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace maillage {
namespace {

class EdgeMatcher {
 public:
  explicit EdgeMatcher(const Outlines& outlines) : ids_(outlines.ids), outlines_(outlines) {
    list_leaving();
    edges_.reserve(outlines.vertices.size() + outlines.vertices.size() / 8);
  }

  std::vector<Piece> match(MeshReport& report) {
    for (std::uint32_t place = 0; place + 1 < ids_.size(); ++place)
      if (outlines_.zone_of[place] != no_zone) match_at(place);
    for (auto& [key, found] : found_) report.problems.push_back(std::move(found));
    return std::move(edges_);
  }

 private:
  // Above this many edges leaving a vertex, they are sorted and searched by halves.
  static constexpr std::size_t many = 32;

  void list_leaving() {
    leaving_begin_.assign(outlines_.vertices.size() + 1, 0);
    for (std::size_t place = 0; place < ids_.size(); ++place)
      if (outlines_.zone_of[place] != no_zone) ++leaving_begin_[ids_[place]];
    std::uint32_t total = 0;
    for (auto& begin : leaving_begin_) total += begin, begin = total;
    leaving_.resize(total);
    // From the end, so that each list is ascending and the counts turn into beginnings.
    for (std::size_t place = ids_.size(); place-- > 0;)
      if (outlines_.zone_of[place] != no_zone)
        leaving_[--leaving_begin_[ids_[place]]] = static_cast<std::uint32_t>(place);
    for (std::size_t vertex = 0; vertex < outlines_.vertices.size(); ++vertex) {
      const auto list = leaving(vertex);
      if (list.size() > many)
        std::sort(list.begin(), list.end(), [&](std::uint32_t a, std::uint32_t b) {
          return std::tie(ids_[a + 1], a) < std::tie(ids_[b + 1], b);
        });
    }
  }

  std::span<std::uint32_t> leaving(std::size_t vertex) {
    return std::span<std::uint32_t>(leaving_).subspan(leaving_begin_[vertex],
                                                      leaving_begin_[vertex + 1] - leaving_begin_[vertex]);
  }

  // Calls visit(place) for each edge from one vertex to another, in ascending order of places.
  template <class Visit>
  void each_edge(std::uint32_t from, std::uint32_t to, Visit visit) {
    auto list = leaving(from);
    if (list.size() > many) {
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
  std::vector<std::uint32_t> leaving_begin_;
  std::vector<std::uint32_t> leaving_;
  std::vector<Piece> edges_;
  std::map<std::tuple<MeshProblemKind, std::uint32_t, std::uint32_t>, MeshProblem> found_;
};

}  // namespace

std::vector<Piece> match_edges(const Outlines& outlines, MeshReport& report) {
  return EdgeMatcher(outlines).match(report);
}

}  // namespace maillage

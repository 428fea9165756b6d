#include "mesh/build/outlines.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

#include "maillage/base/parallel.hpp"
#include "mesh/build/vertices.hpp"

namespace maillage {
namespace {

constexpr std::size_t zone_grain = 512;

// Tells the vertices that a ring passes more than once; emptied by counting the rings.
class Passed {
 public:
  void start(std::size_t size) {
    if (slots_.size() < 2 * size) slots_.assign(std::bit_ceil(2 * size), 0), ring_ = 0;
    ++ring_;
  }
  bool before(std::uint32_t vertex) {
    const std::uint64_t mine = ring_ << 32U | vertex;
    std::size_t at = (vertex * std::uint64_t{0x9e3779b97f4a7c15U}) >> 32U & (slots_.size() - 1);
    for (; slots_[at] >> 32U == ring_; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at] == mine) return true;
    slots_[at] = mine;
    return false;
  }

 private:
  std::vector<std::uint64_t> slots_;
  std::uint64_t ring_ = 0;
};

// Cleans the rings of some zones, each where its points were: ring r starts at its first point plus r,
// which leaves room for the vertex that closes it.
class RingCleaner {
 public:
  RingCleaner(const Shapes& shapes, const std::vector<std::uint32_t>& vertex_of, Outlines& outlines)
      : shapes_(shapes), vertex_of_(vertex_of), outlines_(outlines) {}

  void clean_zone(std::uint32_t zone) {
    for (const std::size_t polygon : shapes_.polygons_of(zone)) {
      const auto rings = shapes_.rings_of(polygon);
      for (const std::size_t ring : rings) clean_ring(ring, zone, ring == rings.front() ? 1 : -1);
    }
  }

  [[nodiscard]] MeshReport& report() { return report_; }

 private:
  void problem(MeshProblemKind kind, std::uint32_t zone, Point at) {
    auto& problems = report_.problems;
    if (!problems.empty() && problems.back().kind == kind && problems.back().zones.front() == zone) {
      ++problems.back().count;
    } else {
      problems.push_back({.kind = kind, .zones = {zone}, .at = at});
    }
  }

  void clean_ring(std::size_t ring, std::uint32_t zone, int wanted_sense) {
    const std::span<const Point> points = shapes_.points_of(ring);
    if (points.empty()) return;
    const auto begin = static_cast<std::size_t>(points.data() - shapes_.points.data());
    const auto vertices = std::span(vertex_of_).subspan(begin, points.size());
    if (std::ranges::find(vertices, no_zone) != vertices.end()) {
      const auto first = std::ranges::find_if(
          points, [&](const Point& point) { return std::isfinite(point.x) && std::isfinite(point.y); });
      return problem(MeshProblemKind::collapsed_ring, zone, first == points.end() ? Point{} : *first);
    }
    if (vertices.front() != vertices.back()) problem(MeshProblemKind::unclosed_ring, zone, points.back());

    line_.clear();
    for (std::size_t i = 0; i < vertices.size(); ++i) push(vertices[i], i + 1 == vertices.size());
    trim_ends();
    if (line_.size() < 3) return problem(MeshProblemKind::collapsed_ring, zone, points.front());
    if (twice_signed_area(points) * wanted_sense < 0) std::ranges::reverse(line_);
    look_for_touches(zone);
    const auto place = static_cast<std::ptrdiff_t>(begin + ring);
    *std::ranges::copy(line_, outlines_.ids.begin() + place).out = line_.front();
    std::fill_n(outlines_.zone_of.begin() + place, line_.size(), zone);
  }

  void push(std::uint32_t id, bool last) {
    if (!line_.empty() && line_.back() == id) {
      if (!last || line_.size() > 1) ++report_.repeated_points;
      return;
    }
    if (last && !line_.empty() && line_.front() == id) return;  // the closing point
    if (line_.size() > 1 && line_[line_.size() - 2] == id) {
      line_.pop_back();
      ++report_.spikes;
      return;
    }
    line_.push_back(id);
  }

  // Repeats and spikes across the closing point.
  void trim_ends() {
    std::size_t first = 0;
    while (line_.size() - first >= 2) {
      if (line_[first] == line_.back()) {
        line_.pop_back();
      } else if (line_.size() - first >= 3 && line_[first] == line_[line_.size() - 2]) {
        line_.pop_back();
        ++report_.spikes;
      } else if (line_.size() - first >= 3 && line_[first + 1] == line_.back()) {
        ++first;
        ++report_.spikes;
      } else {
        break;
      }
    }
    line_.erase(line_.begin(), line_.begin() + static_cast<std::ptrdiff_t>(first));
  }

  void look_for_touches(std::uint32_t zone) {
    passed_.start(line_.size());
    for (const std::uint32_t id : line_)
      if (passed_.before(id)) problem(MeshProblemKind::self_touching, zone, outlines_.vertices[id]);
  }

  const Shapes& shapes_;
  const std::vector<std::uint32_t>& vertex_of_;  // per point of the shapes
  Outlines& outlines_;
  MeshReport report_;
  std::vector<std::uint32_t> line_;
  Passed passed_;
};

void add(MeshReport& report, MeshReport& part) {
  report.repeated_points += part.repeated_points;
  report.spikes += part.spikes;
  std::ranges::move(part.problems, std::back_inserter(report.problems));
}

}  // namespace

Outlines number_outlines(const Shapes& shapes, MeshReport& report) {
  NumberedPoints numbered = number_points(shapes.points);
  Outlines outlines{.vertices = std::move(numbered.vertices), .ids = {}, .zone_of = {}};
  const std::size_t places = shapes.points.size() + shapes.ring_end.size();
  outlines.ids.resize(places);
  outlines.zone_of.resize(places, no_zone);
  std::vector<MeshReport> reports(block_count(shapes.zone_count(), zone_grain));
  parallel_for(shapes.zone_count(), zone_grain, [&](std::size_t begin, std::size_t end, std::size_t block) {
    RingCleaner cleaner(shapes, numbered.ids, outlines);
    for (std::size_t zone = begin; zone < end; ++zone) cleaner.clean_zone(static_cast<std::uint32_t>(zone));
    reports[block] = std::move(cleaner.report());
  });
  report.source_points += shapes.points.size();
  for (MeshReport& part : reports) add(report, part);
  return outlines;
}

}  // namespace maillage

#include "mesh/build/walks.hpp"

#include <algorithm>

#include "maillage/base/parallel.hpp"
#include "mesh/exact.hpp"

namespace maillage {
namespace {

constexpr std::uint32_t no_half = 0xffffffff;

void pair_sectors(const Mesh& mesh, std::span<const std::uint32_t> fan, std::vector<std::uint32_t>& next) {
  struct Open {
    std::uint32_t zone;
    std::uint32_t half;
  };
  std::vector<Open> open;
  std::vector<bool> gone(fan.size());
  // Clockwise, twice round: what is open at the end of the first round closes in the second.
  for (std::size_t step = 0; step < 2 * fan.size(); ++step) {
    const std::size_t at = fan.size() - 1 - step % fan.size();
    if (!gone[at]) {
      const std::uint32_t zone = zone_of(mesh, fan[at]);
      const auto match =
          std::find_if(open.rbegin(), open.rend(), [&](const Open& o) { return o.zone == zone; });
      if (match != open.rend()) {
        next[match->half] = fan[at];
        open.erase(std::next(match).base());
        gone[at] = true;
      }
    }
    if (step < fan.size()) open.push_back({zone_of(mesh, fan[at] ^ 1U), fan[at] ^ 1U});
  }
}

}  // namespace

Fans sort_fans(const Mesh& mesh) {
  Fans fans;
  const auto halves = static_cast<std::uint32_t>(mesh.arc_count() * 2);
  fans.begin.assign(mesh.nodes + 1, 0);
  for (std::uint32_t half = 0; half < halves; ++half) ++fans.begin[start_of(mesh, half)];
  std::uint32_t total = 0;
  for (auto& begin : fans.begin) total += begin, begin = total;
  fans.halves.resize(halves);
  for (std::uint32_t half = halves; half-- > 0;) fans.halves[--fans.begin[start_of(mesh, half)]] = half;

  const auto second_point = [&](std::uint32_t half) {
    const auto points = mesh.points_of(half / 2);
    return half % 2 == 0 ? points[1] : points[points.size() - 2];
  };
  parallel_for(mesh.nodes, 8192, [&](std::size_t begin, std::size_t end, std::size_t) {
    for (std::size_t node = begin; node < end; ++node) {
      const auto fan =
          std::span(fans.halves).subspan(fans.begin[node], fans.begin[node + 1] - fans.begin[node]);
      if (fan.size() < 3) continue;
      const std::uint32_t half = fan.front();
      const auto points = mesh.points_of(half / 2);
      const Point origin = half % 2 == 0 ? points.front() : points.back();
      std::sort(fan.begin(), fan.end(), [&](std::uint32_t a, std::uint32_t b) {
        const Point to_a = second_point(a);
        const Point to_b = second_point(b);
        if (direction_before(origin, to_a, to_b)) return true;
        if (direction_before(origin, to_b, to_a)) return false;
        // Arcs on the same points lie side by side: in opposite orders at both ends.
        return a % 2 == 0 ? a < b : a > b;
      });
    }
  });
  return fans;
}

std::vector<std::uint32_t> next_of_zone(const Mesh& mesh, const Fans& fans) {
  std::vector<std::uint32_t> next(mesh.arc_count() * 2, no_half);
  for (std::size_t node = 0; node < mesh.nodes; ++node) {
    const auto fan = fans.of(node);
    bool regular = true;
    for (std::size_t i = 0; i < fan.size(); ++i) {
      const std::uint32_t going = fan[i == 0 ? fan.size() - 1 : i - 1];
      const std::uint32_t coming = fan[i] ^ 1U;
      next[coming] = going;
      regular = regular && zone_of(mesh, coming) == zone_of(mesh, going);
    }
    if (!regular) pair_sectors(mesh, fan, next);
  }
  return next;
}

ZoneHalves list_by_zone(const Mesh& mesh) {
  ZoneHalves list;
  const auto halves = static_cast<std::uint32_t>(mesh.arc_count() * 2);
  const auto row = [&](std::uint32_t half) { return std::min<std::size_t>(zone_of(mesh, half), mesh.zones); };
  list.begin.assign(mesh.zones + 2, 0);
  for (std::uint32_t half = 0; half < halves; ++half) ++list.begin[row(half)];
  std::uint32_t total = 0;
  for (auto& begin : list.begin) total += begin, begin = total;
  list.halves.resize(halves);
  for (std::uint32_t half = halves; half-- > 0;) list.halves[--list.begin[row(half)]] = half;
  return list;
}

RingCutter::RingCutter(const Mesh& mesh, std::span<const std::uint32_t> next)
    : mesh_(mesh), next_(next), place_of_(mesh.nodes, no_half) {}

const ZoneRings& RingCutter::cut(std::span<const std::uint32_t> halves_of_zone,
                                 std::vector<std::uint8_t>& visited) {
  rings_.halves.clear();
  rings_.ring_end.clear();
  rings_.walk_of.clear();
  std::uint32_t walk = 0;
  for (const std::uint32_t first : halves_of_zone) {
    if (visited[first] != 0) continue;
    for (std::uint32_t half = first; visited[half] == 0; half = next_[half]) {
      visited[half] = 1;
      place_of_[start_of(mesh_, half)] = static_cast<std::uint32_t>(stack_.size());
      stack_.push_back(half);
      const std::uint32_t place = place_of_[stop_of(mesh_, half)];
      if (place == no_half) continue;
      for (std::size_t i = place; i < stack_.size(); ++i) {
        place_of_[start_of(mesh_, stack_[i])] = no_half;
        rings_.halves.push_back(stack_[i]);
      }
      stack_.resize(place);
      rings_.ring_end.push_back(static_cast<std::uint32_t>(rings_.halves.size()));
      rings_.walk_of.push_back(walk);
    }
    ++walk;
  }
  return rings_;
}

void append_ring(const Mesh& mesh, std::span<const std::uint32_t> ring, std::vector<Point>& points) {
  const std::size_t begin = points.size();
  for (const std::uint32_t half : ring) {
    const auto arc = mesh.points_of(half / 2);
    if (half % 2 == 0) {
      points.insert(points.end(), arc.begin(), arc.end() - 1);
    } else {
      points.insert(points.end(), arc.rbegin(), arc.rend() - 1);
    }
  }
  const auto first = points.begin() + static_cast<std::ptrdiff_t>(begin);
  std::rotate(first, std::min_element(first, points.end(), before), points.end());
  points.push_back(points[begin]);
}

int sense_of(std::span<const Point> ring) {
  const int sense = turn(ring[ring.size() - 2], ring[0], ring[1]);
  if (sense != 0) return sense;
  return twice_signed_area(ring) < 0 ? -1 : 1;
}

}  // namespace maillage

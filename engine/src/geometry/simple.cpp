#include "geometry/simple.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "geometry/rings.hpp"

namespace maillage {
namespace {

// Of which side of p-q is r: +1, -1, or 0 when the sign is not certain (bound after Shewchuk 1997, with
// room).
int side_of(Point p, Point q, Point r) {
  const double left = (p.x - r.x) * (q.y - r.y), right = (p.y - r.y) * (q.x - r.x);
  const double determinant = left - right;
  if (std::abs(determinant) <= 1e-14 * (std::abs(left) + std::abs(right))) return 0;
  return determinant > 0 ? 1 : -1;
}

bool same_certain_side(Point p, Point q, Point r, Point s) {
  const int side = side_of(p, q, r);
  return side != 0 && side == side_of(p, q, s);
}

// p-q-r turns back on itself only when it bends by more than a right angle and is flat.
bool no_spike(Point p, Point q, Point r) {
  const double along = (q.x - p.x) * (r.x - q.x) + (q.y - p.y) * (r.y - q.y);
  return along > 0 || side_of(p, q, r) != 0;
}

struct Segment {
  double min_x, max_x, min_y, max_y;
  std::uint32_t index;
};

bool certainly_simple(std::span<const Point> ring) {
  if (!ring_fault(ring).empty()) return false;
  const std::size_t count = ring.size() - 1;
  thread_local std::vector<Segment> segments, active;
  segments.clear();
  for (std::size_t i = 0; i < count; ++i) {
    const auto [min_x, max_x] = std::minmax(ring[i].x, ring[i + 1].x);
    const auto [min_y, max_y] = std::minmax(ring[i].y, ring[i + 1].y);
    segments.push_back({min_x, max_x, min_y, max_y, static_cast<std::uint32_t>(i)});
    if (!no_spike(ring[i], ring[i + 1], ring[i + 2 > count ? 1 : i + 2])) return false;
  }
  std::sort(segments.begin(), segments.end(),
            [](const Segment& a, const Segment& b) { return a.min_x < b.min_x; });
  active.clear();
  for (const Segment& segment : segments) {
    std::erase_if(active, [&](const Segment& other) { return other.max_x < segment.min_x; });
    const Point p = ring[segment.index], q = ring[segment.index + 1];
    for (const Segment& other : active) {
      if (other.max_y < segment.min_y || segment.max_y < other.min_y) continue;
      const std::size_t gap =
          segment.index > other.index ? segment.index - other.index : other.index - segment.index;
      if (gap == 1 || gap == count - 1) continue;
      const Point r = ring[other.index], s = ring[other.index + 1];
      if (!same_certain_side(p, q, r, s) && !same_certain_side(r, s, p, q)) return false;
    }
    active.push_back(segment);
  }
  return true;
}

}  // namespace

bool certainly_valid(const Shapes& shapes, std::size_t zone) {
  std::vector<Box> boxes;
  for (const std::size_t polygon : shapes.polygons_of(zone)) {
    const auto rings = shapes.rings_of(polygon);
    if (rings.size() != 1) return false;
    const std::span<const Point> ring = shapes.points_of(rings.front());
    const Box box = box_of_points(ring);
    if (std::ranges::any_of(boxes, [&](const Box& other) { return meet(box, other); })) return false;
    if (!certainly_simple(ring)) return false;
    boxes.push_back(box);
  }
  return true;
}

}  // namespace maillage

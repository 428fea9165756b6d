#include "geometry/apart.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "geometry/rings.hpp"

namespace maillage {
namespace {

Box box_of_segment(Point p, Point q) {
  return {std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)};
}

void segments_meeting(const Shapes& shapes, std::size_t zone, const Box& window, std::vector<Box>& found) {
  found.clear();
  for (const std::size_t ring : rings_of_zone(shapes, zone)) {
    const std::span<const Point> points = shapes.points_of(ring);
    for (std::size_t i = 1; i < points.size(); ++i) {
      const Box box = box_of_segment(points[i - 1], points[i]);
      if (meet(box, window)) found.push_back(box);
    }
  }
}

bool any_meet(const std::vector<Box>& a, const std::vector<Box>& b) {
  return std::ranges::any_of(
      a, [&](const Box& x) { return std::ranges::any_of(b, [&](const Box& y) { return meet(x, y); }); });
}

// A ray to the right, by comparisons: no segment's box holds the point, so one that spans its height is
// wholly on its left or wholly on its right.
bool inside(Point point, const Shapes& shapes, std::size_t zone) {
  bool in = false;
  for (const std::size_t ring : rings_of_zone(shapes, zone)) {
    const std::span<const Point> points = shapes.points_of(ring);
    for (std::size_t i = 1; i < points.size(); ++i)
      if ((points[i - 1].y <= point.y) != (points[i].y <= point.y) && points[i].x > point.x) in = !in;
  }
  return in;
}

void add_rings_inside(Common& common, const Shapes& rings_of, std::size_t zone, const Shapes& other,
                      std::size_t other_zone) {
  for (const std::size_t polygon : rings_of.polygons_of(zone)) {
    const auto rings = rings_of.rings_of(polygon);
    for (const std::size_t ring : rings) {
      const std::span<const Point> points = rings_of.points_of(ring);
      if (!inside(points.front(), other, other_zone)) continue;
      const double area = std::abs(signed_area(points));
      common.area += ring == rings.front() ? area : -area;
      common.perimeter += ring_length(points);
    }
  }
}

}  // namespace

std::optional<Common> common_if_apart(const Shapes& a, std::size_t zone_a, const Box& box_a, const Shapes& b,
                                      std::size_t zone_b, const Box& box_b) {
  thread_local std::vector<Box> near_a, near_b;
  segments_meeting(b, zone_b, box_a, near_b);
  if (!near_b.empty()) segments_meeting(a, zone_a, box_b, near_a);
  if (!near_b.empty() && any_meet(near_a, near_b)) return std::nullopt;
  Common common;
  add_rings_inside(common, a, zone_a, b, zone_b);
  add_rings_inside(common, b, zone_b, a, zone_a);
  return common;
}

}  // namespace maillage

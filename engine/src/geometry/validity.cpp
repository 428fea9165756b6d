#include "maillage/geometry/validity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "geometry/geos.hpp"
#include "geometry/repair.hpp"
#include "geometry/rings.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {
namespace {

// Of which side of p-q is r: +1, -1, or 0 when the sign is not certain (bound after
// Shewchuk 1997, with room).
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

Box around(Point a, Point b) {
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}
Box around(const Box& a, const Box& b) {
  return {std::min(a.min_x, b.min_x), std::min(a.min_y, b.min_y), std::max(a.max_x, b.max_x),
          std::max(a.max_y, b.max_y)};
}

// Boxes around a few segments of a ring each, then around two boxes of the level below,
// up to one around the ring.
class RingTree {
 public:
  bool certainly_simple(std::span<const Point> ring) {
    ring_ = ring;
    segments_.clear();
    for (std::size_t i = 1; i < ring.size(); ++i) segments_.push_back(around(ring[i - 1], ring[i]));
    boxes_.clear();
    level_begin_.assign(1, 0);
    for (std::size_t first = 0; first < segments_.size(); first += leaf_size) {
      const auto [begin, end] = segments_of(first / leaf_size);
      boxes_.push_back(segments_[begin]);
      for (std::size_t i = begin + 1; i < end; ++i) boxes_.back() = around(boxes_.back(), segments_[i]);
    }
    while (boxes_.size() - level_begin_.back() > 1) {
      const std::size_t begin = level_begin_.back(), end = boxes_.size();
      level_begin_.push_back(end);
      for (std::size_t i = begin; i < end; i += 2)
        boxes_.push_back(i + 1 < end ? around(boxes_[i], boxes_[i + 1]) : boxes_[i]);
    }
    return apart_inside(level_begin_.size() - 1, 0);
  }

 private:
  // The fastest of 2 to 16 on the communes of France.
  static constexpr std::size_t leaf_size = 6;

  [[nodiscard]] std::pair<std::size_t, std::size_t> segments_of(std::size_t leaf) const {
    return {leaf * leaf_size, std::min((leaf + 1) * leaf_size, segments_.size())};
  }
  [[nodiscard]] bool exists(std::size_t level, std::size_t node) const {
    return level_begin_[level] + node < level_begin_[level + 1];
  }

  // Neighbours share a point, and no more: there is no spike.
  [[nodiscard]] bool segments_apart(std::size_t i, std::size_t j) const {
    if (!meet(segments_[i], segments_[j]) || j - i == 1 || j - i == segments_.size() - 1) return true;
    const Point p = ring_[i], q = ring_[i + 1], r = ring_[j], s = ring_[j + 1];
    return same_certain_side(p, q, r, s) || same_certain_side(r, s, p, q);
  }

  [[nodiscard]] bool leaves_apart(std::size_t a, std::size_t b) const {
    const auto [begin_a, end_a] = segments_of(a);
    const auto [begin_b, end_b] = segments_of(b);
    for (std::size_t i = begin_a; i < end_a; ++i) {
      if (!meet(segments_[i], boxes_[b])) continue;
      for (std::size_t j = begin_b; j < end_b; ++j)
        if (!segments_apart(i, j)) return false;
    }
    return true;
  }

  [[nodiscard]] bool leaf_apart_inside(std::size_t leaf) const {
    const auto [begin, end] = segments_of(leaf);
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t j = i + 1; j < end; ++j)
        if (!segments_apart(i, j)) return false;
    return true;
  }

  [[nodiscard]] bool apart(std::size_t level, std::size_t a, std::size_t b) const {
    if (!meet(boxes_[level_begin_[level] + a], boxes_[level_begin_[level] + b])) return true;
    if (level == 0) return leaves_apart(a, b);
    const std::size_t i = 2 * a, j = 2 * b;
    if (!apart(level - 1, i, j) || !apart(level - 1, i + 1, j)) return false;
    return !exists(level - 1, j + 1) || (apart(level - 1, i, j + 1) && apart(level - 1, i + 1, j + 1));
  }

  [[nodiscard]] bool apart_inside(std::size_t level, std::size_t node) const {
    if (level == 0) return leaf_apart_inside(node);
    const std::size_t first = 2 * node, second = first + 1;
    if (!apart_inside(level - 1, first)) return false;
    return !exists(level - 1, second) || (apart_inside(level - 1, second) && apart(level - 1, first, second));
  }

  std::span<const Point> ring_;
  std::vector<Box> segments_;
  std::vector<Box> boxes_;
  std::vector<std::size_t> level_begin_;
};

bool certainly_simple(std::span<const Point> ring) {
  if (!ring_fault(ring).empty()) return false;
  const std::size_t count = ring.size() - 1;
  for (std::size_t i = 0; i < count; ++i)
    if (!no_spike(ring[i], ring[i + 1], ring[i + 2 > count ? 1 : i + 2])) return false;
  thread_local RingTree tree;
  return tree.certainly_simple(ring);
}

// True only for zones that are certainly valid; false means "ask GEOS". O(points log
// points) on everyday shapes.
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

double squared_distance(Point p, Point q, Point r) {
  const double dx = q.x - p.x, dy = q.y - p.y;
  const double length = dx * dx + dy * dy;
  const double t = length > 0 ? std::clamp(((r.x - p.x) * dx + (r.y - p.y) * dy) / length, 0.0, 1.0) : 0;
  const double ex = p.x + t * dx - r.x, ey = p.y + t * dy - r.y;
  return ex * ex + ey * ey;
}

void place_on_ring(InvalidShape& fault, const Shapes& shapes) {
  double nearest = std::numeric_limits<double>::infinity();
  for (const std::size_t polygon : shapes.polygons_of(fault.zone))
    for (const std::size_t ring : shapes.rings_of(polygon)) {
      const std::span<const Point> points = shapes.points_of(ring);
      for (std::size_t i = 1; i < points.size(); ++i) {
        const double distance = squared_distance(points[i - 1], points[i], fault.location);
        if (!(distance < nearest)) continue;
        nearest = distance;
        fault.ring = static_cast<std::uint32_t>(ring);
        fault.kind = ring == shapes.rings_of(polygon).front() ? RingKind::outer : RingKind::hole;
      }
    }
}

// What keeps GEOS from even holding the zone.
std::optional<InvalidShape> unusable_ring(const Shapes& shapes, std::size_t zone) {
  for (const std::size_t polygon : shapes.polygons_of(zone)) {
    for (const std::size_t ring : shapes.rings_of(polygon)) {
      const std::span<const Point> points = shapes.points_of(ring);
      const std::string_view fault = ring_fault(points);
      if (fault.empty()) continue;
      const bool outer = ring == shapes.rings_of(polygon).front();
      return InvalidShape{static_cast<std::uint32_t>(zone), std::string(fault),
                          points.empty() ? Point{} : points.back(), static_cast<std::uint32_t>(ring),
                          outer ? RingKind::outer : RingKind::hole};
    }
  }
  return std::nullopt;
}

std::optional<InvalidShape> fault_of_zone(const Shapes& shapes, std::size_t zone) {
  if (certainly_valid(shapes, zone)) return std::nullopt;
  if (std::optional<InvalidShape> unusable = unusable_ring(shapes, zone)) return unusable;
  geos::Fault found = geos::fault_of(*geos::from_zone(shapes, zone));
  if (found.reason.empty()) return std::nullopt;
  InvalidShape fault{
      .zone = static_cast<std::uint32_t>(zone), .reason = found.reason, .location = found.location};
  place_on_ring(fault, shapes);
  return fault;
}

}  // namespace

std::vector<InvalidShape> faults_among(const Shapes& shapes, const std::vector<char>& used) {
  constexpr std::size_t zones_at_a_time = 256;
  std::vector<std::vector<InvalidShape>> found(block_count(used.size(), zones_at_a_time));
  parallel_for(used.size(), zones_at_a_time, [&](std::size_t begin, std::size_t end, std::size_t block) {
    stop_point();
    for (std::size_t zone = begin; zone < end; ++zone)
      if (used[zone])
        if (std::optional<InvalidShape> fault = fault_of_zone(shapes, zone)) found[block].push_back(*fault);
  });
  std::vector<InvalidShape> faults;
  for (const auto& block : found) faults.insert(faults.end(), block.begin(), block.end());
  return faults;
}

std::vector<InvalidShape> invalid_shapes(const Shapes& shapes) {
  return faults_among(shapes, std::vector<char>(shapes.zone_count(), 1));
}

}  // namespace maillage

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

Box around(Point a, Point b) {
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}
Box around(const Box& a, const Box& b) {
  return {std::min(a.min_x, b.min_x), std::min(a.min_y, b.min_y), std::max(a.max_x, b.max_x),
          std::max(a.max_y, b.max_y)};
}

// Boxes around the segments of a ring, then around two boxes of the level below, up to one around the ring.
class RingTree {
 public:
  bool certainly_simple(std::span<const Point> ring) {
    ring_ = ring;
    boxes_.clear();
    level_begin_.assign(1, 0);
    boxes_.reserve(2 * ring.size() + 64);
    for (std::size_t i = 1; i < ring.size(); ++i) boxes_.push_back(around(ring[i - 1], ring[i]));
    while (boxes_.size() - level_begin_.back() > 1) {
      const std::size_t begin = level_begin_.back(), end = boxes_.size();
      level_begin_.push_back(end);
      for (std::size_t i = begin; i < end; i += 2)
        boxes_.push_back(i + 1 < end ? around(boxes_[i], boxes_[i + 1]) : boxes_[i]);
    }
    return apart_inside(level_begin_.size() - 1, 0);
  }

 private:
  [[nodiscard]] bool exists(std::size_t level, std::size_t node) const {
    return level_begin_[level] + node < level_begin_[level + 1];
  }

  // Neighbours share a point, and no more: there is no spike.
  [[nodiscard]] bool segments_apart(std::size_t i, std::size_t j) const {
    if (j - i == 1 || j - i == ring_.size() - 2) return true;
    const Point p = ring_[i], q = ring_[i + 1], r = ring_[j], s = ring_[j + 1];
    return same_certain_side(p, q, r, s) || same_certain_side(r, s, p, q);
  }

  [[nodiscard]] bool apart(std::size_t level, std::size_t a, std::size_t b) const {
    if (!meet(boxes_[level_begin_[level] + a], boxes_[level_begin_[level] + b])) return true;
    if (level == 0) return segments_apart(a, b);
    const std::size_t i = 2 * a, j = 2 * b;
    if (!apart(level - 1, i, j) || !apart(level - 1, i + 1, j)) return false;
    return !exists(level - 1, j + 1) || (apart(level - 1, i, j + 1) && apart(level - 1, i + 1, j + 1));
  }

  [[nodiscard]] bool apart_inside(std::size_t level, std::size_t node) const {
    if (level == 0) return true;
    const std::size_t first = 2 * node, second = first + 1;
    if (!apart_inside(level - 1, first)) return false;
    return !exists(level - 1, second) || (apart_inside(level - 1, second) && apart(level - 1, first, second));
  }

  std::span<const Point> ring_;
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

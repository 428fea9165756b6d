// Exact answers about points: the turn of three points, the order of directions around a point.
#pragma once

#include <cmath>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

// The sign of a determinant too close to zero for doubles.
[[nodiscard]] int exact_turn(const Point& a, const Point& b, const Point& c);

// 1 when a, b, c turn left, -1 when they turn right, 0 when they are in line. Exact
// (filter after Shewchuk, 1997).
[[nodiscard]] inline int turn(const Point& a, const Point& b, const Point& c) {
  const double left = (a.x - c.x) * (b.y - c.y);
  const double right = (a.y - c.y) * (b.x - c.x);
  const double determinant = left - right;
  constexpr double relative_error = 3.3306690738754716e-16;
  const double bound = relative_error * (std::abs(left) + std::abs(right));
  if (determinant > bound) return 1;
  if (determinant < -bound) return -1;
  return exact_turn(a, b, c);
}

[[nodiscard]] inline bool before(const Point& a, const Point& b) {
  return a.x < b.x || (a.x == b.x && a.y < b.y);
}

// True when the direction from `origin` to a comes before the one to b, counter-clockwise from due east.
[[nodiscard]] inline bool direction_before(const Point& origin, const Point& a, const Point& b) {
  const auto upper = [&](const Point& p) { return p.y > origin.y || (p.y == origin.y && p.x > origin.x); };
  const bool a_upper = upper(a);
  if (a_upper != upper(b)) return a_upper;
  return turn(origin, a, b) > 0;
}

}  // namespace maillage

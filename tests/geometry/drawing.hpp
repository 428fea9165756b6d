// Shapes drawn by hand, for tests of the geometry room.
#pragma once

#include <initializer_list>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage::test {

using Ring = std::vector<Point>;

inline Ring closed(Ring ring) {
  ring.push_back(ring.front());
  return ring;
}

inline Ring rectangle(double x0, double y0, double x1, double y1) {
  return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}};
}

inline void add_polygon(Shapes& shapes, const std::vector<Ring>& rings) {
  for (const Ring& ring : rings) {
    shapes.points.insert(shapes.points.end(), ring.begin(), ring.end());
    shapes.close_ring();
  }
  shapes.close_polygon();
}

inline void add_zone(Shapes& shapes, const std::vector<Ring>& outer_then_holes) {
  add_polygon(shapes, outer_then_holes);
  shapes.close_zone();
}

// One zone a ring.
inline Shapes layer(const std::vector<Ring>& rings, Crs crs = lambert93) {
  Shapes shapes;
  shapes.crs = crs;
  for (const Ring& ring : rings) add_zone(shapes, {ring});
  return shapes;
}

inline Shapes moved(Shapes shapes, double dx, double dy) {
  for (Point& point : shapes.points) point = {point.x + dx, point.y + dy};
  return shapes;
}

}  // namespace maillage::test

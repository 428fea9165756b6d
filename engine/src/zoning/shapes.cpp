#include "maillage/zoning/shapes.hpp"

#include <algorithm>
#include <limits>

namespace maillage {

double twice_signed_area(std::span<const Point> ring) {
  if (ring.size() < 3) return 0;
  // Relative to the first point: keeps the precision of small rings far from the origin.
  const Point origin = ring.front();
  double area = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i)
    area += (ring[i].x - origin.x) * (ring[i + 1].y - origin.y) -
            (ring[i + 1].x - origin.x) * (ring[i].y - origin.y);
  return area;
}

Box box_of_points(std::span<const Point> points) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Box box{infinity, infinity, -infinity, -infinity};
  for (const Point& point : points)
    box = {std::min(box.min_x, point.x), std::min(box.min_y, point.y), std::max(box.max_x, point.x),
           std::max(box.max_y, point.y)};
  return box;
}

Box box_of(const Shapes& shapes, std::size_t zone) {
  Box box = box_of_points({});
  for (const std::size_t polygon : shapes.polygons_of(zone)) {
    for (const std::size_t ring : shapes.rings_of(polygon)) {
      const Box part = box_of_points(shapes.points_of(ring));
      box = {std::min(box.min_x, part.min_x), std::min(box.min_y, part.min_y),
             std::max(box.max_x, part.max_x), std::max(box.max_y, part.max_y)};
    }
  }
  return box;
}

Shapes select(const Shapes& shapes, std::span<const std::size_t> zones) {
  Shapes selected;
  selected.crs = shapes.crs;
  std::size_t point_count = 0;
  for (const std::size_t zone : zones)
    for (const std::size_t polygon : shapes.polygons_of(zone))
      for (const std::size_t ring : shapes.rings_of(polygon)) point_count += shapes.points_of(ring).size();
  selected.points.reserve(point_count);
  selected.zone_end.reserve(zones.size());
  for (const std::size_t zone : zones) {
    for (const std::size_t polygon : shapes.polygons_of(zone)) {
      for (const std::size_t ring : shapes.rings_of(polygon)) {
        const auto points = shapes.points_of(ring);
        selected.points.insert(selected.points.end(), points.begin(), points.end());
        selected.close_ring();
      }
      selected.close_polygon();
    }
    selected.close_zone();
  }
  return selected;
}

}  // namespace maillage

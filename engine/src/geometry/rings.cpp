#include "geometry/rings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "maillage/base/parallel.hpp"

namespace maillage {

double signed_area(std::span<const Point> ring) {
  return twice_signed_area(ring) / 2;
}

double ring_length(std::span<const Point> ring) {
  double length = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const double dx = ring[i].x - ring[i - 1].x, dy = ring[i].y - ring[i - 1].y;
    length += std::sqrt(dx * dx + dy * dy);
  }
  return length;
}

std::string_view ring_fault(std::span<const Point> ring) {
  for (const Point& point : ring)
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) return "Coordinate not finite";
  if (ring.size() < 4) return "Ring of fewer than four points";
  if (ring.front() != ring.back()) return "Ring not closed";
  return {};
}

std::ranges::iota_view<std::size_t, std::size_t> rings_of_zone(const Shapes& shapes, std::size_t zone) {
  const auto polygons = shapes.polygons_of(zone);
  if (polygons.empty()) return {std::size_t{0}, std::size_t{0}};
  const std::size_t first = polygons.front();
  return {first == 0 ? std::size_t{0} : shapes.polygon_end[first - 1], shapes.polygon_end[polygons.back()]};
}

double zone_area(const Shapes& shapes, std::size_t zone) {
  double area = 0;
  for (const std::size_t polygon : shapes.polygons_of(zone)) {
    const auto rings = shapes.rings_of(polygon);
    for (const std::size_t ring : rings) {
      const double of_ring = std::abs(signed_area(shapes.points_of(ring)));
      area += ring == rings.front() ? of_ring : -of_ring;
    }
  }
  return area;
}

std::vector<Box> zone_boxes(const Shapes& shapes) {
  std::vector<Box> boxes(shapes.zone_count());
  parallel_for(boxes.size(), 2048, [&](std::size_t begin, std::size_t end, std::size_t) {
    for (std::size_t zone = begin; zone < end; ++zone) boxes[zone] = box_of(shapes, zone);
  });
  return boxes;
}

}  // namespace maillage

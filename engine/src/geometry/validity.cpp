#include "maillage/geometry/validity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "geometry/geos.hpp"
#include "geometry/repair.hpp"
#include "geometry/rings.hpp"
#include "geometry/simple.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"

namespace maillage {
namespace {

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

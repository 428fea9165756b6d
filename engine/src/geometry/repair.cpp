#include "geometry/repair.hpp"

#include <cmath>

#include <fmt/format.h>

#include "geometry/geos.hpp"
#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"

namespace maillage {
namespace {

void append_copy(Shapes& result, const Shapes& shapes, std::size_t zone) {
  for (const std::size_t polygon : shapes.polygons_of(zone)) {
    for (const std::size_t ring : shapes.rings_of(polygon)) {
      const std::span<const Point> points = shapes.points_of(ring);
      result.points.insert(result.points.end(), points.begin(), points.end());
      result.close_ring();
    }
    result.close_polygon();
  }
  result.close_zone();
}

}  // namespace

std::optional<Shapes> repaired(const Shapes& shapes, const std::vector<char>& used, Side side,
                               const NameOf& name_of, std::vector<Repair>& repairs) {
  const std::vector<InvalidShape> faults = faults_among(shapes, used);
  if (faults.empty()) return std::nullopt;
  Shapes result;
  result.crs = shapes.crs;
  auto fault = faults.begin();
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) {
    if (fault == faults.end() || fault->zone != zone) {
      append_copy(result, shapes, zone);
      continue;
    }
    with_context(name_of(zone),
                 [&] { geos::append_zone(result, *geos::make_valid(*geos::from_zone(shapes, zone))); });
    repairs.push_back({side, fault->zone, fault->reason, fault->location, zone_area(shapes, zone),
                       zone_area(result, zone)});
    ++fault;
  }
  return result;
}

}  // namespace maillage

#include "maillage/geometry/areas.hpp"

#include <fmt/format.h>

#include <cmath>

#include "geometry/ellipsoid.hpp"
#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/geometry/project.hpp"

namespace maillage {
namespace {

// of_zone(zone) for every zone.
template <class OfZone>
std::vector<double> each_zone(const Shapes& shapes, const OfZone& of_zone) {
  constexpr std::size_t zones_at_a_time = 256;
  std::vector<double> values(shapes.zone_count());
  parallel_for(values.size(), zones_at_a_time, [&](std::size_t begin, std::size_t end, std::size_t) {
    stop_point();
    for (std::size_t zone = begin; zone < end; ++zone) values[zone] = of_zone(zone);
  });
  return values;
}

void require_on_earth(const Shapes& shapes, std::size_t zone) {
  for (const std::size_t ring : rings_of_zone(shapes, zone))
    for (const Point& point : shapes.points_of(ring))
      if (!(std::abs(point.x) <= 360 && std::abs(point.y) <= 90))
        throw Error(Failure::unreadable, fmt::format("zone {}: {}, {} is no longitude, latitude in degrees",
                                                     zone, point.x, point.y));
}

void require_metres(const Shapes& shapes) {
  if (shapes.crs.is_geographic())
    throw Error(Failure::usage,
                fmt::format("planar measures of shapes in degrees ({}): project them first, or ask "
                            "for ellipsoidal ones",
                            describe(shapes.crs)));
}

bool distorts_areas(Crs crs) {
  constexpr int web_mercator = 3857, old_web_mercator = 3785, world_mercator = 3395;
  return crs.epsg == web_mercator || crs.epsg == old_web_mercator || crs.epsg == world_mercator;
}

}  // namespace

std::vector<double> geodesic_areas(const Shapes& shapes) {
  if (!shapes.crs.is_geographic()) return geodesic_areas(project(shapes, wgs84));
  const Ellipsoid ellipsoid(shapes.crs);
  return each_zone(shapes, [&](std::size_t zone) {
    require_on_earth(shapes, zone);
    double area = 0;
    for (const std::size_t polygon : shapes.polygons_of(zone)) {
      const auto rings = shapes.rings_of(polygon);
      for (const std::size_t ring : rings) {
        const double of_ring = ellipsoid.area(shapes.points_of(ring));
        area += ring == rings.front() ? of_ring : -of_ring;
      }
    }
    return area;
  });
}

std::vector<double> planar_areas(const Shapes& shapes) {
  require_metres(shapes);
  return each_zone(shapes, [&](std::size_t zone) { return zone_area(shapes, zone); });
}

ZoneAreas zone_areas(const Shapes& shapes) {
  if (distorts_areas(shapes.crs))
    return {geodesic_areas(shapes),
            fmt::format("ellipsoidal (PROJ geodesic, WGS84, from EPSG:{})", shapes.crs.epsg)};
  if (shapes.crs.is_geographic())
    return {geodesic_areas(shapes),
            fmt::format("ellipsoidal (PROJ geodesic, {})", shapes.crs == wgs84 ? "WGS84" : "GRS80")};
  return {planar_areas(shapes), fmt::format("planar EPSG:{}", shapes.crs.epsg)};
}

}  // namespace maillage

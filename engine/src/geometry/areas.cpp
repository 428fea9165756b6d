#include "maillage/geometry/areas.hpp"

#include <geodesic.h>

#include <cmath>

#include <fmt/format.h>

#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/geometry/project.hpp"

namespace maillage {
namespace {

constexpr std::size_t zones_at_a_time = 256;

geod_geodesic ellipsoid_of(Crs crs) {
  constexpr double semi_axis = 6378137;
  constexpr double wgs84_flattening = 1 / 298.257223563;
  constexpr double grs80_flattening = 1 / 298.257222101;
  geod_geodesic ellipsoid;
  geod_init(&ellipsoid, semi_axis, crs == wgs84 ? wgs84_flattening : grs80_flattening);
  return ellipsoid;
}

struct Measured {
  double area = 0;
  double length = 0;
};

Measured geodesic_ring(const geod_geodesic& ellipsoid, std::span<const Point> ring, std::size_t zone) {
  geod_polygon polygon;
  geod_polygon_init(&polygon, 0);
  for (const Point& point : ring.first(ring.empty() ? 0 : ring.size() - 1)) {
    if (!(std::abs(point.x) <= 360 && std::abs(point.y) <= 90))
      throw Error(Failure::unreadable, fmt::format("zone {}: {}, {} is no longitude, latitude in degrees",
                                                   zone, point.x, point.y));
    geod_polygon_addpoint(&ellipsoid, &polygon, point.y, point.x);
  }
  Measured measured;
  geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &measured.area, &measured.length);
  measured.area = std::abs(measured.area);
  return measured;
}

// What `of_ring` gives, outer rings added; holes taken off areas and added to lengths.
template <class OfRing>
std::vector<Measured> measure_zones(const Shapes& shapes, const OfRing& of_ring) {
  std::vector<Measured> zones(shapes.zone_count());
  parallel_for(zones.size(), zones_at_a_time, [&](std::size_t begin, std::size_t end, std::size_t) {
    stop_point();
    for (std::size_t zone = begin; zone < end; ++zone)
      for (const std::size_t polygon : shapes.polygons_of(zone)) {
        bool outer = true;
        for (const std::size_t ring : shapes.rings_of(polygon)) {
          const Measured measured = of_ring(shapes.points_of(ring), zone);
          zones[zone].area += outer ? measured.area : -measured.area;
          zones[zone].length += measured.length;
          outer = false;
        }
      }
  });
  return zones;
}

std::vector<Measured> measure_geodesic(const Shapes& shapes) {
  if (!shapes.crs.is_geographic()) return measure_geodesic(project(shapes, wgs84));
  const geod_geodesic ellipsoid = ellipsoid_of(shapes.crs);
  return measure_zones(shapes, [&](std::span<const Point> ring, std::size_t zone) {
    return geodesic_ring(ellipsoid, ring, zone);
  });
}

std::vector<Measured> measure_planar(const Shapes& shapes) {
  if (shapes.crs.is_geographic())
    throw Error(Failure::usage,
                fmt::format("planar area of shapes in degrees ({}): project them first, or ask for "
                            "ellipsoidal areas",
                            describe(shapes.crs)));
  return measure_zones(shapes, [](std::span<const Point> ring, std::size_t) {
    return Measured{std::abs(signed_area(ring)), ring_length(ring)};
  });
}

std::vector<double> column(const std::vector<Measured>& zones, double Measured::*member) {
  std::vector<double> values;
  values.reserve(zones.size());
  for (const Measured& zone : zones) values.push_back(zone.*member);
  return values;
}

bool distorts_areas(Crs crs) {
  constexpr int web_mercator = 3857, old_web_mercator = 3785, world_mercator = 3395;
  return crs.epsg == web_mercator || crs.epsg == old_web_mercator || crs.epsg == world_mercator;
}

}  // namespace

std::vector<double> geodesic_areas(const Shapes& shapes) {
  return column(measure_geodesic(shapes), &Measured::area);
}
std::vector<double> geodesic_lengths(const Shapes& shapes) {
  return column(measure_geodesic(shapes), &Measured::length);
}
std::vector<double> planar_areas(const Shapes& shapes) {
  return column(measure_planar(shapes), &Measured::area);
}
std::vector<double> planar_lengths(const Shapes& shapes) {
  return column(measure_planar(shapes), &Measured::length);
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

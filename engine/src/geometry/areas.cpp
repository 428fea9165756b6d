#include "maillage/geometry/areas.hpp"

#include <fmt/format.h>
#include <geodesic.h>
#include <cmath>
#include <numbers>
#include <span>

#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {
namespace {

class Ellipsoid {
 public:
  explicit Ellipsoid(Crs crs);

  // Points in degrees, |latitude| <= 90; the ring is closed. Area without sign.
  [[nodiscard]] double area(std::span<const Point> ring) const;

 private:
  // Area between the equator and the parallel, for one radian of longitude.
  [[nodiscard]] double belt(double sine) const;
  [[nodiscard]] double area_of_short_edges(std::span<const Point> ring) const;

  geod_geodesic geodesic_;
  double semi_axis_;
  double squared_eccentricity_;
};

constexpr double radians = std::numbers::pi / 180;
constexpr double short_edge = 0.03;  // degrees
constexpr double near_a_pole = 80;   // where the series loses its digits

bool has_short_edges(std::span<const Point> ring) {
  for (std::size_t i = 1; i < ring.size(); ++i)
    if (!(std::abs(ring[i].x - ring[i - 1].x) <= short_edge &&
          std::abs(ring[i].y - ring[i - 1].y) <= short_edge && std::abs(ring[i].y) <= near_a_pole))
      return false;
  return true;
}

geod_polygon polygon_of(const geod_geodesic& geodesic, std::span<const Point> ring) {
  geod_polygon polygon;
  geod_polygon_init(&polygon, 0);
  for (const Point& point : ring.first(ring.empty() ? 0 : ring.size() - 1))
    geod_polygon_addpoint(&geodesic, &polygon, point.y, point.x);
  return polygon;
}

Ellipsoid::Ellipsoid(Crs crs) : semi_axis_(6378137) {
  const double flattening = 1 / (crs == wgs84 ? 298.257223563 : 298.257222101);
  squared_eccentricity_ = flattening * (2 - flattening);
  geod_init(&geodesic_, semi_axis_, flattening);
}

double Ellipsoid::belt(double sine) const {
  const double e = std::sqrt(squared_eccentricity_);
  const double squared_minor_axis = semi_axis_ * semi_axis_ * (1 - squared_eccentricity_);
  return squared_minor_axis / 2 *
         (sine / (1 - squared_eccentricity_ * sine * sine) + std::atanh(e * sine) / e);
}

// Under the geodesic from 1 to 2 lies, to the fifth order of its length,
//     dl x (belt1 + belt2) / 2 + dl x sin(f) x (3 M^2 df^2 + (N cos f)^2 dl^2) / 12
// with l the longitude, f the latitude (at the middle) and M, N the radii of curvature: the second
// derivative of the belt along a geodesic, in the error term of the trapezoidal rule. Belts are taken
// relative to the first, since the longitudes of a closed ring sum to 0: small rings keep their digits.
double Ellipsoid::area_of_short_edges(std::span<const Point> ring) const {
  const double e2 = squared_eccentricity_;
  double sum = 0;
  double sine = std::sin(ring[0].y * radians);
  const double base = belt(sine);
  double height = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const double dl = (ring[i].x - ring[i - 1].x) * radians;
    const double df = (ring[i].y - ring[i - 1].y) * radians;
    const double next_sine = std::sin(ring[i].y * radians);
    const double next_height = belt(next_sine) - base;
    const double middle = (sine + next_sine) / 2;
    const double w2 = 1 - e2 * middle * middle;
    const double n2 = semi_axis_ * semi_axis_ / w2;
    const double m = semi_axis_ * (1 - e2) / (w2 * std::sqrt(w2));
    const double p2 = n2 * (1 - middle * middle);
    sum += dl * ((height + next_height) / 2 + middle * (3 * m * m * df * df + p2 * dl * dl) / 12);
    sine = next_sine;
    height = next_height;
  }
  return sum;
}

double Ellipsoid::area(std::span<const Point> ring) const {
  if (ring.size() < 4) return 0;
  if (has_short_edges(ring)) return std::abs(area_of_short_edges(ring));
  const geod_polygon polygon = polygon_of(geodesic_, ring);
  double area = 0;
  geod_polygon_compute(&geodesic_, &polygon, 0, 1, &area, nullptr);
  return std::abs(area);
}

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
        throw Error(Failure::unreadable,
                    message("zone {}: {}, {} is no longitude, latitude in degrees", zone, point.x, point.y));
}

void require_metres(const Shapes& shapes) {
  if (shapes.crs.is_geographic())
    throw Error(Failure::usage,
                message("planar measures of shapes in degrees ({}): project them first, or ask "
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

#include "geometry/ellipsoid.hpp"

#include <cmath>
#include <numbers>

namespace maillage {
namespace {

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

}  // namespace

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

}  // namespace maillage

#include "maillage/geometry/areas.hpp"

#include <geodesic.h>
#include <algorithm>

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "geometry/drawing.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/geometry/project.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

// Area of the ellipsoid between the equator and a parallel, all around (textbook formula
// of the authalic sphere).
double cap(double latitude, double flattening) {
  const double a = 6378137, e2 = flattening * (2 - flattening), e = std::sqrt(e2);
  const double s = std::sin(latitude * std::numbers::pi / 180);
  return std::numbers::pi * a * a * (1 - e2) *
         (s / (1 - e2 * s * s) + std::log((1 + e * s) / (1 - e * s)) / (2 * e));
}

double by_proj(const Ring& ring, double flattening) {
  geod_geodesic geodesic;
  geod_init(&geodesic, 6378137, flattening);
  geod_polygon polygon;
  geod_polygon_init(&polygon, 0);
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    geod_polygon_addpoint(&geodesic, &polygon, ring[i].y, ring[i].x);
  double area = 0;
  geod_polygon_compute(&geodesic, &polygon, 0, 1, &area, nullptr);
  return std::abs(area);
}

constexpr double wgs84_flattening = 1 / 298.257223563;
constexpr double grs80_flattening = 1 / 298.257222101;

// A cell between two parallels, its sides along the parallels cut in small steps so
// that geodesics follow them.
Ring cell(double lon, double lat, double width, double height, int steps) {
  Ring ring;
  for (int i = 0; i <= steps; ++i) ring.push_back({lon + width * i / steps, lat});
  for (int i = steps; i >= 0; --i) ring.push_back({lon + width * i / steps, lat + height});
  return closed(ring);
}

}  // namespace

TEST_CASE("the ellipsoidal area of a cell is the closed form between its parallels") {
  const double expected = (cap(47, wgs84_flattening) - cap(46.98, wgs84_flattening)) * 0.02 / 360;
  CHECK(geodesic_areas(layer({cell(2, 46.98, 0.02, 0.02, 400)}, wgs84))[0] == Approx(expected).epsilon(1e-9));
  // Long edges go to PROJ: the same cell ten times larger.
  const double larger = (cap(47, wgs84_flattening) - cap(46.8, wgs84_flattening)) * 0.2 / 360;
  CHECK(geodesic_areas(layer({cell(2, 46.8, 0.2, 0.2, 4000)}, wgs84))[0] == Approx(larger).epsilon(1e-9));
  // A degree square: edges far beyond the series.
  const Ring square = rectangle(2, 46, 3, 47);
  CHECK(geodesic_areas(layer({square}, wgs84))[0] == by_proj(square, wgs84_flattening));
}

TEST_CASE("the ellipsoid follows the crs") {
  const Ring ring = rectangle(2, 46, 2.01, 46.01);
  CHECK(geodesic_areas(layer({ring}, wgs84))[0] == Approx(by_proj(ring, wgs84_flattening)).epsilon(1e-11));
  CHECK(geodesic_areas(layer({ring}, Crs{4171}))[0] ==
        Approx(by_proj(ring, grs80_flattening)).epsilon(1e-11));
  CHECK(zone_areas(layer({ring}, wgs84)).method == "ellipsoidal (PROJ geodesic, WGS84)");
  CHECK(zone_areas(layer({ring}, Crs{4171})).method == "ellipsoidal (PROJ geodesic, GRS80)");
}

TEST_CASE("the series of short edges agrees with PROJ everywhere on earth") {
  REQUIRE(rc::check("series == PROJ", [] {
    const double lon = *rc::gen::inRange(-170000, 170000) / 1e3;
    const double lat = *rc::gen::inRange(-79900, 79900) / 1e3;
    const int corners = *rc::gen::inRange(3, 12);
    Ring ring;
    for (int i = 0; i < corners; ++i) {
      const double angle = 2 * std::numbers::pi * i / corners;
      const double radius = *rc::gen::inRange(10, 100) / 1e4;  // degrees: edges of at most 2 km
      ring.push_back({lon + radius * std::cos(angle), lat + radius * std::sin(angle)});
    }
    ring = closed(ring);
    const double area = geodesic_areas(layer({ring}, wgs84))[0];
    RC_ASSERT(std::abs(area - by_proj(ring, wgs84_flattening)) < 1e-9 * area + 1e-3);
  }));
}

TEST_CASE("holes are taken off and parts added, whatever the direction of rings") {
  Shapes shapes;
  shapes.crs = lambert93;
  Ring hole = rectangle(1, 1, 3, 3);
  add_polygon(shapes, {rectangle(0, 0, 10, 10), hole});
  std::reverse(hole.begin(), hole.end());
  add_polygon(shapes, {rectangle(20, 0, 30, 10), {{21, 1}, {23, 1}, {23, 3}, {21, 3}, {21, 1}}});
  shapes.close_zone();
  shapes.close_zone();  // a zone without shape
  CHECK(planar_areas(shapes) == std::vector<double>{192, 0});
  CHECK(zone_areas(shapes).method == "planar EPSG:2154");
}

TEST_CASE("planar areas keep their digits far from the origin") {
  const Shapes near = layer({{{0, 0}, {0.5, 0.125}, {0.75, 0.5}, {0.25, 0.75}, {0, 0}}});
  CHECK(planar_areas(moved(near, 700000, 6600000))[0] == planar_areas(near)[0]);
}

TEST_CASE("Web Mercator areas are never planar") {
  // Near latitude 47 a Mercator area is more than twice the true one.
  const Shapes mercator = layer({rectangle(222638, 5942074, 223638, 5943074)}, Crs{3857});
  const ZoneAreas areas = zone_areas(mercator);
  CHECK(areas.method == "ellipsoidal (PROJ geodesic, WGS84, from EPSG:3857)");
  CHECK(areas.square_metres[0] < 0.5 * planar_areas(mercator)[0]);
}

TEST_CASE("areas of what is no place on earth name the zone") {
  const Shapes shapes = layer({rectangle(2, 46, 3, 47), rectangle(652000, 6862000, 653000, 6863000)}, wgs84);
  CHECK_THROWS_WITH(geodesic_areas(shapes), Catch::StartsWith("zone 1: 652000, 6862000"));
  CHECK_THROWS_WITH(planar_areas(shapes), Catch::Contains("degrees") && Catch::Contains("EPSG:4326"));
}

TEST_CASE("areas are the same bytes on any number of threads") {
  std::vector<Ring> rings;
  for (int i = 0; i < 2000; ++i) rings.push_back(rectangle(i * 0.01, 40, i * 0.01 + 0.01, 40.01 + i * 1e-5));
  const Shapes shapes = layer(rings, wgs84);
  set_threads(1);
  const auto one = geodesic_areas(shapes);
  set_threads(4);
  const auto four = geodesic_areas(shapes);
  set_threads(0);
  CHECK(one == four);
}

TEST_CASE("Lambert-93 areas are off by what the header says") {
  const auto excess = [](double latitude) {
    const Shapes cell = layer({rectangle(3, latitude, 3.01, latitude + 0.01)}, wgs84);
    return planar_areas(project(cell, lambert93))[0] / geodesic_areas(cell)[0] - 1;
  };
  CHECK(excess(46.5) == Approx(-0.0019).margin(0.0002));
  CHECK(excess(41.4) == Approx(0.0056).margin(0.0008));
}

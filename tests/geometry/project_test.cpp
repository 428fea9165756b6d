#include "maillage/geometry/project.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "geometry/drawing.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"

using namespace maillage;
using namespace maillage::test;

TEST_CASE("Lambert-93 is the projection of its definition") {
  // The natural origin of Lambert-93 is 3 E, 46.5 N, with false easting 700 000 and
  // false northing 6 600 000.
  const Shapes degrees = layer({{{3, 46.5}, {3, 49}, {2.3488, 48.8534}, {3, 46.5}}}, wgs84);
  const Shapes planar = project(degrees, lambert93);
  CHECK(planar.crs == lambert93);
  CHECK(planar.points[0].x == Approx(700000).margin(1e-6));
  CHECK(planar.points[0].y == Approx(6600000).margin(1e-6));
  CHECK(planar.points[1].x == Approx(700000).margin(1e-6));  // the central meridian stays straight
  // Notre-Dame de Paris, easting first: about 652 km, 6 862 km.
  CHECK(planar.points[2].x == Approx(652000).margin(600));
  CHECK(planar.points[2].y == Approx(6862000).margin(600));
  CHECK(planar.points[3] == planar.points[0]);
}

TEST_CASE("there and back changes nothing") {
  REQUIRE(rc::check("round trip", [] {
    const double lon = *rc::gen::inRange(-4000000, 8000000) / 1e6;
    const double lat = *rc::gen::inRange(42000000, 51000000) / 1e6;
    const Shapes degrees = layer({{{lon, lat}, {lon + 0.1, lat}, {lon, lat + 0.1}, {lon, lat}}}, wgs84);
    const Shapes back = project(project(degrees, lambert93), wgs84);
    for (std::size_t i = 0; i < back.points.size(); ++i) {
      RC_ASSERT(std::abs(back.points[i].x - degrees.points[i].x) < 1e-10);
      RC_ASSERT(std::abs(back.points[i].y - degrees.points[i].y) < 1e-10);
    }
  }));
}

TEST_CASE("each département has its legal projection") {
  CHECK(legal_crs("66") == Crs{2154});
  CHECK(legal_crs("2A") == Crs{2154});
  CHECK(legal_crs("971") == Crs{5490});
  CHECK(legal_crs("972") == Crs{5490});
  CHECK(legal_crs("973") == Crs{2972});
  CHECK(legal_crs("974") == Crs{2975});
  CHECK(legal_crs("976") == Crs{4471});
  CHECK_THROWS_AS(legal_crs("999"), Error);
  CHECK_THROWS_AS(legal_crs(""), Error);
  for (const char* code : {"17", "971", "973", "974", "975", "976"})
    CHECK(describe(legal_crs(code)).find('(') != std::string::npos);  // PROJ knows every one
  // Saint-Denis de La Réunion in its UTM zone: the central meridian is 57 E at 500 km.
  const Shapes reunion = layer({rectangle(57, -21, 57.1, -20.9)}, wgs84);
  CHECK(project(reunion, legal_crs("974")).points[0].x == Approx(500000).margin(0.01));
}

TEST_CASE("what cannot be projected names its zone") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  Shapes shapes = layer({rectangle(2, 46, 3, 47), rectangle(2, 46, 3, 47), rectangle(2, 46, 3, 47)}, wgs84);
  const auto message = [&](double x, double y) {
    shapes.points[6] = {x, y};
    try {
      static_cast<void>(project(shapes, lambert93));
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::unreadable);
      return std::string(error.what());
    }
    return std::string("no error");
  };
  CHECK_THAT(message(652000, 6862000), Catch::StartsWith("zone 1: point 652000, 6862000 in EPSG:4326") &&
                                           Catch::Contains("Lambert-93"));
  CHECK_THAT(message(nan, 46), Catch::StartsWith("zone 1: "));
  CHECK_THAT(message(2, std::numeric_limits<double>::infinity()), Catch::StartsWith("zone 1: "));
  CHECK_THAT(message(2, -90), Catch::StartsWith("zone 1: "));  // the other pole is infinitely far
}

TEST_CASE("an unknown system is a usage error") {
  const Shapes shapes = layer({rectangle(2, 46, 3, 47)}, wgs84);
  CHECK_THROWS_WITH(project(shapes, Crs{999999}), Catch::Contains("999999"));
  CHECK(describe(Crs{2154}) == "EPSG:2154 (RGF93 v1 / Lambert-93)");
  CHECK(describe(Crs{999999}) == "EPSG:999999");
}

TEST_CASE("projection is the same bytes on any number of threads") {
  Ring ring;
  for (int i = 0; i < 200000; ++i) ring.push_back({2 + i * 1e-6, 46 + i * 1e-5});
  const Shapes shapes = layer({closed(ring)}, wgs84);
  set_threads(1);
  const Shapes one = project(shapes, lambert93);
  set_threads(3);
  const Shapes three = project(shapes, lambert93);
  set_threads(0);
  CHECK(one.points == three.points);
}

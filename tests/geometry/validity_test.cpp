#include "maillage/geometry/validity.hpp"

#include <geos_c.h>

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "geometry/drawing.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

bool valid_for_geos(const Ring& ring) {
  GEOSContextHandle_t geos = GEOS_init_r();
  GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(geos, static_cast<unsigned>(ring.size()), 2);
  for (unsigned i = 0; i < ring.size(); ++i) GEOSCoordSeq_setXY_r(geos, sequence, i, ring[i].x, ring[i].y);
  GEOSGeometry* polygon =
      GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, sequence), nullptr, 0);
  const bool valid = GEOSisValid_r(geos, polygon) == 1;
  GEOSGeom_destroy_r(geos, polygon);
  GEOS_finish_r(geos);
  return valid;
}

}  // namespace

TEST_CASE("a bow-tie is named with its place and ring") {
  const Shapes shapes = layer({rectangle(0, 0, 1, 1), {{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}});
  const auto faults = invalid_shapes(shapes);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].zone == 1);
  CHECK(faults[0].reason == "Self-intersection");
  CHECK(faults[0].location == Point{1, 1});
  CHECK(faults[0].ring == 1);
  CHECK(faults[0].kind == RingKind::outer);
}

TEST_CASE("a fault of a hole is said to be one of a hole") {
  Shapes shapes;
  add_zone(shapes, {rectangle(0, 0, 10, 10), {{1, 1}, {3, 3}, {3, 1}, {1, 3}, {1, 1}}});
  const auto faults = invalid_shapes(shapes);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].kind == RingKind::hole);
  CHECK(faults[0].location == Point{2, 2});
}

TEST_CASE("rings that nobody can hold are listed, not thrown") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const Shapes shapes = layer({{{0, 0}, {1, 0}, {1, 1}, {0, 1}},
                               {{0, 0}, {1, 0}, {0, 0}},
                               {{0, 0}, {1, nan}, {1, 1}, {0, 0}},
                               rectangle(0, 0, 1, 1)});
  const auto faults = invalid_shapes(shapes);
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].reason == "Ring not closed");
  CHECK(faults[1].reason == "Ring of fewer than four points");
  CHECK(faults[2].reason == "Coordinate not finite");
}

TEST_CASE("rings that touch themselves or turn back are faults, repeated points are not") {
  const Ring touching{{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}, {0, 0}};
  const Ring spike{{0, 0}, {4, 0}, {4, 4}, {8, 8}, {4, 4}, {0, 4}, {0, 0}};
  const Ring flat{{0, 0}, {1, 1}, {2, 2}, {0, 0}};
  const Ring repeated{{0, 0}, {4, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
  const Ring straight{{0, 0}, {2, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
  const auto faults = invalid_shapes(layer({touching, spike, flat, repeated, straight}));
  std::vector<std::uint32_t> zones;
  for (const InvalidShape& fault : faults) zones.push_back(fault.zone);
  CHECK(zones == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("parts of a zone may touch at a point, not overlap") {
  Shapes shapes;
  add_polygon(shapes, {rectangle(0, 0, 1, 1)});
  add_polygon(shapes, {rectangle(1, 1, 2, 2)});
  shapes.close_zone();
  add_polygon(shapes, {rectangle(0, 0, 2, 2)});
  add_polygon(shapes, {rectangle(1, 1, 3, 3)});
  shapes.close_zone();
  shapes.close_zone();
  const auto faults = invalid_shapes(shapes);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].zone == 1);
}

TEST_CASE("the answer is GEOS's, on lattices where everything touches everything") {
  REQUIRE(rc::check("same as GEOS", [] {
    const int side = *rc::gen::inRange(3, 12);
    const auto corners = *rc::gen::container<std::vector<std::pair<int, int>>>(
        *rc::gen::inRange<std::size_t>(3, 9),
        rc::gen::pair(rc::gen::inRange(0, side), rc::gen::inRange(0, side)));
    Ring ring;
    for (const auto& [x, y] : corners) ring.push_back({x * 0.1, y * 0.1});
    ring = closed(ring);
    RC_TAG(valid_for_geos(ring) ? "valid" : "invalid");
    RC_ASSERT(invalid_shapes(layer({ring})).empty() == valid_for_geos(ring));
  }));
}

TEST_CASE("the answer is GEOS's, on stars whose corners are pulled about") {
  REQUIRE(rc::check("same as GEOS", [] {
    const int corners = *rc::gen::inRange(5, 40);
    Ring ring;
    for (int i = 0; i < corners; ++i) {
      const double angle = 2 * std::numbers::pi * (i + *rc::gen::inRange(-150, 150) / 100.0) / corners;
      const double radius = *rc::gen::inRange(50, 100);
      ring.push_back({652000 + radius * std::cos(angle), 6862000 + radius * std::sin(angle)});
    }
    ring = closed(ring);
    RC_TAG(valid_for_geos(ring) ? "valid" : "invalid");
    RC_ASSERT(invalid_shapes(layer({ring})).empty() == valid_for_geos(ring));
  }));
}

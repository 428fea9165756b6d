#include "maillage/geometry/union.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "geometry/drawing.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/geometry/areas.hpp"
#include "maillage/geometry/validity.hpp"
#include "maillage/zoning/shapes.hpp"

using namespace maillage;
using namespace maillage::test;

TEST_CASE("zones merge by group, in order, and leave nothing behind") {
  const Shapes tiles =
      layer({rectangle(0, 0, 1, 1), rectangle(1, 0, 2, 1), rectangle(5, 5, 6, 6), rectangle(2, 0, 3, 1)});
  UnionReport report;
  const Shapes merged = union_by_group(tiles, std::vector<std::uint32_t>{1, 1, 1, outside}, 3, report);
  CHECK(merged.zone_count() == 3);
  CHECK(merged.empty(0));
  CHECK(merged.empty(2));
  CHECK(merged.crs == lambert93);
  CHECK(merged.polygons_of(1).size() == 2);
  CHECK(planar_areas(merged) == std::vector<double>{0, 3, 0});
  CHECK(report.repaired.empty());
  CHECK(report.overlaps.empty());
  for (std::size_t ring = 0; ring < merged.ring_end.size(); ++ring) {
    CHECK(merged.points_of(ring).front() == merged.points_of(ring).back());
    CHECK(twice_signed_area(merged.points_of(ring)) > 0);
  }
}

TEST_CASE("what is enclosed becomes a hole, clockwise") {
  std::vector<Ring> tiles;
  for (int i = 0; i < 9; ++i) tiles.push_back(rectangle(i % 3, i / 3, i % 3 + 1, i / 3 + 1));
  std::vector<std::uint32_t> groups(9, 0);
  groups[4] = 1;
  UnionReport report;
  const Shapes merged = union_by_group(layer(tiles), groups, 2, report);
  REQUIRE(merged.polygons_of(0).size() == 1);
  REQUIRE(merged.rings_of(0).size() == 2);
  CHECK(twice_signed_area(merged.points_of(0)) > 0);
  CHECK(twice_signed_area(merged.points_of(1)) < 0);
  CHECK(planar_areas(merged) == std::vector<double>{8, 1});
}

TEST_CASE("overlaps and repairs are reported") {
  const Shapes shapes =
      layer({rectangle(0, 0, 2, 1), rectangle(1, 0, 3, 1), {{10, 0}, {12, 2}, {12, 0}, {10, 2}, {10, 0}}});
  UnionReport report;
  const Shapes merged = union_by_group(shapes, std::vector<std::uint32_t>{0, 0, 1}, 2, report);
  CHECK(planar_areas(merged)[0] == Approx(3));
  REQUIRE(report.overlaps.size() == 1);
  CHECK(report.overlaps[0].group == 0);
  CHECK(report.overlaps[0].area == Approx(1));
  REQUIRE(report.repaired.size() == 1);
  CHECK(report.repaired[0].zone == 2);
  CHECK(planar_areas(merged)[1] == Approx(2));
  CHECK(invalid_shapes(merged).empty());
}

TEST_CASE("groups that do not fit the zones are refused") {
  UnionReport report;
  const Shapes shapes = layer({rectangle(0, 0, 2, 1)});
  CHECK_THROWS_AS(union_by_group(shapes, std::vector<std::uint32_t>{}, 1, report), Error);
  CHECK_THROWS_AS(union_by_group(shapes, std::vector<std::uint32_t>{3}, 1, report), Error);
}

TEST_CASE("a union keeps the area of a tiling, valid, the same on any number of threads") {
  REQUIRE(rc::check("union of tiles", [] {
    const auto groups =
        *rc::gen::container<std::vector<std::uint32_t>>(64, rc::gen::inRange<std::uint32_t>(0, 6));
    std::vector<Ring> tiles;
    for (int i = 0; i < 64; ++i) {
      const double x = i % 8 * 0.1 + 2, y = i / 8 * 0.1 + 46;  // tenths: no exact binary numbers
      tiles.push_back(rectangle(x, y, (i % 8 + 1) * 0.1 + 2, (i / 8 + 1) * 0.1 + 46));
    }
    UnionReport report;
    set_threads(1);
    const Shapes merged = union_by_group(layer(tiles, wgs84), groups, 6, report);
    set_threads(3);
    RC_ASSERT(union_by_group(layer(tiles, wgs84), groups, 6, report).points == merged.points);
    set_threads(0);
    RC_ASSERT(invalid_shapes(merged).empty());
    for (std::size_t group = 0; group < 6; ++group) {
      double area = 0;
      for (const std::size_t polygon : merged.polygons_of(group))
        for (const std::size_t ring : merged.rings_of(polygon))
          area += twice_signed_area(merged.points_of(ring)) / 2;
      RC_ASSERT(std::abs(area - 0.01 * static_cast<double>(std::ranges::count(groups, group))) < 1e-9);
    }
  }));
}

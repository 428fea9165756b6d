#include "maillage/geometry/overlay.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "geometry/drawing.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

// Two communes side by side, 1 km each, and the sea beyond.
Shapes two_communes() {
  return layer({rectangle(0, 0, 1000, 1000), rectangle(1000, 0, 2000, 1000)});
}

std::string failure_of(const Shapes& a, const Shapes& b, Failure expected) {
  try {
    static_cast<void>(overlay(a, b));
  } catch (const Error& error) {
    CHECK(error.failure() == expected);
    return error.what();
  }
  return "no error";
}

ZoningRef zoning_of(std::size_t size) {
  std::vector<Zone> zones;
  for (std::size_t i = 0; i < size; ++i)
    zones.push_back({std::string(1, static_cast<char>('A' + i)), "zone"});
  return make_zoning(Level::custom, new_year(2024), "test", zones);
}

}  // namespace

TEST_CASE("a zone inside, one astride, one outside") {
  const Shapes qpv = layer({rectangle(100, 100, 200, 300), rectangle(900, 400, 1200, 500),
                            rectangle(1900, 0, 2100, 100), rectangle(5000, 0, 5100, 100)});
  const Overlay result = overlay(qpv, two_communes());
  REQUIRE(result.pieces.size() == 4);
  CHECK(result.pieces[0].a == 0);
  CHECK(result.pieces[0].b == 0);
  CHECK(result.pieces[0].area == 20000);
  CHECK(result.pieces[0].width == Approx(2 * 20000 / 600.0));
  CHECK(result.pieces[1].area == Approx(10000).epsilon(1e-12));
  CHECK(result.pieces[2].b == 1);
  CHECK(result.pieces[2].area == Approx(20000).epsilon(1e-12));
  CHECK(result.pieces[3].a == 2);
  CHECK(result.outside_a[0] == 0);
  CHECK(result.outside_a[2] == Approx(10000));
  CHECK(result.outside_a[3] == 10000);
  CHECK(result.area_b == std::vector<double>{1e6, 1e6});
  CHECK(result.balance.area == Approx(result.balance.in_pieces + result.balance.outside));
  CHECK(result.balance.worst_gap < 1e-6);
  CHECK(result.slivers.empty());
}

TEST_CASE("different systems are refused, and degrees too, by name") {
  const Shapes planar = layer({rectangle(0, 0, 1, 1)}), degrees = layer({rectangle(0, 0, 1, 1)}, wgs84);
  const Shapes reunion = layer({rectangle(0, 0, 1, 1)}, Crs{2975});
  CHECK_THAT(failure_of(planar, reunion, Failure::usage),
             Catch::Contains("EPSG:2154") && Catch::Contains("EPSG:2975 (RGR92 / UTM zone 40S)"));
  CHECK_THAT(failure_of(planar, degrees, Failure::usage), Catch::Contains("EPSG:4326"));
  CHECK_THAT(failure_of(degrees, degrees, Failure::usage), Catch::Contains("degrees"));
}

TEST_CASE("slivers are listed and their ground given to the main commune") {
  // 4 m over the border and 3 m into the sea, with 5 m of precision each.
  const Shapes qpv = layer({rectangle(500, 0, 1004, 200), rectangle(1500, 0, 2003, 100)});
  const Overlay result = overlay(qpv, two_communes(), {.precision_a = 5, .precision_b = 5});
  REQUIRE(result.slivers.size() == 2);
  CHECK(result.slivers[0].a == 0);
  CHECK(result.slivers[0].b == 1);
  CHECK(result.slivers[0].given_to == 0);
  CHECK(result.slivers[0].area == Approx(800));
  CHECK(result.slivers[0].width == Approx(2 * 800 / 408.0));
  CHECK(result.slivers[1].b == outside);
  CHECK(result.slivers[1].given_to == 1);
  CHECK(result.moved == Approx(800 + 300));
  REQUIRE(result.pieces.size() == 2);
  CHECK(result.pieces[0].area == Approx(504 * 200));
  CHECK(result.outside_a[1] == 0);
  CHECK(result.balance.in_pieces == Approx(result.balance.area));

  SECTION("with finer layers they are facts") {
    const Overlay fine = overlay(qpv, two_communes(), {.precision_a = 1, .precision_b = 1});
    CHECK(fine.slivers.empty());
    CHECK(fine.pieces.size() == 3);
    CHECK(fine.outside_a[1] == Approx(300));
  }
  SECTION("the crosswalk sees one commune only") {
    const Crosswalk crosswalk = crosswalk_by_area(result, zoning_of(2), zoning_of(2), "test");
    for (std::size_t zone : {0U, 1U}) {
      REQUIRE(crosswalk.parts(zone).size() == 1);
      CHECK(crosswalk.parts(zone)[0].target == zone);
      CHECK(crosswalk.parts(zone)[0].low == 1);
    }
  }
  SECTION("the ground of slivers counts in the commune that received it") {
    const Crosswalk crosswalk = reverse_crosswalk_by_area(result, zoning_of(2), zoning_of(2), "test");
    CHECK(crosswalk.parts(0)[0].value == Approx(504 * 200 / (1e6 + 800)).epsilon(1e-12));
    CHECK(crosswalk.parts(1)[0].value == Approx(503 * 100 / (1e6 - 800 + 300)).epsilon(1e-12));
  }
}

TEST_CASE("a zone thinner than the precision keeps its largest piece") {
  const Overlay result = overlay(layer({rectangle(400, 0, 1400, 6)}), two_communes(), {.precision_a = 20});
  REQUIRE(result.pieces.size() == 1);
  CHECK(result.pieces[0].b == 0);
  CHECK(result.pieces[0].area == Approx(6000));
  CHECK(result.slivers.size() == 1);
}

TEST_CASE("a zone mostly at sea is not given to its sliver on land") {
  const Overlay result = overlay(layer({rectangle(1996, 0, 2400, 500)}), two_communes(), {.precision_a = 20});
  REQUIRE(result.pieces.size() == 1);
  CHECK(result.pieces[0].area == Approx(2000));
  CHECK(result.outside_a[0] == Approx(400 * 500));
  CHECK(result.slivers.empty());
}

TEST_CASE("zones that only touch share no ground") {
  const Overlay result =
      overlay(layer({rectangle(0, 1000, 1000, 2000), rectangle(2000, 1000, 3000, 2000)}), two_communes());
  CHECK(result.pieces.empty());
  CHECK(result.balance.outside == 2e6);
}

TEST_CASE("holes and enclaves") {
  Shapes ring_commune;
  ring_commune.crs = lambert93;
  add_zone(ring_commune, {rectangle(0, 0, 100, 100), rectangle(40, 40, 60, 60)});
  add_zone(ring_commune, {rectangle(40, 40, 60, 60)});
  SECTION("inside the enclave") {
    const Overlay result = overlay(layer({rectangle(45, 45, 50, 50)}), ring_commune);
    REQUIRE(result.pieces.size() == 1);
    CHECK(result.pieces[0].b == 1);
    CHECK(result.pieces[0].area == 25);
  }
  SECTION("around the enclave") {
    const Overlay result = overlay(layer({rectangle(30, 30, 70, 70)}), ring_commune);
    REQUIRE(result.pieces.size() == 2);
    CHECK(result.pieces[0].area == 1200);
    CHECK(result.pieces[1].area == 400);
    CHECK(result.pieces[0].width == Approx(2 * 1200 / 240.0));
    CHECK(result.outside_a[0] == 0);
  }
  SECTION("the other way round") {
    const Overlay result = overlay(ring_commune, layer({rectangle(30, 30, 70, 70)}));
    REQUIRE(result.pieces.size() == 2);
    CHECK(result.pieces[0].area == 1200);
    CHECK(result.pieces[1].area == 400);
    CHECK(result.outside_a[0] == Approx(9600 - 1200));
  }
}

TEST_CASE("ground where the second layer overlaps itself is counted twice, and said") {
  const Shapes overlapping = layer({rectangle(0, 0, 60, 100), rectangle(40, 0, 100, 100)});
  const Overlay result = overlay(layer({rectangle(0, 0, 200, 100)}), overlapping);
  CHECK(result.balance.in_pieces == Approx(12000));
  CHECK(result.balance.counted_twice == Approx(2000));
  CHECK(result.balance.outside == Approx(10000));
  CHECK(result.counted_twice_a[0] == Approx(2000));
  const Crosswalk crosswalk = crosswalk_by_area(result, zoning_of(1), zoning_of(2), "test");
  double sum = 0;
  for (const Part& part : crosswalk.parts(0)) sum += part.value;
  CHECK(sum == Approx(1).epsilon(1e-12));
}

TEST_CASE("invalid zones are repaired and listed, unusable ones refused by name") {
  const Shapes bow_tie = layer({{{10, 10}, {30, 30}, {30, 10}, {10, 30}, {10, 10}}});
  const Overlay result = overlay(bow_tie, two_communes());
  REQUIRE(result.repaired.size() == 1);
  CHECK(result.repaired[0].side == Side::a);
  CHECK(result.repaired[0].reason == "Self-intersection");
  CHECK(result.repaired[0].location == Point{20, 20});
  CHECK(result.repaired[0].area_before == 0);
  CHECK(result.repaired[0].area_after == 200);
  REQUIRE(result.pieces.size() == 1);
  CHECK(result.pieces[0].area == Approx(200));
  CHECK(result.area_a[0] == Approx(200));

  const Overlay swapped = overlay(layer({rectangle(10, 10, 20, 20)}), bow_tie);
  REQUIRE(swapped.repaired.size() == 1);
  CHECK(swapped.repaired[0].side == Side::b);
  CHECK(swapped.pieces[0].area == Approx(25 + 0).margin(30));

  const Shapes open = layer({{{10, 10}, {30, 10}, {30, 30}, {10, 30}}});
  OverlayOptions named;
  named.name_a = [](std::size_t) { return std::string("QPV QP066001"); };
  CHECK_THROWS_WITH(overlay(open, two_communes(), named), "QPV QP066001: Ring not closed");
}

TEST_CASE("crosswalks by area, both ways") {
  const Shapes qpv =
      layer({rectangle(100, 100, 200, 300), rectangle(900, 400, 1200, 500), rectangle(1900, 0, 2100, 100)});
  const Overlay result = overlay(qpv, two_communes());
  const ZoningRef quarters = zoning_of(3), communes = zoning_of(2);
  const Crosswalk to_communes = crosswalk_by_area(result, quarters, communes, "QPV on communes");
  CHECK(to_communes.basis() == Basis::area);
  REQUIRE(to_communes.parts(0).size() == 1);
  CHECK(to_communes.parts(0)[0].low == 1);
  REQUIRE(to_communes.parts(1).size() == 2);
  CHECK(to_communes.parts(1)[0].value == Approx(1 / 3.0));
  CHECK(to_communes.parts(1)[0].low == 0);
  CHECK(to_communes.parts(1)[0].high == 1);
  REQUIRE(to_communes.parts(2).size() == 2);
  CHECK(to_communes.parts(2)[1].target == outside);
  CHECK(to_communes.parts(2)[1].value == Approx(0.5));

  const Crosswalk to_quarters = reverse_crosswalk_by_area(result, quarters, communes, "communes on QPV");
  CHECK(to_quarters.from() == communes);
  REQUIRE(to_quarters.parts(0).size() == 3);
  CHECK(to_quarters.parts(0)[0].value == Approx(0.02));
  CHECK(to_quarters.parts(0)[1].value == Approx(0.01));
  CHECK(to_quarters.parts(0)[2].target == outside);
  CHECK(to_quarters.parts(0)[2].value == Approx(0.97));
  CHECK_THROWS_AS(crosswalk_by_area(result, communes, communes, "wrong"), Error);
}

TEST_CASE("a commune wholly inside a zone goes there whole") {
  const Overlay result = overlay(layer({rectangle(-10, -10, 1500, 1010)}), two_communes());
  const Crosswalk reverse = reverse_crosswalk_by_area(result, zoning_of(1), zoning_of(2), "test");
  REQUIRE(reverse.parts(0).size() == 1);
  CHECK(reverse.parts(0)[0].low == 1);
  REQUIRE(reverse.parts(1).size() == 2);
  CHECK(reverse.parts(1)[0].value == Approx(0.5));
}

TEST_CASE("empty layers and zones without shape") {
  Shapes nothing;
  nothing.crs = lambert93;
  CHECK(overlay(nothing, two_communes()).pieces.empty());
  CHECK(overlay(two_communes(), nothing).balance.outside == 2e6);
  nothing.close_zone();
  CHECK(overlay(nothing, two_communes()).area_a == std::vector<double>{0});
}

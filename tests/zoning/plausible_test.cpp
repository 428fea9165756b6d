#include "maillage/zoning/plausible.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <optional>

#include "maillage/base/error.hpp"

using namespace maillage;

namespace {

Shapes squares(Crs crs, std::initializer_list<Point> corners, double size) {
  Shapes shapes{.crs = crs};
  for (const Point p : corners) {
    shapes.points.insert(shapes.points.end(),
                         {p, {p.x + size, p.y}, {p.x + size, p.y + size}, {p.x, p.y + size}, p});
    shapes.close_ring();
    shapes.close_polygon();
    shapes.close_zone();
  }
  return shapes;
}
Shapes degrees(std::initializer_list<Point> corners, Crs crs = wgs84) {
  return squares(crs, corners, 0.01);
}
Shapes metres(std::initializer_list<Point> corners, Crs crs = lambert93) {
  return squares(crs, corners, 500);
}

struct Result {
  std::optional<Failure> failure;
  std::string message;
  Diagnostics diagnostics;
};
Result check(const Shapes& shapes) {
  Result result;
  try {
    require_plausible(shapes, "z.geojson", result.diagnostics);
  } catch (const Error& error) {
    result.failure = error.failure();
    result.message = error.what();
  }
  return result;
}
void require_fine(const Shapes& shapes) {
  const Result result = check(shapes);
  INFO(result.message);
  REQUIRE_FALSE(result.failure.has_value());
  REQUIRE(result.diagnostics.items.empty());
}
void require_refused(const Shapes& shapes, const std::vector<std::string>& words) {
  const Result result = check(shapes);
  INFO(result.message);
  REQUIRE(result.failure == std::optional(Failure::unreadable));
  REQUIRE(result.message.rfind("z.geojson: ", 0) == 0);
  for (const std::string& word : words) REQUIRE(result.message.find(word) != std::string::npos);
}

const Point la_rochelle{-1.15, 46.16};
const Point saint_denis{55.45, -20.89};
const Point la_rochelle_93{380000, 6570000};

}  // namespace

TEST_CASE("coordinates at home pass") {
  require_fine(degrees({la_rochelle, saint_denis, {-52.3, 4.9}, {45.2, -12.8}, {-61.5, 16.2}, {8.7, 41.9}}));
  require_fine(degrees({la_rochelle}, Crs{4171}));
  require_fine(degrees({saint_denis}, Crs{4627}));
  require_fine(metres({la_rochelle_93}));
  require_fine(metres({{340000, 7690000}}, Crs{2975}));
  require_fine(metres({{-128000, 5800000}}, Crs{3857}));
  require_fine(Shapes{});
  Shapes without = degrees({la_rochelle});
  without.close_zone();
  require_fine(without);
}

TEST_CASE("degrees declared as metres, and metres as degrees") {
  require_refused(degrees({la_rochelle}, lambert93), {"EPSG:2154", "degrees", "crs = 4326"});
  require_refused(degrees({saint_denis}, Crs{2975}), {"degrees", "La Réunion"});
  require_refused(metres({la_rochelle_93}, wgs84), {"metres", "crs = 2154"});
  require_refused(metres({{340000, 7690000}}, wgs84), {"crs = 2975"});
  require_refused(metres({{6570000, 380000}}, wgs84), {"metres", "crs = 2154"});
}

TEST_CASE("swapped axes") {
  require_refused(degrees({{46.16, -1.15}, {45.7, -0.6}}), {"feature 1", "latitude", "2 of 2"});
  require_refused(degrees({{16.2, -61.5}}), {"latitude"});
  require_refused(metres({{6570000, 380000}}), {"northing"});
  require_refused(degrees({la_rochelle, {-0.6, 45.7}, {45.7, -0.6}}), {"feature 3", "unlike"});
}

TEST_CASE("one bad zone among good ones is named") {
  require_refused(degrees({la_rochelle, {380000, 6570000}, {0.5, 45}}), {"feature 2"});
  require_refused(metres({la_rochelle_93, {400000, 6500000}, {-1.15, 46.16}}), {"feature 3", "degrees"});
  Shapes one_vertex = degrees({la_rochelle, {0.5, 45}});
  one_vertex.points[7].y = 4500;
  require_refused(one_vertex, {"feature 2"});
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    Shapes shapes = metres({la_rochelle_93, {400000, 6500000}}, Crs{31370});
    shapes.points[8].x = bad;
    require_refused(shapes, {"feature 2", "no number"});
  }
}

TEST_CASE("outside every territory is a warning, an unknown CRS a note") {
  const Result kyiv = check(degrees({la_rochelle, {30.5, 50.4}}));
  REQUIRE_FALSE(kyiv.failure.has_value());
  REQUIRE(kyiv.diagnostics.has("outside-france"));
  REQUIRE(kyiv.diagnostics.items[0].count == 1);
  REQUIRE(kyiv.diagnostics.items[0].place.row == 2);
  const Result other = check(metres({{340000, 7690000}}));
  REQUIRE(text_of(other.diagnostics.items.at(0).advice, Lang::en).find("2975") != std::string::npos);
  REQUIRE(check(metres({{150000, 170000}}, Crs{31370})).diagnostics.has("crs-unchecked"));
}

TEST_CASE("codes that speak of an overseas territory") {
  REQUIRE(overseas_of("97411") == "974");
  REQUIRE(overseas_of("976") == "976");
  REQUIRE(overseas_of("97").empty());
  REQUIRE(overseas_of("QP974001") == "974");
  REQUIRE(overseas_of("QN97101M") == "971");
  REQUIRE(overseas_of("249740119") == "974");
  REQUIRE(overseas_of("97801") == "978");
  for (const char* mainland : {"", "97", "17300", "2A004", "200059871", "249710047x", "QP017001", "09700"})
    REQUIRE(overseas_of(mainland).empty());
}

TEST_CASE("overseas zones beside the mainland are found") {
  const std::vector<std::string> codes{"17300", "97411", "97411", "976", "17415"};
  const Shapes shapes = degrees({la_rochelle, saint_denis, {-5.2, 42.5}, {-4.9, 43}, saint_denis});
  const auto moved = moved_overseas(shapes, codes);
  REQUIRE(moved == std::vector<std::size_t>{2, 3});
  const Diagnostic problem = moved_overseas_problem(moved, codes, "epci.geojson");
  REQUIRE(problem.code == "moved-overseas");
  REQUIRE(problem.zones == std::vector<std::string>{"97411", "976"});
  REQUIRE(problem.place.row == 3);
  const std::vector<std::string> one{"974"};
  REQUIRE(moved_overseas(metres({{340000, 7690000}}, Crs{2975}), one).empty());
  REQUIRE(moved_overseas(metres({la_rochelle_93}), one).size() == 1);
  REQUIRE(moved_overseas(metres({la_rochelle_93}, Crs{31370}), one).empty());
  REQUIRE_THROWS_AS(moved_overseas(shapes, one), Error);
}

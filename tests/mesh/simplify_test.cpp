#include "maillage/mesh/simplify.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "maillage/base/parallel.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/neighbours.hpp"
#include "maillage/mesh/rings.hpp"
#include "oracle.hpp"
#include "pictures.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

Mesh mesh_of(const Shapes& shapes) {
  MeshReport report;
  return build_mesh(shapes, report);
}

// Same polygons, same rings, same neighbours, nothing overlapping: the map is the same, with fewer points.
void check_same_map(const Mesh& mesh, const Mesh& light) {
  const Shapes before = to_shapes(mesh);
  const Shapes after = to_shapes(light);
  RC_ASSERT(first_invalid(after) == "");
  RC_ASSERT(after.zone_end == before.zone_end);
  RC_ASSERT(after.ring_end.size() == before.ring_end.size());
  RC_ASSERT(std::abs(overlapping_area(after)) < 1e-9);
  const auto pairs_before = neighbours(mesh);
  const auto pairs_after = neighbours(light);
  RC_ASSERT(pairs_before.size() == pairs_after.size());
  for (std::size_t i = 0; i < pairs_before.size(); ++i) {
    RC_ASSERT(pairs_before[i].first == pairs_after[i].first);
    RC_ASSERT(pairs_before[i].second == pairs_after[i].second);
  }
}

}  // namespace

TEST_CASE("simplified maps are the same maps, whatever the goal") {
  REQUIRE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<unsigned>();
    const auto size = *rc::gen::inRange<std::size_t>(1, 9);
    const Mesh mesh = mesh_of(draw(random_picture(size, size, 5, seed), 5, 4));
    const auto percent = *rc::gen::inRange<std::size_t>(0, 100);
    SimplifyReport report;
    const std::size_t goal = polygon_vertices(mesh) * percent / 100;
    const Mesh light = simplify(mesh, AtMostVertices{goal}, report);
    check_same_map(mesh, light);
    const std::size_t written = to_shapes(light).points.size();
    RC_ASSERT(report.vertices_after == written);
    RC_ASSERT(report.reached == (written <= goal));
    SimplifyReport coarse;
    check_same_map(mesh, simplify(mesh, Tolerance{10}, coarse));
  }));
}

TEST_CASE("the number of threads and the order of the zones do not change a simplified map") {
  REQUIRE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<unsigned>();
    const Shapes shapes = draw(random_picture(7, 7, 3, seed), 3, 4);
    const std::vector<std::size_t> order{2, 0, 1};
    SimplifyReport report;
    set_threads(1);
    const Shapes one = to_shapes(simplify(mesh_of(shapes), KeepFraction{0.3}, report));
    set_threads(3);
    const Shapes three = to_shapes(simplify(mesh_of(select(shapes, order)), KeepFraction{0.3}, report));
    set_threads(0);
    RC_ASSERT(select(one, order).points == three.points);
  }));
}

TEST_CASE("a map of few points stays as it is when the goal allows it") {
  const Mesh mesh = mesh_of(draw({"AB", "CD"}, 4));
  SimplifyReport report;
  CHECK(simplify(mesh, KeepFraction{1}, report) == mesh);
  CHECK(report.vertices_after == report.vertices_before);
  CHECK(report.points_put_back == 0);
  CHECK(report.reached);
}

TEST_CASE("an islet in a bay does not end up in the land") {
  // The bay of A is deep and narrow; B lies in it. Without B the bay would go first.
  const std::vector<Point> land{{0, 0},   {10, 0},  {10, 5}, {5.5, 5}, {5.2, 3},
                                {4.8, 3}, {4.5, 5}, {0, 5},  {0, 0}};
  const std::vector<Point> islet{{4.98, 4}, {5.02, 4}, {5, 4.05}, {4.98, 4}};
  SimplifyReport report;
  const Mesh light = simplify(mesh_of(shapes_of({{land}, {islet}})), Tolerance{3}, report);
  const Shapes shapes = to_shapes(light);
  CHECK(first_invalid(shapes).empty());
  CHECK(overlapping_area(shapes) == Approx(0).margin(1e-12));
  CHECK(area_of(shapes, 1) > 0);
  CHECK(report.points_put_back > 0);
  const Shapes alone = to_shapes(simplify(mesh_of(shapes_of({{land}})), Tolerance{3}, report));
  CHECK(alone.points.size() == 5);
}

TEST_CASE("two arcs between the same nodes do not fall together") {
  // A lens between two wider zones: both its sides would become the same segment.
  const std::vector<Point> lens{{0, 0}, {5, -0.1}, {10, 0}, {5, 0.1}, {0, 0}};
  const std::vector<Point> above{{0, 0}, {5, 0.1}, {10, 0}, {10, 9}, {0, 9}, {0, 0}};
  const std::vector<Point> below{{0, 0}, {0, -9}, {10, -9}, {10, 0}, {5, -0.1}, {0, 0}};
  SimplifyReport report;
  const Shapes shapes =
      to_shapes(simplify(mesh_of(shapes_of({{lens}, {above}, {below}})), AtMostVertices{0}, report));
  CHECK_FALSE(report.reached);
  CHECK(area_of(shapes, 0) > 0);
  CHECK(first_invalid(shapes).empty());
  CHECK(overlapping_area(shapes) == Approx(0).margin(1e-12));
}

TEST_CASE("in degrees, ground far from the equator weighs less") {
  // The same shape twice, at the equator and at 60 degrees, where it covers half; the bend of the
  // second is 1.2 times as deep.
  const auto ring = [](double south, double depth) {
    return std::vector<Point>{{0, south},     {2, south}, {2, south + 2}, {1, south + 2 + depth},
                              {0, south + 2}, {0, south}};
  };
  const auto kept = [&](Crs crs, Point p) {
    SimplifyReport report;
    const Mesh mesh = mesh_of(shapes_of({{ring(0, 0.5)}, {ring(60, 0.6)}}, crs));
    const Shapes shapes = to_shapes(simplify(mesh, AtMostVertices{11}, report));
    CHECK(report.vertices_after == 11);
    return std::find(shapes.points.begin(), shapes.points.end(), p) != shapes.points.end();
  };
  CHECK(kept(lambert93, {1, 62.6}));
  CHECK_FALSE(kept(lambert93, {1, 2.5}));
  CHECK(kept(wgs84, {1, 2.5}));
  CHECK_FALSE(kept(wgs84, {1, 62.6}));
}

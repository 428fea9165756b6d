#include "maillage/mesh/dissolve.hpp"

#include <catch2/catch.hpp>

#include "maillage/base/error.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/neighbours.hpp"
#include "maillage/mesh/rings.hpp"
#include "oracle.hpp"
#include "pictures.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {
Mesh mesh_of(const Picture& picture, std::size_t zones) {
  MeshReport report;
  return build_mesh(draw(picture, zones), report);
}
}  // namespace

TEST_CASE("two zones become one, the others stay; straight joints keep their points") {
  const Mesh mesh = dissolve(mesh_of({"AB", "CC"}, 3), std::vector<std::uint32_t>{0, 0, 1}, 2);
  CHECK(mesh.arc_count() == 3);
  CHECK(mesh.nodes == 2);
  const Shapes shapes = to_shapes(mesh);
  CHECK(area_of(shapes, 0) == 2);
  CHECK(area_of(shapes, 1) == 2);
  CHECK(shapes.points_of(0).size() == 7);
}

TEST_CASE("a zone left out becomes a hole; an island in it stays") {
  const Mesh mesh = dissolve(mesh_of({"AAAAA", "ABBBA", "ABCBA", "ABBBA", "AAAAA"}, 3),
                             std::vector<std::uint32_t>{0, no_zone, 0}, 1);
  const Shapes shapes = to_shapes(mesh);
  REQUIRE(shapes.polygons_of(0).size() == 2);
  CHECK(area_of(shapes, 0) == 17);
  CHECK(first_invalid(shapes).empty());
}

TEST_CASE("outlines touching in a corner are separate polygons, holes touching in a corner separate holes") {
  const Shapes apart = to_shapes(dissolve(mesh_of({"AC", "CB"}, 3), std::vector<std::uint32_t>{0, 0, 1}, 2));
  CHECK(apart.polygons_of(0).size() == 2);
  CHECK(apart.polygons_of(1).size() == 2);
  const Shapes holed = to_shapes(dissolve(mesh_of({"AAAA", "ABAA", "AACA", "AAAA"}, 3),
                                          std::vector<std::uint32_t>{0, no_zone, no_zone}, 1));
  REQUIRE(holed.polygons_of(0).size() == 1);
  CHECK(holed.rings_of(0).size() == 3);
  CHECK(first_invalid(holed).empty());
}

TEST_CASE("holes that touch so as to close a ring cut the inside off") {
  const Shapes shapes = to_shapes(dissolve(mesh_of({"AAAAA", "AABAA", "ABABA", "AABAA", "AAAAA"}, 2),
                                           std::vector<std::uint32_t>{0, no_zone}, 1));
  CHECK(shapes.polygons_of(0).size() == 2);
  CHECK(area_of(shapes, 0) == 21);
  CHECK(first_invalid(shapes).empty());
}

TEST_CASE("groups out of range are refused") {
  const Mesh mesh = mesh_of({"AB"}, 2);
  CHECK_THROWS_AS(dissolve(mesh, std::vector<std::uint32_t>{0, 2}, 2), Error);
  CHECK_THROWS_AS(dissolve(mesh, std::vector<std::uint32_t>{0}, 2), Error);
}

TEST_CASE("neighbours share a border, not a corner") {
  const auto pairs = neighbours(mesh_of({"AAB", "CCD"}, 4));
  REQUIRE(pairs.size() == 4);
  CHECK(pairs[0] == Neighbours{0, 1, 1, 1});
  CHECK(pairs[1] == Neighbours{0, 2, 2, 2});
  CHECK(pairs[2] == Neighbours{1, 3, 1, 1});
  CHECK(pairs[3] == Neighbours{2, 3, 1, 1});
}

TEST_CASE("the length of a border in metres, from degrees") {
  MeshReport report;
  const Shapes shapes = draw({"A", "B"}, 2, 0, wgs84);
  const auto pairs = neighbours(build_mesh(shapes, report));
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].length == 1);
  CHECK(pairs[0].metres == Approx(111177.99).epsilon(1e-4));
}

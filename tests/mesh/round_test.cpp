#include "maillage/mesh/round.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>

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
}  // namespace

TEST_CASE("rounding moves vertices to the grid once, for both sides") {
  const Shapes source = shapes_of({{{{0.04, 0.01}, {2.06, 0}, {2.06, 2}, {-0.04, 2}, {0.04, 0.01}}},
                                   {{{2.06, 0}, {4, 0}, {4, 2}, {2.06, 2}, {2.06, 0}}}});
  RoundReport report;
  const Mesh rounded = round_mesh(mesh_of(source), 1, report);
  CHECK(report.moved == 4);
  CHECK(report.kept == 0);
  CHECK(report.problems.empty());
  CHECK(neighbours(rounded).size() == 1);
  const Shapes shapes = to_shapes(rounded);
  CHECK(area_of(shapes, 0) == Approx(4.2));
  CHECK(area_of(shapes, 1) == Approx(3.8));
  for (const Point& p : shapes.points) CHECK_FALSE((std::signbit(p.x) && p.x == 0));
}

TEST_CASE("a mesh on the grid stays as it is") {
  const Mesh mesh = mesh_of(draw({"AB", "CD"}, 4));
  RoundReport report;
  CHECK(round_mesh(mesh, 3, report) == mesh);
  CHECK(report.moved == 0);
}

TEST_CASE("an islet smaller than the grid is kept whole, and named") {
  const Shapes source =
      shapes_of({{{{0, 0}, {9, 0}, {9, 9}, {0, 0}}}, {{{20.1, 1.1}, {20.2, 1.1}, {20.2, 1.2}, {20.1, 1.1}}}});
  RoundReport report;
  const Shapes shapes = to_shapes(round_mesh(mesh_of(source), 0, report));
  REQUIRE(report.problems.size() == 1);
  CHECK(report.problems[0].zones == std::vector<std::uint32_t>{1});
  CHECK(report.kept == 3);
  CHECK(area_of(shapes, 1) == Approx(0.005));
}

TEST_CASE("points that fall together are one; rounding again changes nothing") {
  const Shapes source = shapes_of({{{{0, 0}, {9, 0}, {9.1, 0.1}, {9.2, 0.2}, {9, 9}, {0, 0}}}});
  RoundReport report;
  const Mesh rounded = round_mesh(mesh_of(source), 0, report);
  CHECK(report.merged_points == 2);
  CHECK(to_shapes(rounded).points.size() == 4);
  RoundReport again;
  CHECK(round_mesh(rounded, 0, again) == rounded);
  CHECK(again.moved == 0);
}

TEST_CASE("rounded maps are the same maps: valid, no overlap, same neighbours") {
  REQUIRE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<unsigned>();
    const auto size = *rc::gen::inRange<std::size_t>(1, 7);
    Shapes source = draw(random_picture(size, size, 4, seed), 4, 4);
    for (Point& p : source.points) p = {p.x * 0.93 + 0.37, p.y * 0.93 + 0.11};
    const Mesh mesh = mesh_of(source);
    const auto decimals = *rc::gen::inRange(0, 4);
    RoundReport report;
    const Mesh rounded = round_mesh(mesh, decimals, report);
    const Shapes shapes = to_shapes(rounded);
    RC_ASSERT(first_invalid(shapes) == "");
    RC_ASSERT(std::abs(overlapping_area(shapes)) < 1e-9);
    const Shapes before = to_shapes(mesh);
    RC_ASSERT(shapes.zone_end == before.zone_end);
    RC_ASSERT(shapes.ring_end.size() == before.ring_end.size());
    RC_ASSERT(neighbours(rounded).size() == neighbours(mesh).size());
    if (report.kept == 0) {
      const double factor = std::pow(10.0, decimals);
      for (const Point& p : shapes.points) RC_ASSERT(std::round(p.x * factor) / factor == p.x);
    }
  }));
}

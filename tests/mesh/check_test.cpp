#include "maillage/mesh/check.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "maillage/base/parallel.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/rings.hpp"
#include "oracle.hpp"
#include "pictures.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

using Ids = std::vector<std::uint32_t>;

std::vector<MeshProblem> check(const Shapes& shapes, const CheckOptions& options = {}) {
  MeshReport report;
  return check_mesh(build_mesh(shapes, report), options);
}

std::vector<Point> box(double x, double y, double width, double height) {
  return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}};
}

// The sizes of the pieces of dots that do not reach the edge of the picture,
// ascending. Corners do not connect.
std::vector<double> enclosed_dots(Picture picture) {
  std::vector<double> sizes;
  for (std::size_t row = 0; row < picture.size(); ++row)
    for (std::size_t column = 0; column < picture[row].size(); ++column) {
      std::vector<std::pair<std::size_t, std::size_t>> open{{row, column}};
      double size = 0;
      bool at_edge = false;
      while (!open.empty()) {
        const auto [r, c] = open.back();
        open.pop_back();
        if (picture[r][c] != '.') continue;
        picture[r][c] = ' ';
        ++size;
        if (r == 0 || c == 0 || r + 1 == picture.size() || c + 1 == picture[r].size()) at_edge = true;
        if (r > 0) open.push_back({r - 1, c});
        if (c > 0) open.push_back({r, c - 1});
        if (r + 1 < picture.size()) open.push_back({r + 1, c});
        if (c + 1 < picture[r].size()) open.push_back({r, c + 1});
      }
      if (size > 0 && !at_edge) sizes.push_back(size);
    }
  std::sort(sizes.begin(), sizes.end());
  return sizes;
}

}  // namespace

TEST_CASE("the outer boundary, bays and separate islands are no fault") {
  CHECK(check(draw({"AAB.C", "A.BBB", "A.B..", "....D"}, 4)).empty());
  CHECK(check(draw({"AB", "BA"}, 2)).empty());
  CHECK(check(draw({"AAAA", "ABBA", "ABBA", "AAAA"}, 2)).empty());
  CHECK(check(shapes_of({{}, {}})).empty());
}

TEST_CASE("a hole is listed with its area and the zones around it, and can be allowed") {
  const auto problems = check(draw({"AAB", "A.B", "CCC"}, 3));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].kind == MeshProblemKind::hole);
  CHECK(problems[0].zones == Ids{0, 1, 2});
  CHECK(problems[0].at == Point{1.5, 1.5});
  CHECK(problems[0].area == 1);
  CHECK_FALSE(problems[0].allowed);
  CHECK(check(draw({"AAB", "A.B", "CCC"}, 3), {.allowed_holes = {{1.1, 1.9}}}).front().allowed);
  CHECK_FALSE(check(draw({"AAB", "A.B", "CCC"}, 3), {.allowed_holes = {{2.1, 1.9}}}).front().allowed);
}

TEST_CASE("an island in a hole is taken off its area; two islands side by side too") {
  const auto problems = check(draw({"AAAAAAA", "A.....A", "A.B.C.A", "A.....A", "AAAAAAA"}, 3));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].kind == MeshProblemKind::hole);
  CHECK(problems[0].area == 13);
}

TEST_CASE("a hole that touches the outside in a corner is a hole") {
  const auto problems = check(draw({"AAA", "A.A", "AA."}, 1));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].kind == MeshProblemKind::hole);
  CHECK(problems[0].area == 1);
}

TEST_CASE("overlaps: on a grid, crossing, one inside the other, one inside at the edge") {
  // Corners of one zone on an edge of the other are T-junctions besides.
  const auto overlap_of = [](const Shapes& shapes) {
    double area = 0;
    for (const MeshProblem& problem : check(shapes)) {
      if (problem.kind == MeshProblemKind::t_junction) continue;
      CHECK(problem.kind == MeshProblemKind::overlap);
      CHECK(problem.zones == Ids{0, 1});
      CHECK(area == 0);
      area = problem.area;
    }
    return area;
  };
  CHECK(overlap_of(shapes_of({{box(0, 0, 2, 2)}, {box(1, 1, 2, 2)}})) == 1);
  CHECK(overlap_of(shapes_of({{box(0, 0, 4, 4)}, {box(1, 1, 2, 1)}})) == 2);
  CHECK(overlap_of(shapes_of({{box(0, 0, 4, 4)}, {box(0, 0, 2, 1)}})) == 2);
  CHECK(overlap_of(shapes_of({{box(0, 0, 2, 2)}, {box(0, 0, 2, 2)}})) == 4);
  CHECK(overlap_of(shapes_of({{box(0, 0, 3, 3)}, {box(1, -1, 1, 5)}})) == 3);
}

TEST_CASE("an island on the land of another, past a third") {
  // C lies in A's ground, and the outline next to it, due west, is that of B, which lies in a hole of A.
  const auto problems =
      check(shapes_of({{box(0, 0, 9, 9), box(1, 1, 3, 3)}, {box(1, 1, 3, 3)}, {box(6, 2, 1, 1)}}));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].zones == Ids{0, 2});
  CHECK(problems[0].area == 1);
}

TEST_CASE("a bow-tie is named with its zone and its crossing") {
  const auto problems = check(shapes_of({{box(9, 9, 1, 1)}, {{{0, 0}, {2, 2}, {2, 0}, {0, 2.5}, {0, 0}}}}));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].kind == MeshProblemKind::self_crossing);
  CHECK(problems[0].zones == Ids{1});
  CHECK(problems[0].at.x == Approx(10.0 / 9));
  CHECK(problems[0].at.y == Approx(10.0 / 9));
  CHECK(problems[0].area == Approx(8.0 / 9));
}

TEST_CASE("a bow-tie between neighbours names the zone and what it claims of others") {
  // B goes through its border with A, and back across itself.
  const auto problems =
      check(shapes_of({{{{0, 0}, {3, 0}, {3, 1}, {3, 2}, {3, 3}, {0, 3}, {0, 0}}},
                       {{{3, 0}, {6, 0}, {6, 3}, {3, 3}, {2.5, 0.2}, {2.4, 2.5}, {3, 0}}}}));
  REQUIRE_FALSE(problems.empty());
  CHECK(std::ranges::any_of(problems, [](const MeshProblem& p) {
    return p.kind == MeshProblemKind::self_crossing && p.zones == Ids{1};
  }));
  CHECK(std::ranges::any_of(problems, [](const MeshProblem& p) {
    return p.kind == MeshProblemKind::overlap && p.zones == Ids{0, 1};
  }));
}

TEST_CASE("a vertex on the edge of the neighbour is a T-junction, closed or open") {
  // B lacks the vertex (2, 1) that A has on their border: exactly on it, or 0.01 off on either side.
  const auto shapes = [](double x) {
    return shapes_of({{{{0, 0}, {2, 0}, {x, 1}, {2, 2}, {0, 2}, {0, 0}}}, {box(2, 0, 2, 2)}});
  };
  for (const double x : {2.0, 1.99, 2.01}) {
    const auto problems = check(shapes(x), {.width = 0.02});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].kind == MeshProblemKind::t_junction);
    CHECK(problems[0].zones == Ids{0, 1});
    CHECK(problems[0].at == Point{x, 1});
    CHECK(problems[0].width == Approx(std::abs(x - 2)).margin(1e-15));
    CHECK(problems[0].area == Approx(std::abs(x - 2)).margin(1e-15));
  }
  CHECK(check(shapes(1.99)).front().kind == MeshProblemKind::hole);
  CHECK(check(shapes(2.01)).front().kind == MeshProblemKind::overlap);
  CHECK(check(shapes(2.01)).front().area == Approx(0.01));
  CHECK(check(shapes(2.0)).front().kind == MeshProblemKind::t_junction);

  // The border between B and C ends on an edge of A, whose ends are elsewhere.
  const auto open = check(shapes_of({{box(-1, 1, 4, 1)}, {box(0, 0, 1, 1)}, {box(1, 0, 1, 1)}}));
  REQUIRE_FALSE(open.empty());
  for (const MeshProblem& problem : open) CHECK(problem.kind == MeshProblemKind::t_junction);
  CHECK(std::ranges::any_of(open, [](const MeshProblem& p) {
    return p.zones == Ids{0, 1, 2} && p.at == Point{1, 1};
  }));
}

TEST_CASE("a slit between two zones, open to the outside, is found under the width stated") {
  const Shapes shapes = shapes_of({{{{0, 0}, {2, 0}, {2, 3}, {0, 3}, {0, 0}}},
                                   {{{2, 0}, {4, 0}, {4, 3}, {2.02, 3}, {2.01, 1.5}, {2, 0}}}});
  const auto problems = check(shapes, {.width = 0.05});
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].kind == MeshProblemKind::slit);
  CHECK(problems[0].zones == Ids{0, 1});
  CHECK(problems[0].width == Approx(0.02));
  CHECK(problems[0].length == Approx(1.5).epsilon(0.01));
  CHECK(check(shapes, {.width = 0.001}).empty());
}

TEST_CASE("holes outside their outline, edges touched by their own ring") {
  const auto stray = check(shapes_of({{box(0, 0, 1, 1), box(5, 5, 1, 1)}}));
  REQUIRE(stray.size() == 1);
  CHECK(stray[0].kind == MeshProblemKind::stray_hole);
  CHECK(stray[0].area == 1);
  const auto touching = check(shapes_of({{{{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}, {0, 0}}}}));
  REQUIRE(touching.size() == 1);
  CHECK(touching[0].kind == MeshProblemKind::self_touching);
  CHECK(touching[0].at == Point{2, 0});
}

TEST_CASE("random maps have the holes that filling the sea from the edge leaves, and nothing else") {
  REQUIRE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<unsigned>();
    const auto size = *rc::gen::inRange<std::size_t>(2, 10);
    const Picture picture = random_picture(size, size, 4, seed);
    std::vector<double> areas;
    for (const MeshProblem& problem : check(draw(picture, 4), {.width = 1e-9})) {
      RC_ASSERT(problem.kind == MeshProblemKind::hole);
      areas.push_back(problem.area);
    }
    std::sort(areas.begin(), areas.end());
    RC_ASSERT(areas == enclosed_dots(picture));

    MeshReport report;
    const Mesh bent = build_mesh(draw(picture, 4, 3), report);
    set_threads(3);
    const auto problems = check_mesh(bent, {.width = 1e-9});
    set_threads(1);
    RC_ASSERT(check_mesh(bent, {.width = 1e-9}) == problems);
    set_threads(0);
    RC_ASSERT(problems.size() == areas.size());
  }));
}

TEST_CASE("random pairs of maps overlap as GEOS says") {
  REQUIRE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<unsigned>();
    const Shapes lower = draw(random_picture(4, 4, 1, seed), 1, 2);
    Shapes upper = draw(random_picture(4, 4, 1, seed + 1), 1, 2);
    for (Point& p : upper.points) p = {p.x * 0.9 + 0.21, p.y * 0.9 + 0.13};
    MeshReport ignored;
    const Shapes one = to_shapes(build_mesh(lower, ignored));
    const Shapes two = to_shapes(build_mesh(upper, ignored));
    Shapes both;
    both.crs = lambert93;
    for (const Shapes* part : {&one, &two}) {
      for (const std::size_t polygon : part->polygons_of(0)) {
        for (const std::size_t ring : part->rings_of(polygon)) {
          const auto points = part->points_of(ring);
          both.points.insert(both.points.end(), points.begin(), points.end());
          both.close_ring();
        }
        both.close_polygon();
      }
      both.close_zone();
    }
    double found = 0;
    for (const MeshProblem& problem : check(both))
      if (problem.kind == MeshProblemKind::overlap) found += problem.area;
    RC_ASSERT(std::abs(found - overlapping_area(both)) < 1e-9);
  }));
}

TEST_CASE("zones partly over each other without a common vertex are seen on their outlines alone") {
  const auto crossings = [](const Shapes& shapes) {
    MeshReport report;
    const Mesh mesh = build_mesh(shapes, report);
    CHECK_FALSE(report.has_overlap());
    return crossing_outlines(mesh);
  };
  const std::vector<MeshProblem> found =
      crossings(shapes_of({{box(0, 0, 10, 10)}, {box(7, 3, 10, 4)}, {box(30, 0, 5, 5)}, {box(35, 0, 5, 5)}}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == MeshProblemKind::overlap);
  CHECK(found[0].zones == Ids{0, 1});
  CHECK(found[0].count == 2);
  CHECK(crossings(draw({"AAB.C", "A.BBB", "A.B..", "....D"}, 4)).empty());
}

TEST_CASE("check: an outline that crosses itself all over is told once, with what was not searched") {
  // A star of n points drawn through its middle crosses itself n (n - 3) / 2 times.
  const auto star = [](int points) {
    Shapes shapes;
    for (int i = 0; i <= points; ++i) {
      const double angle = 2 * 3.141592653589793 * (i % points) * (points / 2) / points;
      shapes.points.push_back({std::cos(angle), std::sin(angle)});
    }
    shapes.close_ring();
    shapes.close_polygon();
    shapes.close_zone();
    return shapes;
  };
  const auto kinds = [](const std::vector<MeshProblem>& problems) {
    std::set<MeshProblemKind> found;
    for (const MeshProblem& problem : problems) found.insert(problem.kind);
    return found;
  };
  const auto small = check(star(21));
  CHECK(kinds(small).contains(MeshProblemKind::self_crossing));
  CHECK_FALSE(kinds(small).contains(MeshProblemKind::not_searched));
  const auto large = check(star(101));
  CHECK(large.size() == 2);
  CHECK(kinds(large) == std::set{MeshProblemKind::self_crossing, MeshProblemKind::not_searched});
}

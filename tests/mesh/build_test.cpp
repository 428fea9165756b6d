#include "maillage/mesh/build.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "maillage/base/parallel.hpp"
#include "maillage/mesh/rings.hpp"
#include "oracle.hpp"
#include "pictures.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {
std::size_t count(const MeshReport& report, MeshProblemKind kind) {
  std::size_t found = 0;
  for (const MeshProblem& problem : report.problems) found += problem.kind == kind;
  return found;
}
}  // namespace

TEST_CASE("two squares share one arc") {
  MeshReport report;
  const Mesh mesh = build_mesh(draw({"AB"}, 2), report);
  REQUIRE(report.problems.empty());
  REQUIRE(mesh.arc_count() == 3);
  REQUIRE(mesh.nodes == 2);
  int shared = 0;
  for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc)
    if (mesh.left[arc] != no_zone && mesh.right[arc] != no_zone) {
      ++shared;
      CHECK(mesh.points_of(arc).size() == 2);
      CHECK(mesh.left[arc] == 0);  // walked upwards, A is on the left
      CHECK(mesh.right[arc] == 1);
    }
  CHECK(shared == 1);
}

TEST_CASE("an enclave and an island are closed arcs; a zone without shape keeps its number") {
  MeshReport report;
  const Mesh mesh = build_mesh(draw({"AAA..", "ACA.A", "AAA.."}, 4), report);
  CHECK(report.problems.empty());
  CHECK(mesh.zones == 4);
  CHECK(mesh.arc_count() == 3);
  const Shapes shapes = to_shapes(mesh);
  REQUIRE(shapes.zone_count() == 4);
  CHECK(shapes.empty(1));
  CHECK(shapes.empty(3));
  CHECK(shapes.polygons_of(0).size() == 2);
  CHECK(area_of(shapes, 0) == 9);
  CHECK(area_of(shapes, 2) == 1);
  CHECK(first_invalid(shapes).empty());
}

TEST_CASE("corners where four zones meet, zones touching themselves in a corner") {
  for (const Picture& picture :
       {Picture{"AB", "CD"}, Picture{"AB", "BA"}, Picture{"AAA", "A.A", "AA."},
        Picture{"AAAA", "A.AA", "AA.A", "AAAA"}, Picture{"AAAAA", "A.A.A", "AA.AA", "A.A.A", "AAAAA"}}) {
    MeshReport report;
    const Shapes source = draw(picture, 4);
    const Shapes shapes = to_shapes(build_mesh(source, report));
    CHECK(first_invalid(shapes).empty());
    for (std::size_t zone = 0; zone < 4; ++zone) CHECK(area_of(shapes, zone) == area_of(source, zone));
  }
}

TEST_CASE("a ring that touches itself is named, and cut into a valid polygon") {
  MeshReport report;
  const Shapes shapes = to_shapes(build_mesh(draw({"AAA", "A.A", "AA."}, 1), report));
  REQUIRE(count(report, MeshProblemKind::self_touching) == 1);
  CHECK(report.problems.front().at == Point{2, 1});
  REQUIRE(shapes.polygon_end.size() == 1);
  CHECK(shapes.rings_of(0).size() == 2);
  CHECK(first_invalid(shapes).empty());
}

TEST_CASE("repeated points, spikes, minus zero and open rings") {
  const Shapes source = shapes_of({{{{-0.0, 0}, {2, 0}, {2, 0}, {5, 0}, {2, 0}, {2, 2}, {0, 2}}},
                                   {{{0, -0.0}, {0, 2}, {-1, 2}, {0, 0}}}});
  MeshReport report;
  const Mesh mesh = build_mesh(source, report);
  CHECK(report.repeated_points == 1);
  CHECK(report.spikes == 1);
  CHECK(count(report, MeshProblemKind::unclosed_ring) == 1);
  CHECK(report.problems.size() == 1);
  CHECK(mesh.arc_count() == 3);
  CHECK(area_of(to_shapes(mesh), 0) == 4);
}

TEST_CASE("a spike across the closing point") {
  const Shapes source = shapes_of({{{{9, 0}, {2, 0}, {2, 2}, {0, 2}, {0, 0}, {2, 0}, {9, 0}}}});
  MeshReport report;
  const Mesh mesh = build_mesh(source, report);
  CHECK(report.spikes == 1);
  CHECK(report.problems.empty());
  CHECK(area_of(to_shapes(mesh), 0) == 4);
}

TEST_CASE("collapsed rings are named") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Shapes source = shapes_of(
      {{{{0, 0}, {1, 1}, {0, 0}}}, {{{0, 0}, {0, 0}, {0, 0}}}, {{{1, 1}, {nan, 0}, {1, 0}, {1, 1}}}, {}});
  MeshReport report;
  const Mesh mesh = build_mesh(source, report);
  CHECK(count(report, MeshProblemKind::collapsed_ring) == 3);
  CHECK(mesh.arc_count() == 0);
  CHECK(mesh.zones == 4);
}

TEST_CASE("the same ground twice is an overlap of both zones, and both keep it") {
  const std::vector<Point> square{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
  MeshReport report;
  const Shapes shapes = to_shapes(build_mesh(shapes_of({{square}, {square}}), report));
  REQUIRE(count(report, MeshProblemKind::overlap) == 1);
  CHECK(report.has_overlap());
  CHECK(report.problems.front().zones == std::vector<std::uint32_t>{0, 1});
  CHECK(report.problems.front().length == 4);
  CHECK(area_of(shapes, 0) == 1);
  CHECK(area_of(shapes, 1) == 1);
}

TEST_CASE("an edge used in both directions by one zone is cancelled") {
  Shapes shapes;
  for (const double x : {0.0, 1.0}) {
    for (const Point p : {Point{x, 0}, Point{x + 1, 0}, Point{x + 1, 1}, Point{x, 1}, Point{x, 0}})
      shapes.points.push_back(p);
    shapes.close_ring();
    shapes.close_polygon();
  }
  shapes.close_zone();
  MeshReport report;
  const Shapes united = to_shapes(build_mesh(shapes, report));
  REQUIRE(count(report, MeshProblemKind::doubled_edge) == 1);
  CHECK(report.problems.front().length == 1);
  CHECK(united.polygon_end.size() == 1);
  CHECK(area_of(united, 0) == 2);
}

TEST_CASE("a bow-tie goes through whole") {
  MeshReport report;
  const Mesh mesh = build_mesh(shapes_of({{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}}), report);
  CHECK(mesh.arc_count() == 1);
  CHECK(to_shapes(mesh).points.size() == 5);
}

namespace {
// `side` times `side` squares around the origin, row by row; the last one is drawn twice.
Shapes squares(int side) {
  Shapes shapes;
  const auto draw_square = [&](int column, int row) {
    for (const auto& [dx, dy] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}) {
      const double sign = (row + dx) % 2 == 0 ? 1 : -1;  // zeros of both signs
      const double x = column + dx - side / 2, y = row + dy - side / 2;
      shapes.points.push_back({x == 0 ? sign * 0.0 : x, y == 0 ? sign * 0.0 : y});
    }
    shapes.close_ring();
    shapes.close_polygon();
    shapes.close_zone();
  };
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column) draw_square(column, row);
  draw_square(side - 1, side - 1);
  return shapes;
}
}  // namespace

TEST_CASE("a large tiling gives the same mesh and the same problems on any number of threads") {
  constexpr int side = 200;
  const Shapes shapes = squares(side);
  std::vector<Mesh> meshes;
  std::vector<std::vector<MeshProblem>> problems;
  for (const unsigned number : {1U, 2U, 5U}) {
    set_threads(number);
    MeshReport report;
    meshes.push_back(build_mesh(shapes, report));
    problems.push_back(report.problems);
  }
  set_threads(0);
  CHECK(meshes[0] == meshes[1]);
  CHECK(meshes[0] == meshes[2]);
  CHECK(problems[0] == problems[1]);
  CHECK(problems[0] == problems[2]);
  // The four corners of the tiling are no nodes. The square drawn twice adds its two inner edges and
  // its outer border once more.
  std::size_t edges = 0;
  for (std::size_t arc = 0; arc < meshes[0].arc_count(); ++arc) edges += meshes[0].points_of(arc).size() - 1;
  CHECK(edges == 2 * side * (side + 1) + 4);
  CHECK(meshes[0].points.size() == edges + meshes[0].arc_count());
  REQUIRE(problems[0].size() == 1);
  CHECK(problems[0].front().kind == MeshProblemKind::overlap);
  CHECK(problems[0].front().zones == std::vector<std::uint32_t>{side * side - 1, side * side});
  CHECK(problems[0].front().count == 4);
}

// Laws that hold for every map, tried on random ones.
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "maillage/base/parallel.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/dissolve.hpp"
#include "maillage/mesh/neighbours.hpp"
#include "maillage/mesh/rings.hpp"
#include "oracle.hpp"
#include "pictures.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

constexpr std::size_t zones = 5;

Shapes any_map() {
  const auto seed = *rc::gen::arbitrary<unsigned>();
  const auto width = *rc::gen::inRange<std::size_t>(1, 9);
  const auto height = *rc::gen::inRange<std::size_t>(1, 9);
  const auto levels = *rc::gen::inRange(0, 4);
  return draw(random_picture(width, height, zones, seed), zones, levels);
}

Mesh mesh_of(const Shapes& shapes) {
  MeshReport report;
  return build_mesh(shapes, report);
}

bool same(const Shapes& a, const Shapes& b) {
  return a.points == b.points && a.ring_end == b.ring_end && a.polygon_end == b.polygon_end &&
         a.zone_end == b.zone_end;
}

}  // namespace

TEST_CASE("build and to_shapes give valid polygons of the same ground, and again the same bytes") {
  REQUIRE(rc::check([] {
    const Shapes source = any_map();
    const Mesh mesh = mesh_of(source);
    const Shapes shapes = to_shapes(mesh);
    RC_ASSERT(first_invalid(shapes) == "");
    for (std::size_t zone = 0; zone < zones; ++zone)
      RC_ASSERT(std::abs(area_of(shapes, zone) - area_of(source, zone)) < 1e-9);
    RC_ASSERT(polygon_vertices(mesh) == shapes.points.size());
    const Mesh again = mesh_of(shapes);
    RC_ASSERT(again.arc_count() == mesh.arc_count());
    RC_ASSERT(same(to_shapes(again), shapes));
  }));
}

TEST_CASE("the order of the zones and the sense of the rings do not matter") {
  REQUIRE(rc::check([] {
    const Shapes source = any_map();
    std::vector<std::size_t> order(zones);
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t i = zones; i-- > 1;)
      std::swap(order[i], order[*rc::gen::inRange<std::size_t>(0, i + 1)]);
    Shapes shuffled = select(source, order);
    for (std::size_t ring = 0; ring < shuffled.ring_end.size(); ring += 2) {
      const std::size_t begin = ring == 0 ? 0 : shuffled.ring_end[ring - 1];
      std::reverse(shuffled.points.begin() + static_cast<std::ptrdiff_t>(begin),
                   shuffled.points.begin() + shuffled.ring_end[ring]);
    }
    RC_ASSERT(same(to_shapes(mesh_of(shuffled)), select(to_shapes(mesh_of(source)), order)));
  }));
}

TEST_CASE("dissolving is the union that GEOS finds") {
  REQUIRE(rc::check([] {
    const Shapes source = any_map();
    std::vector<std::uint32_t> group_of(zones);
    for (auto& group : group_of) group = *rc::gen::element<std::uint32_t>(0, 1, 2, no_zone);
    const Mesh mesh = mesh_of(source);
    const Shapes shapes = to_shapes(dissolve(mesh, group_of, 3));
    RC_ASSERT(first_invalid(shapes) == "");
    const auto expected = unite(to_shapes(mesh), group_of, 3);
    const auto found = ground_of(shapes);
    for (std::size_t group = 0; group < 3; ++group) {
      RC_ASSERT(std::abs(found[group].area - expected[group].area) < 1e-9);
      RC_ASSERT(found[group].parts == expected[group].parts);
      RC_ASSERT(found[group].holes == expected[group].holes);
    }
  }));
}

TEST_CASE("dissolving in two steps is dissolving in one") {
  REQUIRE(rc::check([] {
    const Mesh mesh = mesh_of(any_map());
    const std::vector<std::uint32_t> first{0, 1, 1, 2, 2};
    const std::vector<std::uint32_t> second{0, 0, 1};
    const std::vector<std::uint32_t> both{0, 0, 0, 1, 1};
    RC_ASSERT(
        same(to_shapes(dissolve(dissolve(mesh, first, 3), second, 2)), to_shapes(dissolve(mesh, both, 2))));
  }));
}

TEST_CASE("neighbours are what remains of the outlines when all is dissolved") {
  REQUIRE(rc::check([] {
    const Mesh mesh = mesh_of(any_map());
    double shared = 0;
    for (const Neighbours& pair : neighbours(mesh)) {
      RC_ASSERT(pair.first < pair.second);
      RC_ASSERT(pair.length > 0);
      shared += pair.length;
    }
    const auto length = [](const Mesh& m) {
      double sum = 0;
      for (std::size_t arc = 0; arc < m.arc_count(); ++arc) {
        const auto line = m.points_of(arc);
        for (std::size_t i = 1; i < line.size(); ++i)
          sum += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
      }
      return sum;
    };
    const double outer = length(dissolve(mesh, std::vector<std::uint32_t>(zones, 0), 1));
    RC_ASSERT(std::abs(shared + outer - length(mesh)) < 1e-9);
  }));
}

TEST_CASE("the number of threads does not matter") {
  REQUIRE(rc::check([] {
    const Shapes source = any_map();
    set_threads(1);
    const Mesh one = mesh_of(source);
    const Shapes from_one = to_shapes(one);
    set_threads(3);
    const Mesh three = mesh_of(source);
    const bool equal = one == three && same(from_one, to_shapes(three));
    set_threads(0);
    RC_ASSERT(equal);
  }));
}

#include "maillage/geometry/same_shapes.hpp"

#include <catch2/catch.hpp>

#include "geometry/drawing.hpp"
#include "maillage/base/error.hpp"

using namespace maillage;
using namespace maillage::test;

TEST_CASE("twins are zones that share nearly all their ground") {
  const Shapes communes =
      layer({rectangle(0, 0, 10, 10), rectangle(10, 0, 20, 10), rectangle(0, 0, 10, 10)}, wgs84);
  const Shapes drawn_again = layer({rectangle(10, 0.2, 20, 10), rectangle(0, 0, 10, 10),
                                    rectangle(2, 2, 4, 4), rectangle(5, 0, 15, 10), rectangle(50, 0, 60, 10)},
                                   wgs84);
  CHECK(same_shapes(drawn_again, communes) == std::vector<std::uint32_t>{1, 0, no_twin, no_twin, no_twin});
  CHECK(same_shapes(drawn_again, communes, 0.99) ==
        std::vector<std::uint32_t>{no_twin, 0, no_twin, no_twin, no_twin});
  CHECK(twin_count(same_shapes(drawn_again, communes)) == 2);
}

TEST_CASE("equal area and box do not make twins") {
  const Ring left{{0, 0}, {10, 0}, {0, 10}, {0, 0}}, right{{0, 10}, {10, 0}, {10, 10}, {0, 10}};
  CHECK(twin_count(same_shapes(layer({left}), layer({right}))) == 0);
}

TEST_CASE("layers in different systems are not compared") {
  CHECK_THROWS_AS(same_shapes(layer({rectangle(0, 0, 1, 1)}), layer({rectangle(0, 0, 1, 1)}, wgs84)), Error);
}

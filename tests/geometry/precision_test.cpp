#include "maillage/geometry/precision.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "geometry/drawing.hpp"

using namespace maillage;
using namespace maillage::test;

TEST_CASE("precision is the step of the grid on which coordinates are written") {
  REQUIRE(rc::check("decimals found", [] {
    const int decimals = *rc::gen::inRange(0, 9);
    const auto whole = *rc::gen::container<std::vector<int>>(40, rc::gen::inRange(-1000000, 1000000));
    RC_PRE(std::ranges::any_of(whole, [](int value) { return value % 10 != 0; }));
    Ring ring;
    for (std::size_t i = 0; i + 1 < whole.size(); i += 2)
      ring.push_back({whole[i] / std::pow(10.0, decimals), whole[i + 1] / std::pow(10.0, decimals)});
    RC_ASSERT(coordinate_precision(layer({ring}, lambert93)).decimals <= decimals);
    const bool mostly_full = std::ranges::count_if(whole, [](int value) { return value % 10 != 0; }) > 2;
    if (mostly_full) RC_ASSERT(coordinate_precision(layer({ring}, lambert93)).decimals == decimals);
  }));
}

TEST_CASE("precision in metres") {
  const Precision four =
      coordinate_precision(layer({{{2.9005, 42.7081}, {2.9004, 42.7077}, {2.9003, 42.7074}}}, wgs84));
  CHECK(four.decimals == 4);
  CHECK(four.metres == Approx(11.1195));
  CHECK(coordinate_precision(layer({rectangle(652000.25, 6862000.5, 652100.75, 6862100)})).metres ==
        Approx(0.01));
  CHECK(coordinate_precision(layer({{{1.0 / 3, 1.0 / 7}, {1.0 / 9, 1.0 / 11}}}, wgs84)).decimals == 9);
  CHECK(coordinate_precision(Shapes{}).decimals == 9);  // nothing says that it is coarse
}

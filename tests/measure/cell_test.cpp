#include "maillage/measure/cell.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "measure/cases.hpp"

using namespace maillage;

TEST_CASE("the example of the header: 230 children printed to the nearest 5") {
  const Cell rate = ratio(known(100), rounded(230, 5));
  CHECK(rate.value == Approx(43.478261));
  CHECK(rate.bounds.lower == Approx(43.010753));
  CHECK(rate.bounds.upper == Approx(43.956044));
  CHECK(rate.marks == Marks(Mark::rounded));
}

TEST_CASE("rounding never goes below zero") {
  CHECK(rounded(0, 5).bounds == Bounds{0, 2.5});
  CHECK(rounded(5, 1).bounds == Bounds{4.5, 5.5});
  CHECK(rounded(7, 0).bounds.exact());
}

TEST_CASE("a secret is never a zero: adding it to anything leaves a trace") {
  const Cell secret = missing(Presence::secret_primary);
  const Cell sum = add(known(10), secret);
  CHECK(sum.value == 10);
  CHECK(sum.marks.has(Mark::partial));
  CHECK(sum.bounds.lower == 10);
  CHECK(std::isinf(sum.bounds.upper));
  CHECK(add(secret, secret).presence == Presence::secret_primary);
  CHECK_FALSE(add(secret, missing(Presence::no_match)).is_known());
  CHECK_FALSE(subtract(known(10), secret).is_known());
  CHECK_FALSE(ratio(known(10), secret).is_known());
  CHECK_FALSE(ratio(secret, known(10)).is_known());
  const std::vector<Cell> secrets(3, secret);
  CHECK_FALSE(maillage::sum(secrets).is_known());
}

TEST_CASE("the sum of nothing is a zero that somebody counted") {
  CHECK(sum({}).is_known());
  CHECK(sum({}).value == 0);
}

TEST_CASE("no denominator: the question makes no sense, which is no error") {
  CHECK(ratio(known(3), known(0)).presence == Presence::not_applicable);
  CHECK(ratio(missing(Presence::secret_primary), known(0)).presence == Presence::not_applicable);
  const Cell perhaps = ratio(known(3), rounded(0, 5));
  CHECK(perhaps.presence == Presence::not_available);
  CHECK(perhaps.bounds.lower == 120);
  CHECK(std::isinf(perhaps.bounds.upper));
}

TEST_CASE("laws: results hold the truth and keep their shape", "[property]") {
  REQUIRE(rc::check("add", [] {
    const Case a = *gen::count(), b = *gen::count();
    const Cell sum = add(a.cell, b.cell);
    RC_ASSERT(sound(sum));
    RC_ASSERT(holds(sum.bounds, a.truth + b.truth));
    RC_ASSERT(sum.is_known() == (a.cell.is_known() || b.cell.is_known()));
    RC_ASSERT(sum.marks.has(Mark::partial) == (a.cell.is_known() != b.cell.is_known()));
    const Cell other = add(b.cell, a.cell);
    RC_ASSERT(other.bounds == sum.bounds);
    RC_ASSERT(other.presence == sum.presence);
  }));
  REQUIRE(rc::check("subtract", [] {
    const Case a = *gen::count(), b = *gen::count();
    const Cell difference = subtract(a.cell, b.cell);
    RC_ASSERT(sound(difference));
    RC_ASSERT(holds(difference.bounds, a.truth - b.truth));
    RC_ASSERT(difference.is_known() == (a.cell.is_known() && b.cell.is_known()));
  }));
  REQUIRE(rc::check("ratio", [] {
    const Case a = *gen::count(), b = *gen::count();
    const Cell rate = ratio(a.cell, b.cell);
    RC_ASSERT(sound(rate));
    if (b.truth > 0) RC_ASSERT(holds(rate.bounds, 100 * a.truth / b.truth));
    if (rate.is_known()) RC_ASSERT(a.cell.is_known() && b.cell.is_known());
  }));
  REQUIRE(rc::check("sum", [] {
    const std::vector<Case> cases = *gen::counts();
    std::vector<Cell> cells;
    double truth = 0, value = 0;
    std::size_t known_cells = 0;
    for (const Case& one : cases) {
      cells.push_back(one.cell);
      truth += one.truth;
      if (!one.cell.is_known()) continue;
      ++known_cells;
      value += one.cell.value;
    }
    const Cell total = sum(cells);
    RC_ASSERT(sound(total));
    RC_ASSERT(holds(total.bounds, truth));
    RC_ASSERT(total.is_known() == (known_cells > 0 || cells.empty()));
    if (total.is_known()) RC_ASSERT(near(total.value, value));
    RC_ASSERT(total.marks.has(Mark::partial) == (known_cells > 0 && known_cells < cells.size()));
  }));
}

// Bounds are not only safe: some consistent figures reach both ends.
TEST_CASE("laws: the hull is exact", "[property]") {
  const auto corner = [](const Bounds& a, const Bounds& b, auto formula, const Bounds& hull) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double x : {a.lower, a.upper})
      for (const double y : {b.lower, b.upper}) {
        const double value = formula(x, y);
        low = std::min(low, value);
        high = std::max(high, value);
      }
    return near(low, hull.lower) && near(high, hull.upper);
  };
  REQUIRE(rc::check("ratio and difference reach their ends", [&] {
    const Case a = *gen::count(), b = *gen::count();
    const Bounds part = a.cell.bounds, other = b.cell.bounds;
    RC_PRE(std::isfinite(part.upper) && std::isfinite(other.upper) && other.lower > 0);
    RC_ASSERT(corner(
        part, other, [](double x, double y) { return 100 * x / y; }, ratio(a.cell, b.cell).bounds));
    RC_ASSERT(corner(
        part, other, [](double x, double y) { return x - y; }, subtract(a.cell, b.cell).bounds));
  }));
}

#include "maillage/measure/running_sum.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "maillage/measure/cell_sum.hpp"

using namespace maillage;

namespace {

double sum_of(const std::vector<double>& terms) {
  RunningSum sum;
  for (const double term : terms) sum.add(term);
  return sum.value();
}

// Persons counted with two decimals, as half rates of whole counts give them.
std::vector<double> hundredths() {
  const auto counts =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 100'000'000)));
  std::vector<double> terms;
  for (const int count : counts) terms.push_back(count / 100.0);
  return terms;
}

}  // namespace

TEST_CASE("ten tenths are one, and a thousand hundredths ten") {
  CHECK(sum_of(std::vector<double>(10, 0.1)) == 1.0);
  CHECK(sum_of(std::vector<double>(1000, 0.01)) == 10.0);
  CHECK(sum_of({1, 1e100, 1, -1e100}) == 2.0);
}

TEST_CASE("an open bound stays open, whatever is added before and after") {
  const double open = std::numeric_limits<double>::infinity();
  CHECK(sum_of({0.1, open, 0.2}) == open);
  CHECK(sum_of({0.1, -open, 0.2}) == -open);
  RunningSum both;
  both.add(0.1);
  RunningSum other;
  other.add(open);
  both.add(other);
  CHECK(both.value() == open);
}

TEST_CASE("the order and the grouping of the terms change nothing", "[property]") {
  REQUIRE(rc::check([] {
    const std::vector<double> terms = hundredths();
    const double whole = sum_of(terms);
    std::vector<double> sorted = terms;
    std::ranges::sort(sorted);
    RC_ASSERT(sum_of(sorted) == whole);
    std::ranges::reverse(sorted);
    RC_ASSERT(sum_of(sorted) == whole);
    const auto cut = *rc::gen::inRange<std::size_t>(0, terms.size() + 1);
    RunningSum first, second;
    for (std::size_t i = 0; i < terms.size(); ++i) (i < cut ? first : second).add(terms[i]);
    first.add(second);
    RC_ASSERT(first.value() == whole);
  }));
}

TEST_CASE("the sum is the exact one, rounded once", "[property]") {
  REQUIRE(rc::check([] {
    // Sixteenths are doubles: their sum is known without any rounding.
    const auto counts =
        *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 1LL << 48));
    RunningSum sum;
    std::int64_t exact = 0;
    for (const std::int64_t count : counts) {
      sum.add(static_cast<double>(count) / 16);
      exact += count;
    }
    RC_ASSERT(sum.value() == static_cast<double>(exact) / 16);
  }));
}

TEST_CASE("a sum of cells is what adding them two by two gives", "[property]") {
  REQUIRE(rc::check([] {
    const auto kinds = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4)));
    CellSum sum;
    Cell folded;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const Cell cell = kinds[i] == 0   ? missing(Presence::secret_primary)
                        : kinds[i] == 1 ? missing(Presence::not_available, {0, 7})
                        : kinds[i] == 2 ? rounded(5, 2)
                                        : known(3);
      folded = i == 0 ? cell : add(folded, cell);
      sum.add(cell);
    }
    const Cell total = sum.cell();
    RC_ASSERT(total.presence == folded.presence);
    RC_ASSERT(total.bounds == folded.bounds);
    RC_ASSERT(total.marks == folded.marks);
    RC_ASSERT(!total.is_known() || total.value == folded.value);
  }));
}

TEST_CASE("nothing added is a known zero") {
  CHECK(CellSum{}.empty());
  CHECK(CellSum{}.cell().is_known());
  CHECK(CellSum{}.cell().value == 0);
}

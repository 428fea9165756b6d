#include <catch2/catch.hpp>

#include "maillage/zoning/carry.hpp"
#include "zoning/carry_cases.hpp"

#include <algorithm>

using namespace maillage;

namespace {

Cell whole(const Carried& carried) {
  Cell sum = carried.outside;
  for (std::size_t target = 0; target < carried.measure.size(); ++target) {
    const Cell cell = carried.measure.at(target);
    if (cell.presence != Presence::no_match) sum = add(sum, cell);
  }
  return sum;
}

bool inside(const Bounds& inner, const Bounds& outer) {
  const double noise = 1e-9 * std::max(1.0, std::abs(inner.lower));
  return outer.lower <= inner.lower + noise && inner.upper <= outer.upper + noise;
}

std::vector<Cell> cells_of(const Measure& measure) {
  std::vector<Cell> cells;
  for (std::size_t zone = 0; zone < measure.size(); ++zone) cells.push_back(measure.at(zone));
  return cells;
}

}  // namespace

TEST_CASE("carry laws: totals are conserved, outside included", "[property]") {
  REQUIRE(rc::check([] {
    const ZoningRef from = gen::zoning(static_cast<std::size_t>(1 + gen::within(8)));
    const ZoningRef to = gen::zoning(static_cast<std::size_t>(1 + gen::within(5)));
    const Measure count = gen::exact_column(from->size());
    const Carried exact = carry(count, gen::whole_zones(from, to));
    RC_ASSERT(whole(exact).value == sum(cells_of(count)).value);
    RC_ASSERT(whole(exact).bounds.exact());
    RC_ASSERT(near(whole(carry(count, gen::weighted(from, to))).value, sum(cells_of(count)).value));
  }));
}

TEST_CASE("carry laws: the identity changes nothing", "[property]") {
  REQUIRE(rc::check([] {
    const ZoningRef zoning = gen::zoning(static_cast<std::size_t>(gen::within(8)));
    const gen::Columned column = gen::column(zoning->size());
    const Carried carried = carry(column.measure, identity(zoning));
    for (std::size_t zone = 0; zone < zoning->size(); ++zone) {
      const Cell before = column.measure.at(zone), after = carried.measure.at(zone);
      RC_ASSERT(before.presence == after.presence);
      RC_ASSERT(before.bounds == after.bounds);
      RC_ASSERT(before.marks == after.marks);
      RC_ASSERT(before.value == after.value || !before.is_known());
      RC_ASSERT(carried.known_share[zone] == (before.is_known() ? 1 : 0));
    }
    RC_ASSERT(carried.outside.value == 0);
  }));
}

TEST_CASE("carry laws: the product gives the same values, and bounds inside", "[property]") {
  REQUIRE(rc::check([] {
    const ZoningRef from = gen::zoning(static_cast<std::size_t>(1 + gen::within(6)));
    const ZoningRef middle = gen::zoning(static_cast<std::size_t>(1 + gen::within(4)));
    const ZoningRef to = gen::zoning(static_cast<std::size_t>(1 + gen::within(4)));
    const Crosswalk first = gen::crosswalk(from, middle);
    const Crosswalk second = gen::crosswalk(middle, to);
    const gen::Columned column = gen::column(from->size());
    const Measure twice = carry(carry(column.measure, first).measure, second).measure;
    const Measure once = carry(column.measure, compose(first, second)).measure;
    for (std::size_t zone = 0; zone < to->size(); ++zone) {
      const Cell a = once.at(zone), b = twice.at(zone);
      if (a.presence == Presence::no_match || b.presence == Presence::no_match) continue;
      if (a.is_known() && b.is_known()) RC_ASSERT(near(a.value, b.value));
      RC_ASSERT(a.is_known() == b.is_known());
      RC_ASSERT(inside(a.bounds, b.bounds));
      RC_ASSERT(sound(a));
    }
  }));
}

TEST_CASE("carry laws: bounds hold whatever could fall there", "[property]") {
  REQUIRE(rc::check([] {
    const ZoningRef from = gen::zoning(static_cast<std::size_t>(1 + gen::within(6)));
    const ZoningRef to = gen::zoning(static_cast<std::size_t>(1 + gen::within(4)));
    const Crosswalk walk = gen::crosswalk(from, to);
    const gen::Columned column = gen::column(from->size());
    const Carried carried = carry(column.measure, walk);
    std::vector<double> fell(to->size(), 0);
    std::vector<bool> touched(to->size(), false), hidden(to->size(), false), seen(to->size(), false);
    for (std::size_t zone = 0; zone < from->size(); ++zone) {
      double left = 1;
      for (const Part& part : walk.parts(zone)) {
        if (part.target == outside) continue;
        touched[part.target] = true;
        (column.measure.at(zone).is_known() ? seen : hidden)[part.target] = true;
        const double fraction = part.low == 1 ? 1 : std::min(left, gen::within(9) / 8.0);
        left -= fraction;
        fell[part.target] += fraction * column.truth[zone];
      }
    }
    for (std::size_t zone = 0; zone < to->size(); ++zone) {
      const Cell cell = carried.measure.at(zone);
      RC_ASSERT(sound(cell));
      RC_ASSERT((cell.presence == Presence::no_match) == !touched[zone]);
      RC_ASSERT(carried.known_share[zone] >= 0 && carried.known_share[zone] <= 1 + 1e-12);
      if (!touched[zone]) continue;
      RC_ASSERT(holds(cell.bounds, fell[zone]));
      RC_ASSERT(cell.is_known() == seen[zone]);
      RC_ASSERT(cell.marks.has(Mark::partial) == (seen[zone] && hidden[zone]));
    }
  }));
}

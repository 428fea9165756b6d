#include "maillage/themes/figures.hpp"
#include "maillage/formats/recognise/indicators.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "maillage/base/error.hpp"
#include "themes/figures_helpers.hpp"

using namespace maillage;

namespace {

RebuiltRate rebuild(const std::vector<Cell>& numerators, const std::vector<Cell>& denominators,
                    Relation relation = Relation::independent, const std::vector<Cell>& weights = {}) {
  LevelFigures figures = communes(numerators.size());
  give(figures, "n", Kind::count, numerators);
  give(figures, "d", Kind::count, denominators);
  if (!weights.empty()) give(figures, "w", Kind::count, weights);
  return rebuild_rate(*find_measure(figures, "n"), *find_measure(figures, "d"), all_to_one(figures), relation,
                      find_measure(figures, "w"), {.code = "rate"});
}

}  // namespace

TEST_CASE("a rate is the sum of its parts over the sum of its parts, not their mean") {
  const Cell rate = rebuild({known(10), known(90)}, {known(100), known(100)}).rate.at(0);
  CHECK(rate.value == 50);
  CHECK(rate.bounds.exact());
  const Cell uneven = rebuild({known(10), known(90)}, {known(100), known(300)}).rate.at(0);
  CHECK(uneven.value == 25);  // the mean of 10 and 30 is 20
}

TEST_CASE("numerators and denominators are paired: an unknown commune weighs on neither side") {
  const RebuiltRate rebuilt = rebuild({known(50), secret}, {known(100), known(300)}, Relation::independent,
                                      {known(1000), known(3000)});
  CHECK(rebuilt.rate.at(0).value == 50);  // not 50 / 400
  CHECK(rebuilt.rate.at(0).marks.has(Mark::partial));
  CHECK(rebuilt.rate.at(0).bounds.lower == 12.5);
  CHECK(std::isinf(rebuilt.rate.at(0).bounds.upper));
  CHECK(rebuilt.known_share.at(0).value == 25);

  const RebuiltRate other = rebuild({known(50), known(70)}, {known(100), secret});
  CHECK(other.rate.at(0).value == 50);  // not 120 / 100
  CHECK(other.known_share.at(0).value == 50);
}

TEST_CASE("a part of its whole never exceeds it") {
  const Cell rate =
      rebuild({known(50), secret}, {known(100), known(300)}, Relation::part_of_whole).rate.at(0);
  CHECK(rate.bounds == Bounds{12.5, 87.5});
  const Cell bounded =
      rebuild({known(50), missing(Presence::secret_primary, {0, 300})}, {known(100), known(300)}).rate.at(0);
  CHECK(bounded.bounds == Bounds{12.5, 87.5});
}

TEST_CASE("a rate of the known parts that the others make impossible is brought back into the bounds") {
  const Cell rate =
      rebuild({known(90), missing(Presence::secret_primary, {0, 10})}, {known(100), known(50)}).rate.at(0);
  CHECK(rate.bounds.lower == Approx(60));
  CHECK(rate.bounds.upper == Approx(66.6667));
  CHECK(rate.value == rate.bounds.upper);
}

TEST_CASE("a part that is shared out by area may send nothing or all it has") {
  LevelFigures figures = communes(1);
  give(figures, "n", {50});
  give(figures, "d", {100});
  const ZoningRef to = zones_of(Level::qpv, 1, "Q");
  const Crosswalk half(figures.zoning, to, Basis::area, "test", {{Part{0, 0.5, 0.5, 0.5}}});
  const Cell rate = rebuild_rate(*find_measure(figures, "n"), *find_measure(figures, "d"), half,
                                 Relation::part_of_whole, nullptr, {.code = "rate"})
                        .rate.at(0);
  CHECK(rate.value == 50);
  CHECK(rate.marks.has(Mark::estimated));
  CHECK(rate.bounds == Bounds{0, 100});
}

TEST_CASE("the rate of a zone of which some part is in no list is bounded by nothing but its nature") {
  LevelFigures figures = communes(2);
  give(figures, "n", Kind::count, {known(10), known(20)});
  give(figures, "d", Kind::count, {known(100), known(100)});
  const Crosswalk cut(figures.zoning, zones_of(Level::epci, 2, "E"), Basis::exact, "test",
                      {{Part{.target = 0}}, {Part{.target = 1}}}, {0});
  const Measure part = rebuild_rate(*find_measure(figures, "n"), *find_measure(figures, "d"), cut,
                                    Relation::part_of_whole, nullptr, {.code = "rate"})
                           .rate;
  CHECK(part.at(0).value == 10);
  CHECK(part.at(0).bounds == Bounds{0, 100});
  CHECK(part.at(0).marks.has(Mark::partial));
  CHECK(part.at(1).bounds.exact());
  const Measure free = rebuild_rate(*find_measure(figures, "n"), *find_measure(figures, "d"), cut,
                                    Relation::independent, nullptr, {.code = "rate"})
                           .rate;
  CHECK(std::isinf(free.at(0).bounds.upper));
}

TEST_CASE("reasons for having no rate") {
  CHECK(rebuild({known(0)}, {known(0)}).rate.at(0).presence == Presence::not_applicable);
  CHECK(rebuild({secret, secret, absent}, {known(1), known(1), known(1)}).rate.at(0).presence ==
        Presence::secret_primary);
  CHECK(rebuild({known(5)}, {absent}).rate.at(0).presence == Presence::no_match);
  const Cell hidden = rebuild({known(0), secret}, {known(0), known(10)}).rate.at(0);
  CHECK_FALSE(hidden.is_known());
  CHECK(hidden.presence == Presence::secret_primary);

  LevelFigures figures = communes(1);
  give(figures, "n", {1});
  give(figures, "d", {2});
  const Crosswalk nowhere = assign(
      figures.zoning, zones_of(Level::epci, 2, "E"),
      [](std::size_t) { return std::optional<std::size_t>(0); }, "test");
  const RebuiltRate rebuilt = rebuild_rate(*find_measure(figures, "n"), *find_measure(figures, "d"), nowhere,
                                           Relation::independent, nullptr, {.code = "rate"});
  CHECK(rebuilt.rate.at(1).presence == Presence::no_match);
  CHECK(rebuilt.known_share.at(1).presence == Presence::no_match);
}

TEST_CASE("rates are not rebuilt from rates") {
  LevelFigures figures = communes(1);
  give(figures, "rate_total", {50});
  give(figures, "d", {2});
  CHECK_THROWS_AS(rebuild_rate(*find_measure(figures, "rate_total"), *find_measure(figures, "d"),
                               all_to_one(figures), Relation::independent, nullptr, {.code = "rate"}),
                  Error);
}

TEST_CASE("aggregate: counts are carried, published ones come first, rates and medians stay behind") {
  LevelFigures below = communes(3);
  give(below, "population", {100, 200, 300});
  give(below, "places_total", Kind::count, {known(10), known(20), secret});
  give(below, "children_under_3", {20, 40, 60});
  give(below, "rate_total", {1, 2, 3});
  give(below, "median_income", Kind::intensive, {known(20000), known(21000), known(22000)});
  Diagnostics diagnostics;
  const Crosswalk walk = all_to_one(below);
  LevelFigures published = level(walk.to());
  give(published, "median_income", Kind::intensive, {known(21500)});
  const LevelFigures above = aggregate(below, walk, published, indicators(), diagnostics);
  CHECK(find_measure(above, "population")->at(0).value == 600);
  CHECK(find_measure(above, "rate_total") == nullptr);
  CHECK(find_measure(above, "median_income")->at(0).value == 21500);
  CHECK(above.rebuilt.at("rate_total").at(0).value == 50);
  CHECK(above.rebuilt.at("rate_total").at(0).bounds.lower == 25);
  CHECK(above.known_share.at("rate_total").at(0).value == 50);
  CHECK(above.known_share.at("places_total").at(0).value == 50);
  CHECK(diagnostics.items.empty());

  give(published, "places_total", {55});
  const LevelFigures again = aggregate(below, walk, published, indicators(), diagnostics);
  CHECK(find_measure(again, "places_total")->at(0).value == 55);
  CHECK(again.rebuilt.at("places_total").at(0).value == 30);
  CHECK(diagnostics.items.empty());
}

TEST_CASE("a published figure that its parts forbid is listed, and kept") {
  LevelFigures below = communes(2);
  give(below, "places_total", {10, 20});
  give(below, "children_under_3", {100, 100});
  const Crosswalk walk = all_to_one(below);
  LevelFigures published = level(walk.to());
  give(published, "rate_total", Kind::rate, {rounded(17.3, 0.1)});
  give(published, "places_total", {30});
  Diagnostics diagnostics;
  const LevelFigures above = aggregate(below, walk, published, indicators(), diagnostics);
  REQUIRE(diagnostics.has("published-contradicts-parts"));
  CHECK(diagnostics.items.size() == 1);
  CHECK(diagnostics.items[0].place.column == "rate_total");
  CHECK(diagnostics.items[0].zones == std::vector<std::string>{"D100"});
  CHECK(find_measure(above, "rate_total")->at(0).value == 17.3);

  give(published, "rate_total", Kind::rate, {rounded(15.0, 0.1)});
  Diagnostics quiet;
  static_cast<void>(aggregate(below, walk, published, indicators(), quiet));
  CHECK(quiet.items.empty());
}

TEST_CASE("figures of another zoning are refused") {
  LevelFigures below = communes(2), other = communes(2);
  Diagnostics diagnostics;
  CHECK_THROWS_AS(aggregate(below, all_to_one(other), {}, indicators(), diagnostics), Error);
  CHECK_THROWS_AS(aggregate(below, all_to_one(below), other, indicators(), diagnostics), Error);
}

TEST_CASE("declared rounding becomes bounds once") {
  Measure rates({.code = "rate_total", .rounding = 0.1}, Kind::rate, 3);
  rates.set(0, known(60));
  rates.set(1, secret);
  rates.set(2, rounded(50, 1));
  const Measure twice = with_declared_rounding(with_declared_rounding(rates));
  CHECK(twice.at(0).bounds == Bounds{59.95, 60.05});
  CHECK(twice.at(0).marks.has(Mark::rounded));
  CHECK(twice.at(1).presence == Presence::secret_primary);
  CHECK(twice.at(2).bounds == Bounds{49.5, 50.5});
}

TEST_CASE("a zone against the whole that holds it") {
  const Cell gap = gap_to_whole(known(10, {8, 12}, Mark::rounded), known(100),
                                known(30, {29, 31}, Mark::rounded), known(100));
  CHECK(gap.value == Approx(-10));
  CHECK(gap.bounds.lower == Approx(-11.5));  // (8 - 31) / 2
  CHECK(gap.bounds.upper == Approx(-8.5));
  CHECK(gap_to_whole(known(10), known(100), known(0), known(0)).value == 0);
  CHECK_FALSE(gap_to_whole(secret, known(100), known(30), known(100)).is_known());
  CHECK(gap_to_whole(known(0), known(0), known(30), known(100)).presence == Presence::not_applicable);
  CHECK(gap_to_whole(known(1), known(3, {0, 5}, {}), known(30), known(100)).presence ==
        Presence::not_available);
}

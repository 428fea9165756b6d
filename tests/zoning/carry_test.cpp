#include "maillage/zoning/carry.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

#include "maillage/base/error.hpp"
#include "zoning/carry_cases.hpp"

using namespace maillage;

namespace {

Measure counts(const std::vector<Cell>& cells) {
  Measure measure({.code = "count"}, Kind::count, cells.size());
  for (std::size_t zone = 0; zone < cells.size(); ++zone) measure.set(zone, cells[zone]);
  return measure;
}

// Zone i goes to target[i]; -1: outside.
Crosswalk to_targets(const std::vector<int>& targets, std::size_t size) {
  return assign(
      gen::zoning(targets.size()), gen::zoning(size),
      [&](std::size_t zone) {
        return targets[zone] < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(targets[zone]));
      },
      "test");
}

Category labels(const std::vector<std::string>& values) {
  Category category({.code = "zrr"}, {"in", "out"}, values.size());
  for (std::size_t zone = 0; zone < values.size(); ++zone) {
    if (values[zone].empty())
      category.set_missing(zone, Presence::no_match);
    else
      category.set(zone, values[zone]);
  }
  return category;
}

}  // namespace

TEST_CASE("counts add up; a missing part makes the target partial, never smaller in silence") {
  const Measure count = counts({known(10), known(5), missing(Presence::secret_primary), known(7)});
  const Carried carried = carry(count, to_targets({0, 0, 1, -1}, 3));
  CHECK(carried.measure.at(0).value == 15);
  CHECK(carried.measure.at(0).bounds.exact());
  CHECK(carried.measure.at(1).presence == Presence::secret_primary);
  CHECK(carried.measure.at(2).presence == Presence::no_match);
  CHECK(carried.outside.value == 7);
  CHECK(carried.known_share == std::vector<double>{1, 0, 0});

  const Carried mixed =
      carry(count, to_targets({0, 0, 0, 0}, 1), counts({known(1), known(1), known(2), known(4)}));
  CHECK(mixed.measure.at(0).value == 22);
  CHECK(mixed.measure.at(0).marks.has(Mark::partial));
  CHECK(std::isinf(mixed.measure.at(0).bounds.upper));
  CHECK(mixed.known_share[0] == 0.75);
}

TEST_CASE("communes without inhabitants do not make a known figure unknown") {
  const Measure count = counts({known(3), known(4)});
  const Carried carried = carry(count, to_targets({0, 0}, 1), counts({known(0), known(0)}));
  CHECK(carried.measure.at(0).value == 7);
  CHECK(carried.known_share[0] == 1);
}

TEST_CASE("an estimated part may send nothing or all it has, never weight x bound") {
  const ZoningRef from = gen::zoning(1), to = gen::zoning(2);
  const Crosswalk half(from, to, Basis::area, "test", {{Part{0, 0.5, 0.5, 0.5}, Part{1, 0.5, 0.5, 0.5}}});
  const Carried carried = carry(counts({known(100)}), half);
  for (const std::size_t target : {0u, 1u}) {
    CHECK(carried.measure.at(target).value == 50);
    CHECK(carried.measure.at(target).bounds == Bounds{0, 100});
    CHECK(carried.measure.at(target).marks.has(Mark::estimated));
  }
}

TEST_CASE("an incomplete target is partial, has no upper bound and no certain label, along products too") {
  const Measure count = counts({known(10), known(5), known(7)});
  const std::vector<std::vector<Part>> parts{{{.target = 0}}, {{.target = 0}}, {{.target = 1}}};
  const ZoningRef above = gen::zoning(3);
  const Crosswalk to_above(gen::zoning(3), above, Basis::exact, "test", parts, {2, 0, 0});
  CHECK(std::ranges::equal(to_above.incomplete(), std::array{0U, 2U}));
  const Carried carried = carry(count, to_above);
  CHECK(carried.measure.at(0).value == 15);
  CHECK(carried.measure.at(0).bounds.lower == 15);
  CHECK(std::isinf(carried.measure.at(0).bounds.upper));
  CHECK(carried.measure.at(0).marks.has(Mark::partial));
  CHECK(carried.measure.at(1).value == 7);
  CHECK(carried.measure.at(1).bounds.exact());
  CHECK(carried.measure.at(2).presence == Presence::no_match);

  const CarriedCategory category = carry(labels({"in", "in", "out"}), to_above, count);
  CHECK(category.category.presence(0) == Presence::not_available);
  CHECK(category.category.label(1) == "out");

  const Crosswalk whole(above, gen::zoning(1), Basis::exact, "all", {{{.target = 0}}, {{.target = 0}}, {}});
  const Crosswalk product = compose(to_above, whole);
  CHECK(std::ranges::equal(product.incomplete(), std::array{0U}));
  CHECK(std::isinf(carry(count, product).measure.at(0).bounds.upper));
  CHECK_THROWS_AS(Crosswalk(gen::zoning(3), above, Basis::exact, "test", parts, {3}), Error);
}

TEST_CASE("two parts with one target are one part") {
  const ZoningRef from = gen::zoning(1), to = gen::zoning(1);
  const Crosswalk twice(from, to, Basis::area, "test", {{Part{0, 0.25, 0.25, 0.25}, Part{0, 0.5, 0.5, 0.5}}});
  CHECK(carry(counts({known(100)}), twice).measure.at(0).bounds == Bounds{0, 100});
  const Crosswalk all(from, to, Basis::area, "test", {{Part{0, 0.5, 0.5, 0.5}, Part{0, 0.5, 0.5, 0.5}}});
  CHECK(carry(counts({known(100)}), all).measure.at(0).bounds == Bounds{100, 100});
}

TEST_CASE("differences of counts keep their sign when they are shared out") {
  const ZoningRef from = gen::zoning(1), to = gen::zoning(1);
  const Crosswalk part(from, to, Basis::area, "test", {{Part{0, 0.2, 0.2, 0.2}}});
  const Cell carried = carry(counts({known(-10)}), part).measure.at(0);
  CHECK(carried.value == -2);
  CHECK(carried.bounds == Bounds{-10, 0});
}

TEST_CASE("rates and medians are refused with the reason") {
  const Crosswalk walk = to_targets({0}, 1);
  CHECK_THROWS_WITH(carry(Measure({.code = "rate_total"}, Kind::rate, 1), walk),
                    Catch::Matchers::Contains("rate_total") && Catch::Matchers::Contains("numerator"));
  CHECK_THROWS_WITH(carry(Measure({.code = "median_income"}, Kind::intensive, 1), walk),
                    Catch::Matchers::Contains("median"));
}

TEST_CASE("a label is certain when all parts share it; an unknown part is neither yes nor no") {
  const Measure weights = counts({known(1), known(3)});
  const Crosswalk walk = to_targets({0, 0}, 1);
  CHECK(carry(labels({"in", "in"}), walk, weights).category.label(0) == "in");
  const CarriedCategory mixed = carry(labels({"in", "out"}), walk, weights);
  CHECK(mixed.category.label(0) == partial_label);
  CHECK(mixed.shares[0] == std::vector<double>{0.25, 0.75});
  const CarriedCategory unknown = carry(labels({"in", ""}), walk, weights);
  CHECK(unknown.category.label(0).empty());
  CHECK(unknown.category.presence(0) == Presence::no_match);
  CHECK(unknown.shares[0] == std::vector<double>{1, 0});
  CHECK(carry(labels({"", ""}), walk, weights).category.presence(0) == Presence::no_match);
  const Measure nobody = counts({known(0), known(0)});
  CHECK(carry(labels({"in", "out"}), walk, nobody).category.label(0) == partial_label);
}

TEST_CASE("a crosswalk refuses weights that are none") {
  const ZoningRef from = gen::zoning(1), to = gen::zoning(2);
  const auto build = [&](std::vector<Part> parts) {
    Crosswalk(from, to, Basis::area, "test", {std::move(parts)});
  };
  CHECK_THROWS_AS(build({Part{0, 0.7, 0.7, 0.7}, Part{1, 0.7, 0.7, 0.7}}), Error);
  CHECK_THROWS_AS(build({Part{0, -0.1, 0.5, 0.5}}), Error);
  CHECK_THROWS_AS(build({Part{0, 0.6, 0.5, 0.7}}), Error);
  CHECK_THROWS_AS(build({Part{0, 0.5, 0.5, 1.2}}), Error);
  CHECK_THROWS_AS(build({Part{7, 1, 1, 1}}), Error);
}

TEST_CASE("a zone lies whole in one target, or in none") {
  const ZoningRef from = make_zoning(Level::commune, first_day, "from", {{"a", ""}, {"b", ""}, {"c", ""}});
  const ZoningRef to = make_zoning(Level::epci, first_day, "to", {{"X", ""}, {"Y", ""}});
  const Crosswalk crosswalk(from, to, Basis::people, "",
                            {{Part{1, 1, 1, 1}}, {Part{0, 0, 0.5, 1}, Part{1, 0, 0.5, 1}}, {}});
  CHECK(whole_targets(crosswalk) == std::vector<std::uint32_t>{1, outside, outside});
  CHECK(whole_target(crosswalk, 0) == 1);
}

TEST_CASE("what a zone has outside is one part, and a part that surely weighs nothing is none") {
  const ZoningRef from = make_zoning(Level::commune, new_year(2026), "from", {{"A", ""}, {"B", ""}});
  const ZoningRef to = make_zoning(Level::epci, new_year(2026), "to", {{"X", ""}, {"Y", ""}});
  const Crosswalk crosswalk(from, to, Basis::area, "test",
                            {{{0, 0.5, 0.5, 0.5}, {outside, 0.5, 0.5, 0.5}}, {{0, 0, 0, 0}, {1, 1, 1, 1}}});
  const auto a = crosswalk.parts(0), b = crosswalk.parts(1);
  REQUIRE(a.size() == 2);
  CHECK((a[0].target == 0 && a[0].value == 0.5));
  CHECK((a[1].target == outside && a[1].value == 0.5));
  REQUIRE(b.size() == 1);
  CHECK((b[0].target == 1 && b[0].value == 1));
}

#include "maillage/themes/ctg/effect.hpp"

#include <catch2/catch.hpp>

#include "themes/ctg_helpers.hpp"

using namespace maillage;

namespace {

std::vector<TestCommune> three() {
  return {{"17001", 500, std::string(epci_a)},
          {"17002", 300, std::string(epci_b)},
          {"17003", 200, std::string(epci_c)}};
}

Agreement running(const std::string& id, std::string_view code, Term term) {
  return agreement_of(id, term, {party_of(code)});
}

const Term years = dated(period("2020-01-01", "2024-12-31"));

CtgEffect effect_of(const TestField& test, const Register& without, const Register& with) {
  return ctg_effect(test.field, ask(test, without, "2023-12-31"), ask(test, with, "2023-12-31"));
}

}  // namespace

TEST_CASE("an answer against itself changes nothing, unknowns included") {
  const TestField test(three());
  const Register reg =
      complete_register({running("a", epci_a, years), running("b", epci_b, undated(years.possible))});
  const CtgEffect effect = effect_of(test, reg, reg);
  CHECK(effect.changed().empty());
  CHECK(effect.inhabitants_points.value == 0);
  CHECK(effect.inhabitants_points.bounds == Bounds{0, 0});
  CHECK(effect.epci_points.bounds == Bounds{0, 0});
}

TEST_CASE("a signature gains its communes, whatever else is unknown") {
  const TestField test(three());
  const Register without = complete_register({running("b", epci_b, undated(years.possible))});
  const Register with =
      complete_register({running("b", epci_b, undated(years.possible)), running("a", epci_a, years)});
  const CtgEffect effect = effect_of(test, without, with);
  CHECK(effect.gained.size() == 1);
  CHECK(effect.unclear.empty());
  CHECK(effect.inhabitants.value == 500);
  CHECK(effect.inhabitants_points.value == 50);
  CHECK(effect.inhabitants_points.bounds == Bounds{50, 50});
  CHECK(effect.epci_gained.size() == 1);
}

TEST_CASE("from unknown to covered adds none or all") {
  const TestField test(three());
  const Register without = complete_register({running("b", epci_b, undated(years.possible))});
  const Register with =
      complete_register({running("b", epci_b, undated(years.possible)), running("c", epci_b, years)});
  const CtgEffect effect = effect_of(test, without, with);
  CHECK(effect.gained.empty());
  CHECK(effect.unclear.size() == 1);
  CHECK(effect.inhabitants.value == 0);
  CHECK(effect.inhabitants.bounds == Bounds{0, 300});
  CHECK(effect.inhabitants_points.bounds == Bounds{0, 30});
  CHECK(effect.inhabitants_points.marks.has(Mark::partial));
  CHECK(effect.epci_gained.empty());
  CHECK(effect.epci_points.bounds.lower == 0);
}

TEST_CASE("what ends is lost") {
  const TestField test(three());
  const CtgEffect effect =
      effect_of(test, complete_register({running("a", epci_a, years)}), complete_register({}));
  CHECK(effect.lost.size() == 1);
  CHECK(effect.inhabitants.value == -500);
  CHECK(effect.inhabitants.bounds == Bounds{-500, -500});
  CHECK(effect.epci_lost.size() == 1);
}

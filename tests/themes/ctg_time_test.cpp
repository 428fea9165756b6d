#include "maillage/themes/ctg/time.hpp"

#include <catch2/catch.hpp>

#include "themes/ctg_helpers.hpp"

using namespace maillage;

namespace {

std::vector<TestCommune> three_epci() {
  return {{"17001", 500, std::string(epci_a)},
          {"17002", 300, std::string(epci_b)},
          {"17003", 200, std::string(epci_c)}};
}

//        2020      2021      2022      2023      2024
//   A    |===================|
//   B              |==============================|
//   C    undated until 2021-12-31
Register staggered() {
  return complete_register({agreement_of("a", dated({new_year(2020), new_year(2022)}), {party_of(epci_a)}),
                            agreement_of("b", dated({new_year(2021), new_year(2024)}), {party_of(epci_b)}),
                            agreement_of("c", undated({first_day, new_year(2022)}), {party_of(epci_c)})});
}

}  // namespace

TEST_CASE("the curve has one point per day on which a figure changes") {
  const TestField test(three_epci());
  const std::vector<CtgPoint> curve =
      ctg_curve(test.field, staggered(), {}, day("2019-01-01"), day("2024-12-31"));
  REQUIRE(curve.size() == 5);
  const auto check = [&](std::size_t i, Day at, double low, double high, std::size_t epci) {
    CHECK(curve[i].day == at);
    CHECK(curve[i].tally.inhabitants_rate.bounds == Bounds{low, high});
    CHECK(curve[i].epci_tally.covered == epci);
  };
  check(0, day("2019-01-01"), 0, 20, 0);
  check(1, new_year(2020), 50, 70, 1);
  check(2, new_year(2021), 80, 100, 2);
  check(3, new_year(2022), 30, 30, 1);
  check(4, new_year(2024), 0, 0, 0);
}

TEST_CASE("the curve begins and ends where it is asked") {
  const TestField test(three_epci());
  const std::vector<CtgPoint> curve = ctg_curve(test.field, staggered(), {}, new_year(2021), new_year(2022));
  REQUIRE(curve.size() == 2);
  CHECK(curve[0].day == new_year(2021));
  CHECK(curve[1].day == new_year(2022));
}

TEST_CASE("the curve changes when the register stops being complete") {
  const TestField test(three_epci());
  Register reg = staggered();
  reg.completeness = complete_for({"17"}, {first_day, new_year(2023)});
  const std::vector<CtgPoint> curve = ctg_curve(test.field, reg, {}, day("2022-06-01"), day("2023-06-01"));
  REQUIRE(curve.size() == 2);
  CHECK(curve[1].day == new_year(2023));
  CHECK(curve[1].tally.inhabitants_rate.bounds == Bounds{30, 100});
}

TEST_CASE("the flow between two dates: entries, exits, points, signatures") {
  const TestField test(three_epci());
  Register reg = staggered();
  reg.agreements[1].signature = day("2020-11-30");
  Diagnostics diagnostics;
  const CtgFlow flow =
      ctg_flow(test.field, reg, {.at = day("2022-12-31")}, day("2020-12-31"), day("2022-12-31"), diagnostics);
  CHECK(flow.entries == std::vector{CommuneIndex{1}});
  CHECK(flow.exits == std::vector{CommuneIndex{0}});
  CHECK(flow.unclear == std::vector{CommuneIndex{2}});
  CHECK(flow.epci_entries == std::vector{EpciIndex{1}});
  CHECK(flow.epci_exits == std::vector{EpciIndex{0}});
  CHECK(flow.inhabitants_change.value == -20);
  CHECK(flow.inhabitants_change.bounds == Bounds{-40, -20});
  CHECK(flow.signed_between.empty());
  CHECK(
      ctg_flow(test.field, reg, {.at = day("2022-12-31")}, day("2020-06-30"), day("2022-12-31"), diagnostics)
          .signed_between == std::vector<std::uint32_t>{1});
  // An agreement beyond the territory is none of its business; one without signature
  // is told by its first day.
  reg.agreements.push_back(agreement_of("far", reg.agreements[1].term, {party_of("249900001")}));
  reg.agreements.back().signature = day("2020-11-30");
  reg.agreements[1].signature.reset();
  const CtgFlow unsigned_flow =
      ctg_flow(test.field, reg, {.at = day("2022-12-31")}, day("2020-06-30"), day("2022-12-31"), diagnostics);
  CHECK(unsigned_flow.signed_between.empty());
  CHECK(unsigned_flow.begun_between == std::vector<std::uint32_t>{1});
}

#include "maillage/themes/ctg/expiry.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "maillage/themes/ctg/time.hpp"
#include "themes/ctg_helpers.hpp"

using namespace maillage;

namespace {

std::vector<TestCommune> four_communes() {
  return {{"17001", 500, std::string(epci_a)},
          {"17002", 300, std::string(epci_a)},
          {"17003", 200, std::string(epci_b)},
          {"17004", -1, std::string(epci_b)}};
}

std::vector<std::string> codes_of(const TestField& test, const std::vector<CommuneIndex>& zones) {
  std::vector<std::string> codes;
  for (const CommuneIndex zone : zones) codes.push_back(test.field.communes->code(number(zone)));
  return codes;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("an agreement that ends leaves its communes uncovered unless another binds them") {
  const TestField test(four_communes());
  const Register reg =
      complete_register({agreement_of("a", dated(period("2021-01-01", "2024-12-31")), {party_of(epci_a)}),
                         agreement_of("own", dated(period("2023-01-01", "2026-12-31")), {party_of("17002")}),
                         agreement_of("b", dated(period("2020-01-01", "2024-06-30")), {party_of(epci_b)})});
  const CtgExpiries soon = ctg_expiries(test.field, reg, {.at = day("2023-12-31")}, 12);
  REQUIRE(soon.ends.size() == 2);
  CHECK(reg.agreements[soon.ends[0].agreement].id == "b");
  CHECK(soon.ends[0].last == day("2024-06-30"));
  CHECK(codes_of(test, soon.ends[0].uncovered) == Codes{"17003", "17004"});
  CHECK(reg.agreements[soon.ends[1].agreement].id == "a");
  CHECK(codes_of(test, soon.ends[1].bound) == Codes{"17001", "17002"});
  CHECK(codes_of(test, soon.ends[1].uncovered) == Codes{"17001"});
  CHECK(soon.ends[1].epci.size() == 1);
  CHECK(codes_of(test, soon.uncovered) == Codes{"17001", "17003", "17004"});
  CHECK(soon.unclear.empty());
}

TEST_CASE("the last day asked is the same day so many months later, included") {
  const TestField test(four_communes());
  const Register reg =
      complete_register({agreement_of("a", dated(period("2021-01-01", "2024-12-31")), {party_of(epci_a)})});
  CHECK(ctg_expiries(test.field, reg, {.at = day("2023-12-31")}, 12).ends.size() == 1);
  CHECK(ctg_expiries(test.field, reg, {.at = day("2023-12-30")}, 12).ends.empty());
  CHECK(ctg_expiries(test.field, reg, {.at = day("2024-12-31")}, 1).ends.size() == 1);
  CHECK(ctg_expiries(test.field, reg, {.at = day("2025-01-01")}, 1).ends.empty());
}

TEST_CASE("after a presumed end nobody can tell, and the bounds hold both") {
  const TestField test(four_communes());
  const Period sure = period("2020-01-01", "2023-12-31"), longest = period("2020-01-01", "2024-12-31");
  const Register reg =
      complete_register({agreement_of("a", {sure, longest, Mark::presumed}, {party_of(epci_a)})});
  const CtgExpiries soon = ctg_expiries(test.field, reg, {.at = day("2023-06-30")}, 12);
  REQUIRE(soon.ends.size() == 1);
  CHECK(soon.ends[0].presumed);
  CHECK(soon.ends[0].latest == day("2024-12-31"));
  CHECK(soon.ends[0].uncovered.empty());
  CHECK(codes_of(test, soon.unclear) == Codes{"17001", "17002"});
  const Cell people = ctg_sum(test.population, soon.uncovered, soon.unclear);
  CHECK(people.value == 0);
  CHECK(people.bounds == Bounds{0, 800});
  CHECK(people.marks.has(Mark::partial));
}

TEST_CASE("parties that leave on their own days have rows of their own") {
  const TestField test(four_communes());
  Party leaves = party_of("17003");
  leaves.joined = dated({first_day, day("2024-03-01")});
  const Register reg = complete_register(
      {agreement_of("g", dated(period("2021-01-01", "2024-12-31")), {leaves, party_of("17001")})});
  const CtgExpiries soon = ctg_expiries(test.field, reg, {.at = day("2024-01-01")}, 24);
  REQUIRE(soon.ends.size() == 2);
  CHECK(soon.ends[0].last == day("2024-02-29"));
  CHECK(codes_of(test, soon.ends[0].uncovered) == Codes{"17003"});
  CHECK(codes_of(test, soon.ends[1].uncovered) == Codes{"17001"});
}

TEST_CASE("a renewal leaves nobody uncovered, and is listed") {
  const TestField test(four_communes());
  const Register reg =
      complete_register({agreement_of("old", dated(period("2020-01-01", "2023-12-31")), {party_of(epci_a)}),
                         agreement_of("new", dated(period("2024-01-01", "2027-12-31")), {party_of(epci_a)})});
  const CtgExpiries soon = ctg_expiries(test.field, reg, {.at = day("2023-06-30")}, 12);
  REQUIRE(soon.ends.size() == 1);
  CHECK(soon.ends[0].bound.size() == 2);
  CHECK(soon.uncovered.empty());
}

TEST_CASE("unknown inhabitants open the bounds of a sum") {
  const TestField test(four_communes());
  const Cell people = ctg_sum(test.population, zones_to<CommuneIndex>(4), {});
  CHECK(people.value == 1000);
  CHECK(people.bounds.lower == 1000);
  CHECK(people.marks.has(Mark::partial));
}

TEST_CASE("the rows are the steps down of the curve") {
  REQUIRE(rc::check([] {
    const auto some_day = [] { return new_year(2020) + std::chrono::days{*rc::gen::inRange(0, 60)}; };
    const TestField test(four_communes());
    Register reg;
    for (int i = 0, count = *rc::gen::inRange(0, 6); i < count; ++i) {
      const Day from = some_day();
      const Period sure{from, from + std::chrono::days{*rc::gen::inRange(1, 40)}};
      const Period longest{from, sure.until + std::chrono::days{*rc::gen::inRange(0, 10)}};
      std::vector<Party> parties;
      for (int p = 0, all = *rc::gen::inRange(1, 3); p < all; ++p) {
        parties.push_back(party_of(*rc::gen::element<std::string>("17001", "17003", std::string(epci_a),
                                                                  std::string(epci_b), "17999")));
        if (*rc::gen::inRange(0, 3) == 0) parties.back().joined = dated({some_day(), some_day()});
      }
      reg.agreements.push_back(
          agreement_of("g" + std::to_string(i), {sure, longest, Marks()}, std::move(parties)));
    }
    reg.completeness = complete_everywhere({first_day, some_day()});
    const CtgQuestion question{.at = some_day(), .tolerance_days = *rc::gen::inRange(0, 4)};
    const CtgExpiries soon = ctg_expiries(test.field, reg, question, 1);
    std::map<Day, std::set<CommuneIndex>> fallen;
    for (const CtgExpiry& end : soon.ends) {
      fallen[end.last].insert(end.uncovered.begin(), end.uncovered.end());
      fallen[end.last].insert(end.unclear.begin(), end.unclear.end());
    }
    const auto on = [&](Day asked) {
      CtgQuestion same = question;
      same.at = asked;
      Diagnostics diagnostics;
      return ask(test, reg, same, diagnostics);
    };
    for (Day last = soon.from; last <= soon.to; last += std::chrono::days{1}) {
      const CtgAnswer before = on(last), after = on(last + std::chrono::days{1});
      std::set<CommuneIndex> steps;
      for (const CommuneIndex commune : zones_to<CommuneIndex>(4))
        if (before.communes[commune].status == CtgStatus::covered &&
            after.communes[commune].status != CtgStatus::covered)
          steps.insert(commune);
      RC_ASSERT(fallen[last] == steps);
    }
  }));
}

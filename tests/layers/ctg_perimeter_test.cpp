// Agreements that stay on old perimeters, parties that are not found, communes that merged.
#include <catch2/catch.hpp>

#include "layers/ctg_helpers.hpp"

using namespace maillage;

namespace {

const Term running = dated(period("2020-01-01", "2025-12-31"));

// 17001 and 17002 were in C until 2022, then in A and B. 17003 always was in B.
std::vector<TestCommune> three_communes() {
  return {{"17001", 100, std::string(epci_a)},
          {"17002", 100, std::string(epci_b)},
          {"17003", 100, std::string(epci_b)}};
}

std::vector<Membership> moves() {
  return {{"17001", std::string(epci_c), {first_day, new_year(2022)}},
          {"17001", std::string(epci_a), {new_year(2022), no_end}},
          {"17002", std::string(epci_c), {first_day, new_year(2022)}},
          {"17002", std::string(epci_b), {new_year(2022), no_end}},
          {"17003", std::string(epci_b), always},
          {"33063", "243300316", always}};
}

long count_of(const Diagnostics& diagnostics, std::string_view code, Severity severity) {
  return std::count_if(diagnostics.items.begin(), diagnostics.items.end(), [&](const Diagnostic& item) {
    return item.code == code && item.severity == severity;
  });
}

}  // namespace

TEST_CASE("an agreement on an EPCI that no longer exists: its former communes are unknown, and it is said") {
  TestField test(three_communes());
  test.remember(moves());
  Diagnostics diagnostics;
  const Register reg = complete_register({agreement_of("old", running, {party_of(epci_c)})});
  const CtgAnswer answer = ask(test, reg, {.at = day("2023-12-31")}, diagnostics);
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::epci_changed);
  CHECK(commune_in(test, answer, "17002").reason == CtgReason::epci_changed);
  CHECK(commune_in(test, answer, "17003").reason == CtgReason::no_agreement);
  CHECK(answer.tally.communes_rate.bounds.lower == 0);
  CHECK(answer.tally.communes_rate.bounds.upper == Approx(200.0 / 3));
  CHECK(count_of(diagnostics, "epci-gone", Severity::problem) == 1);
  CHECK(diagnostics.items[0].zones == std::vector<std::string>{"17001", "17002"});
  CHECK(diagnostics.items[0].found.find("last on 2021-12-31") != std::string::npos);

  // A, whose only commune is in doubt, may be covered; B holds a commune that surely is not.
  CHECK(epci_in(test, answer, epci_a).may_be_covered);
  CHECK_FALSE(epci_in(test, answer, epci_b).may_be_covered);

  // Once the agreement has run out, doubt ends.
  CHECK(ask(test, reg, "2026-01-01").tally.unknown == 0);
  CHECK(commune_in(test, ask(test, reg, "2026-01-01"), "17001").reason == CtgReason::expired_since);
}

TEST_CASE("another agreement settles what the old perimeter leaves in doubt") {
  TestField test(three_communes());
  test.remember(moves());
  const Register reg = complete_register(
      {agreement_of("old", running, {party_of(epci_c)}), agreement_of("new", running, {party_of(epci_a)})});
  const CtgAnswer answer = ask(test, reg, "2023-12-31");
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::covered_by_epci);
  CHECK(commune_in(test, answer, "17002").reason == CtgReason::epci_changed);
}

TEST_CASE("a commune that left the EPCI while its agreement ran is unknown") {
  TestField test(three_communes());
  // 17001 was in B until 2022.
  test.remember({{"17001", std::string(epci_b), {first_day, new_year(2022)}},
                 {"17001", std::string(epci_a), {new_year(2022), no_end}},
                 {"17002", std::string(epci_b), always},
                 {"17003", std::string(epci_b), always}});
  Diagnostics diagnostics;
  const Register reg = complete_register({agreement_of("b", running, {party_of(epci_b)})});
  const CtgAnswer answer = ask(test, reg, {.at = day("2023-12-31")}, diagnostics);
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::epci_changed);
  CHECK(commune_in(test, answer, "17002").reason == CtgReason::covered_by_epci);
  CHECK(count_of(diagnostics, "epci-left", Severity::warning) == 1);

  // It left before an agreement that began later: nothing ties it to that one.
  const Register later =
      complete_register({agreement_of("b", dated(period("2022-06-01", "2025-12-31")), {party_of(epci_b)})});
  CHECK(commune_in(test, ask(test, later, "2023-12-31"), "17001").reason == CtgReason::no_agreement);
}

TEST_CASE("an EPCI elsewhere changes nothing and says nothing") {
  TestField test(three_communes());
  test.remember(moves());
  test.field.elsewhere = {"200000077"};
  Diagnostics diagnostics;
  const Register reg = complete_register({agreement_of("bordeaux", running, {party_of("243300316")}),
                                          agreement_of("lyon", running, {party_of("246900245")}),
                                          agreement_of("said", running, {party_of("200000077")}),
                                          agreement_of("town", running, {party_of("33063")})});
  const CtgAnswer answer = ask(test, reg, {.at = day("2023-12-31")}, diagnostics);
  CHECK(answer.tally.not_covered() == 3);
  CHECK(diagnostics.items.empty());
}

TEST_CASE("memberships known at a later day only still tell an EPCI elsewhere") {
  TestField test(three_communes());
  test.remember({{"17003", std::string(epci_b), {new_year(2025), no_end}},
                 {"33063", "200000088", {new_year(2025), no_end}}},
                {new_year(2025), no_end});
  Diagnostics diagnostics;
  const Register reg = complete_register({agreement_of("x", running, {party_of("200000088")})});
  CHECK(ask(test, reg, {.at = day("2023-12-31")}, diagnostics).tally.not_covered() == 3);
  CHECK(diagnostics.items.empty());
}

TEST_CASE(
    "a party found nowhere may be any commune without agreement: they are unknown, never silently not "
    "covered") {
  const TestField test(three_communes());
  Diagnostics diagnostics;
  const Register reg = complete_register({agreement_of("typo", running, {party_of("200099999")}),
                                          agreement_of("a", running, {party_of(epci_a)})});
  const CtgAnswer answer = ask(test, reg, {.at = day("2023-12-31")}, diagnostics);
  CHECK(commune_in(test, answer, "17001").status == CtgStatus::covered);
  CHECK(commune_in(test, answer, "17002").reason == CtgReason::party_unresolved);
  CHECK(epci_in(test, answer, epci_b).may_be_covered);
  CHECK(count_of(diagnostics, "party-unresolved", Severity::problem) == 1);
  CHECK(ask(test, reg, "2026-01-01").tally.unknown == 0);

  Diagnostics quiet;
  const CtgQuestion elsewhere{.at = day("2023-12-31"), .unresolved = UnresolvedParty::elsewhere};
  CHECK(ask(test, reg, elsewhere, quiet).tally.unknown == 0);
  CHECK(count_of(quiet, "party-unresolved", Severity::note) == 1);
}

TEST_CASE("a commune found nowhere concerns its département only") {
  const TestField test({{"17001", 100, std::string(epci_a)}, {"79001", 100, std::string(epci_b), "79"}});
  const Register reg = complete_register({agreement_of("typo", running, {party_of("17999")})});
  const CtgAnswer answer = ask(test, reg, "2023-12-31");
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::party_unresolved);
  CHECK(commune_in(test, answer, "79001").reason == CtgReason::no_agreement);
}

TEST_CASE(
    "an agreement that names no territory, or a member without a code, leaves the silent ones unknown") {
  const TestField test(three_communes());
  Party nameless = party_of("");
  nameless.name = "Périgny";
  for (const Party& party : {nameless, party_of("250000001"), party_of("17")}) {
    const CtgAnswer answer =
        ask(test, complete_register({agreement_of("x", running, {party})}), "2023-12-31");
    CHECK(answer.tally.unknown == 3);
  }
  const Register cosigned = complete_register(
      {agreement_of("x", running, {party_of(epci_a), party_of("17"), party_of("250000001")})});
  CHECK(ask(test, cosigned, "2023-12-31").tally.unknown == 0);
}

TEST_CASE("a merged commune is covered by its former communes only when all are bound") {
  // 17001 took over 17801 and 17802 on 2022-01-01 and kept its code.
  TestField test(three_communes());
  const Day merger = new_year(2022);
  test.field.former = {{"17001", 0, merger}, {"17801", 0, merger}, {"17802", 0, merger}};
  const auto asked = [&](std::vector<Agreement> agreements) {
    return commune_in(test, ask(test, complete_register(std::move(agreements)), "2023-12-31"), "17001");
  };
  CHECK(asked({agreement_of("x", running, {party_of("17801")})}).reason == CtgReason::commune_merged);
  CHECK(asked({agreement_of("x", running, {party_of("17001")})}).reason == CtgReason::commune_merged);
  CHECK(asked({agreement_of("x", running, {party_of("17801"), party_of("17802")})}).reason ==
        CtgReason::commune_merged);
  const CtgCommune whole =
      asked({agreement_of("x", running, {party_of("17001"), party_of("17801")}),
             agreement_of("y", dated(period("2021-01-01", "2024-06-30")), {party_of("17802")})});
  CHECK(whole.reason == CtgReason::covered_by_commune);
  CHECK(*whole.covered_until == day("2024-06-30"));
  CHECK(asked({agreement_of("x", dated(period("2022-01-01", "2025-12-31")), {party_of("17001")})}).reason ==
        CtgReason::covered_by_commune);
  CHECK(asked({agreement_of("x", running, {party_of(epci_a), party_of("17801")})}).reason ==
        CtgReason::covered_by_epci);
}

TEST_CASE("nobody says to which EPCI a commune belongs") {
  TestField test(three_communes());
  test.field.epci_of[0] = epci_unknown;
  Register reg = complete_register({agreement_of("b", running, {party_of(epci_b)})});
  CHECK(commune_in(test, ask(test, reg, "2023-12-31"), "17001").reason == CtgReason::epci_not_known);
  reg.agreements.push_back(agreement_of("c", running, {party_of("17001")}));
  CHECK(commune_in(test, ask(test, reg, "2023-12-31"), "17001").reason == CtgReason::covered_by_commune);
}

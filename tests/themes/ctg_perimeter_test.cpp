// Agreements that stay on old perimeters, parties that are not found, communes that merged.
#include <catch2/catch.hpp>

#include "themes/ctg_helpers.hpp"

#include "../support/values_of.hpp"

#include <algorithm>

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
  CHECK(text_of(diagnostics.items[0].found, Lang::en).find("last on 2021-12-31") != std::string::npos);

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

TEST_CASE("a zone of some table read, outside the territory, changes nothing and says nothing") {
  TestField test(three_communes());
  test.remember(moves());
  test.field.everywhere =
      make_zoning(Level::commune, new_year(2023), "test", {{"17001", ""}, {"17002", ""}, {"33064", ""}});
  test.live({event_of(32, new_year(2019), "33065", "33066")});
  Diagnostics diagnostics;
  const Register reg = complete_register({agreement_of("bordeaux", running, {party_of("243300316")}),
                                          agreement_of("member", running, {party_of("33063")}),
                                          agreement_of("listed", running, {party_of("33064")}),
                                          agreement_of("merged", running, {party_of("33065")}),
                                          agreement_of("overseas", running, {party_of("98735")})});
  const CtgAnswer answer = ask(test, reg, {.at = day("2023-12-31")}, diagnostics);
  CHECK(answer.tally.not_covered() == 3);
  CHECK(diagnostics.items.empty());
  REQUIRE(answer.parties.size() == 5);
  for (const CtgParty& party : answer.parties) CHECK(party.place == PartyPlace::elsewhere);
}

TEST_CASE("a code is found by its zone, never by the département that its digits look like") {
  TestField test(three_communes());
  test.remember(moves());
  for (const char* code : {"246900245", "69123", "33099"}) {
    Diagnostics diagnostics;
    const CtgAnswer answer = ask(test, complete_register({agreement_of("lyon", running, {party_of(code)})}),
                                 {.at = day("2023-12-31")}, diagnostics);
    CHECK(answer.parties.front().place == PartyPlace::nowhere);
    CHECK(answer.tally.unknown == 3);
    CHECK(count_of(diagnostics, "party-unresolved", Severity::problem) == 1);
  }
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

TEST_CASE("without a suggestion the bounds count the largest zones, one for each party") {
  const TestField test({{"17001", 100, std::string(epci_a)},
                        {"17002", 300, std::string(epci_a)},
                        {"17003", 200, std::string(epci_b)},
                        {"17004", 250, std::string(epci_b)},
                        {"17005", 150, std::string(epci_c)}});
  const auto bounds = [&](const std::vector<std::string>& codes) {
    std::vector<Agreement> agreements;
    for (const std::string& code : codes)
      agreements.push_back(agreement_of("typo " + code, running, {party_of(code)}));
    return ask(test, complete_register(std::move(agreements)), "2023-12-31");
  };
  const CtgAnswer one = bounds({"200099999"});
  CHECK(one.tally.unknown == 5);
  CHECK(one.tally.inhabitants_rate.bounds.upper == Approx(45.0));  // B: 450 of 1000
  CHECK(one.tally.may_be_covered == 2);
  CHECK(one.epci_tally.may_be_covered == 1);
  CHECK(one.epci_tally.unknown == 3);
  CHECK(one.by_epci[EpciIndex{0}].inhabitants_rate.bounds.upper == 100);  // it may be each
  CHECK(bounds({"200099999", "200099998"}).tally.inhabitants_rate.bounds.upper == Approx(85.0));
  // A code of a commune is one commune.
  const CtgAnswer commune = bounds({"17999"});
  CHECK(commune.tally.unknown == 5);
  CHECK(commune.tally.inhabitants_rate.bounds.upper == Approx(30.0));
  CHECK(commune.tally.may_be_covered == 1);
  CHECK(commune.epci_tally.may_be_covered == 1);  // C has one commune
  CHECK(bounds({"17999", "200099999"}).tally.inhabitants_rate.bounds.upper == Approx(75.0));
}

TEST_CASE("a suggestion leaves its zone alone unknown") {
  // 246600548 has a right key; 248600548 is one digit away.
  TestField test({{"66001", 100, "246600548"}, {"66002", 300, "246600373"}, {"66003", 50, "246600373"}});
  Diagnostics diagnostics;
  const Register typo = complete_register({agreement_of("x", running, {party_of("248600548")})});
  const CtgAnswer answer = ask(test, typo, {.at = day("2023-12-31")}, diagnostics);
  CHECK(commune_in(test, answer, "66001").reason == CtgReason::party_unresolved);
  CHECK(commune_in(test, answer, "66002").reason == CtgReason::no_agreement);
  CHECK(answer.tally.inhabitants_rate.bounds.upper == Approx(100 * 100.0 / 450));
  CHECK(answer.epci_tally.may_be_covered == 1);
  CHECK(answer.parties.front().suggestions == std::vector<std::string>{"246600548 EPCI 246600548"});
  CHECK(values_of(diagnostics.items.front().advice).front() == "246600548 EPCI 246600548");

  // The name that the row gives: of an EPCI, of a commune.
  Agreement labelled = agreement_of("y", running, {party_of("200099999")});
  labelled.label = "CTG Epci 246600373";
  CHECK(ask(test, complete_register({labelled}), "2023-12-31").tally.unknown == 2);
  Party named = party_of("");
  named.name = "Commune 66002";
  CHECK(ask(test, complete_register({agreement_of("z", running, {named})}), "2023-12-31").tally.unknown == 1);
  named.code = "66999";
  named.type = PartyType::commune;
  CHECK(ask(test, complete_register({agreement_of("z", running, {named})}), "2023-12-31").tally.unknown == 1);
}

TEST_CASE("what something else leaves unknown stays so, and counts whole") {
  const TestField test({{"17001", 100, std::string(epci_a)}, {"79001", 900, std::string(epci_b), "79"}});
  Register reg{{agreement_of("typo", running, {party_of("200099999")})}, complete_for({"17"})};
  const CtgAnswer answer = ask(test, reg, "2023-12-31");
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::party_unresolved);
  CHECK(commune_in(test, answer, "79001").reason == CtgReason::register_incomplete);
  CHECK(answer.tally.inhabitants_rate.bounds.upper == 100);
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
  test.live({event_of(32, merger, "17001", "17001"), event_of(32, merger, "17801", "17001"),
             event_of(32, merger, "17802", "17001")});
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
  const Term later = dated(period("2022-01-01", "2025-12-31"));
  CHECK(asked({agreement_of("x", later, {party_of("17001")})}).reason == CtgReason::covered_by_commune);
  CHECK(asked({agreement_of("x", running, {party_of(epci_a), party_of("17801")})}).reason ==
        CtgReason::covered_by_epci);
}

TEST_CASE("an agreement on a code that had merged before it began is on the commune that took it over") {
  TestField test(three_communes());
  const Day merger = new_year(2018);
  test.live({event_of(32, merger, "17001", "17001"), event_of(32, merger, "17801", "17001")});
  const Register reg = complete_register({agreement_of("x", running, {party_of("17801")})});
  Diagnostics diagnostics;
  const CtgAnswer answer = ask(test, reg, {.at = day("2023-12-31")}, diagnostics);
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::covered_by_commune);
  CHECK(answer.tally.not_covered() == 2);
  CHECK(answer.parties.front().place == PartyPlace::moved);
  CHECK(values_of(answer.parties.front().event) ==
        std::vector<std::string>{"17001 Commune 17001", "2018-01-01"});
  CHECK(diagnostics.has("party-followed"));
}

TEST_CASE("a commune nouvelle binds its parts while they are one, and leaves them unknown after a split") {
  // 17001 was 17001, 17002 and 17003 from 2019 to 2022.
  TestField test(three_communes());
  test.live({event_of(32, new_year(2019), "17001", "17001"), event_of(32, new_year(2019), "17002", "17001"),
             event_of(32, new_year(2019), "17003", "17001"), event_of(21, new_year(2023), "17001", "17001"),
             event_of(21, new_year(2023), "17001", "17002"), event_of(21, new_year(2023), "17001", "17003")});
  const Agreement whole = agreement_of("x", running, {party_of("17001")});
  CHECK(ask(test, complete_register({whole}), "2022-12-31").tally.covered == 3);
  const CtgAnswer after = ask(test, complete_register({whole}), "2023-01-01");
  CHECK(commune_in(test, after, "17001").reason == CtgReason::covered_by_commune);
  CHECK(commune_in(test, after, "17002").reason == CtgReason::commune_split);
  CHECK(commune_in(test, after, "17003").reason == CtgReason::commune_split);
  const Agreement own = agreement_of("y", dated(period("2023-06-01", "2025-12-31")), {party_of("17002")});
  const CtgAnswer signing = ask(test, complete_register({whole, own}), "2023-12-31");
  CHECK(commune_in(test, signing, "17002").reason == CtgReason::covered_by_commune);
  CHECK(commune_in(test, signing, "17003").reason == CtgReason::commune_split);
  const CtgAnswer over = ask(test, complete_register({whole}), "2026-01-01");
  CHECK(commune_in(test, over, "17003").reason == CtgReason::expired_since);
  CHECK(*commune_in(test, over, "17003").last_end == day("2025-12-31"));
}

TEST_CASE("a commune that changes its code or its département stays bound") {
  TestField test(three_communes());
  test.live(
      {event_of(50, day("2023-03-15"), "17901", "17001"), event_of(41, day("2023-03-15"), "79902", "17002")});
  const Register reg =
      complete_register({agreement_of("x", running, {party_of("17901"), party_of("79902")})});
  for (const char* at : {"2021-06-01", "2023-03-14", "2023-03-15", "2025-12-31"}) {
    CHECK(ask(test, reg, at).tally.covered == 2);
    CHECK(ask(test, reg, at).tally.unknown == 0);
  }
}

TEST_CASE("a district binds its city in part") {
  TestField test({{"13055", 800, std::string(epci_a), "13"}, {"13001", 100, std::string(epci_a), "13"}});
  Diagnostics diagnostics;
  const CtgAnswer answer = ask(test, complete_register({agreement_of("x", running, {party_of("13201")})}),
                               {.at = day("2023-12-31")}, diagnostics);
  CHECK(commune_in(test, answer, "13055").reason == CtgReason::commune_in_part);
  CHECK(commune_in(test, answer, "13001").reason == CtgReason::no_agreement);
  CHECK(diagnostics.has("party-in-part"));
  const TestField other(three_communes());
  CHECK(ask(other, complete_register({agreement_of("x", running, {party_of("13201")})}), "2023-12-31")
            .tally.unknown == 0);
}

TEST_CASE("an EPT binds its communes as an EPCI does") {
  TestField test(three_communes());
  Diagnostics diagnostics;
  const std::vector<Membership> members{{"17001", "200057867", {new_year(2025), no_end}}};
  test.field.ept =
      std::make_shared<const MembershipRegister>(members, Period{new_year(2025), no_end}, "ept", diagnostics);
  const Register reg = complete_register({agreement_of("x", running, {party_of("200057867")})});
  const CtgAnswer answer = ask(test, reg, "2023-12-31");
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::covered_by_epci);
  CHECK(answer.tally.not_covered() == 2);
}

TEST_CASE("nobody says to which EPCI a commune belongs") {
  TestField test(three_communes());
  test.field.epci_of[CommuneIndex{0}] = epci_unknown;
  Register reg = complete_register({agreement_of("b", running, {party_of(epci_b)})});
  CHECK(commune_in(test, ask(test, reg, "2023-12-31"), "17001").reason == CtgReason::epci_not_known);
  reg.agreements.push_back(agreement_of("c", running, {party_of("17001")}));
  CHECK(commune_in(test, ask(test, reg, "2023-12-31"), "17001").reason == CtgReason::covered_by_commune);
}

TEST_CASE("the label of an agreement of an EPCI that names its chief town names no commune") {
  TestField test({{"17306", 100, std::string(epci_a)}, {"17001", 300, std::string(epci_a)}});
  Agreement labelled = agreement_of("x", running, {party_of("")});
  labelled.label = "Ctg Commune 17306";
  labelled.level = "epci";
  CHECK(ask(test, complete_register({labelled}), "2023-12-31").tally.unknown == 2);
  labelled.level = "commune";
  CHECK(ask(test, complete_register({labelled}), "2023-12-31").tally.unknown == 1);
}

TEST_CASE("a zone suggested elsewhere proves nothing here") {
  TestField test(three_communes());
  test.remember({{"66001", "246600548", always}});
  const Register reg = complete_register({agreement_of("x", running, {party_of("248600548")})});
  const CtgAnswer answer = ask(test, reg, "2023-12-31");
  CHECK(answer.parties.front().suggestions == std::vector<std::string>{"246600548"});
  CHECK(answer.tally.unknown == 3);
}

TEST_CASE("a commune merged since across two EPCI is covered when both are bound, unknown when one is") {
  TestField test(three_communes());
  test.live({event_of(32, new_year(2022), "17001", "17001"), event_of(32, new_year(2022), "17801", "17001")});
  // The table is of a day before the merger: its rows begin then.
  test.field.memberships = [] {
    Diagnostics diagnostics;
    return std::make_shared<const MembershipRegister>(from_snapshots({{new_year(2021),
                                                                       "test",
                                                                       {{"17001", std::string(epci_a)},
                                                                        {"17801", std::string(epci_b)},
                                                                        {"17002", std::string(epci_b)},
                                                                        {"17003", std::string(epci_b)}}}},
                                                                     diagnostics));
  }();
  const Agreement a = agreement_of("a", running, {party_of(epci_a)});
  const Agreement b = agreement_of("b", running, {party_of(epci_b)});
  CHECK(commune_in(test, ask(test, complete_register({a}), "2023-12-31"), "17001").reason ==
        CtgReason::commune_merged);
  CHECK(commune_in(test, ask(test, complete_register({a, b}), "2023-12-31"), "17001").reason ==
        CtgReason::covered_by_epci);
}

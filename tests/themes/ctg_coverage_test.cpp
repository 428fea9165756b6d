#include <catch2/catch.hpp>

#include "themes/ctg_helpers.hpp"

#include "../support/values_of.hpp"

using namespace maillage;

namespace {

// Two communes in A, one in B, one in no EPCI.
std::vector<TestCommune> four_communes() {
  return {{"17001", 100, std::string(epci_a)},
          {"17002", 300, std::string(epci_a)},
          {"17003", 500, std::string(epci_b)},
          {"17004", 100, ""}};
}

}  // namespace

TEST_CASE("a commune is covered from the first day of its EPCI's agreement to the last") {
  //         2020-01-01            2023-12-31
  //   A ----|=====================|----
  const TestField test(four_communes());
  const Register reg =
      complete_register({agreement_of("a", dated(period("2020-01-01", "2023-12-31")), {party_of(epci_a)})});
  const auto reason = [&](std::string_view at) {
    return commune_in(test, ask(test, reg, at), "17001").reason;
  };
  CHECK(reason("2019-12-31") == CtgReason::not_yet_in_force);
  CHECK(reason("2020-01-01") == CtgReason::covered_by_epci);
  CHECK(reason("2023-12-31") == CtgReason::covered_by_epci);
  CHECK(reason("2024-01-01") == CtgReason::expired_since);

  const CtgAnswer answer = ask(test, reg, "2023-12-31");
  CHECK(answer.tally.covered == 2);
  CHECK(answer.tally.communes_rate.value == 50);
  CHECK(answer.tally.inhabitants_rate.value == 40);
  CHECK(answer.tally.inhabitants_rate.bounds == Bounds{40, 40});
  CHECK(answer.tally.inhabitants_rate.marks.none());
  CHECK(answer.epci_tally.covered == 1);
  CHECK(answer.epci_tally.rate.value == 50);
  CHECK(answer.missing == std::vector{CommuneIndex{2}, CommuneIndex{3}});
  CHECK(commune_in(test, answer, "17003").reason == CtgReason::no_agreement);
  CHECK(commune_in(test, answer, "17004").reason == CtgReason::in_no_epci);
  CHECK(*commune_in(test, ask(test, reg, "2025-06-01"), "17002").last_end == day("2023-12-31"));
  CHECK(*commune_in(test, ask(test, reg, "2019-06-01"), "17002").next_start == day("2020-01-01"));
}

TEST_CASE("an agreement of the commune inside an uncovered EPCI covers it, and the EPCI in part") {
  const TestField test(four_communes());
  Register reg =
      complete_register({agreement_of("c", dated(period("2020-01-01", "2023-12-31")), {party_of("17001")})});
  CtgAnswer answer = ask(test, reg, "2022-01-01");
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::covered_by_commune);
  CHECK(commune_in(test, answer, "17002").status == CtgStatus::not_covered);
  CHECK(epci_in(test, answer, epci_a).status == EpciStatus::partly);
  CHECK(answer.epci_tally.partly == 1);
  CHECK(answer.epci_tally.covered == 0);
  CHECK(answer.epci_tally.rate.value == 0);

  reg.agreements[0].parties.push_back(party_of("17002"));
  answer = ask(test, reg, "2022-01-01");
  CHECK(epci_in(test, answer, epci_a).status == EpciStatus::covered);
  CHECK_FALSE(epci_in(test, answer, epci_a).own);
  CHECK(answer.epci_tally.covered == 1);
}

TEST_CASE("all its communes includes those beyond the territory") {
  TestField test(four_communes());
  test.field.beyond.push_back({"16001", EpciIndex{0}, "16"});
  Register reg = complete_register(
      {agreement_of("c", dated(period("2020-01-01", "2023-12-31")), {party_of("17001"), party_of("17002")})});
  CHECK(epci_in(test, ask(test, reg, "2022-01-01"), epci_a).status == EpciStatus::partly);
  CHECK(ask(test, reg, "2022-01-01").tally.communes == 4);

  reg.completeness = complete_for({"17"});
  const CtgAnswer half_known = ask(test, reg, "2022-01-01");
  CHECK(epci_in(test, half_known, epci_a).status == EpciStatus::unknown);
  CHECK(epci_in(test, half_known, epci_a).may_be_covered);
  CHECK(half_known.epci_tally.rate.bounds == Bounds{0, 50});
  CHECK(half_known.tally.unknown == 0);

  reg.agreements[0].parties.push_back(party_of("16001"));
  CHECK(epci_in(test, ask(test, reg, "2022-01-01"), epci_a).status == EpciStatus::covered);
}

TEST_CASE("silence is unknown where the register is not complete") {
  const TestField test(four_communes());
  Register reg =
      complete_register({agreement_of("a", dated(period("2020-01-01", "2023-12-31")), {party_of(epci_a)})});
  reg.completeness = {};
  const CtgAnswer nowhere = ask(test, reg, "2022-01-01");
  CHECK(nowhere.tally.covered == 2);
  CHECK(nowhere.tally.unknown == 2);
  CHECK(nowhere.tally.not_covered() == 0);
  CHECK(commune_in(test, nowhere, "17003").reason == CtgReason::register_incomplete);
  CHECK(nowhere.tally.inhabitants_rate.value == 40);
  CHECK(nowhere.tally.inhabitants_rate.bounds == Bounds{40, 100});
  CHECK(nowhere.tally.inhabitants_rate.marks.has(Mark::partial));
  CHECK(nowhere.epci_tally.rate.bounds == Bounds{50, 100});
  CHECK(epci_in(test, nowhere, epci_b).status == EpciStatus::unknown);

  // An agreement that has ended may have been renewed in what the register does not list.
  CHECK(commune_in(test, ask(test, reg, "2024-06-01"), "17001").status == CtgStatus::unknown);

  reg.completeness = complete_for({"17"}, period("2018-01-01", "2022-12-31"));
  CHECK(ask(test, reg, "2022-12-31").tally.unknown == 0);
  CHECK(ask(test, reg, "2023-01-01").tally.unknown == 2);
}

TEST_CASE("an agreement without a date leaves its communes unknown") {
  const TestField test(four_communes());
  const Register reg =
      complete_register({agreement_of("a", undated(), {party_of(epci_a)}),
                         agreement_of("b", dated(period("2020-01-01", "2023-12-31")), {party_of("17002")})});
  const CtgAnswer answer = ask(test, reg, "2022-01-01");
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::date_unknown);
  CHECK(commune_in(test, answer, "17001").agreement == 0);
  CHECK(commune_in(test, answer, "17002").status == CtgStatus::covered);
  CHECK(epci_in(test, answer, epci_a).status == EpciStatus::unknown);
  CHECK(answer.tally.inhabitants_rate.bounds == Bounds{30, 40});
}

TEST_CASE("renewals: overlapping and touching ones run on, a hole is a hole, a tolerance bridges it") {
  //   first ======|        second touches |======|   third after a hole of 10 days    |=====|
  const TestField test(four_communes());
  const Register reg =
      complete_register({agreement_of("1", dated(period("2018-01-01", "2019-12-31")), {party_of(epci_a)}),
                         agreement_of("2", dated(period("2019-06-01", "2021-12-31")), {party_of(epci_a)}),
                         agreement_of("3", dated(period("2022-01-01", "2022-06-30")), {party_of(epci_a)}),
                         agreement_of("4", dated(period("2022-07-11", "2025-12-31")), {party_of(epci_a)})});
  const CtgAnswer in_first = ask(test, reg, "2019-07-01");
  CHECK(*commune_in(test, in_first, "17001").covered_until == day("2022-06-30"));
  CHECK(commune_in(test, in_first, "17001").agreement == 1);
  CHECK(*commune_in(test, in_first, "17001").agreement_last == day("2021-12-31"));
  CHECK_FALSE(commune_in(test, in_first, "17001").expiring);

  const CtgAnswer in_hole = ask(test, reg, "2022-07-05");
  CHECK(commune_in(test, in_hole, "17001").reason == CtgReason::expired_since);
  CHECK(*commune_in(test, in_hole, "17001").last_end == day("2022-06-30"));
  CHECK(*commune_in(test, in_hole, "17001").next_start == day("2022-07-11"));

  Diagnostics diagnostics;
  const auto tolerated = [&](int days) {
    return ask(test, reg, {.at = day("2022-07-05"), .tolerance_days = days}, diagnostics);
  };
  CHECK(commune_in(test, tolerated(9), "17001").status == CtgStatus::not_covered);
  const CtgAnswer bridged = tolerated(10);
  CHECK(commune_in(test, bridged, "17001").status == CtgStatus::covered);
  CHECK(commune_in(test, bridged, "17001").tolerated);
  CHECK(*commune_in(test, bridged, "17001").covered_until == day("2025-12-31"));
  REQUIRE(diagnostics.items.size() == 4);  // each time the lapse, and the overlap of the first two
  CHECK(diagnostics.items[0].code == "lapse");
  CHECK(diagnostics.items[0].severity == Severity::warning);
  CHECK(values_of(diagnostics.items[0].found) ==
        std::vector<std::string>{"200000001", "2022-07-01", "2022-07-10", "3", "4"});
  CHECK(diagnostics.items[1].code == "overlap");
  CHECK(diagnostics.items[2].code == "lapse");
  CHECK(diagnostics.items[2].severity == Severity::note);
}

TEST_CASE("agreements of one party that overlap are noted, once, and cover once") {
  TestField test(four_communes());
  test.remember({{"99001", "249900001", always}});
  const Register reg = complete_register(
      {agreement_of("1", dated(period("2018-01-01", "2021-12-31")), {party_of(epci_a)}),
       agreement_of("2", dated(period("2021-06-01", "2024-12-31")), {party_of(epci_a)}),
       agreement_of("3", dated(period("2020-01-01", "2023-12-31")), {party_of(epci_b)}),
       agreement_of("4", dated(period("2020-01-01", "2022-12-31")), {party_of(epci_b)}),
       agreement_of("5", dated(period("2020-01-01", "2023-12-31")), {party_of("249900001")}),
       agreement_of("6", dated(period("2020-01-01", "2023-12-31")), {party_of("249900001")})});
  Diagnostics diagnostics;
  const CtgAnswer answer = ask(test, reg, {.at = day("2021-07-01")}, diagnostics);
  REQUIRE(diagnostics.items.size() == 1);
  const Diagnostic& note = diagnostics.items[0];
  CHECK(note.code == "overlap");
  CHECK(note.severity == Severity::note);
  CHECK(note.count == 2);
  CHECK(note.zones == std::vector<std::string>{std::string(epci_a), std::string(epci_b)});
  CHECK(text_of(note.found, Lang::en) ==
        "200000001 has two agreements from 2021-06-01 to 2021-12-31, 1 and 2 (and 1 more)");
  CHECK(values_of(note.advice) == std::vector<std::string>{"2"});
  CHECK(commune_in(test, answer, "17001").agreement == 1);
}

TEST_CASE("expiring means covered now and not so many months later") {
  const TestField test(four_communes());
  const Register reg =
      complete_register({agreement_of("a", dated(period("2020-01-01", "2024-12-31")), {party_of(epci_a)})});
  Diagnostics diagnostics;
  const auto expiring = [&](std::string_view at, int months) {
    return commune_in(test, ask(test, reg, {.at = day(at), .expiry_months = months}, diagnostics), "17001")
        .expiring;
  };
  CHECK(expiring("2023-12-31", 12));
  CHECK_FALSE(expiring("2023-12-30", 12));
  CHECK_FALSE(expiring("2023-12-31", 11));
  CHECK(expiring("2024-12-31", 0));
}

TEST_CASE("what rests on a presumed end is marked, covered or expired") {
  const TestField test(four_communes());
  Register reg = complete_register(
      {agreement_of("a", dated(period("2020-01-01", "2023-12-31"), Mark::presumed), {party_of(epci_a)})});
  CHECK(ask(test, reg, "2022-01-01").tally.inhabitants_rate.marks.has(Mark::presumed));
  CHECK(ask(test, reg, "2024-06-01").tally.communes_rate.marks.has(Mark::presumed));
  CHECK(commune_in(test, ask(test, reg, "2022-01-01"), "17001").end_presumed);
  CHECK_FALSE(ask(test, reg, "2019-01-01").tally.inhabitants_rate.marks.has(Mark::presumed));

  reg.agreements.push_back(agreement_of("b", dated(period("2020-01-01", "2022-12-31")), {party_of(epci_a)}));
  CHECK_FALSE(ask(test, reg, "2022-01-01").tally.inhabitants_rate.marks.has(Mark::presumed));
}

TEST_CASE("negotiations, cosigners and statuses do not cover") {
  const TestField test(four_communes());
  Agreement talks = agreement_of("t", dated(period("2020-01-01", "2023-12-31")), {party_of(epci_a)});
  talks.status = AgreementStatus::in_negotiation;
  const Register reg =
      complete_register({talks, agreement_of("b", dated(period("2020-01-01", "2023-12-31")),
                                             {party_of("17004"), party_of(epci_b, Role::cosigner)})});
  const CtgAnswer answer = ask(test, reg, "2022-01-01");
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::in_negotiation);
  CHECK(commune_in(test, answer, "17001").agreement == 0);
  CHECK(commune_in(test, answer, "17003").reason == CtgReason::no_agreement);
  CHECK(commune_in(test, answer, "17004").reason == CtgReason::covered_by_commune);
}

TEST_CASE("definition B asks for the commune itself") {
  const TestField test(four_communes());
  const Register reg =
      complete_register({agreement_of("a", dated(period("2020-01-01", "2023-12-31")),
                                      {party_of(epci_a), party_of("17001", Role::transferring),
                                       party_of("17003", Role::beneficiary)}),
                         agreement_of("old", dated(period("2016-01-01", "2019-12-31")), {party_of(epci_b)})});
  const CtgAnswer answer = ask(test, reg, "2022-01-01", CtgDefinition::party);
  CHECK(commune_in(test, answer, "17001").reason == CtgReason::covered_by_transfer);
  CHECK(commune_in(test, answer, "17002").reason == CtgReason::not_a_party);
  CHECK(commune_in(test, answer, "17003").reason == CtgReason::covered_by_commune);
  CHECK(commune_in(test, answer, "17004").reason == CtgReason::in_no_epci);
  CHECK(epci_in(test, answer, epci_a).status == EpciStatus::covered);
  CHECK(commune_in(test, ask(test, reg, "2022-01-01"), "17002").reason == CtgReason::covered_by_epci);
}

TEST_CASE("transferring to an EPCI that is not its own covers nobody, and is unknown") {
  const TestField test(four_communes());
  const Register reg =
      complete_register({agreement_of("a", dated(period("2020-01-01", "2023-12-31")),
                                      {party_of(epci_a), party_of("17003", Role::transferring)})});
  Diagnostics diagnostics;
  const CtgAnswer answer = ask(test, reg, {.at = day("2022-01-01")}, diagnostics);
  CHECK(commune_in(test, answer, "17003").reason == CtgReason::epci_changed);
  CHECK(diagnostics.has("transfer-elsewhere"));
}

TEST_CASE("unknown populations open the bounds, known ones keep them closed") {
  const TestField uncovered_unknown(
      {{"17001", 100, std::string(epci_a)}, {"17002", -1, std::string(epci_b)}});
  const Register reg =
      complete_register({agreement_of("a", dated(period("2020-01-01", "2023-12-31")), {party_of(epci_a)})});
  const CtgTally open_below = ask(uncovered_unknown, reg, "2022-01-01").tally;
  CHECK(open_below.inhabitants_rate.bounds == Bounds{0, 100});
  CHECK(open_below.population_known == 1);
  CHECK(open_below.inhabitants.marks.has(Mark::partial));

  const TestField covered_unknown({{"17001", -1, std::string(epci_a)},
                                   {"17002", 100, std::string(epci_b)},
                                   {"17003", 300, std::string(epci_a)}});
  const CtgTally open_above = ask(covered_unknown, reg, "2022-01-01").tally;
  CHECK(open_above.inhabitants_rate.bounds == Bounds{75, 100});

  TestField none(four_communes());
  none.field.population = nullptr;
  const CtgTally tally = ask(none, reg, "2022-01-01").tally;
  CHECK_FALSE(tally.inhabitants_rate.is_known());
  CHECK(tally.communes_rate.value == 50);
}

TEST_CASE("an empty territory has no rate") {
  const TestField nothing({});
  const CtgAnswer answer = ask(nothing, complete_register({}), "2022-01-01");
  CHECK(answer.all_covered());
  CHECK(answer.tally.communes_rate.presence == Presence::not_applicable);
  CHECK(answer.tally.inhabitants_rate.presence == Presence::not_applicable);
  CHECK(answer.epci_tally.rate.presence == Presence::not_applicable);
}

TEST_CASE("12 of 13 EPCI is 92.3 %, and inhabitants are another rate") {
  std::vector<TestCommune> communes;
  std::vector<Party> parties;
  for (int i = 1; i <= 13; ++i) {
    const std::string epci = "2000000" + std::to_string(10 + i);
    communes.push_back({"170" + std::to_string(10 + i), i == 13 ? 40.0 : 80.0, epci});
    if (i < 13) parties.push_back(party_of(epci));
  }
  const TestField test(communes);
  const Register reg =
      complete_register({agreement_of("a", dated(period("2020-01-01", "2023-12-31")), parties)});
  const CtgAnswer answer = ask(test, reg, "2023-12-31");
  CHECK(answer.epci_tally.covered == 12);
  CHECK(answer.epci_tally.counted == 13);
  CHECK(answer.epci_tally.rate.value == Approx(92.3077).epsilon(1e-5));
  CHECK(answer.tally.inhabitants_rate.value == 96);
}

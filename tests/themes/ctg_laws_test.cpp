// Laws of the Ctg answer, on random small territories and registers.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <memory>
#include <set>

#include "maillage/themes/ctg/time.hpp"
#include "themes/ctg_helpers.hpp"

using namespace maillage;

namespace {

constexpr int days_in_play = 40;
const Day origin = new_year(2020);

Day random_day() {
  return origin + std::chrono::days{*rc::gen::inRange(0, days_in_play)};
}

Term random_term() {
  const Day from = random_day();
  const Period whole{from, from + std::chrono::days{*rc::gen::inRange(1, 20)}};
  switch (*rc::gen::inRange(0, 5)) {
    case 0:
      return undated();
    case 1:
      return undated(whole);
    case 2:
      return dated(whole, Mark::presumed);
    default:
      return dated(whole);
  }
}

std::string random_code() {
  return *rc::gen::element<std::string>("17001", "17002", "17003", "79004", "79005", "17901", "17999",
                                        "200000001", "200000002", "200000003", "200000009", "33063");
}

Agreement random_agreement(int id) {
  std::vector<Party> parties;
  const int count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i) {
    Party party = party_of(random_code());
    party.role = *rc::gen::element(Role::signatory, Role::signatory, Role::beneficiary, Role::cosigner,
                                   Role::transferring, Role::unknown);
    if (*rc::gen::inRange(0, 4) == 0) party.joined = random_term();
    parties.push_back(std::move(party));
  }
  Agreement agreement = agreement_of("g" + std::to_string(id), random_term(), std::move(parties));
  agreement.status =
      *rc::gen::element(AgreementStatus::signed_, AgreementStatus::signed_, AgreementStatus::signed_,
                        AgreementStatus::in_negotiation, AgreementStatus::unknown);
  return agreement;
}

Completeness random_completeness() {
  const Day from = random_day();
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      return {};
    case 1:
      return complete_for({"17"});
    case 2:
      return complete_for({"17"}, {from, from + std::chrono::days{10}});
    default:
      return complete_everywhere();
  }
}

Register random_register(int most) {
  Register reg;
  const int count = *rc::gen::inRange(0, most);
  for (int i = 0; i < count; ++i) reg.agreements.push_back(random_agreement(i));
  reg.completeness = random_completeness();
  return reg;
}

// Five communes in three EPCI (one across départements) or in none, with moves and a merger.
std::unique_ptr<TestField> random_field() {
  const auto epci = [] { return *rc::gen::element<std::string>("200000001", "200000002", "200000003", ""); };
  const auto people = [] { return static_cast<double>(*rc::gen::inRange(0, 1000)); };
  auto test = std::make_unique<TestField>(std::vector<TestCommune>{{"17001", people(), epci()},
                                                                   {"17002", people(), epci()},
                                                                   {"17003", people(), epci()},
                                                                   {"79004", people(), epci(), "79"},
                                                                   {"79005", people(), epci(), "79"}});
  if (*rc::gen::arbitrary<bool>()) {
    // 17901 is in 17001 for ten days, 17003 leaves it after twenty.
    test->live({event_of(32, origin + std::chrono::days{10}, "17001", "17001"),
                event_of(32, origin + std::chrono::days{10}, "17901", "17001"),
                event_of(21, origin + std::chrono::days{20}, "17001", "17001"),
                event_of(21, origin + std::chrono::days{20}, "17001", "17003")});
  }
  if (*rc::gen::arbitrary<bool>()) {
    test->remember({{"17002", "200000009", {first_day, origin + std::chrono::days{15}}},
                    {"33063", "243300316", always}});
  }
  return test;
}

CtgQuestion random_question() {
  return {.at = random_day(),
          .definition = *rc::gen::element(CtgDefinition::territory, CtgDefinition::party),
          .tolerance_days = *rc::gen::inRange(0, 5)};
}

CtgAnswer asked(const TestField& test, const Register& reg, const CtgQuestion& question) {
  Diagnostics diagnostics;
  return ask(test, reg, question, diagnostics);
}

// Bounds that may differ by the rounding of one division.
bool no_lower(double a, double b) {
  return a >= b - 1e-9;
}

}  // namespace

TEST_CASE("law: covered, not covered and unknown share the field; reasons fit statuses") {
  REQUIRE(rc::check([] {
    const auto test = random_field();
    const CtgAnswer answer = asked(*test, random_register(5), random_question());
    std::size_t covered = 0, unknown = 0;
    for (const CtgCommune& commune : answer.communes) {
      covered += commune.status == CtgStatus::covered ? 1U : 0U;
      unknown += commune.status == CtgStatus::unknown ? 1U : 0U;
      const CtgStatus from_reason = commune.reason <= CtgReason::covered_by_transfer ? CtgStatus::covered
                                    : commune.reason <= CtgReason::register_incomplete
                                        ? CtgStatus::unknown
                                        : CtgStatus::not_covered;
      RC_ASSERT(commune.status == from_reason);
      RC_ASSERT((commune.status == CtgStatus::covered) == (commune.covered_until.has_value()));
    }
    RC_ASSERT(answer.tally.covered == covered);
    RC_ASSERT(answer.tally.unknown == unknown);
    RC_ASSERT(answer.tally.communes == 5U);
    RC_ASSERT(answer.missing.size() == 5U - covered);
    const CtgEpciTally& epci = answer.epci_tally;
    RC_ASSERT(epci.covered + epci.partly + epci.not_covered + epci.unknown == epci.counted);
  }));
}

TEST_CASE("law: the statuses of an EPCI and of its communes agree") {
  REQUIRE(rc::check([] {
    const auto test = random_field();
    CtgQuestion question = random_question();
    question.definition = CtgDefinition::territory;
    const CtgAnswer answer = asked(*test, random_register(5), question);
    for (std::size_t i = 0; i < answer.communes.size(); ++i) {
      const EpciIndex own = test->field.epci_of[zone_at<CommuneIndex>(i)];
      if (number(own) >= answer.epci.size()) continue;
      const EpciStatus epci = answer.epci[own].status;
      const CtgStatus commune = answer.communes[zone_at<CommuneIndex>(i)].status;
      if (epci == EpciStatus::covered) RC_ASSERT(commune == CtgStatus::covered);
      if (epci == EpciStatus::not_covered) RC_ASSERT(commune == CtgStatus::not_covered);
      if (epci == EpciStatus::partly) RC_ASSERT(answer.by_epci[own].covered > 0);
    }
  }));
}

TEST_CASE("law: whoever is covered under B is covered under A") {
  REQUIRE(rc::check([] {
    const auto test = random_field();
    const Register reg = random_register(6);
    CtgQuestion question = random_question();
    question.definition = CtgDefinition::territory;
    const CtgAnswer a = asked(*test, reg, question);
    question.definition = CtgDefinition::party;
    const CtgAnswer b = asked(*test, reg, question);
    for (std::size_t i = 0; i < a.communes.size(); ++i) {
      if (b.communes[zone_at<CommuneIndex>(i)].status == CtgStatus::covered)
        RC_ASSERT(a.communes[zone_at<CommuneIndex>(i)].status == CtgStatus::covered);
    }
    RC_ASSERT(a.epci_tally.covered >= b.epci_tally.covered);
    RC_ASSERT(no_lower(a.tally.inhabitants_rate.is_known() ? a.tally.inhabitants_rate.value : 0,
                       b.tally.inhabitants_rate.is_known() ? b.tally.inhabitants_rate.value : 0));
  }));
}

TEST_CASE("law: one more agreement never lowers coverage, neither bound") {
  REQUIRE(rc::check([] {
    const auto test = random_field();
    Register reg = random_register(5);
    const CtgQuestion question = random_question();
    const CtgAnswer before = asked(*test, reg, question);
    reg.agreements.push_back(random_agreement(99));
    const CtgAnswer after = asked(*test, reg, question);
    for (std::size_t i = 0; i < before.communes.size(); ++i)
      RC_ASSERT(after.communes[zone_at<CommuneIndex>(i)].status >=
                before.communes[zone_at<CommuneIndex>(i)].status);
    RC_ASSERT(after.epci_tally.covered >= before.epci_tally.covered);
    RC_ASSERT(after.epci_tally.may_be_covered >= before.epci_tally.may_be_covered);
    RC_ASSERT(
        no_lower(after.tally.inhabitants_rate.bounds.lower, before.tally.inhabitants_rate.bounds.lower));
    RC_ASSERT(
        no_lower(after.tally.inhabitants_rate.bounds.upper, before.tally.inhabitants_rate.bounds.upper));
  }));
}

TEST_CASE("law: a wider completeness only settles what was unknown") {
  REQUIRE(rc::check([] {
    const auto test = random_field();
    Register reg = random_register(5);
    const CtgQuestion question = random_question();
    const CtgAnswer before = asked(*test, reg, question);
    reg.completeness.claims.push_back({{"79"}, always});
    if (*rc::gen::arbitrary<bool>()) reg.completeness = complete_everywhere();
    const CtgAnswer after = asked(*test, reg, question);
    for (std::size_t i = 0; i < before.communes.size(); ++i) {
      if (before.communes[zone_at<CommuneIndex>(i)].status != CtgStatus::unknown)
        RC_ASSERT(after.communes[zone_at<CommuneIndex>(i)].status ==
                  before.communes[zone_at<CommuneIndex>(i)].status);
    }
    for (std::size_t i = 0; i < before.epci.size(); ++i) {
      if (before.epci[zone_at<EpciIndex>(i)].status != EpciStatus::unknown)
        RC_ASSERT(after.epci[zone_at<EpciIndex>(i)].status == before.epci[zone_at<EpciIndex>(i)].status);
    }
    RC_ASSERT(after.tally.unknown <= before.tally.unknown);
  }));
}

TEST_CASE("law: the curve says on every day what the answer says, and moves on event days only") {
  REQUIRE(rc::check([] {
    const auto test = random_field();
    const Register reg = random_register(5);
    CtgQuestion question = random_question();
    const Day last = origin + std::chrono::days{days_in_play + 25};
    const std::vector<CtgPoint> curve = ctg_curve(test->field, reg, question, origin, last);
    RC_ASSERT(curve.front().day == origin);
    std::size_t point = 0;
    for (Day today = origin; today <= last; today += std::chrono::days{1}) {
      if (point + 1 < curve.size() && curve[point + 1].day == today) ++point;
      Diagnostics diagnostics;
      const CtgFlow flow = ctg_flow(test->field, reg, question, origin, today, diagnostics);
      RC_ASSERT(flow.tally_after.covered == curve[point].tally.covered);
      RC_ASSERT(flow.tally_after.unknown == curve[point].tally.unknown);
      RC_ASSERT(flow.tally_after.inhabitants_rate.bounds == curve[point].tally.inhabitants_rate.bounds);
      RC_ASSERT(flow.epci_after.covered == curve[point].epci_tally.covered);
      RC_ASSERT(flow.epci_after.may_be_covered == curve[point].epci_tally.may_be_covered);
    }
  }));
}

// The sets of communes, one bit each, that parties found nowhere may be, each one an EPCI or one commune.
std::set<unsigned> sets_of_unresolved(const TestField& test, const Register& reg, const CtgAnswer& answer) {
  std::vector<unsigned> epci(test.field.epci->size()), communes, alone;
  for (std::size_t i = 0; i < answer.communes.size(); ++i) {
    communes.push_back(1U << i);
    if (const std::uint32_t own = number(test.field.epci_of[zone_at<CommuneIndex>(i)]); own < epci.size())
      epci[own] |= 1U << i;
    else
      alone.push_back(1U << i);
  }
  std::vector<std::vector<unsigned>> choices;
  const auto any_epci = [&] {
    choices.push_back(epci);
    choices.back().insert(choices.back().end(), alone.begin(), alone.end());
  };
  for (const CtgParty& found : answer.parties) {
    const Agreement& agreement = reg.agreements[found.agreement];
    const Party& party = agreement.parties[found.party];
    if (found.place != PartyPlace::nowhere || !term_of(agreement, party).possible.holds(answer.question.at))
      continue;
    if (party.type == PartyType::commune)
      choices.push_back(communes);
    else
      any_epci();
  }
  for (const Agreement& agreement : reg.agreements) {
    const bool territory = std::ranges::any_of(
        agreement.parties, [](const Party& party) { return party.role != Role::cosigner; });
    if (!territory && agreement.status != AgreementStatus::in_negotiation &&
        agreement.term.possible.holds(answer.question.at))
      any_epci();
  }
  std::set<unsigned> sets{0};
  for (const std::vector<unsigned>& units : choices) {
    const std::set<unsigned> before = sets;
    for (const unsigned set : before)
      for (const unsigned unit : units) sets.insert(set | unit);
  }
  return sets;
}

TEST_CASE("law: bounds hold every completion of what is unknown, and are reached") {
  REQUIRE(rc::check([] {
    const auto test = random_field();
    const Register reg = random_register(5);
    const CtgAnswer answer = asked(*test, reg, random_question());
    unsigned sure = 0, unknown = 0, only_unresolved = 0;
    double all = 0;
    for (std::size_t i = 0; i < answer.communes.size(); ++i) {
      all += test->population.at(i).value;
      if (answer.communes[zone_at<CommuneIndex>(i)].status == CtgStatus::covered) sure |= 1U << i;
      if (answer.communes[zone_at<CommuneIndex>(i)].status != CtgStatus::unknown) continue;
      (answer.communes[zone_at<CommuneIndex>(i)].only_unresolved ? only_unresolved : unknown) |= 1U << i;
    }
    if (all == 0) {
      RC_ASSERT(answer.tally.inhabitants_rate.presence == Presence::not_applicable);
      return;
    }
    const auto people = [&](unsigned covered) {
      double sum = 0;
      for (std::size_t i = 0; i < answer.communes.size(); ++i)
        if ((covered >> i) & 1U) sum += test->population.at(i).value;
      return sum;
    };
    double most = 0;
    std::size_t most_communes = 0;
    for (const unsigned set : sets_of_unresolved(*test, reg, answer)) {
      const unsigned covered = sure | unknown | (set & only_unresolved);
      most = std::max(most, people(covered));
      most_communes = std::max(most_communes, static_cast<std::size_t>(std::popcount(covered)));
    }
    const Bounds bounds = answer.tally.inhabitants_rate.bounds;
    RC_ASSERT(std::abs(bounds.lower - 100 * people(sure) / all) < 1e-9);
    // An EPCI and a commune of it count apart: the bound is an outer one where both kinds are sought.
    const bool one_kind = std::ranges::none_of(answer.parties, [&](const CtgParty& found) {
      return found.place == PartyPlace::nowhere &&
             reg.agreements[found.agreement].parties[found.party].type == PartyType::commune;
    });
    RC_ASSERT(bounds.upper > 100 * most / all - 1e-9);
    RC_ASSERT(answer.tally.may_be_covered >= most_communes);
    if (one_kind) RC_ASSERT(bounds.upper < 100 * most / all + 1e-9);
    if (one_kind) RC_ASSERT(answer.tally.may_be_covered == most_communes);
  }));
}

// Every undated agreement is in force or is not; where silence means nothing, an EPCI or a commune may
// have one more agreement. All worlds that the register allows are asked with full knowledge: each must
// lie inside what was said.
TEST_CASE("law: no world that the register allows contradicts the answer") {
  REQUIRE(rc::check([] {
    const auto test = random_field();
    test->field.history = nullptr;
    test->field.memberships = nullptr;
    Register reg;
    const int count = *rc::gen::inRange(0, 4);
    for (int i = 0; i < count; ++i) {
      const std::string code = *rc::gen::element<std::string>("17001", "79004", "200000001", "200000002");
      if (!test->field.communes->find(code) && !test->field.epci->find(code)) continue;
      reg.agreements.push_back(agreement_of("g" + std::to_string(i), random_term(), {party_of(code)}));
    }
    reg.completeness = *rc::gen::element(complete_for({"17"}), complete_everywhere(), Completeness{});
    CtgQuestion question = random_question();
    question.tolerance_days = 0;
    const CtgAnswer said = asked(*test, reg, question);

    std::vector<std::string> silent;  // parties that may have an agreement nobody listed
    for (const char* code : {"17001", "79004", "79005", "200000001", "200000002", "200000003"}) {
      const std::string_view text = code;
      bool listed_if_any = false;
      for (std::size_t i = 0; i < test->field.communes->size(); ++i) {
        const std::string departement = test->field.communes->code(i).substr(0, 2);
        const std::uint32_t epci = number(test->field.epci_of[zone_at<CommuneIndex>(i)]);
        const bool concerned = test->field.communes->code(i) == text ||
                               (epci < test->field.epci->size() && test->field.epci->code(epci) == text);
        listed_if_any = listed_if_any || (concerned && reg.completeness.holds(departement, question.at));
      }
      if (!listed_if_any && (test->field.communes->find(text) || test->field.epci->find(text)))
        silent.emplace_back(text);
    }
    std::vector<std::size_t> doubtful;
    for (std::size_t i = 0; i < reg.agreements.size(); ++i) {
      if (in_force(reg.agreements[i].term, question.at) == Truth::unknown) doubtful.push_back(i);
    }
    const std::size_t bits = silent.size() + doubtful.size();
    std::size_t fewest = 99, most = 0;
    for (std::size_t world = 0; world < (std::size_t{1} << bits); ++world) {
      Register known_world = complete_register(reg.agreements);
      for (std::size_t bit = 0; bit < doubtful.size(); ++bit) {
        known_world.agreements[doubtful[bit]].term = (world >> bit) & 1U ? dated(always) : dated(never);
      }
      for (std::size_t bit = 0; bit < silent.size(); ++bit) {
        if ((world >> (bit + doubtful.size())) & 1U)
          known_world.agreements.push_back(
              agreement_of("s" + silent[bit], dated(always), {party_of(silent[bit])}));
      }
      const CtgAnswer truth = asked(*test, known_world, question);
      RC_ASSERT(truth.tally.unknown == 0U);
      for (std::size_t i = 0; i < truth.communes.size(); ++i) {
        if (said.communes[zone_at<CommuneIndex>(i)].status != CtgStatus::unknown)
          RC_ASSERT(said.communes[zone_at<CommuneIndex>(i)].status ==
                    truth.communes[zone_at<CommuneIndex>(i)].status);
      }
      RC_ASSERT(said.epci_tally.covered <= truth.epci_tally.covered);
      RC_ASSERT(truth.epci_tally.covered <= said.epci_tally.may_be_covered);
      if (truth.tally.inhabitants_rate.is_known())
        RC_ASSERT(said.tally.inhabitants_rate.bounds.lower <= truth.tally.inhabitants_rate.value + 1e-9);
      fewest = std::min(fewest, truth.tally.covered);
      most = std::max(most, truth.tally.covered);
    }
    RC_ASSERT(fewest == said.tally.covered);
    if (question.definition == CtgDefinition::territory)
      RC_ASSERT(most <= said.tally.covered + said.tally.unknown);
  }));
}

#include "maillage/themes/ctg/reach.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <optional>

#include "maillage/base/error.hpp"
#include "themes/ctg_helpers.hpp"

using namespace maillage;

namespace {

std::string epci_code(int i) {
  return "2000000" + std::to_string(10 + i);
}

std::vector<std::string> codes_of(const Zoning& zones, const std::vector<std::uint32_t>& signers) {
  std::vector<std::string> codes;
  for (const std::uint32_t signer : signers) codes.push_back(zones.code(signer));
  return codes;
}

using Codes = std::vector<std::string>;

//   10: 500   11: 300   12: 300   13: 100, covered   14: a commune in no EPCI, 50
std::vector<TestCommune> five() {
  return {{"17001", 500, epci_code(0)},
          {"17002", 300, epci_code(1)},
          {"17003", 300, epci_code(2)},
          {"17004", 100, epci_code(3)},
          {"17005", 50, ""}};
}

Register covered_13() {
  return complete_register(
      {agreement_of("d", dated(period("2021-01-01", "2024-12-31")), {party_of(epci_code(3))})});
}

CtgReach reach_of(const TestField& test, const Register& reg, const ReachQuestion& question) {
  return ctg_reach(test.field, ask(test, reg, "2023-12-31"), question);
}

// The least that the answer promises, in percent, once these sign on the day asked.
double least_with(const TestField& test, Register reg, const ReachQuestion& question, std::uint32_t signers) {
  const Zoning& zones = question.signer == ReachSigner::epci ? *test.field.epci : *test.field.communes;
  std::vector<Party> parties;
  for (std::uint32_t zone = 0; zone < zones.size(); ++zone)
    if ((signers >> zone & 1U) != 0) parties.push_back(party_of(zones.code(zone)));
  if (!parties.empty())
    reg.agreements.push_back(agreement_of("more", dated(period("2023-12-31", "2026-12-31")), parties));
  const CtgAnswer answer = ask(test, reg, "2023-12-31");
  switch (question.unit) {
    case ReachUnit::inhabitants:
      return answer.tally.inhabitants_rate.bounds.lower;
    case ReachUnit::communes:
      return answer.tally.communes_rate.bounds.lower;
    case ReachUnit::epci:
      break;
  }
  return answer.epci_tally.rate.bounds.lower;
}

}  // namespace

TEST_CASE("the smallest set, the first of its size by codes, and how many do as well") {
  const TestField test(five());  // 1 250 inhabitants, 100 covered
  const CtgReach two = reach_of(test, covered_13(), {.share = 70});
  CHECK(two.sure.reached);
  CHECK(codes_of(*test.field.epci, two.sure.signers) == Codes{epci_code(0), epci_code(1)});
  CHECK(two.sure.ties == 2);
  CHECK(two.sure.before == 8);
  CHECK(two.sure.after == 72);
  CHECK(two.possible.signers == two.sure.signers);
  CHECK(two.out_of_reach == 1);
}

TEST_CASE("a share that is reached needs no one, one out of reach is said to be") {
  const TestField test(five());
  const CtgReach reached = reach_of(test, covered_13(), {.share = 8});
  CHECK(reached.sure.reached);
  CHECK(reached.sure.signers.empty());
  const CtgReach beyond = reach_of(test, covered_13(), {.share = 97});
  CHECK(!beyond.sure.reached);
  CHECK(beyond.sure.signers.size() == 3);
  CHECK(beyond.sure.after == 96);
  CHECK(reach_of(test, covered_13(), {.share = 97, .signer = ReachSigner::commune}).sure.reached);
}

TEST_CASE("communes and EPCI are counted on their own") {
  const TestField test(five());
  CHECK(reach_of(test, covered_13(), {.share = 60, .unit = ReachUnit::communes}).sure.signers.size() == 2);
  const CtgReach epci = reach_of(test, covered_13(), {.share = 75, .unit = ReachUnit::epci});
  CHECK(codes_of(*test.field.epci, epci.sure.signers) == Codes{epci_code(0), epci_code(1)});
  CHECK(epci.sure.ties == 3);
}

TEST_CASE("what is unknown must sign to be sure, and may do without") {
  const TestField test(five());
  Register reg = covered_13();
  reg.agreements.push_back(
      agreement_of("a", undated(period("2020-01-01", "2024-12-31")), {party_of(epci_code(0))}));
  const CtgReach reach = reach_of(test, reg, {.share = 70});
  CHECK(codes_of(*test.field.epci, reach.sure.signers) == Codes{epci_code(0), epci_code(1)});
  CHECK(reach.sure.before == 8);
  CHECK(reach.possible.before == 48);
  CHECK(codes_of(*test.field.epci, reach.possible.signers) == Codes{epci_code(1)});
  CHECK(reach.possible.ties == 2);
}

TEST_CASE("inhabitants that are not known must all be covered") {
  std::vector<TestCommune> communes = five();
  communes[1].people = -1;
  const TestField test(communes);
  const CtgReach reach = reach_of(test, covered_13(), {.share = 60});
  CHECK(codes_of(*test.field.epci, reach.sure.signers) == Codes{epci_code(0), epci_code(1)});
  communes[4].people = -1;
  const TestField open(communes);
  CHECK(!reach_of(open, covered_13(), {.share = 1}).sure.reached);
  CHECK(reach_of(open, covered_13(), {.share = 100}).possible.reached);
}

TEST_CASE("questions that make no sense are refused") {
  const TestField test(five());
  const CtgAnswer b = ask(test, covered_13(), "2023-12-31", CtgDefinition::party);
  CHECK_THROWS_AS(ctg_reach(test.field, b, {.share = 96}), Error);
  CHECK_NOTHROW(ctg_reach(test.field, b, {.share = 96, .signer = ReachSigner::commune}));
  CHECK_THROWS_AS(reach_of(test, covered_13(), {.share = 0}), Error);
  CHECK_THROWS_AS(reach_of(test, covered_13(), {.share = 100.1}), Error);
  CHECK_THROWS_AS(
      reach_of(test, covered_13(), {.share = 96, .unit = ReachUnit::epci, .signer = ReachSigner::commune}),
      Error);
}

TEST_CASE("more than a hundred sets are not counted further, and any number of signers is solved") {
  std::vector<TestCommune> communes;
  for (int i = 0; i < 3000; ++i) communes.push_back({std::to_string(10000 + i), 100, ""});
  const TestField test(communes);
  const CtgReach reach = reach_of(test, complete_register({}), {.share = 90, .signer = ReachSigner::commune});
  CHECK(reach.sure.signers.size() == 2700);
  CHECK(reach.sure.signers.front() == 0);
  CHECK(reach.sure.signers.back() == 2699);
  CHECK(reach.sure.ties == CtgReach::most_ties + 1);
}

TEST_CASE("against every subset of a few signers") {
  REQUIRE(rc::check([] {
    const int epci = *rc::gen::inRange(1, 8);
    std::vector<TestCommune> communes;
    for (int i = 0, count = *rc::gen::inRange(1, 11); i < count; ++i) {
      const int of = *rc::gen::inRange(-1, epci);
      communes.push_back({std::to_string(17001 + i), static_cast<double>(*rc::gen::inRange(0, 6)),
                          of < 0 ? std::string() : epci_code(of)});
    }
    const TestField test(communes);
    Register reg = complete_register({});
    for (int i = 0, count = *rc::gen::inRange(0, 3); i < count; ++i) {
      const Period years = period("2020-01-01", "2024-12-31");
      reg.agreements.push_back(agreement_of(
          "g" + std::to_string(i), *rc::gen::arbitrary<bool>() ? dated(years) : undated(years),
          {party_of(*rc::gen::arbitrary<bool>() ? epci_code(*rc::gen::inRange(0, epci))
                                                : std::to_string(17001 + *rc::gen::inRange(0, 5)))}));
    }
    ReachQuestion question{.share = static_cast<double>(*rc::gen::inRange(1, 101)),
                           .unit = *rc::gen::element(ReachUnit::inhabitants, ReachUnit::communes),
                           .signer = *rc::gen::element(ReachSigner::epci, ReachSigner::commune)};
    if (question.signer == ReachSigner::epci && *rc::gen::inRange(0, 3) == 0) question.unit = ReachUnit::epci;
    const CtgAnswer answer = ask(test, reg, "2023-12-31");
    // A field without inhabitants has no rate to reach.
    RC_PRE(question.unit != ReachUnit::inhabitants || answer.tally.inhabitants.value > 0);
    RC_PRE(question.unit != ReachUnit::epci || answer.epci_tally.counted > 0);
    const CtgReach reach = ctg_reach(test.field, answer, question);

    const std::size_t zones =
        question.signer == ReachSigner::epci ? test.field.epci->size() : test.field.communes->size();
    std::optional<int> size;
    std::size_t ties = 0;
    std::vector<std::uint32_t> first;
    for (int k = 0; k <= static_cast<int>(zones) && !size; ++k)
      for (std::uint32_t set = 0; set < (1U << zones); ++set) {
        if (std::popcount(set) != k || least_with(test, reg, question, set) < question.share) continue;
        size = k;
        std::vector<std::uint32_t> signers;
        for (std::uint32_t zone = 0; zone < zones; ++zone)
          if ((set >> zone & 1U) != 0) signers.push_back(zone);
        if (ties++ == 0 || signers < first) first = signers;
      }
    RC_ASSERT(reach.sure.reached == size.has_value());
    if (!size) return;
    RC_ASSERT(reach.sure.signers == first);
    RC_ASSERT(reach.sure.ties == std::min(ties, CtgReach::most_ties + 1));
    RC_ASSERT(reach.possible.reached);
    RC_ASSERT(reach.possible.signers.size() <= reach.sure.signers.size());
  }));
}

#include "maillage/register/register.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "register/helpers.hpp"

#include <algorithm>

using namespace maillage;

namespace {

Agreement agreement(std::string id, std::string code, Period in_force) {
  Agreement result;
  result.id = std::move(id);
  result.term = dated(in_force);
  result.parties.push_back({std::move(code), PartyType::epci, Role::signatory, {}, {}, {}, {}});
  return result;
}

}  // namespace

TEST_CASE("periods unite when they touch, overlap, or lie within the tolerance") {
  const std::vector<Period> periods{period("2022-01-01", "2022-12-31"), period("2020-01-01", "2020-12-31"),
                                    period("2020-06-01", "2021-11-30"), never};
  CHECK(united(periods) ==
        std::vector<Period>{period("2020-01-01", "2021-11-30"), period("2022-01-01", "2022-12-31")});
  CHECK(united(periods, 30).size() == 2);
  CHECK(united(periods, 31) == std::vector<Period>{period("2020-01-01", "2022-12-31")});
}

TEST_CASE("a hole of one day between two agreements of a party is a lapse") {
  //   a ======|          b        |======
  //           2021-12-31 | 2022-01-02
  const Register holed{{agreement("a", "241700434", period("2020-01-01", "2021-12-31")),
                        agreement("b", "241700434", period("2022-01-02", "2023-12-31"))},
                       {}};
  const std::vector<Lapse> found = lapses(holed);
  REQUIRE(found.size() == 1);
  CHECK(found[0].hole == period("2022-01-01", "2022-01-01"));
  CHECK(found[0].before == "a");
  CHECK(found[0].after == "b");
  CHECK_FALSE(found[0].tolerated);
  CHECK(lapses(holed, 1)[0].tolerated);
}

TEST_CASE("renewals that touch or overlap, and other parties, are no lapse") {
  const Register fine{{agreement("a", "241700434", period("2020-01-01", "2021-12-31")),
                       agreement("long", "200000001", period("2018-01-01", "2025-12-31")),
                       agreement("short", "200000001", period("2019-01-01", "2019-12-31")),
                       agreement("late", "200000001", period("2023-01-01", "2026-12-31")),
                       agreement("b", "241700434", period("2022-01-01", "2023-12-31"))},
                      {}};
  CHECK(lapses(fine).empty());
}

TEST_CASE("an agreement that may still have run leaves no hole") {
  //   a ======|.........|        b   |=====      surely to 2021-12-31, possibly to 2022-12-31
  Agreement presumed = agreement("a", "241700434", period("2018-01-01", "2021-12-31"));
  presumed.term.possible.until = day("2023-01-01");
  const auto followed_on = [&](std::string_view first) {
    return Register{{presumed, agreement("b", "241700434", period(first, "2026-12-31"))}, {}};
  };
  CHECK(lapses(followed_on("2022-06-01")).empty());
  const Register late = followed_on("2023-02-01");
  REQUIRE(lapses(late).size() == 1);
  CHECK(lapses(late)[0].hole == period("2023-01-01", "2023-01-31"));
  // Coverage is bridged between the days that are sure: 396 days here, of which 31 surely not.
  CHECK_FALSE(lapses(late, 31)[0].tolerated);
  CHECK(lapses(late, 396)[0].tolerated);

  Agreement undated_between = agreement("c", "241700434", never);
  undated_between.term = undated(period("2022-12-01", "2023-06-30"));
  CHECK(lapses({{presumed, undated_between, late.agreements[1]}, {}}).empty());
}

TEST_CASE("two agreements of a party on one day overlap; the one that lasts longest counts") {
  //   a ==============|       2020-2022
  //   b         ==============|   2022-2024
  //   c           ==|         within both
  const Register reg{{agreement("a", "241700434", period("2020-01-01", "2022-12-31")),
                      agreement("b", "241700434", period("2022-01-01", "2024-12-31")),
                      agreement("c", "241700434", period("2022-03-01", "2022-03-31")),
                      agreement("other", "200000001", period("2022-01-01", "2024-12-31"))},
                     {}};
  const std::vector<Overlap> found = overlaps(reg);
  REQUIRE(found.size() == 2);
  CHECK(found[0].code == "241700434");
  CHECK(found[0].shared == period("2022-01-01", "2022-12-31"));
  CHECK(found[0].before == "a");
  CHECK(found[0].after == "b");
  CHECK(found[0].longest == "b");
  CHECK(found[1].shared == period("2022-03-01", "2022-03-31"));
  CHECK(found[1].before == "b");
  CHECK(found[1].after == "c");
  CHECK(found[1].longest == "b");
}

TEST_CASE("renewals that touch, supersessions and one agreement in two roles do not overlap") {
  Register reg{{agreement("a", "241700434", period("2020-01-01", "2021-12-31")),
                agreement("b", "241700434", period("2022-01-01", "2023-12-31"))},
               {}};
  CHECK(overlaps(reg).empty());
  reg.agreements[1].term = dated(period("2021-12-31", "2023-12-31"));
  CHECK(overlaps(reg).size() == 1);
  reg.agreements[1].supersedes = "a";
  CHECK(overlaps(reg).empty());
  reg.agreements[1].supersedes = "";
  reg.agreements[1].term = undated(period("2021-12-31", "2023-12-31"));
  CHECK(overlaps(reg).empty());
  reg.agreements[0].parties.push_back(reg.agreements[0].parties[0]);
  CHECK(overlaps(reg).empty());
}

TEST_CASE("the end of a party in an agreement is known as that of whichever ends first") {
  const Term agreed{period("2020-01-01", "2023-12-31"), period("2020-01-01", "2024-12-31"), Mark::presumed};
  const auto left = [](std::string_view last) { return dated({first_day, until_after(day(last))}); };
  CHECK(both(agreed, left("2022-06-30")) == dated(period("2020-01-01", "2022-06-30")));
  CHECK(both(agreed, left("2022-06-30")).end_stated());
  CHECK(both(agreed, left("2024-06-30")).end_presumed());
  CHECK(both(agreed, left("2025-06-30")) == agreed);
  CHECK(both(agreed, dated(always)) == agreed);
  CHECK(both(left("2022-06-30"), agreed).end_stated());
  Term over = undated(period("2020-01-01", "2023-12-31"));
  over.marks = Mark::censored;
  CHECK(both(over, left("2022-06-30")).end_stated());
  CHECK(both(over, dated(always)) == over);
}

TEST_CASE("completeness speaks for its départements and days only") {
  const Completeness here = complete_for({"17", "79"}, period("2018-01-01", "2023-12-31"));
  CHECK(here.holds("17", day("2023-12-31")));
  CHECK_FALSE(here.holds("17", day("2024-01-01")));
  CHECK_FALSE(here.holds("16", day("2020-01-01")));
  CHECK(complete_everywhere().holds("2A", day("2020-01-01")));
  CHECK_FALSE(complete_for({}).holds("17", day("2020-01-01")));
  CHECK_FALSE(Completeness{}.holds("17", day("2020-01-01")));
}

TEST_CASE("event days are where something begins or ends") {
  const Register reg{{agreement("a", "241700434", period("2020-01-01", "2021-12-31")),
                      agreement("b", "241700434", {day("2022-01-01"), no_end})},
                     complete_for({"17"}, {day("2019-01-01"), no_end})};
  CHECK(event_days(reg) == std::vector<Day>{day("2019-01-01"), day("2020-01-01"), day("2022-01-01")});
}

TEST_CASE("law: united periods hold the same days, are disjoint and in order") {
  REQUIRE(rc::check([] {
    const auto starts = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 60), rc::gen::inRange(0, 15)));
    const Day origin = new_year(2020);
    std::vector<Period> periods;
    for (const auto& [start, length] : starts) {
      periods.push_back({origin + std::chrono::days{start}, origin + std::chrono::days{start + length}});
    }
    const std::vector<Period> joined = united(periods);
    for (int i = 0; i < 80; ++i) {
      const Day today = origin + std::chrono::days{i};
      const auto holds = [&](const Period& each) { return each.holds(today); };
      RC_ASSERT(std::any_of(periods.begin(), periods.end(), holds) ==
                std::any_of(joined.begin(), joined.end(), holds));
    }
    for (std::size_t i = 1; i < joined.size(); ++i) RC_ASSERT(joined[i - 1].until < joined[i].from);
  }));
}

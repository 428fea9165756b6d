#include "maillage/register/membership.hpp"

#include <catch2/catch.hpp>

#include "maillage/register/status.hpp"
#include "register/helpers.hpp"

using namespace maillage;

TEST_CASE("memberships are asked at a day") {
  // c1: A A A B B      c2: A A - - -
  Diagnostics diagnostics;
  const MembershipRegister reg({{"c1", "A", {new_year(2018), new_year(2021)}},
                                {"c1", "B", {new_year(2021), no_end}},
                                {"c2", "A", {new_year(2018), new_year(2020)}}},
                               {new_year(2018), no_end}, "test", diagnostics);
  CHECK(reg.group_of("c1", day("2020-12-31")) == "A");
  CHECK(reg.group_of("c1", day("2021-01-01")) == "B");
  CHECK_FALSE(reg.group_of("c2", day("2020-01-01")));
  CHECK_FALSE(reg.group_of("c3", day("2020-01-01")));
  CHECK_FALSE(reg.group_of("c1", day("2017-12-31")));
  CHECK(reg.members_of("A", day("2019-01-01")) == std::vector<std::string_view>{"c1", "c2"});
  CHECK(reg.has_group("A", day("2020-12-31")));
  CHECK_FALSE(reg.has_group("A", day("2021-01-01")));
  CHECK(reg.has_group("A"));
  CHECK_FALSE(reg.has_group("C"));
  CHECK(reg.last_day_of("A") == day("2020-12-31"));
  CHECK(diagnostics.items.empty());

  const std::vector<MembershipChange> changes = reg.changes(new_year(2018), new_year(2022));
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].member == "c2");
  CHECK_FALSE(changes[0].after);
  CHECK(changes[1].before == "A");
  CHECK(changes[1].after == "B");
  CHECK(reg.changes(new_year(2021), new_year(2022)).empty());
  for (const MembershipChange& change : reg.changes(new_year(2018), no_end)) CHECK(change.day != no_end);
}

TEST_CASE("two groups on one day are a conflict, listed; the rest of the longer stay is kept") {
  Diagnostics diagnostics;
  const MembershipRegister reg(
      {{"c1", "A", {new_year(2018), new_year(2024)}}, {"c1", "B", {new_year(2020), new_year(2021)}}}, always,
      "test", diagnostics);
  CHECK(diagnostics.has("membership-conflict"));
  CHECK(reg.group_of("c1", day("2019-06-01")) == "A");
  CHECK(reg.group_of("c1", day("2020-06-01")) == "B");
  CHECK(reg.group_of("c1", day("2023-06-01")) == "A");
}

TEST_CASE("snapshots hold until the next one") {
  Diagnostics diagnostics;
  const MembershipRegister reg = from_snapshots({{new_year(2025), "2025", {{"c1", "B"}, {"c2", ""}}},
                                                 {new_year(2020), "2020", {{"c1", "A"}, {"c2", "A"}}}},
                                                diagnostics);
  CHECK(reg.group_of("c1", day("2024-12-31")) == "A");
  CHECK(reg.group_of("c1", day("2025-01-01")) == "B");
  CHECK_FALSE(reg.group_of("c2", day("2026-01-01")));
  CHECK_FALSE(reg.known().holds(day("2019-12-31")));
  CHECK(reg.source() == "2020, 2025");

  const ZoningRef communes = make_zoning(Level::commune, new_year(2025), "t", {{"c1", ""}, {"c2", ""}});
  const ZoningRef groups = make_zoning(Level::epci, new_year(2025), "t", {{"B", ""}});
  const Crosswalk crosswalk = reg.crosswalk(communes, groups, new_year(2025));
  CHECK(crosswalk.parts(0)[0].target == 0);
  CHECK(crosswalk.parts(1)[0].target == outside);
}

TEST_CASE("statuses are asked at a day; what silence means the caller says") {
  Diagnostics diagnostics;
  const StatusRegister reg({{"z1", "zrr", {new_year(2015), day("2024-07-01")}, 0, "arrêté"},
                            {"z1", "frr", {day("2024-07-01"), no_end}, 0, "arrêté"}},
                           diagnostics);
  const ZoningRef zones = make_zoning(Level::commune, new_year(2024), "t", {{"z1", ""}, {"z2", ""}});
  Category none({.code = "zrr"}, {"none"}, 2);
  for (const std::size_t zone : {0U, 1U}) none.set(zone, "none");
  const Category before = reg.at(*zones, day("2024-06-30"), none);
  CHECK(before.label(0) == "zrr");
  CHECK(before.label(1) == "none");
  CHECK(before.labels() == std::vector<std::string>{"none", "zrr"});
  CHECK(reg.at(*zones, day("2024-07-01"), none).label(0) == "frr");
  Category unknown({.code = "zrr"}, {}, 2);
  unknown.set_missing(1, Presence::no_match);
  CHECK(reg.at(*zones, day("2014-06-01"), unknown).presence(0) == Presence::not_available);
  CHECK(reg.at(*zones, day("2015-06-01"), unknown).presence(1) == Presence::no_match);
  CHECK(reg.changes(new_year(2024), new_year(2025)).size() == 1);
  CHECK(reg.changes(day("2024-07-01"), new_year(2025)).empty());
  CHECK(reg.changes(new_year(2024), no_end).size() == 1);  // what has no end does not end there
  CHECK(reg.changes(day("2024-06-30"), day("2024-07-01")).front().after == "frr");
  CHECK(diagnostics.items.empty());
}

TEST_CASE(
    "of two lists of one day the first stands, the next fills, and what they disagree on is said once") {
  Diagnostics diagnostics;
  const Period both{new_year(2024), no_end};
  const StatusRegister reg({{"z1", "frr", both, 1, "second.csv"},
                            {"z1", "none", both, 0, "first.csv"},
                            {"z2", "frr", both, 1, "second.csv"},
                            {"z3", "frr", both, 0, "first.csv"},
                            {"z3", "none", both, 1, "second.csv"},
                            {"z4", "frr", both, 0, "first.csv"},
                            {"z4", "frr", both, 1, "second.csv"}},
                           diagnostics);
  CHECK(reg.find("z1", new_year(2025))->status == "none");
  CHECK(reg.find("z2", new_year(2025))->status == "frr");
  CHECK(reg.find("z3", new_year(2025))->status == "frr");
  REQUIRE(diagnostics.items.size() == 1);
  CHECK(diagnostics.items[0].code == "status-conflict");
  CHECK(diagnostics.items[0].zones == std::vector<std::string>{"z1", "z3"});
}

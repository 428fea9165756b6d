#include <catch2/catch.hpp>

#include "maillage/zoning/land.hpp"
#include "zoning/history_fixture.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

CommuneHistory lives(std::vector<CommuneEvent> events) {
  Diagnostics diagnostics;
  return CommuneHistory(std::move(events), diagnostics);
}

std::vector<std::uint32_t> parts_on(const CommuneHistory& history, std::string_view code,
                                    std::string_view at) {
  return history.state(code, day(at))->parts;
}

// A and B merge into A in 2018, and are separate again in 2024; C becomes D in 2020.
CommuneHistory merged_and_split() {
  return lives({event(32, "2018-01-01", "01001", "01001"), event(32, "2018-01-01", "01002", "01001"),
                event(21, "2024-01-01", "01001", "01001"), event(21, "2024-01-01", "01001", "01002"),
                event(50, "2020-03-15", "01003", "01004")});
}

}  // namespace

TEST_CASE("land of a commune that merges goes whole to the commune that took it over, and comes back") {
  const CommuneHistory history = merged_and_split();
  const LandOfCode land = land_over_time(history, "01002", day("2017-06-01"));
  CHECK(land.naming == LandNaming::of_the_day);
  REQUIRE(land.stretches.size() == 1);
  CHECK(land.stretches[0].period == Period{day("2017-06-01"), no_end});
  CHECK(land.stretches[0].kept == parts_on(history, "01002", "2024-01-01"));
  CHECK(land.stretches[0].left.empty());
}

TEST_CASE("a commune keeps what stays with its code when it is split, the rest is left") {
  const CommuneHistory history = merged_and_split();
  const LandOfCode land = land_over_time(history, "01001", day("2019-01-01"));
  REQUIRE(land.stretches.size() == 2);
  CHECK(land.stretches[0].period == Period{day("2019-01-01"), day("2024-01-01")});
  CHECK(land.stretches[0].kept == parts_on(history, "01001", "2019-01-01"));
  CHECK(land.stretches[1].period == Period{day("2024-01-01"), no_end});
  CHECK(land.stretches[1].kept == parts_on(history, "01001", "2024-01-01"));
  CHECK(land.stretches[1].left == parts_on(history, "01002", "2024-01-01"));
}

TEST_CASE("a commune that grows names only the land of the day") {
  const CommuneHistory history = merged_and_split();
  const LandOfCode land = land_over_time(history, "01001", day("2017-06-01"));
  REQUIRE(land.stretches.size() == 1);
  CHECK(land.stretches[0].kept == parts_on(history, "01001", "2017-06-01"));
}

TEST_CASE("a code that ceased before the day names the commune that holds its land then") {
  const CommuneHistory history = merged_and_split();
  const LandOfCode land = land_over_time(history, "01002", day("2019-01-01"));
  CHECK(land.naming == LandNaming::ceased);
  CHECK(land.stretches[0].kept == parts_on(history, "01001", "2019-01-01"));
  const LandOfCode changed = land_over_time(history, "01003", day("2022-01-01"));
  CHECK(changed.naming == LandNaming::ceased);
  CHECK(changed.stretches[0].kept == parts_on(history, "01004", "2022-01-01"));
}

TEST_CASE("a code newer than the day: its land is left until its first day, kept from then on") {
  const CommuneHistory history = merged_and_split();
  const LandOfCode land = land_over_time(history, "01004", day("2019-01-01"));
  CHECK(land.naming == LandNaming::not_yet);
  REQUIRE(land.stretches.size() == 2);
  CHECK(land.stretches[0].period == Period{day("2019-01-01"), day("2020-03-15")});
  CHECK(land.stretches[0].kept.empty());
  CHECK(land.stretches[0].left == parts_on(history, "01004", "2021-01-01"));
  CHECK(land.stretches[1].kept == land.stretches[0].left);
}

TEST_CASE("a commune divided between several before the day: all of its land is left") {
  const CommuneHistory history =
      lives({event(30, "2018-01-01", "01001", "01002"), event(30, "2018-01-01", "01001", "01003")});
  const LandOfCode land = land_over_time(history, "01001", day("2019-01-01"));
  CHECK(land.naming == LandNaming::divided);
  REQUIRE(land.stretches.size() == 1);
  CHECK(land.stretches[0].kept.empty());
  CHECK(land.stretches[0].left == parts_on(history, "01001", "2017-01-01"));
  // Divided while it is followed: nothing stays with its code, so nothing is kept.
  const LandOfCode followed = land_over_time(history, "01001", day("2017-01-01"));
  REQUIRE(followed.stretches.size() == 2);
  CHECK(followed.stretches[1].kept.empty());
  CHECK(followed.stretches[1].left == followed.stretches[0].kept);
}

TEST_CASE("a code that the history does not name has no land") {
  const LandOfCode land = land_over_time(merged_and_split(), "99999", day("2019-01-01"));
  CHECK(land.naming == LandNaming::unknown);
  CHECK(land.stretches.empty());
}

TEST_CASE(
    "a split whose name and code went to different communes keeps nothing: nobody can say which goes on") {
  // Hauts, of the code 01001, was made of Hauts (01002) and Bas (01001); separate again, each has its code back.
  const CommuneHistory history = lives({event(32, "2018-01-01", "01001", "01001", "Bas", "Hauts"),
                                        event(32, "2018-01-01", "01002", "01001", "Hauts", "Hauts"),
                                        event(21, "2024-01-01", "01001", "01001", "Hauts", "Bas"),
                                        event(21, "2024-01-01", "01001", "01002", "Hauts", "Hauts")});
  const LandOfCode land = land_over_time(history, "01001", day("2019-01-01"));
  REQUIRE(land.stretches.size() == 2);
  CHECK(land.stretches[1].kept.empty());
  CHECK(land.stretches[1].left == land.stretches[0].kept);
}

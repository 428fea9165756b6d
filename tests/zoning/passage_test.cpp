#include "maillage/zoning/passage.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "maillage/base/error.hpp"
#include "zoning/history_fixture.hpp"

using namespace maillage;
using test::communes;
using test::day;
using test::event;

namespace {

std::string target(const Passage& passage, std::string_view code) {
  const Crosswalk& crosswalk = passage.crosswalk;
  const auto parts = crosswalk.parts(crosswalk.from()->find(code).value());
  REQUIRE(parts.size() == 1);
  REQUIRE(parts[0].value == 1);
  return parts[0].target == outside ? "outside" : crosswalk.to()->code(parts[0].target);
}

Cover cover(const Passage& passage, std::string_view code) {
  return passage.cover[passage.crosswalk.to()->find(code).value()];
}

CommuneHistory bocage(Diagnostics& diagnostics) {
  return CommuneHistory(
      {
          event(32, "2016-01-01", "85084", "85084", "Les Essarts", "Bocage"),
          event(32, "2016-01-01", "85030", "85084", "Boulogne", "Bocage"),
          event(32, "2016-01-01", "85165", "85084", "L'Oie", "Bocage"),
          event(21, "2024-01-01", "85084", "85084", "Bocage", "Essarts-en-Bocage"),
          event(21, "2024-01-01", "85084", "85165", "Bocage", "L'Oie"),
      },
      diagnostics);
}

}  // namespace

TEST_CASE("a commune re-established since is listed with its parent, and neither has its own land alone") {
  Diagnostics diagnostics;
  const CommuneHistory history = bocage(diagnostics);
  const Passage passage = forward(history, communes("2018-01-01", {"85084", "85001"}),
                                  communes("2026-01-01", {"85001", "85084", "85165"}), diagnostics);
  CHECK(target(passage, "85084") == "85084");
  CHECK(target(passage, "85001") == "85001");
  CHECK(cover(passage, "85084") == Cover{.more = true});
  CHECK(cover(passage, "85165") == Cover{.less = true, .none = true});
  CHECK(cover(passage, "85001") == whole_cover);
  REQUIRE(passage.reestablished.size() == 1);
  CHECK(passage.reestablished[0].code == "85165");
  CHECK(passage.reestablished[0].parent == "85084");
  CHECK(passage.reestablished[0].day == day("2024-01-01"));
  REQUIRE(passage.cuts.size() == 1);
  CHECK(passage.cuts[0].targets.size() == 2);
  CHECK(diagnostics.items.empty());
}

TEST_CASE("a commune re-established under the code of the one it leaves: since the day it left") {
  Diagnostics diagnostics;
  const CommuneHistory history(
      {
          event(32, "2019-01-01", "60054", "60054", "Beaumont", "Les Hauts"),
          event(32, "2019-01-01", "60694", "60054", "Villotran", "Les Hauts"),
          event(21, "2024-01-01", "60054", "60054", "Les Hauts", "Beaumont"),
          event(21, "2024-01-01", "60054", "60694", "Les Hauts", "Les Hauts"),
      },
      diagnostics);
  const Passage passage = forward(history, communes("2021-01-01", {"60054"}),
                                  communes("2026-01-01", {"60054", "60694"}), diagnostics);
  CHECK(target(passage, "60054") == "60694");
  REQUIRE(passage.reestablished.size() == 1);
  CHECK(passage.reestablished[0].code == "60054");
  CHECK(passage.reestablished[0].parent == "60054");
  CHECK(passage.reestablished[0].day == day("2024-01-01"));
}

TEST_CASE("merged and re-established between the two days: nothing is cut") {
  Diagnostics diagnostics;
  const CommuneHistory history = bocage(diagnostics);
  const Passage passage = forward(history, communes("2015-01-01", {"85030", "85084", "85165"}),
                                  communes("2026-01-01", {"85084", "85165"}), diagnostics);
  CHECK(target(passage, "85030") == "85084");
  CHECK(target(passage, "85084") == "85084");
  CHECK(target(passage, "85165") == "85165");
  CHECK(passage.cover == std::vector<Cover>{whole_cover, whole_cover});
  CHECK(passage.cuts.empty());
  CHECK(passage.reestablished.empty());
}

TEST_CASE("a piece of a split commune that ends in another: less than its land, and nothing beyond it") {
  Diagnostics diagnostics;
  const CommuneHistory history(
      {event(21, "2020-01-01", "96002", "96002"), event(21, "2020-01-01", "96002", "96012"),
       event(32, "2022-01-01", "96001", "96001"), event(32, "2022-01-01", "96012", "96001")},
      diagnostics);
  const Passage passage = forward(history, communes("2018-01-01", {"96001", "96002"}),
                                  communes("2022-01-01", {"96001", "96002"}), diagnostics);
  CHECK(cover(passage, "96001") == Cover{.less = true});
  CHECK(cover(passage, "96002") == Cover{.more = true});
  REQUIRE(passage.cuts.size() == 1);
  CHECK(passage.cuts[0].targets == std::vector<std::uint32_t>{1, 0});
  CHECK(passage.reestablished.empty());
}

TEST_CASE("one département only: what is merged with the outside is incomplete, what leaves is listed") {
  Diagnostics diagnostics;
  const CommuneHistory history(
      {event(41, "2018-01-01", "49144", "44225"), event(32, "2018-01-01", "44225", "44180"),
       event(32, "2018-01-01", "44180", "44180")},
      diagnostics);
  const Passage arrival =
      forward(history, communes("2017-01-01", {"44180"}), communes("2018-01-01", {"44180"}), diagnostics);
  CHECK(cover(arrival, "44180") == Cover{.absent = true});
  CHECK(diagnostics.items.empty());
  const Passage departure = forward(history, communes("2017-01-01", {"49001", "49144"}),
                                    communes("2018-01-01", {"49001"}), diagnostics);
  CHECK(target(departure, "49144") == "outside");
  CHECK(diagnostics.has("outside-the-zoning"));
}

TEST_CASE("codes of another vintage are taken when they existed, and listed") {
  Diagnostics diagnostics;
  const CommuneHistory history = bocage(diagnostics);
  const Passage passage =
      forward(history, communes("2018-01-01", {"85030"}), communes("2020-01-01", {"85084"}), diagnostics);
  CHECK(target(passage, "85030") == "85084");
  CHECK(cover(passage, "85084") == Cover{.absent = true});
  REQUIRE(diagnostics.items.size() == 1);
  CHECK(diagnostics.items[0].code == "commune-of-other-vintage");
  CHECK(text_of(diagnostics.items[0].found, Lang::en) ==
        "1 codes that are no commune on 2018-01-01 (85030 merged into 85084 Bocage on 2016-01-01)");
}

TEST_CASE("a merged commune beside its successor would count twice") {
  Diagnostics diagnostics;
  const CommuneHistory history = bocage(diagnostics);
  (void)forward(history, communes("2018-01-01", {"85030", "85084"}), communes("2020-01-01", {"85084"}),
                diagnostics);
  REQUIRE(diagnostics.has("overlapping-communes"));
  CHECK(diagnostics.items.back().zones == std::vector<std::string>{"85030"});
}

TEST_CASE("a passage backward is refused here") {
  Diagnostics diagnostics;
  const CommuneHistory history = bocage(diagnostics);
  CHECK_THROWS_AS(
      forward(history, communes("2018-01-01", {"85084"}), communes("2015-01-01", {"85084"}), diagnostics),
      Error);
}

namespace {

// A random history of communes 01001 to 01012: each step merges two communes, renumbers
// one, or undoes a merger.
struct Lives {
  std::vector<CommuneEvent> events;
  std::vector<std::vector<std::string>> communes;  // after each step
};

Day step_day(std::size_t step) {
  return day("2000-01-01") + std::chrono::days{30 * static_cast<int>(step)};
}

Lives random_lives() {
  Lives lives;
  std::vector<std::string> alive;
  std::vector<std::string> gone;
  std::vector<std::pair<std::string, std::string>> absorbed;  // commune, by which
  for (int i = 1; i <= 12; ++i) alive.push_back("010" + std::string(i < 10 ? "0" : "") + std::to_string(i));
  lives.communes.push_back(alive);
  int fresh = 50;
  const int steps = *rc::gen::inRange(1, 15);
  for (int step = 1; step <= steps; ++step) {
    const std::string at = to_iso(step_day(static_cast<std::size_t>(step)));
    const auto pick = [&] { return *rc::gen::inRange<std::size_t>(0, alive.size()); };
    const int what = *rc::gen::inRange(0, 3);
    if (what == 0 && alive.size() > 2) {
      const std::size_t a = pick();
      const std::string big = alive[a];
      const std::string small = alive[(a + 1) % alive.size()];
      lives.events.push_back(event(32, at, big, big));
      lives.events.push_back(event(32, at, small, big));
      std::erase(alive, small);
      absorbed.emplace_back(small, big);
    } else if (what == 1) {
      const std::size_t a = pick();
      const std::string now = "010" + std::to_string(fresh++);
      lives.events.push_back(event(50, at, alive[a], now, alive[a], alive[a]));
      alive[a] = now;
    } else if (!absorbed.empty()) {
      const auto [small, big] = absorbed.back();
      if (std::ranges::find(alive, big) != alive.end() && std::ranges::find(alive, small) == alive.end()) {
        absorbed.pop_back();
        lives.events.push_back(event(21, at, big, big));
        lives.events.push_back(event(21, at, big, small));
        alive.push_back(small);
      }
    }
    lives.communes.push_back(alive);
  }
  return lives;
}

ZoningRef zoning_after(const Lives& lives, std::size_t step) {
  return communes(to_iso(step_day(step)), lives.communes[step]);
}

}  // namespace

TEST_CASE("laws of passages, on random histories") {
  REQUIRE(rc::check("every source goes whole to one target; every target is accounted for", [] {
    const Lives lives = random_lives();
    Diagnostics diagnostics;
    const CommuneHistory history(lives.events, diagnostics);
    const std::size_t a = *rc::gen::inRange<std::size_t>(0, lives.communes.size());
    const std::size_t b = *rc::gen::inRange<std::size_t>(a, lives.communes.size());
    const Passage passage = forward(history, zoning_after(lives, a), zoning_after(lives, b), diagnostics);
    RC_ASSERT(diagnostics.items.empty());
    std::vector<int> sources(passage.cover.size(), 0);
    for (std::size_t zone = 0; zone < passage.crosswalk.from()->size(); ++zone) {
      RC_ASSERT(passage.crosswalk.parts(zone).size() == 1);
      RC_ASSERT(passage.crosswalk.parts(zone)[0].target != outside);
      ++sources[passage.crosswalk.parts(zone)[0].target];
    }
    std::size_t empty = 0;
    for (std::size_t zone = 0; zone < sources.size(); ++zone) {
      RC_ASSERT(!passage.cover[zone].absent);
      RC_ASSERT(passage.cover[zone].none == (sources[zone] == 0));
      if (sources[zone] == 0) ++empty;
    }
    RC_ASSERT(empty == passage.reestablished.size());
  }));
  REQUIRE(rc::check("no day between: the identity", [] {
    const Lives lives = random_lives();
    Diagnostics diagnostics;
    const CommuneHistory history(lives.events, diagnostics);
    const std::size_t a = *rc::gen::inRange<std::size_t>(0, lives.communes.size());
    const ZoningRef zoning = zoning_after(lives, a);
    const Passage passage = forward(history, zoning, zoning, diagnostics);
    for (std::size_t zone = 0; zone < zoning->size(); ++zone)
      RC_ASSERT(passage.crosswalk.parts(zone)[0].target == zone);
    RC_ASSERT(std::ranges::count(passage.cover, whole_cover) == static_cast<std::ptrdiff_t>(zoning->size()));
  }));
  REQUIRE(rc::check("where nothing is cut on the way, two passages are one", [] {
    const Lives lives = random_lives();
    Diagnostics diagnostics;
    const CommuneHistory history(lives.events, diagnostics);
    const std::size_t a = *rc::gen::inRange<std::size_t>(0, lives.communes.size());
    const std::size_t b = *rc::gen::inRange<std::size_t>(a, lives.communes.size());
    const std::size_t c = *rc::gen::inRange<std::size_t>(b, lives.communes.size());
    const ZoningRef middle = zoning_after(lives, b);
    const Passage first = forward(history, zoning_after(lives, a), middle, diagnostics);
    const Passage second = forward(history, middle, zoning_after(lives, c), diagnostics);
    const Passage whole = forward(history, zoning_after(lives, a), zoning_after(lives, c), diagnostics);
    std::vector<bool> cut(middle->size(), false);
    for (const Cut& zone : second.cuts) cut[zone.source] = true;
    const Crosswalk twice = compose(first.crosswalk, second.crosswalk);
    for (std::size_t zone = 0; zone < twice.from()->size(); ++zone) {
      const std::uint32_t between = first.crosswalk.parts(zone)[0].target;
      const bool cut_first =
          std::ranges::any_of(first.cuts, [&](const Cut& item) { return item.source == zone; });
      if (cut[between] || cut_first) continue;
      RC_ASSERT(twice.to()->code(twice.parts(zone)[0].target) ==
                whole.crosswalk.to()->code(whole.crosswalk.parts(zone)[0].target));
    }
  }));
}

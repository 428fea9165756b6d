// Movements files that make no sense: the history lists what is wrong and still answers.
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "maillage/zoning/passage.hpp"
#include "maillage/zoning/suggestions.hpp"
#include "zoning/history_fixture.hpp"

using namespace maillage;

namespace {

std::string any_code() {
  const int number = *rc::gen::inRange(0, 9);
  return number == 0 ? "" : "0100" + std::to_string(number);
}

std::vector<CommuneEvent> any_events() {
  std::vector<CommuneEvent> events;
  const int count = *rc::gen::inRange(0, 40);
  for (int i = 0; i < count; ++i) {
    const std::string at = "20" + std::to_string(*rc::gen::inRange(10, 16)) + "-01-01";
    const int mod = *rc::gen::element(10, 20, 21, 30, 32, 41, 50, 99);
    const std::string name = *rc::gen::element<std::string>("A", "B", "");
    events.push_back(test::event(mod, at, any_code(), any_code(), name, "A"));
  }
  return events;
}

}  // namespace

TEST_CASE("any events: land is neither lost twice nor held twice") {
  REQUIRE(rc::check("each part has one owner at most on each day, and states do not overlap", [] {
    Diagnostics diagnostics;
    const CommuneHistory history(any_events(), diagnostics);
    for (const char* at : {"2009-06-01", "2012-01-01", "2013-06-01", "2020-01-01"}) {
      std::set<std::uint32_t> held;
      for (const std::string& code : history.codes()) {
        const CommuneState* state = history.state(code, test::day(at));
        if (state == nullptr) continue;
        for (const std::uint32_t part : state->parts) {
          RC_ASSERT(part < history.part_count());
          RC_ASSERT(held.insert(part).second);
          RC_ASSERT(history.owner(part, test::day(at)) == code);
        }
      }
    }
    for (const std::string& code : history.codes()) {
      Day until = first_day;
      for (const CommuneState& state : history.states(code)) {
        RC_ASSERT(!state.period.empty());
        RC_ASSERT(state.period.from >= until);
        until = state.period.until;
      }
    }
  }));
}

TEST_CASE("any events: a passage sends each commune to one place") {
  REQUIRE(rc::check("one part of weight 1 for each source", [] {
    Diagnostics diagnostics;
    const CommuneHistory history(any_events(), diagnostics);
    const ZoningRef from = test::communes("2011-06-01", {"01001", "01002", "01003", "01004", "01099"});
    const ZoningRef to = test::communes("2018-01-01", {"01001", "01003", "01005", "01098"});
    const Passage passage = forward(history, from, to, diagnostics);
    for (std::size_t zone = 0; zone < from->size(); ++zone) {
      RC_ASSERT(passage.crosswalk.parts(zone).size() == 1);
      RC_ASSERT(passage.crosswalk.parts(zone)[0].value == 1);
      (void)suggest(from->code(zone), {*to, &history});
    }
    RC_ASSERT(passage.cover.size() == to->size());
    for (const Reestablished& zone : passage.reestablished) RC_ASSERT(from->find(zone.parent).has_value());
  }));
}

TEST_CASE("a history without events says nothing and changes nothing") {
  Diagnostics diagnostics;
  const CommuneHistory history({}, diagnostics);
  CHECK(history.part_count() == 0);
  CHECK_FALSE(successor(history, "01001", test::day("2018-01-01"), test::day("2020-01-01")));
  const ZoningRef zoning = test::communes("2018-01-01", {"01001"});
  const Passage passage = forward(history, zoning, test::communes("2020-01-01", {"01001"}), diagnostics);
  CHECK(passage.cover[0] == whole_cover);
  const std::vector<std::string> codes{"01001"};
  const VintageGuess guess = detect_vintage(codes, history, codes);
  REQUIRE(guess.days.size() == 1);
  CHECK(guess.days[0] == Period{first_day, no_end});
  CHECK(detect_vintage({}, history, codes).communes == 0);
}

TEST_CASE("what a short list lacks does not date it; what it has does") {
  Diagnostics diagnostics;
  // 17002 left 17001 in 1950; 17009 merged into 17001 in 2019.
  const CommuneHistory history(
      {test::event(21, "1950-01-01", "17001", "17001"), test::event(21, "1950-01-01", "17001", "17002"),
       test::event(32, "2019-01-01", "17001", "17001"), test::event(32, "2019-01-01", "17009", "17001")},
      diagnostics);
  const std::vector<std::string> now{"17001", "17002", "17003", "17004", "17005", "17006"};
  const auto last_of = [&](const std::vector<std::string>& codes) {
    return detect_vintage(codes, history, now).last();
  };
  CHECK(last_of({"17001"}).until == no_end);
  CHECK(last_of({"17001", "17009"}).until == test::day("2019-01-01"));
  CHECK(last_of({"17001", "17003", "17004", "17005", "17006", "17009"}).until == test::day("1950-01-01"));
  CHECK(last_of(now).until == no_end);
}

#include "maillage/zoning/history.hpp"

#include <catch2/catch.hpp>

#include "maillage/zoning/passage.hpp"
#include "zoning/history_fixture.hpp"

using namespace maillage;
using test::day;
using test::event;

namespace {

CommuneHistory clean_history(std::vector<CommuneEvent> events) {
  Diagnostics diagnostics;
  CommuneHistory history(std::move(events), diagnostics);
  for (const Diagnostic& item : diagnostics.items) UNSCOPED_INFO(to_text(item, Lang::en));
  REQUIRE(diagnostics.items.empty());
  return history;
}

std::string heir(const CommuneHistory& history, std::string_view code, std::string_view from,
                 std::string_view to) {
  const auto found = successor(history, code, day(from), day(to));
  return found ? found->code : "nobody";
}

// Two communes merge, a third joins them later, and their common commune changes its code.
CommuneHistory chain() {
  return clean_history({
      event(32, "2016-01-01", "01001", "01001", "A", "AB"),
      event(32, "2016-01-01", "01002", "01001", "B", "AB"),
      event(32, "2019-01-01", "01001", "01001", "AB", "ABC"),
      event(32, "2019-01-01", "01003", "01001", "C", "ABC"),
      event(50, "2024-03-04", "01001", "01002", "ABC", "ABC"),
  });
}

}  // namespace

TEST_CASE("a chain of mergers and a change of code lead to one commune") {
  const CommuneHistory history = chain();
  CHECK(heir(history, "01002", "2015-06-01", "2017-01-01") == "01001");
  CHECK(heir(history, "01003", "2015-06-01", "2017-01-01") == "01003");
  CHECK(heir(history, "01003", "2015-06-01", "2024-03-03") == "01001");
  CHECK(heir(history, "01003", "2015-06-01", "2024-03-04") == "01002");
  CHECK(heir(history, "01002", "2017-01-01", "2024-12-31") == "nobody");  // no commune at the start
  CHECK(heir(history, "99999", "2017-01-01", "2024-12-31") == "nobody");
  const auto first = successor(history, "01002", day("2015-06-01"), day("2026-01-01"));
  REQUIRE(first);
  CHECK(first->code == "01002");  // the code came back, for the whole
  CHECK(first->name == "ABC");
  CHECK(first->whole);
  CHECK(text_of(to_message(*successor(history, "01003", day("2018-01-01"), day("2020-01-01"))), Lang::en) ==
        "merged into 01001 ABC on 2019-01-01");
  CHECK(text_of(to_message(*successor(history, "01001", day("2020-01-01"), day("2026-01-01"))), Lang::en) ==
        "is 01002 ABC since 2024-03-04 (change of code)");
}

TEST_CASE("a code exists during the periods that its events say") {
  const CommuneHistory history = chain();
  const std::vector<Period> periods = history.existence("01002");
  REQUIRE(periods.size() == 2);
  CHECK(periods[0] == Period{first_day, day("2016-01-01")});
  CHECK(periods[1] == Period{day("2024-03-04"), no_end});
  CHECK(history.existence("01001") == std::vector<Period>{{first_day, day("2024-03-04")}});
  CHECK(history.existence("01999").empty());
  CHECK(history.state("01001", day("2018-01-01"))->name == "AB");
  CHECK(predecessors(history, "01002", day("2015-01-01"), day("2026-01-01")) ==
        std::vector<std::string>{"01001", "01002", "01003"});
}

TEST_CASE("an event counts on its own day") {
  const CommuneHistory history = chain();
  CHECK(history.state("01002", day("2015-12-31")) != nullptr);
  CHECK(history.state("01002", day("2016-01-01")) == nullptr);
}

TEST_CASE("a commune moved to another département and merged on the same day") {
  const CommuneHistory history = clean_history({
      event(41, "2018-01-01", "49144", "44225"),
      event(32, "2018-01-01", "44225", "44180"),
      event(32, "2018-01-01", "44180", "44180"),
      event(32, "2018-01-01", "44010", "44180"),
  });
  CHECK(heir(history, "49144", "2017-12-31", "2018-01-01") == "44180");
  CHECK(heir(history, "44010", "2017-12-31", "2018-01-01") == "44180");
  CHECK(history.existence("44225").empty());
  CHECK(history.state("44180", day("2018-01-01"))->parts.size() == 3);
  CHECK(history.existence("44180").size() == 1);
}

TEST_CASE("codes exchanged on one day are simultaneous") {
  const CommuneHistory history = clean_history({
      event(10, "1990-01-01", "01001", "01001"),
      event(10, "1990-01-01", "01002", "01002"),
      event(50, "2000-01-01", "01001", "01002", "A", "A"),
      event(50, "2000-01-01", "01002", "01001", "B", "B"),
  });
  CHECK(heir(history, "01001", "1999-01-01", "2001-01-01") == "01002");
  CHECK(heir(history, "01002", "1999-01-01", "2001-01-01") == "01001");
}

TEST_CASE("a merger undone gives back what each one brought") {
  const CommuneHistory history = clean_history({
      event(32, "2019-01-01", "60054", "60054", "Beaumont", "Talican"),
      event(32, "2019-01-01", "60694", "60054", "Villotran", "Talican"),
      event(32, "2019-01-01", "60455", "60054", "Garnier", "Talican"),
      event(21, "2024-01-01", "60054", "60054", "Talican", "Beaumont"),
      event(21, "2024-01-01", "60054", "60694", "Talican", "Talican"),
  });
  // What bears the name is what remains of the merger, under the code of one of the merged communes.
  CHECK(heir(history, "60054", "2018-01-01", "2026-01-01") == "60054");
  CHECK(heir(history, "60694", "2018-01-01", "2026-01-01") == "60694");
  CHECK(heir(history, "60455", "2018-01-01", "2026-01-01") == "60694");
  const auto talican = successor(history, "60054", day("2020-01-01"), day("2026-01-01"));
  CHECK(talican->code == "60694");
  CHECK_FALSE(talican->whole);
  CHECK(history.part_count() == 3);
}

TEST_CASE("a commune made out of several cuts each of them") {
  const CommuneHistory history = clean_history({
      event(20, "1989-02-15", "38422", "38422"),
      event(20, "1989-02-15", "38422", "38567"),
      event(20, "1989-02-15", "38478", "38478"),
      event(20, "1989-02-15", "38478", "38567"),
  });
  CHECK(history.part_count() == 4);
  CHECK(history.state("38567", day("1990-01-01"))->parts.size() == 2);
  CHECK(predecessors(history, "38567", day("1980-01-01"), day("1990-01-01")) ==
        std::vector<std::string>{"38422", "38478"});
  CHECK_FALSE(successor(history, "38422", day("1980-01-01"), day("1990-01-01"))->whole);
}

TEST_CASE("communes are born with their département and leave for a collectivity") {
  const CommuneHistory history = clean_history({
      event(20, "1946-03-21", "", "97123"),
      event(30, "2007-02-23", "97123", ""),
  });
  CHECK(history.existence("97123") == std::vector<Period>{{day("1946-03-21"), day("2007-02-23")}});
  CHECK(heir(history, "97123", "2000-01-01", "2010-01-01") == "nobody");
  CHECK(nearest_day(history, "97123", day("2020-01-01")) == day("2007-02-22"));
  CHECK(nearest_day(history, "97123", day("1940-01-01")) == day("1946-03-21"));
}

TEST_CASE("rows about associated and delegated communes move no land") {
  CommuneEvent delegated = event(32, "2016-01-01", "01002", "01002");
  delegated.type_after = "COMD";
  const CommuneHistory history = clean_history({delegated});
  CHECK(history.events().empty());
  CHECK_FALSE(history.knows("01002"));
}

TEST_CASE("contradictory events are listed and the history still answers") {
  Diagnostics diagnostics;
  const CommuneHistory history(
      {
          event(32, "2016-01-01", "01001", "01001"), event(32, "2016-01-01", "01002", "01001"),
          event(32, "2018-01-01", "01002", "01003"),  // 01002 ended in 2016
          event(32, "2018-01-01", "01003", "01003"), event(10, "2019-01-01", "01001", "01001"),
          event(32, "2020-01-01", "01004", "01001"),  // 01001 has no row that day
      },
      diagnostics);
  CHECK(diagnostics.has("commune-not-alive"));
  CHECK(diagnostics.has("commune-kept-unsaid"));
  CHECK(diagnostics.items.size() == 2);
  CHECK(heir(history, "01001", "2015-01-01", "2021-01-01") == "01001");
  CHECK(heir(history, "01004", "2015-01-01", "2021-01-01") == "01001");
}

TEST_CASE("a circle of events ends") {
  Diagnostics diagnostics;
  const CommuneHistory history(
      {event(50, "2016-01-01", "01001", "01002"), event(50, "2016-01-01", "01002", "01001")}, diagnostics);
  CHECK(diagnostics.has("circle-of-events"));
  CHECK(history.part_count() >= 1);
}

#include "maillage/zoning/edition.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace maillage;

namespace {

std::optional<Day> day(const std::string& text) {
  return text.empty() ? std::nullopt : parse_day(text);
}

// The editions in the order in which they stand; "" does not tell its day.
std::vector<std::string> in_turn(std::vector<std::string> editions, const char* asked) {
  std::ranges::stable_sort(editions, [&](const std::string& a, const std::string& b) {
    return edition_precedes(day(a), day(b), *parse_day(asked));
  });
  return editions;
}

}  // namespace

TEST_CASE("the latest edition that has begun stands, later ones come last") {
  const std::vector<std::string> editions{"2025-01-01", "2019-01-01", "", "2020-01-01", "2023-01-01"};
  CHECK(in_turn(editions, "2020-06-30") ==
        std::vector<std::string>{"2020-01-01", "2019-01-01", "", "2023-01-01", "2025-01-01"});
  CHECK(in_turn(editions, "2026-01-01") ==
        std::vector<std::string>{"2025-01-01", "2023-01-01", "2020-01-01", "2019-01-01", ""});
}

TEST_CASE("an edition stands on its own first day, not on the day before") {
  CHECK(in_turn({"2019-01-01", "2020-01-01"}, "2020-01-01").front() == "2020-01-01");
  CHECK(in_turn({"2019-01-01", "2020-01-01"}, "2019-12-31").front() == "2019-01-01");
}

TEST_CASE("when all editions are later the earliest stands, unless one does not tell its day") {
  CHECK(in_turn({"2025-01-01", "2023-01-01"}, "2018-03-01").front() == "2023-01-01");
  CHECK(in_turn({"2025-01-01", "", "2023-01-01"}, "2018-03-01").front().empty());
}

TEST_CASE("editions of one day keep their order") {
  const Day asked = *parse_day("2024-01-01");
  CHECK_FALSE(edition_precedes(day("2023-01-01"), day("2023-01-01"), asked));
  CHECK_FALSE(edition_precedes(day("2025-01-01"), day("2025-01-01"), asked));
  CHECK_FALSE(edition_precedes(day(""), day(""), asked));
  CHECK(edition_time(day("2024-01-01"), asked) == EditionTime::begun);
  CHECK(edition_time(day("2024-01-02"), asked) == EditionTime::later);
}

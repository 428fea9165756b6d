#include "maillage/base/date.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <array>
#include <catch2/catch.hpp>

using namespace maillage;

namespace {

Day day_of(int y, unsigned m, unsigned d) {
  return std::chrono::sys_days{std::chrono::year{y} / std::chrono::month{m} / std::chrono::day{d}};
}

}  // namespace

TEST_CASE("date: every form that administrations write is one day") {
  for (const char* text : {"2023-12-31", "2023/12/31", "31/12/2023", "31-12-2023", "31.12.2023", "20231231",
                           "2023-12-31T00:00:00", "2023-12-31 10:30:00"}) {
    INFO(text);
    CHECK(parse_day(text) == day_of(2023, 12, 31));
  }
}

TEST_CASE("date: what is no day, or could be two, is refused") {
  for (const char* text : {"", "2024-02-30", "30/02/2024", "31/12/23", "12/31/2023", "2023-13-01", "2023",
                           "45291", "hier", "2023-12", "2023-12-31x", "00/00/0000"}) {
    INFO(text);
    CHECK_FALSE(parse_day(text).has_value());
  }
}

TEST_CASE("date: serial numbers of workbooks count from 1900 with its false leap day") {
  CHECK(parse_excel_serial("45291") == day_of(2023, 12, 31));
  CHECK(parse_excel_serial("61") == day_of(1900, 3, 1));
  CHECK_FALSE(parse_excel_serial("2023-12-31").has_value());
  CHECK_FALSE(parse_excel_serial("-1").has_value());
}

TEST_CASE("date: what is printed is read, in both languages") {
  REQUIRE(rc::check([] {
    const Day day = day_of(1900, 1, 1) + std::chrono::days{*rc::gen::inRange(0, 80000)};
    RC_ASSERT(parse_day(to_iso(day)) == day);
    RC_ASSERT(parse_day(to_french(day)) == day);
  }));
}

TEST_CASE("date: months end where they end") {
  CHECK(add_months(day_of(2024, 1, 31), 1) == day_of(2024, 2, 29));
  CHECK(add_months(day_of(2023, 1, 31), 1) == day_of(2023, 2, 28));
  CHECK(add_months(day_of(2023, 12, 31), 6) == day_of(2024, 6, 30));
  CHECK(add_months(day_of(2024, 3, 31), -1) == day_of(2024, 2, 29));
  CHECK(year_of(day_of(2023, 12, 31)) == 2023);
  CHECK(new_year(2024) == day_of(2024, 1, 1));
}

TEST_CASE("date: a year of two digits is no day, and told from other faults") {
  CHECK_FALSE(parse_day("01/02/21"));
  CHECK(with_whole_year(" 01/02/21 ") == "01/02/2021");
  CHECK(with_whole_year("1.2.21") == "1.2.2021");
  CHECK_FALSE(with_whole_year("31/02/21"));
  CHECK_FALSE(with_whole_year("01/02/2021"));
  CHECK_FALSE(with_whole_year("courant 21"));
  CHECK_FALSE(with_whole_year("2021"));
}

TEST_CASE("period: an inclusive last day is held, the day after is not") {
  const Period in_force{new_year(2020), until_after(day_of(2023, 12, 31))};
  CHECK(in_force.holds(day_of(2020, 1, 1)));
  CHECK(in_force.holds(day_of(2023, 12, 31)));
  CHECK_FALSE(in_force.holds(day_of(2024, 1, 1)));
  CHECK_FALSE(in_force.holds(day_of(2019, 12, 31)));
}

TEST_CASE("period: the intersection holds the days that both hold") {
  REQUIRE(rc::check([] {
    const auto draw = [] { return day_of(2020, 1, 1) + std::chrono::days{*rc::gen::inRange(0, 30)}; };
    const Period a{draw(), draw()}, b{draw(), draw()};
    const Period both = intersection(a, b);
    for (int i = -1; i <= 31; ++i) {
      const Day day = day_of(2020, 1, 1) + std::chrono::days{i};
      RC_ASSERT(both.holds(day) == (a.holds(day) && b.holds(day)));
    }
  }));
}

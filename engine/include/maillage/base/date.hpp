// Days and periods.
//
// A Day is a civil day (std::chrono::sys_days), without hour or zone. A Period is half-open: it holds
// `from` and every day before `until`. Files of administrations give inclusive ends; they are converted
// once, at reading, with `until_after(last_day)`. A period without a known beginning or end uses
// `first_day` and `no_end`.
//
// parse_day takes, and only takes: 2023-12-31, 2023/12/31, 31/12/2023, 31-12-2023, 31.12.2023, 20231231,
// 2023-12-31 followed by a time that is ignored, and, when asked, an Excel serial (45291, system 1900).
// Days that do not exist (30/02/2024) are refused. A year of two digits is refused: it cannot be dated.
//
//     Period in_force{*parse_day("2020-01-01"), until_after(*parse_day("31/12/2023"))};
//     in_force.holds(*parse_day("2023-12-31"));   // true
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace maillage {

using Day = std::chrono::sys_days;

inline constexpr Day first_day{std::chrono::year{1} / std::chrono::January / 1};
inline constexpr Day no_end{std::chrono::year{9999} / std::chrono::December / 31};

[[nodiscard]] std::optional<Day> parse_day(std::string_view text);
// "01/02/21" -> "01/02/2021": a day but for its year of two digits; nothing for any other text.
[[nodiscard]] std::optional<std::string> with_whole_year(std::string_view text);
[[nodiscard]] std::optional<Day> parse_excel_serial(std::string_view text);
[[nodiscard]] std::string to_iso(Day day);          // 2023-12-31
[[nodiscard]] std::string to_french(Day day);       // 31/12/2023
[[nodiscard]] Day add_months(Day day, int months);  // the last day of the month when the day does not exist
[[nodiscard]] int year_of(Day day);
[[nodiscard]] Day new_year(int year);  // the 1st of January
[[nodiscard]] constexpr Day until_after(Day last) {
  return last + std::chrono::days{1};
}
// The last day of a period that is over on `until`.
[[nodiscard]] constexpr Day day_before(Day until) {
  return until - std::chrono::days{1};
}

struct Period {
  Day from = first_day;
  Day until = no_end;

  [[nodiscard]] constexpr bool holds(Day day) const { return from <= day && day < until; }
  [[nodiscard]] constexpr bool empty() const { return until <= from; }
  friend constexpr auto operator<=>(const Period&, const Period&) = default;
};

[[nodiscard]] constexpr Period intersection(Period a, Period b) {
  return {a.from > b.from ? a.from : b.from, a.until < b.until ? a.until : b.until};
}

}  // namespace maillage

#include "maillage/base/date.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

std::optional<int> digits(std::string_view text) {
  if (!all_digits(text)) return std::nullopt;
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Day> make_day(std::string_view year, std::string_view month, std::string_view day) {
  const auto y = digits(year), m = digits(month), d = digits(day);
  if (!y || !m || !d || year.size() != 4 || month.size() > 2 || day.size() > 2 || *y == 0)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*y}, std::chrono::month{static_cast<unsigned>(*m)},
                                         std::chrono::day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  return Day{date};
}

std::string_view without_time(std::string_view text) {
  const std::size_t time = text.find_first_of("T ");
  if (time == std::string_view::npos || time + 1 >= text.size()) return text;
  const char next = text[time + 1];
  return next >= '0' && next <= '9' ? text.substr(0, time) : text;
}

}  // namespace

std::optional<Day> parse_day(std::string_view raw) {
  const std::string_view text = without_time(trim(raw));
  if (text.size() == 8 && all_digits(text))
    return make_day(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
  const std::size_t first = text.find_first_of("-/.");
  if (first == std::string_view::npos) return std::nullopt;
  const char separator = text[first];
  const auto parts = split(text, separator);
  if (parts.size() != 3) return std::nullopt;
  if (parts[0].size() == 4 && separator != '.') return make_day(parts[0], parts[1], parts[2]);
  return make_day(parts[2], parts[1], parts[0]);
}

std::optional<std::string> with_whole_year(std::string_view raw) {
  const std::string_view text = without_time(trim(raw));
  const std::size_t last = text.find_last_of("-/.");
  if (last == std::string_view::npos || text.size() - last != 3) return std::nullopt;
  std::string whole = fmt::format("{}20{}", text.substr(0, last + 1), text.substr(last + 1));
  if (!parse_day(whole)) return std::nullopt;
  return whole;
}

std::optional<Day> parse_excel_serial(std::string_view raw) {
  const auto number = parse_number(trim(raw), Decimal::point);
  // 60 is Excel's 29 February 1900, a day that never was; no register is that old.
  if (!number || *number < 61 || *number > 2958465) return std::nullopt;
  const Day origin{std::chrono::year{1899} / std::chrono::December / 30};
  return origin + std::chrono::days{static_cast<int>(std::floor(*number))};
}

std::string to_iso(Day day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string to_french(Day day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date.day()),
                     static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
}

Day add_months(Day day, int months) {
  const std::chrono::year_month_day date{day};
  const std::chrono::year_month_day moved = date + std::chrono::months{months};
  return moved.ok() ? Day{moved} : Day{moved.year() / moved.month() / std::chrono::last};
}

int year_of(Day day) {
  return static_cast<int>(std::chrono::year_month_day{day}.year());
}

Day new_year(int year) {
  return Day{std::chrono::year{year} / std::chrono::January / 1};
}

}  // namespace maillage

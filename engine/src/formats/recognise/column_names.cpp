#include "formats/recognise/column_names.hpp"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr std::array<std::string_view, 12> months{"janvier",   "fevrier", "mars",     "avril",
                                                  "mai",       "juin",    "juillet",  "aout",
                                                  "septembre", "octobre", "novembre", "decembre"};

int number_of(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::optional<int> plausible_year(std::string_view digits) {
  if (!all_digits(digits)) return std::nullopt;
  int year = number_of(digits);
  if (digits.size() == 2) year += year < 70 ? 2000 : 1900;
  if (year < 1900 || year > 2100) return std::nullopt;
  return year;
}

}  // namespace

std::string plain_name(std::string_view name) {
  std::string plain = fold(name);
  std::erase(plain, ' ');
  std::erase(plain, '_');
  return plain;
}

NamePattern compile_pattern(std::string_view pattern) {
  using Slot = NamePattern::Slot;
  constexpr std::array<std::pair<std::string_view, Slot>, 3> slots{
      {{"(YYYY)", Slot::year4}, {"(YY)", Slot::year2}, {"(DATE)", Slot::date}}};
  for (const auto& [text, slot] : slots) {
    const std::size_t at = pattern.find(text);
    if (at == std::string_view::npos) continue;
    return {plain_name(pattern.substr(0, at)), plain_name(pattern.substr(at + text.size())), slot};
  }
  return {plain_name(pattern), {}, Slot::none};
}

std::optional<NameMatch> match_name(const NamePattern& pattern, std::string_view plain) {
  if (pattern.slot == NamePattern::Slot::none) {
    return plain == pattern.before ? std::optional<NameMatch>(NameMatch{}) : std::nullopt;
  }
  if (plain.size() < pattern.before.size() + pattern.after.size()) return std::nullopt;
  if (!plain.starts_with(pattern.before) || !plain.ends_with(pattern.after)) return std::nullopt;
  const std::string_view inside =
      plain.substr(pattern.before.size(), plain.size() - pattern.before.size() - pattern.after.size());
  if (pattern.slot == NamePattern::Slot::date) {
    const auto day = parse_plain_date(inside);
    return day ? std::optional<NameMatch>(NameMatch{year_of(*day), day}) : std::nullopt;
  }
  if (inside.size() != (pattern.slot == NamePattern::Slot::year2 ? 2 : 4)) return std::nullopt;
  const auto year = plausible_year(inside);
  return year ? std::optional<NameMatch>(NameMatch{*year, std::nullopt}) : std::nullopt;
}

std::optional<Day> parse_plain_date(std::string_view plain) {
  if (plain.size() == 8 && all_digits(plain)) {
    return parse_day(fmt::format("{}/{}/{}", plain.substr(0, 2), plain.substr(2, 2), plain.substr(4)));
  }
  for (std::size_t month = 0; month < months.size(); ++month) {
    const std::size_t at = plain.find(months[month]);
    if (at == std::string_view::npos) continue;
    std::string_view day = plain.substr(0, at);
    if (day.ends_with("er")) day.remove_suffix(2);
    const std::string_view year = plain.substr(at + months[month].size());
    if (!all_digits(day) || day.size() > 2 || year.size() != 4 || !all_digits(year)) continue;
    return parse_day(fmt::format("{}-{:02}-{:02}", year, month + 1, number_of(day)));
  }
  return std::nullopt;
}

}  // namespace maillage

// Names of columns compared as people mean them: without case, accents, blanks and
// punctuation; patterns with a year.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "maillage/base/date.hpp"

namespace maillage {

[[nodiscard]] std::string plain_name(std::string_view name);  // "Numéro commune" -> "numerocommune"

struct NamePattern {
  enum class Slot : std::uint8_t { none, year2, year4, date };
  std::string before;
  std::string after;
  Slot slot = Slot::none;
};

struct NameMatch {
  int year = 0;
  std::optional<Day> day;  // of a date written out
};

[[nodiscard]] NamePattern compile_pattern(std::string_view pattern);
[[nodiscard]] std::optional<NameMatch> match_name(const NamePattern& pattern, std::string_view plain);

// "10juillet2025", "1erjanvier2021", "01012025" -> the day.
[[nodiscard]] std::optional<Day> parse_plain_date(std::string_view plain);

}  // namespace maillage

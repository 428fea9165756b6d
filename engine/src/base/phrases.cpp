#include "maillage/base/phrases.hpp"

#include <fmt/format.h>

#include <cmath>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr double hair_of_percent = 1e-9;  // less than one person of any country, in percent

std::string tenth_text(double percent, Lang lang) {
  return lang == Lang::fr ? fmt::format("{}{}%", french_number(percent, 1), thin_space)
                          : fmt::format("{:.1f}%", percent);
}

std::string whole_text(int percent, Lang lang) {
  return lang == Lang::fr ? fmt::format("{}{}%", percent, thin_space) : fmt::format("{}%", percent);
}

std::string more_than(const std::string& text, Lang lang) {
  return fmt::format("{} {}", say(lang, "more than"), text);
}

std::string less_than(const std::string& text, Lang lang) {
  return fmt::format("{} {}", say(lang, "less than"), text);
}

std::string at_least(double percent, Lang lang) {
  if (rounded_down(percent, 1) <= 0) return say(lang, "some share");
  return fmt::format("{} {}", say(lang, "at least"), lower_percent_text(percent, lang));
}

std::string at_most(double percent, Lang lang) {
  if (rounded_up(percent, 1) >= 100) return upper_percent_text(percent, lang);
  return fmt::format("{} {}", say(lang, "at most"), upper_percent_text(percent, lang));
}

}  // namespace

std::string number_text(std::size_t count, Lang lang) {
  return figure_text(static_cast<double>(count), 0, lang);
}

std::string figure_text(double value, int decimals, Lang lang) {
  if (lang == Lang::fr) return french_number(value, decimals);
  std::string text = fmt::format("{:.{}f}", std::abs(rounded(value, decimals)), decimals);
  const std::size_t whole = decimals > 0 ? text.find('.') : text.size();
  for (std::size_t i = whole; i > 3; i -= 3) text.insert(i - 3, ",");
  return rounded(value, decimals) < 0 ? "-" + text : text;
}

std::string day_text(Day day, Lang lang) {
  return lang == Lang::fr ? to_french(day) : to_iso(day);
}

std::string counted(std::size_t count, std::string_view word, Lang lang) {
  const bool plural = lang == Lang::fr ? count >= 2 : count != 1;
  return fmt::format("{} {}{}", number_text(count, lang), word, plural ? "s" : "");
}

std::string listed(std::span<const std::string> names, std::size_t most, Lang lang) {
  const std::string conjunction = say(lang, " and ");
  // "et 1 autre" is no shorter than the name itself.
  const std::size_t shown = names.size() <= most + 1 ? names.size() : most;
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == names.size();
    if (i > 0) text += last ? conjunction : std::string(", ");
    text += names[i];
  }
  if (shown == names.size()) return text;
  const std::string others = number_text(names.size() - shown, lang);
  text += fmt::format("{}{} {}", shown == 0 ? std::string() : conjunction, others, say(lang, "others"));
  return text;
}

std::string percent_text(double percent, Lang lang) {
  if (percent >= 100 - hair_of_percent) return whole_text(100, lang);
  if (percent <= hair_of_percent) return whole_text(0, lang);
  if (percent >= 99.95) return more_than(tenth_text(99.9, lang), lang);
  if (percent < 0.05) return less_than(tenth_text(0.1, lang), lang);
  return tenth_text(rounded(percent, 1), lang);
}

std::string lower_percent_text(double percent, Lang lang) {
  if (percent >= 100 - hair_of_percent) return whole_text(100, lang);
  const double down = rounded_down(percent, 1);
  return down > 0 ? tenth_text(down, lang) : more_than(whole_text(0, lang), lang);
}

std::string upper_percent_text(double percent, Lang lang) {
  if (percent <= hair_of_percent) return whole_text(0, lang);
  const double up = rounded_up(percent, 1);
  return up < 100 ? tenth_text(up, lang) : less_than(whole_text(100, lang), lang);
}

std::string percent_range_text(double low, double high, Lang lang) {
  if (high - low <= hair_of_percent) return percent_text(low, lang);
  const bool open_below = low <= hair_of_percent;
  const bool open_above = high >= 100 - hair_of_percent;
  if (open_below && open_above) return say(lang, "an unknown share");
  if (open_above) return at_least(low, lang);
  if (open_below) return at_most(high, lang);
  const std::string from = lower_percent_text(low, lang);
  const std::string to = upper_percent_text(high, lang);
  if (from == to) return from;
  return say(lang, "between {} and {}", from, to);
}

}  // namespace maillage

#include "formats/recognise/number_column.hpp"

#include <algorithm>
#include <cmath>

namespace maillage {
namespace {

bool counts_things(const ColumnRule& rule) {
  return rule.kind == Kind::count && rule.info.decimals == 0;
}

std::string_view without_percent(std::string_view text, const ColumnRule& rule) {
  if (rule.kind == Kind::rate && text.ends_with('%')) text.remove_suffix(1);
  return trim(text);
}

}  // namespace

bool could_be_thousands(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t sign = text.find_first_of(".,");
  if (sign == std::string_view::npos || sign == 0 || sign > 3 || text.front() == '0') return false;
  return text.size() == sign + 4 && all_digits(text.substr(0, sign)) && all_digits(text.substr(sign + 1));
}

NumberStyle style_of(const std::vector<std::string_view>& texts, const ColumnRule& rule) {
  bool comma = false;
  bool point = false;
  bool unsure = false;
  for (const std::string_view text : texts) {
    const std::size_t sign = text.find_first_of(".,");
    if (sign == std::string_view::npos || !parse_number(without_percent(text, rule))) continue;
    if (could_be_thousands(text)) {
      unsure = true;
    } else {
      (text[sign] == ',' ? comma : point) = true;
    }
  }
  NumberStyle style;
  style.mixed = comma && point;
  if (comma != point) style.decimal = comma ? Decimal::comma : Decimal::point;
  style.thousands_or_decimals = unsure && !comma && !point && counts_things(rule);
  return style;
}

std::optional<double> read_figure(std::string_view text, const NumberStyle& style, const ColumnRule& rule) {
  if (style.thousands_or_decimals && could_be_thousands(text)) return std::nullopt;
  return parse_number(without_percent(text, rule), style.decimal);
}

bool prints_at(double value, double step) {
  const double steps = value / step;
  return std::fabs(steps - std::round(steps)) < 1e-6 * std::max(1.0, std::fabs(steps));
}

}  // namespace maillage

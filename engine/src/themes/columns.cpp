#include "themes/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

Cell cell_of(const MeasureMap& measures, std::string_view code, std::size_t zone) {
  const auto found = measures.find(code);
  return found == measures.end() ? missing(Presence::not_available) : found->second.at(zone);
}

// `measures` may hold, at a level above, the sum that `rebuilt` holds as well.
bool comes_from_below(const LevelFigures& figures, std::string_view code, std::size_t zone) {
  const auto found = figures.rebuilt.find(code);
  return found != figures.rebuilt.end() &&
         same(found->second.at(zone), cell_of(figures.measures, code, zone));
}

}  // namespace

bool same(const Cell& a, const Cell& b) {
  return a.presence == b.presence && a.bounds == b.bounds && a.marks == b.marks &&
         (a.value == b.value || (std::isnan(a.value) && std::isnan(b.value)));
}

std::string interval_text(const Cell& cell) {
  return fmt::format("{} [{}, {}]",
                     cell.is_known() ? plain_number(tidy(cell.value)) : std::string(to_string(cell.presence)),
                     plain_number(tidy_down(cell.bounds.lower)),
                     std::isinf(cell.bounds.upper) ? "open" : plain_number(tidy_up(cell.bounds.upper)));
}

Cell own_rate(const Cell& numerator, const Cell& denominator, const Ratio& ratio_of) {
  const bool whole = !numerator.marks.has(Mark::partial) && !denominator.marks.has(Mark::partial);
  Cell rate = ratio(numerator, denominator, ratio_of.per);
  if (rate.presence == Presence::not_applicable) return rate;
  if (ratio_of.relation == Relation::part_of_whole)
    rate.bounds.upper = std::max(std::min(rate.bounds.upper, ratio_of.per), rate.bounds.lower);
  if (rate.is_known() && whole) {
    rate.bounds.upper = std::max(rate.bounds.upper, rate.value);
    return rate;
  }
  Cell none = missing(rate.is_known() ? Presence::not_available : rate.presence, rate.bounds);
  none.marks = rate.marks;
  return none;
}

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::published:
      return "published";
    case Origin::computed:
      return "computed";
    case Origin::rebuilt:
      return "rebuilt";
    case Origin::none:
      break;
  }
  return "none";
}

Chosen choose_rate(const LevelFigures& figures, const Indicator& indicator, double least_known_share,
                   std::size_t zone) {
  const std::string& code = indicator.info.code;
  const Cell published = cell_of(figures.measures, code, zone);
  if (published.is_known()) return {published, Origin::published};
  const Cell own = indicator.ratio ? own_rate(cell_of(figures.measures, indicator.ratio->numerator, zone),
                                              cell_of(figures.measures, indicator.ratio->denominator, zone),
                                              *indicator.ratio)
                                   : missing(published.presence);
  if (own.is_known()) {
    const bool below = comes_from_below(figures, indicator.ratio->numerator, zone) &&
                       comes_from_below(figures, indicator.ratio->denominator, zone);
    return {own, below ? Origin::rebuilt : Origin::computed};
  }
  if (own.presence == Presence::not_applicable) return {own, Origin::none};
  const Cell rebuilt = cell_of(figures.rebuilt, code, zone);
  const Cell share = cell_of(figures.known_share, code, zone);
  if (rebuilt.is_known() && share.is_known() && share.value >= least_known_share)
    return {rebuilt, Origin::rebuilt};
  const bool has_published = figures.measures.contains(code);
  const bool has_rebuilt = figures.rebuilt.contains(code);
  Cell none = missing(published.presence, has_rebuilt ? rebuilt.bounds : own.bounds);
  if (has_rebuilt) none.marks = rebuilt.marks;
  if (!has_published) none.presence = has_rebuilt && !rebuilt.is_known() ? rebuilt.presence : own.presence;
  return {none, Origin::none};
}

void describe(ColumnInfo& info, const LevelFigures& figures, const Indicator& indicator) {
  std::vector<std::string_view> codes{indicator.info.code};
  if (indicator.ratio) codes.insert(codes.end(), {indicator.ratio->numerator, indicator.ratio->denominator});
  for (const std::string_view code : codes) {
    const Measure* measure = find_measure(figures, code);
    if (measure == nullptr) continue;
    if (!info.observed) info.observed = measure->info.observed;
    if (info.field.empty()) info.field = measure->info.field;
    if (info.rounding == 0 && code == indicator.info.code) info.rounding = measure->info.rounding;
    const std::string& source = measure->info.source;
    if (source.empty() || info.source.find(source) != std::string::npos) continue;
    info.source += (info.source.empty() ? "" : " ; ") + source;
  }
}

Cell whole_sum(const std::vector<Cell>& cells) {
  for (const Cell& cell : cells)
    if (!cell.is_known()) return missing(cell.presence);
  return sum(cells);
}

Measure renamed(const Measure& measure, const ColumnInfo& words) {
  Measure result = measure;
  result.info.code = words.code;
  result.info.label = words.label;
  result.info.short_name = words.short_name;
  result.info.unit = words.unit;
  result.info.decimals = words.decimals;
  if (!words.field.empty()) result.info.field = words.field;
  return result;
}

std::string cell_text(const Cell& cell, int decimals, Lang lang) {
  const auto text = [&](double value) { return figure_text(value, decimals, lang); };
  if (cell.is_known() && !cell.marks.has(Mark::partial)) return text(cell.value);
  const std::string lower = text(rounded_down(cell.bounds.lower, decimals));
  if (std::isinf(cell.bounds.upper)) {
    if (cell.bounds.lower > 0) return say(lang, "at least {}", lower);
    if (!cell.is_known()) return say(lang, "not available");
    return say(lang, "{} where it is known", text(cell.value));
  }
  const std::string upper = text(rounded_up(cell.bounds.upper, decimals));
  return lower == upper ? lower : say(lang, "between {} and {}", lower, upper);
}

std::string percent_cell_text(const Cell& cell, int decimals, Lang lang) {
  return cell_text(cell, decimals, lang) + (lang == Lang::fr ? " %" : "%");
}

std::string spaced(std::string text, Lang lang) {
  return lang == Lang::fr ? french_spacing(text) : text;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many, Lang lang) {
  const bool single = lang == Lang::fr ? count < 2 : count == 1;
  return fmt::format("{}{}{}", number_text(count, lang), lang == Lang::fr ? "\u00a0" : " ",
                     single ? one : many);
}

}  // namespace maillage

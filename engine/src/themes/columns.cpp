#include "themes/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

const Measure* find(const MeasureMap& measures, std::string_view code) {
  const auto found = measures.find(code);
  return found == measures.end() ? nullptr : &found->second;
}

Cell cell_of(const Measure* measure, std::size_t zone) {
  return measure == nullptr ? missing(Presence::not_available) : measure->at(zone);
}

// A figure, and what the level below makes of it. `measures` may hold, at a level above, the sum that `rebuilt` holds as
// well.
struct Figure {
  const Measure* known = nullptr;
  const Measure* rebuilt = nullptr;

  [[nodiscard]] Cell at(std::size_t zone) const { return cell_of(known, zone); }
  [[nodiscard]] bool comes_from_below(std::size_t zone) const {
    return rebuilt != nullptr && same(rebuilt->at(zone), at(zone));
  }
};

Figure figure_of(const LevelFigures& figures, std::string_view code) {
  return {find(figures.measures, code), find(figures.rebuilt, code)};
}

// What a rate may be taken from.
struct RateSources {
  Figure rate, numerator, denominator;
  const Measure* known_share = nullptr;
  const Ratio* ratio = nullptr;  // none: the rate is published, or is not there
};

Chosen choose(const RateSources& from, double least_known_share, std::size_t zone) {
  const Cell published = from.rate.at(zone);
  if (published.is_known()) return {published, Origin::published};
  const Cell own = from.ratio != nullptr
                       ? own_rate(from.numerator.at(zone), from.denominator.at(zone), *from.ratio)
                       : missing(published.presence);
  if (own.is_known()) {
    const bool below = from.numerator.comes_from_below(zone) && from.denominator.comes_from_below(zone);
    return {own, below ? Origin::rebuilt : Origin::computed};
  }
  if (own.presence == Presence::not_applicable) return {own, Origin::none};
  const Cell rebuilt = cell_of(from.rate.rebuilt, zone);
  const Cell share = cell_of(from.known_share, zone);
  if (rebuilt.is_known() && share.is_known() && share.value >= least_known_share)
    return {rebuilt, Origin::rebuilt};
  const bool has_rebuilt = from.rate.rebuilt != nullptr;
  Cell none = missing(published.presence, has_rebuilt ? rebuilt.bounds : own.bounds);
  if (has_rebuilt) none.marks = rebuilt.marks;
  if (from.rate.known == nullptr)
    none.presence = has_rebuilt && !rebuilt.is_known() ? rebuilt.presence : own.presence;
  return {none, Origin::none};
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

std::vector<Chosen> choose_rates(const LevelFigures& figures, const Indicator& indicator,
                                 double least_known_share) {
  RateSources from{.rate = figure_of(figures, indicator.info.code),
                   .known_share = find(figures.known_share, indicator.info.code)};
  if (indicator.ratio) {
    from.numerator = figure_of(figures, indicator.ratio->numerator);
    from.denominator = figure_of(figures, indicator.ratio->denominator);
    from.ratio = &*indicator.ratio;
  }
  std::vector<Chosen> chosen;
  chosen.reserve(figures.zoning->size());
  for (std::size_t zone = 0; zone < figures.zoning->size(); ++zone)
    chosen.push_back(choose(from, least_known_share, zone));
  return chosen;
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

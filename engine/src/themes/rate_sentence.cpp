#include "themes/rate_sentence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "themes/columns.hpp"

namespace maillage {
namespace {

bool complete(const Cell& cell) {
  return cell.is_known() && !cell.marks.has(Mark::partial);
}

std::string zones_text(std::size_t count, const Level& level, Lang lang) {
  return counted(count, level_word(level, 1, lang), level_word(level, 2, lang), lang);
}

// One zone's figure and its unit when it follows each.
std::string with_unit(const std::string& figure, const RateWords& words) {
  return words.after_each ? figure + words.unit : figure;
}

// The zones whose rate prints the same as this one, by name: "CC A", "CC A et CC B", "3 EPCI".
std::string names_at(const Layer& layer, const Measure& rates, const std::string& printed, Lang lang) {
  std::vector<std::string> names;
  for (std::size_t zone = 0; zone < rates.size(); ++zone)
    if (complete(rates.at(zone)) && figure_text(rates.at(zone).value, rates.info.decimals, lang) == printed)
      names.push_back(layer.zoning->name(zone).empty() ? layer.zoning->code(zone) : layer.zoning->name(zone));
  if (names.size() <= 2) return listed(names, 2, lang);
  return zones_text(names.size(), layer.zoning->level(), lang);
}

std::string whole_text(const Layer& territory, const RateWords& words, Lang lang) {
  const Measure* rates = find_measure(territory, words.code);
  if (rates == nullptr || rates->size() == 0) return {};
  const std::string& name = territory.zoning->name(0);
  const Measure* shares = find_measure(territory, words.code + "_known_share");
  Cell cell = rates->at(0);
  if (!complete(cell))
    if (const Measure* rebuilt = find_measure(territory, words.code + "_rebuilt")) cell = rebuilt->at(0);
  std::string text = say(lang, "{}: {}", name, with_unit(cell_text(cell, rates->info.decimals, lang), words));
  if (!complete(cell) && shares != nullptr && shares->at(0).is_known())
    text += say(lang, " ({}% of inhabitants known)", figure_text(shares->at(0).value, 1, lang));
  return text;
}

// The published national rate replaces that of a territory that is not one département.
std::string national_text(const Layer& layer, const RateWords& words, int decimals, Lang lang) {
  const auto nation = std::ranges::find(layer.references, words.code, &Reference::column);
  return nation == layer.references.end() ? std::string()
                                          : say(lang, "{}: {} (published)", nation->label,
                                                with_unit(figure_text(nation->value, decimals, lang), words));
}

// "de 48,5 (CC X) à 71,8 (CU Y) places pour 100 enfants …, 2 sur 3 EPCI (…)".
std::string range_text(const Layer& layer, const Measure& rates, const std::vector<double>& values,
                       const RateWords& words, Lang lang) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const std::string lowest = figure_text(*low, rates.info.decimals, lang);
  const std::string highest = figure_text(*high, rates.info.decimals, lang);
  const std::string unit = words.after_each ? std::string() : words.unit;
  std::string text = lowest == highest ? fmt::format("{}{} ({})", with_unit(lowest, words), unit,
                                                     names_at(layer, rates, lowest, lang))
                                       : say(lang, "from {} ({}) to {} ({}){}", with_unit(lowest, words),
                                             names_at(layer, rates, lowest, lang), with_unit(highest, words),
                                             names_at(layer, rates, highest, lang), unit);
  const std::string zones = zones_text(layer.zoning->size(), layer.zoning->level(), lang);
  if (values.size() == layer.zoning->size()) return text + ", " + zones;
  return text +
         say(lang, ", {} of {} (the others have no complete rate)", number_text(values.size(), lang), zones);
}

}  // namespace

std::string rate_sentence(const Layer& layer, const Layer* territory, const RateWords& words, Lang lang) {
  const Measure* rates = find_measure(layer, words.code);
  std::string text = words.title;
  if (rates != nullptr && rates->info.observed) text += fmt::format(" ({})", year_of(*rates->info.observed));
  std::vector<double> values;
  for (std::size_t zone = 0; rates != nullptr && zone < rates->size(); ++zone)
    if (complete(rates->at(zone))) values.push_back(rates->at(zone).value);
  text += say(lang, ": ");
  text += values.empty() ? say(lang, "no complete rate by {}", level_word(layer.zoning->level(), 1, lang))
                         : range_text(layer, *rates, values, words, lang);
  std::string whole = territory != nullptr ? whole_text(*territory, words, lang) : std::string();
  if (whole.empty()) whole = national_text(layer, words, rates != nullptr ? rates->info.decimals : 1, lang);
  if (!whole.empty()) text += say(lang, "; {}", whole);
  return spaced(text + ".", lang);
}

}  // namespace maillage

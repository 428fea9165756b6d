#include <fmt/format.h>

#include <algorithm>

#include "layers/columns.hpp"
#include "maillage/base/text.hpp"
#include "maillage/layers/childcare.hpp"

namespace maillage {
namespace {

bool complete(const Cell& cell) {
  return cell.is_known() && !cell.marks.has(Mark::partial);
}

// The zones whose rate prints the same as this one, by name: "CC A", "CC A et CC B", "3 EPCI".
std::string names_at(const Layer& layer, const Measure& rates, const std::string& printed) {
  std::vector<std::string> names;
  for (std::size_t zone = 0; zone < rates.size(); ++zone)
    if (complete(rates.at(zone)) && french_number(rates.at(zone).value, 1) == printed)
      names.push_back(layer.zoning->name(zone).empty() ? layer.zoning->code(zone) : layer.zoning->name(zone));
  if (names.size() == 1) return names.front();
  if (names.size() == 2) return names[0] + " et " + names[1];
  return counted(names.size(), "", french_level(layer.zoning->level(), true));
}

std::string whole_text(const Layer& territory) {
  const Measure* rates = find_measure(territory, "rate_total");
  if (rates == nullptr || rates->size() == 0) return {};
  const std::string& name = territory.zoning->name(0);
  const Measure* shares = find_measure(territory, "rate_total_known_share");
  Cell cell = rates->at(0);
  if (!complete(cell))
    if (const Measure* rebuilt = find_measure(territory, "rate_total_rebuilt")) cell = rebuilt->at(0);
  std::string text = fmt::format("{} : {}", name, french_cell(cell, 1));
  if (!complete(cell) && shares != nullptr && shares->at(0).is_known())
    text += fmt::format(" ({} % des habitants connus)", french_number(shares->at(0).value, 1));
  return text;
}

// The published national rate stands in for a territory that is not one département.
std::string national_text(const Layer& layer) {
  const auto nation = std::ranges::find(layer.references, "rate_total", &Reference::column);
  return nation == layer.references.end()
             ? std::string()
             : fmt::format("{} : {} (publié)", nation->label, french_number(nation->value, 1));
}

}  // namespace

std::string childcare_sentence(const Layer& layer, const Layer* territory) {
  const Measure* rates = find_measure(layer, "rate_total");
  const std::string many = french_level(layer.zoning->level(), true);
  std::string head = "Accueil du jeune enfant";
  if (rates != nullptr && rates->info.observed) head += fmt::format(" ({})", year_of(*rates->info.observed));
  std::vector<double> values;
  for (std::size_t zone = 0; rates != nullptr && zone < rates->size(); ++zone)
    if (complete(rates->at(zone))) values.push_back(rates->at(zone).value);
  std::string text;
  if (values.empty()) {
    text = fmt::format("{} : aucun taux complet par {}", head, french_level(layer.zoning->level(), false));
  } else {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const std::string lowest = french_number(*low, 1);
    const std::string highest = french_number(*high, 1);
    const std::string unit = "places pour 100 enfants de moins de 3 ans";
    if (lowest == highest)
      text = fmt::format("{} : {} {} ({})", head, lowest, unit, names_at(layer, *rates, lowest));
    else
      text = fmt::format("{} : de {} ({}) à {} ({}) {}", head, lowest, names_at(layer, *rates, lowest),
                         highest, names_at(layer, *rates, highest), unit);
    const std::size_t zones = layer.zoning->size();
    if (values.size() == zones)
      text += fmt::format(", {}", counted(zones, french_level(layer.zoning->level(), false), many));
    else
      text += fmt::format(", {} sur {} (les autres sont sans taux complet)",
                          french_number(static_cast<double>(values.size())),
                          counted(zones, french_level(layer.zoning->level(), false), many));
  }
  std::string whole = territory != nullptr ? whole_text(*territory) : std::string();
  if (whole.empty()) whole = national_text(layer);
  if (!whole.empty()) text += fmt::format(" ; {}", whole);
  return french_spacing(text + ".");
}

}  // namespace maillage

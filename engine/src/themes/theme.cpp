#include "maillage/themes/theme.hpp"

#include <algorithm>
#include <array>

#include "maillage/base/phrases.hpp"
#include "maillage/themes/childcare.hpp"
#include "maillage/themes/ctg/layers.hpp"
#include "maillage/themes/indicators.hpp"
#include "maillage/themes/poverty.hpp"
#include "maillage/themes/territory.hpp"

namespace maillage {
namespace {

const Layer* layer_of(const ThemeLayers& layers, const Level& level) {
  const auto found = layers.find(level);
  return found == layers.end() ? nullptr : found->second;
}

// The layer of the only département of a territory.
const Layer* layer_of_territory(const ThemeLayers& layers) {
  const Layer* departements = layer_of(layers, Level::departement);
  return departements != nullptr && departements->zoning->size() == 1 ? departements : nullptr;
}

// One sentence for each département, as long as there are few.
template <class Sentence>
std::vector<std::string> by_departement(const ThemeLayers& layers, Sentence sentence) {
  constexpr std::size_t most = 5;
  std::vector<std::string> sentences;
  const Layer* territory = layer_of(layers, Level::departement);
  if (territory != nullptr && territory->zoning->size() <= most)
    for (std::size_t zone = 0; zone < territory->zoning->size(); ++zone)
      sentences.push_back(sentence(*territory, zone));
  return sentences;
}

std::optional<Layer> of_territory(const Theme&, const ThemeInputs& inputs, const Level& level, Diagnostics&) {
  return territory_layer(inputs, level);
}

std::optional<Layer> of_ctg(const Theme&, const ThemeInputs& inputs, const Level& level, Diagnostics&) {
  return ctg_layer(inputs.ctg->field, inputs.ctg->reg, inputs.ctg->answer, level, inputs.lang);
}

std::optional<Layer> of_childcare(const Theme&, const ThemeInputs& inputs, const Level& level,
                                  Diagnostics& diagnostics) {
  const LevelFigures& figures = inputs.levels.at(level);
  const Zoning& zones = *figures.zoning;
  return childcare_layer(figures, inputs.indicators,
                         {.nation = inputs.reference("rate_total", Level::nation, zones),
                          .departement = inputs.reference("rate_total", Level::departement, zones),
                          .target = inputs.childcare_target},
                         diagnostics, inputs.lang);
}

std::vector<std::string> childcare_sentences(const Theme&, const ThemeInputs& inputs,
                                             const ThemeLayers& layers) {
  const Layer* epci = layer_of(layers, Level::epci);
  if (epci == nullptr) return {};
  return {childcare_sentence(*epci, layer_of_territory(layers), inputs.lang)};
}

std::optional<Layer> of_poverty(const Theme&, const ThemeInputs& inputs, const Level& level,
                                Diagnostics& diagnostics) {
  const LevelFigures& figures = inputs.levels.at(level);
  const Zoning& zones = *figures.zoning;
  return poverty_layer(figures,
                       {.nation = inputs.reference("poverty_rate", Level::nation, zones),
                        .region = inputs.reference("poverty_rate", Level::region, zones),
                        .departement = inputs.reference("poverty_rate", Level::departement, zones)},
                       diagnostics, inputs.lang);
}

std::vector<std::string> poverty_sentences(const Theme&, const ThemeInputs& inputs,
                                           const ThemeLayers& layers) {
  return by_departement(layers, [&](const Layer& layer, std::size_t zone) {
    return poverty_sentence(layer, zone, inputs.lang);
  });
}

std::optional<Layer> of_priority(const Theme&, const ThemeInputs& inputs, const Level& level,
                                 Diagnostics& diagnostics) {
  return priority_layer(inputs.communes,
                        level == Level::commune ? identity(inputs.communes.zoning) : inputs.to.at(level),
                        inputs.overlay, diagnostics, inputs.lang);
}

std::optional<OwnLayer> of_qpv(const ThemeInputs& inputs) {
  if (inputs.overlay.listed == nullptr) return std::nullopt;
  return OwnLayer{qpv_layer(inputs.overlay, inputs.lang), inputs.overlay.outlines};
}

std::optional<OwnLayer> of_qpv_pieces(const ThemeInputs& inputs) {
  if (inputs.overlay.qpv == nullptr) return std::nullopt;
  return OwnLayer{qpv_piece_layer(inputs.communes, inputs.overlay, inputs.lang), nullptr};
}

std::vector<std::string> priority_sentences(const Theme&, const ThemeInputs& inputs,
                                            const ThemeLayers& layers) {
  return by_departement(layers, [&](const Layer& layer, std::size_t zone) {
    return priority_sentence(layer, zone, inputs.lang);
  });
}

std::optional<Layer> of_indicators(const Theme& theme, const ThemeInputs& inputs, const Level& level,
                                   Diagnostics&) {
  const LevelFigures& figures = inputs.levels.at(level);
  const std::vector<Indicator> shown = indicators_with_figures(theme.name, figures, inputs.indicators);
  if (shown.empty()) return std::nullopt;
  IndicatorReferences references;
  for (const Indicator& indicator : shown)
    for (const Level& above : indicator.references)
      if (auto rate = inputs.reference(indicator.info.code, above, *figures.zoning))
        references[indicator.info.code].emplace(above, std::move(*rate));
  return indicator_layer(theme.name, figures, inputs.indicators, references, inputs.lang);
}

std::vector<std::string> sentences_of_indicators(const Theme&, const ThemeInputs& inputs,
                                                 const ThemeLayers& layers) {
  const Layer* epci = layer_of(layers, Level::epci);
  const Layer* layer = epci != nullptr ? epci : layer_of(layers, Level::commune);
  if (layer == nullptr) return {};
  return indicator_sentences(*layer, layer_of_territory(layers), inputs.indicators, inputs.lang);
}

constexpr std::array<std::string_view, 1> area_alone{"area"};
constexpr std::array<std::string_view, 2> area_and_qpv{"area", "qpv"};
constexpr std::array<std::string_view, 1> answer_needed{"ctg"};
constexpr std::array<std::string_view, 6> childcare_needs{
    "rate_total", "rate_eaje", "places_total", "places_eaje", "places_eaje_psu", "children_under_3"};
constexpr std::array<std::string_view, 3> poverty_needs{"poverty_rate", "poor_persons", "median_income"};
constexpr std::array<std::string_view, 3> priority_needs{"zrr", "frr", "qpv"};

constexpr std::array<Theme, 5> computed{
    {{.name = "territory",
      .title = "territory: code, name, what it belongs to, population, area",
      .uses = area_alone,
      .layer = of_territory},
     {.name = "ctg", .title = "coverage by a Ctg", .needs = answer_needed, .layer = of_ctg},
     {.name = "childcare",
      .title = "early childcare: coverage rates, places, gaps",
      .needs = childcare_needs,
      .complete = prepare_childcare,
      .layer = of_childcare,
      .sentences = childcare_sentences},
     {.name = "poverty",
      .title = "monetary poverty (Filosofi)",
      .needs = poverty_needs,
      .prepare = prepare_poverty,
      .ratios = poverty_ratios,
      .layer = of_poverty,
      .sentences = poverty_sentences},
     {.name = "priority",
      .title = "priority zones: ZRR, FRR, QPV",
      .needs = priority_needs,
      .uses = area_and_qpv,
      .layer = of_priority,
      .first = of_qpv,
      .last = of_qpv_pieces,
      .sentences = priority_sentences}}};

}  // namespace

std::span<const Theme> computed_themes() {
  return computed;
}

std::vector<Theme> themes_with(std::span<const Indicator> indicators) {
  std::vector<Theme> themes(computed.begin(), computed.end());
  for (const std::string& name : themes_of(indicators))
    themes.push_back({.name = std::ranges::find(indicators, name, &Indicator::theme)->theme,
                      .layer = of_indicators,
                      .sentences = sentences_of_indicators});
  return themes;
}

bool is_computed(std::string_view name) {
  return std::ranges::find(computed, name, &Theme::name) != computed.end();
}

bool is_given(const Theme& theme, const ThemeInputs& inputs, const Level& level) {
  const LevelFigures& figures = inputs.levels.at(level);
  return theme.needs.empty() || std::ranges::any_of(theme.needs, [&](std::string_view code) {
           if (code == "ctg") return inputs.ctg.has_value();
           if (code == "qpv") return inputs.overlay.qpv != nullptr;
           return find_measure(figures, code) != nullptr || figures.rebuilt.contains(code) ||
                  find_category(figures, code) != nullptr || find_category(inputs.communes, code) != nullptr;
         });
}

std::vector<ThemeName> theme_names(std::span<const Indicator> indicators, Lang lang) {
  std::vector<ThemeName> names;
  for (const Theme& theme : themes_with(indicators)) {
    std::string title = text_of(term(theme.title), lang);
    if (theme.title.empty()) {
      constexpr std::size_t most_labels = 3;
      std::vector<std::string> labels;
      for (const Indicator& indicator : indicators)
        if (indicator.theme == theme.name) labels.push_back(label_of(indicator, lang));
      title = listed(labels, most_labels, lang);
    }
    names.push_back({std::string(theme.name), std::move(title)});
  }
  return names;
}

}  // namespace maillage

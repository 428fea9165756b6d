#include "maillage/themes/indicators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "maillage/base/text.hpp"
#include "themes/columns.hpp"
#include "themes/rate_sentence.hpp"

namespace maillage {
namespace {

bool has_figure(const LevelFigures& figures, std::string_view code) {
  return find_measure(figures, code) != nullptr || figures.rebuilt.contains(code);
}

bool has_figure(const LevelFigures& figures, const Indicator& indicator) {
  return has_figure(figures, indicator.info.code) ||
         (indicator.ratio && has_figure(figures, indicator.ratio->numerator) &&
          has_figure(figures, indicator.ratio->denominator));
}

bool shows(const Layer& layer, std::string_view code) {
  return std::ranges::any_of(layer.columns,
                             [code](const Column& column) { return info_of(column).code == code; });
}

// The words of the indicator, with the day and the source of the figure.
Measure worded(const Measure& measure, const Indicator& indicator, Lang lang) {
  ColumnInfo words = indicator.info;
  words.label = label_of(indicator, lang);
  return renamed(measure, words);
}

std::string level_label(const Level& level, Lang lang) {
  if (level == Level::nation) return say(lang, "national rate");
  if (level == Level::region) return say(lang, "rate of the région");
  if (level == Level::departement) return say(lang, "rate of the département");
  return say(lang, "rate ({})", level.one);
}

bool is_percent(const Indicator& indicator) {
  return indicator.info.unit == "percent";
}

void add_gaps(Layer& layer, const Measure& rate, const Indicator& indicator,
              const IndicatorReferences& references, Lang lang) {
  const auto own = references.find(indicator.info.code);
  for (const Level& level : indicator.references) {
    if (level == layer.zoning->level()) continue;
    const ReferenceRate* reference = nullptr;
    if (own != references.end())
      if (const auto found = own->second.find(level); found != own->second.end()) reference = &found->second;
    if (reference == nullptr) {
      layer.notes.push_back(say(lang, "{}, gap to the {}: not available, given by no table nor by the study.",
                                label_of(indicator, lang), level_label(level, lang)));
      continue;
    }
    Measure gap({.code = fmt::format("{}_gap_{}", indicator.info.code, level.code),
                 .label = say(lang, "{}, gap to the {}", label_of(indicator, lang), level_label(level, lang)),
                 .unit = is_percent(indicator) ? "points" : indicator.info.unit,
                 .observed = rate.info.observed,
                 .source = reference->source,
                 .decimals = rate.info.decimals},
                Kind::rate, rate.size());
    for (std::size_t zone = 0; zone < rate.size(); ++zone) {
      const Cell other = reference->at(zone);
      gap.set(zone, other.is_known() ? subtract(rate.at(zone), other) : missing(other.presence, any_number));
    }
    layer.columns.emplace_back(std::move(gap));
    const std::string year = reference->observed ? fmt::format(" ({})", year_of(*reference->observed)) : "";
    layer.notes.push_back(say(lang, "{}, gap to the {}: {}{}, source: {}.", label_of(indicator, lang),
                              level_label(level, lang), reference->name, year, reference->source));
    if (level == Level::nation && reference->cells.size() == 1 && reference->cells.front().is_known())
      layer.references.push_back({indicator.info.code, reference->cells.front().value,
                                  reference->observed ? reference->name + year : reference->name});
  }
}

// A ratio of two years says both.
void add_years(Layer& layer, const LevelFigures& figures, const Indicator& indicator, Lang lang) {
  const Measure* numerator = find_measure(figures, indicator.ratio->numerator);
  const Measure* denominator = find_measure(figures, indicator.ratio->denominator);
  if (numerator == nullptr || denominator == nullptr) return;
  const auto& above = numerator->info.observed;
  const auto& below = denominator->info.observed;
  if (!above || !below || year_of(*above) == year_of(*below)) return;
  layer.notes.push_back(say(lang, "{}: numerator of {}, denominator of {}.", label_of(indicator, lang),
                            year_of(*above), year_of(*below)));
}

void add_part(Layer& layer, const LevelFigures& figures, std::string_view code,
              std::span<const Indicator> indicators, Lang lang) {
  const Measure* measure = find_measure(figures, code);
  const Indicator* known = find_indicator(indicators, code);
  const bool shown_by_theme = known != nullptr && known->theme == layer.theme;
  if (measure == nullptr || code == "population" || shown_by_theme || shows(layer, code)) return;
  layer.columns.emplace_back(known != nullptr ? worded(*measure, *known, lang) : *measure);
}

bool same_everywhere(const Measure& a, const Measure& b) {
  for (std::size_t zone = 0; zone < a.size(); ++zone)
    if (!same(a.at(zone), b.at(zone))) return false;
  return true;
}

bool is_whole(const Measure& known_share) {
  for (std::size_t zone = 0; zone < known_share.size(); ++zone)
    if (const Cell cell = known_share.at(zone); cell.is_known() && cell.value < 100) return false;
  return true;
}

void add_rate(Layer& layer, const LevelFigures& figures, const Indicator& indicator,
              std::span<const Indicator> indicators, const IndicatorReferences& references, Lang lang,
              double least_known_share) {
  const std::string& code = indicator.info.code;
  const std::string& label = label_of(indicator, lang);
  ColumnInfo info = indicator.info;
  info.label = label;
  describe(info, figures, indicator);
  Measure rate(std::move(info), indicator.kind, figures.zoning->size());
  Category origins({.code = code + "_origin", .label = say(lang, "{}, origin", label)},
                   {"published", "computed", "rebuilt", "none"}, rate.size());
  const std::vector<Chosen> chosen = choose_rates(figures, indicator, least_known_share);
  for (std::size_t zone = 0; zone < rate.size(); ++zone) {
    rate.set(zone, chosen[zone].cell);
    origins.set(zone, to_string(chosen[zone].origin));
  }
  layer.columns.emplace_back(rate);
  layer.columns.emplace_back(std::move(origins));
  const auto rebuilt = figures.rebuilt.find(code);
  if (rebuilt != figures.rebuilt.end() && !same_everywhere(rebuilt->second, rate))
    layer.columns.emplace_back(renamed(rebuilt->second, {.code = code + "_rebuilt",
                                                         .label = say(lang, "{}, rebuilt from sums", label),
                                                         .unit = indicator.info.unit,
                                                         .decimals = indicator.info.decimals}));
  if (rebuilt != figures.rebuilt.end() && !is_whole(figures.known_share.at(code)))
    layer.columns.emplace_back(
        renamed(figures.known_share.at(code), {.code = code + "_known_share",
                                               .label = say(lang, "{}, known share", label),
                                               .unit = "percent",
                                               .decimals = 1}));
  if (indicator.ratio) {
    add_part(layer, figures, indicator.ratio->numerator, indicators, lang);
    add_part(layer, figures, indicator.ratio->denominator, indicators, lang);
    add_years(layer, figures, indicator, lang);
  }
  add_gaps(layer, rate, indicator, references, lang);
}

}  // namespace

std::vector<Indicator> indicators_with_figures(std::string_view theme, const LevelFigures& figures,
                                               std::span<const Indicator> indicators) {
  std::vector<Indicator> shown;
  for (const Indicator& indicator : indicators)
    if (indicator.theme == theme && is_shown_at(indicator, figures.zoning->level()) &&
        has_figure(figures, indicator))
      shown.push_back(indicator);
  return shown;
}

Layer indicator_layer(std::string_view theme, const LevelFigures& figures,
                      std::span<const Indicator> indicators, const IndicatorReferences& references, Lang lang,
                      double least_known_share) {
  Layer layer{.theme = std::string(theme), .zoning = figures.zoning};
  const std::vector<Indicator> shown = indicators_with_figures(theme, figures, indicators);
  for (const Indicator& indicator : shown) {
    if (indicator.kind == Kind::rate)
      add_rate(layer, figures, indicator, indicators, references, lang, least_known_share);
    else
      layer.columns.emplace_back(worded(*find_measure(figures, indicator.info.code), indicator, lang));
    const std::string& note =
        lang == Lang::en && !indicator.note_en.empty() ? indicator.note_en : indicator.note;
    if (!note.empty()) layer.notes.push_back(note);
  }
  const auto first_rate = std::ranges::find(shown, Kind::rate, &Indicator::kind);
  if (!shown.empty()) {
    const Indicator& first = first_rate != shown.end() ? *first_rate : shown.front();
    layer.style = first.info.code;
    layer.worse_when_high = first.worse_when_high;
  }
  return layer;
}

std::vector<std::string> indicator_sentences(const Layer& layer, const Layer* territory,
                                             std::span<const Indicator> indicators, Lang lang) {
  std::vector<std::string> sentences;
  for (const Indicator& indicator : indicators) {
    if (indicator.kind != Kind::rate || indicator.theme != layer.theme || !shows(layer, indicator.info.code))
      continue;
    const bool percent = is_percent(indicator);
    sentences.push_back(rate_sentence(layer, territory,
                                      {.code = indicator.info.code,
                                       .title = label_of(indicator, lang),
                                       .unit = percent                       ? say(lang, "%")
                                               : indicator.info.unit.empty() ? ""
                                                                             : " " + indicator.info.unit,
                                       .after_each = percent},
                                      lang));
  }
  return sentences;
}

}  // namespace maillage

#include "run/theme_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "join/levels.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/themes/childcare.hpp"
#include "maillage/themes/ctg/layers.hpp"
#include "maillage/themes/indicators.hpp"
#include "maillage/themes/poverty.hpp"
#include "maillage/themes/theme.hpp"
#include "run/territory_layer.hpp"

namespace maillage {
namespace {

constexpr std::size_t most_sentences = 5;  // zones told one by one

bool has_any(const LevelFigures& figures, std::span<const std::string_view> codes) {
  return std::ranges::any_of(codes, [&](std::string_view code) {
    return find_measure(figures, code) != nullptr || figures.rebuilt.contains(code) ||
           find_category(figures, code) != nullptr;
  });
}

// The layer over the zones that are printed: EPCI only touching the territory are left out.
Layer printed(Layer layer, const ZoningRef& zoning) {
  if (layer.zoning == zoning) return layer;
  std::vector<std::size_t> zones;
  for (const Zone& zone : zoning->zones()) zones.push_back(*layer.zoning->find(zone.code));
  return with_zones(layer, zones);
}

bool says_something(Presence presence) {
  return presence != Presence::not_available && presence != Presence::no_match &&
         presence != Presence::not_applicable;
}

// A column that no source gives says nothing: the notes of the layer do.
bool says_something(const Column& column) {
  if (const auto* measure = std::get_if<Measure>(&column)) {
    for (std::size_t zone = 0; zone < measure->size(); ++zone)
      if (says_something(measure->at(zone).presence)) return true;
    return false;
  }
  const auto* category = std::get_if<Category>(&column);
  if (category == nullptr) return true;
  for (std::size_t zone = 0; zone < category->size(); ++zone)
    if (says_something(category->presence(zone))) return true;
  return false;
}

void add_layer(Run& run, Layer layer) {
  std::erase_if(layer.columns, [](const Column& column) { return !says_something(column); });
  if (run.study.lang == Lang::fr)
    for (std::string& note : layer.notes) note = french_spacing(note);
  const Level level = layer.zoning->level();
  const auto shapes = run.shapes.drawn.find(level);
  run.layers.push_back({std::move(layer), shapes != run.shapes.drawn.end() ? shapes->second : nullptr});
}

const Layer* find_layer(const Run& run, std::string_view theme, const Level& level) {
  for (const RunLayer& layer : run.layers)
    if (layer.layer.theme == theme && layer.layer.zoning->level() == level) return &layer.layer;
  return nullptr;
}

// The layer of the only département of a territory.
const Layer* layer_of_territory(const Run& run, std::string_view theme) {
  const Layer* departements = find_layer(run, theme, Level::departement);
  return departements != nullptr && departements->zoning->size() == 1 ? departements : nullptr;
}

// "cnaf-txcouv-epci or cnaf-txcouv-labels-epci": the tables of the catalogue that have it.
Message tables_with(const Level& level, std::string_view measure) {
  std::vector<std::string> tables;
  for (const Layout& layout : catalogue())
    if (layout.level == level && layout.kind == SourceKind::indicators && !layout.producer.empty() &&
        std::ranges::any_of(layout.columns,
                            [&](const ColumnRule& rule) { return rule.info.code == measure; }))
      tables.push_back(layout.id);
  return joined(tables, " or ");
}

// Rates of communes are never added up: without their places and children a level above has no layer.
void report_rates_alone(Run& run, const std::set<Level>& levels) {
  const Measure* rates = find_measure(run.levels.at(Level::commune), "rate_total");
  if (rates == nullptr || !levels.contains(Level::epci) ||
      find_layer(run, "childcare", Level::epci) != nullptr)
    return;
  run.diagnostics.add(
      {.severity = Severity::warning,
       .code = "childcare-no-epci",
       .place = {.file = rates->info.source, .column = "rate_total"},
       .found = message(
           "rates of communes alone: there is no childcare layer by EPCI, for rates are not averaged"),
       .expected =
           message("a table of rates by EPCI ({}), or tables of places ({}) and of children ({}) by commune",
                   tables_with(Level::epci, "rate_total"), tables_with(Level::commune, "places_total"),
                   tables_with(Level::commune, "children_under_3")),
       .advice = message("name them in `sources`; `maillage list layouts` says what they are")});
}

// What a theme is made from, besides the run.
struct Making {
  Run& run;
  const std::set<Level>& levels;
  const QpvOverlay& overlay;
};

void add_territory(const Making& making) {
  for (const Level& level : making.levels) add_layer(making.run, territory_layer(making.run, level));
}

void add_ctg(const Making& making) {
  Run& run = making.run;
  if (!run.ctg) return;
  for (Layer& layer : ctg_layers(run.ctg->field, run.ctg->reg, run.ctg->answer, run.study.lang)) {
    const Level level = layer.zoning->level();
    if (!making.levels.contains(level)) continue;
    add_layer(run, level == Level::epci
                       ? printed(std::move(layer), printed_zoning(run.geography, run.counted, level))
                       : std::move(layer));
  }
}

void add_childcare(const Making& making) {
  static constexpr std::array<std::string_view, 6> needed{
      "rate_total", "rate_eaje", "places_total", "places_eaje", "places_eaje_psu", "children_under_3"};
  Run& run = making.run;
  for (const Level& level : making.levels) {
    const LevelFigures& figures = run.levels.at(level);
    if (has_any(figures, needed))
      add_layer(run,
                childcare_layer(figures, run.study.indicators,
                                childcare_references(run.study, run.geography, run.figures, *figures.zoning),
                                run.diagnostics, run.study.lang));
  }
  report_rates_alone(run, making.levels);
  if (const Layer* epci = find_layer(run, "childcare", Level::epci))
    run.sentences.push_back(childcare_sentence(*epci, layer_of_territory(run, "childcare"), run.study.lang));
}

void add_poverty(const Making& making) {
  static constexpr std::array<std::string_view, 3> needed{"poverty_rate", "poor_persons", "median_income"};
  Run& run = making.run;
  for (const Level& level : making.levels) {
    const LevelFigures& figures = run.levels.at(level);
    if (has_any(figures, needed))
      add_layer(run, poverty_layer(figures,
                                   poverty_references(run.study, run.geography, run.figures, *figures.zoning),
                                   run.diagnostics, run.study.lang));
  }
  if (const Layer* territory = find_layer(run, "poverty", Level::departement))
    for (std::size_t zone = 0;
         zone < territory->zoning->size() && territory->zoning->size() <= most_sentences; ++zone)
      run.sentences.push_back(poverty_sentence(*territory, zone, run.study.lang));
}

void add_priority(const Making& making) {
  static constexpr std::array<std::string_view, 2> needed{"zrr", "frr"};
  Run& run = making.run;
  const QpvOverlay& overlay = making.overlay;
  const LevelFigures& communes = run.figures.communes;
  if (overlay.listed != nullptr) run.layers.push_back({qpv_layer(overlay, run.study.lang), overlay.outlines});
  if (overlay.qpv == nullptr && !has_any(communes, needed)) return;
  for (const Level& level : making.levels) {
    const Crosswalk crosswalk =
        level == Level::commune ? identity(run.geography.wide) : *crosswalk_to(run.geography, level);
    Diagnostics already_listed;
    Diagnostics& diagnostics = level == Level::commune ? run.diagnostics : already_listed;
    add_layer(run, printed(priority_layer(communes, crosswalk, overlay, diagnostics, run.study.lang),
                           printed_zoning(run.geography, run.counted, level)));
  }
  if (overlay.qpv != nullptr)
    run.layers.push_back({qpv_piece_layer(communes, overlay, run.study.lang), nullptr});
  if (const Layer* territory = find_layer(run, "priority", Level::departement))
    for (std::size_t zone = 0;
         zone < territory->zoning->size() && territory->zoning->size() <= most_sentences; ++zone)
      run.sentences.push_back(priority_sentence(*territory, zone, run.study.lang));
}

IndicatorReferences references_of(const Run& run, std::span<const Indicator> shown, const Zoning& zones) {
  IndicatorReferences references;
  for (const Indicator& indicator : shown)
    for (const Level& level : indicator.references)
      if (auto rate =
              reference_rate(run.study, run.geography, run.figures, indicator.info.code, level, zones))
        references[indicator.info.code].emplace(level, std::move(*rate));
  return references;
}

void add_indicators(const Making& making, std::string_view theme) {
  Run& run = making.run;
  const std::vector<Indicator>& indicators = run.study.indicators;
  for (const Level& level : making.levels) {
    const LevelFigures& figures = run.levels.at(level);
    const std::vector<Indicator> shown = indicators_with_figures(theme, figures, indicators);
    if (!shown.empty())
      add_layer(run, indicator_layer(theme, figures, indicators, references_of(run, shown, *figures.zoning),
                                     run.study.lang));
  }
  const Layer* epci = find_layer(run, theme, Level::epci);
  const Layer* layer = epci != nullptr ? epci : find_layer(run, theme, Level::commune);
  if (layer == nullptr) return;
  for (std::string& sentence :
       indicator_sentences(*layer, layer_of_territory(run, theme), indicators, run.study.lang))
    run.sentences.push_back(std::move(sentence));
}

// How each computed theme is made, in the order of `computed_themes`.
constexpr std::array<void (*)(const Making&), computed_themes.size()> makers{
    add_territory, add_ctg, add_childcare, add_poverty, add_priority};

Message levels_with(const Run& run, std::string_view code) {
  std::set<Level> levels;
  for (const auto* held : {&run.levels, &run.figures.published})
    for (const auto& [level, figures] : *held)
      if (find_measure(figures, code) != nullptr) levels.insert(level);
  std::vector<Message> words;
  for (const Level& level : levels) words.push_back(term(level.code));
  return words.empty() ? message("nowhere") : message("{} {}", message("by"), joined(std::move(words), ", "));
}

// An indicator that the study asks for and that no layer shows.
void report_without_figures(Run& run) {
  const std::vector<Indicator>& all = run.study.indicators;
  for (std::size_t i = all.size() - run.study.own_indicators; i < all.size(); ++i) {
    const Indicator& indicator = all[i];
    const std::string& code = indicator.info.code;
    const bool shown = std::ranges::any_of(run.layers, [&](const RunLayer& layer) {
      return layer.layer.theme == indicator.theme && find_measure(layer.layer, code) != nullptr;
    });
    if (shown || !wants(run.study, indicator.theme)) continue;
    run.diagnostics.add(
        {.severity = Severity::problem,
         .code = "indicator-without-figures",
         .place = {.file = run.study.file.filename().string(), .column = "indicators." + code},
         .found = indicator.ratio
                      ? message("no layer has it: {} is given {}, {} {}", indicator.ratio->numerator,
                                levels_with(run, indicator.ratio->numerator), indicator.ratio->denominator,
                                levels_with(run, indicator.ratio->denominator))
                      : message("no source gives it"),
         .expected = indicator.ratio ? message("both counts at one level that the study writes")
                                     : message("a source with columns = {{ {} = \"<column>\" }}", code),
         .advice = message("name the source in `sources`, or leave the indicator out")});
  }
}

// A figure that a source declares, and that neither a theme nor an indicator takes.
void report_unused_figures(Run& run) {
  const std::vector<Indicator>& indicators = run.study.indicators;
  const auto is_used = [&](const std::string& code) {
    return find_indicator(indicators, code) != nullptr || find_level(run.study.levels, code) ||
           std::ranges::any_of(indicators, [&](const Indicator& indicator) {
             return indicator.ratio &&
                    (indicator.ratio->numerator == code || indicator.ratio->denominator == code);
           });
  };
  for (const SourceSpec& source : run.study.sources)
    for (const auto& [code, column] : source.columns)
      if (!source.key.empty() && !is_used(code))
        run.diagnostics.add(
            {.severity = Severity::warning,
             .code = "figure-not-used",
             .place = {.file = source.given, .column = column},
             .found = message("{} is a figure that no layer shows", code),
             .expected = message("a figure of `maillage list indicators`"),
             .advice = message("add [indicators.{}] with its label, and it has a layer", code)});
}

// A ratio of two years is made, and said.
void report_two_years(Run& run) {
  const auto commune_or = [&](std::string_view code) -> const Measure* {
    for (const auto& [level, figures] : run.levels)
      if (const Measure* measure = find_measure(figures, code)) return measure;
    return nullptr;
  };
  const auto report = [&](const std::string& rate, std::string_view counted, std::string_view of) {
    const Measure* numerator = commune_or(counted);
    const Measure* denominator = commune_or(of);
    if (numerator == nullptr || denominator == nullptr || !numerator->info.observed ||
        !denominator->info.observed)
      return;
    const int above = year_of(*numerator->info.observed), below = year_of(*denominator->info.observed);
    if (above == below) return;
    run.diagnostics.add({.severity = Severity::warning,
                         .code = "indicator-two-years",
                         .place = {.file = run.study.file.filename().string(), .column = rate},
                         .found = message("{} is of {}, {} of {}", counted, above, of, below),
                         .expected = message("a numerator and a denominator of one year"),
                         .advice = message("the rate is computed, and its layers say both years")});
  };
  const std::vector<Indicator>& all = run.study.indicators;
  const std::size_t built_in = all.size() - run.study.own_indicators;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].ratio && wants(run.study, all[i].theme))
      report((i < built_in ? "" : "indicators.") + all[i].info.code, all[i].ratio->numerator,
             all[i].ratio->denominator);
  if (wants(run.study, "childcare")) report("rate_total", "places_total", "children_under_3");
}

}  // namespace

bool wants(const Study& study, std::string_view theme) {
  return study.output.themes.empty() ||
         std::ranges::find(study.output.themes, theme) != study.output.themes.end();
}

void add_layers(Run& run, const std::set<Level>& levels, const QpvOverlay& overlay) {
  const Making making{run, levels, overlay};
  for (std::size_t i = 0; i < makers.size(); ++i)
    if (wants(run.study, computed_themes[i])) makers[i](making);
  for (const std::string& theme : themes_of(run.study.indicators))
    if (wants(run.study, theme)) add_indicators(making, theme);
  report_without_figures(run);
  report_unused_figures(run);
  report_two_years(run);
}

}  // namespace maillage

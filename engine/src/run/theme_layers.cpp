#include "run/theme_layers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "join/levels.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/themes/childcare.hpp"
#include "maillage/themes/ctg/layers.hpp"
#include "maillage/themes/poverty.hpp"
#include "run/territory_layer.hpp"

namespace maillage {
namespace {

bool has_any(const LevelFigures& figures, std::initializer_list<std::string_view> codes) {
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

// A column that no source gives says nothing: the notes of the layer do.
bool says_something(const Column& column) {
  const auto is_told = [](Presence presence) {
    return presence != Presence::not_available && presence != Presence::no_match &&
           presence != Presence::not_applicable;
  };
  if (const auto* measure = std::get_if<Measure>(&column)) {
    for (std::size_t zone = 0; zone < measure->size(); ++zone)
      if (is_told(measure->at(zone).presence)) return true;
    return false;
  }
  const auto* category = std::get_if<Category>(&column);
  if (category == nullptr) return true;
  for (std::size_t zone = 0; zone < category->size(); ++zone)
    if (is_told(category->presence(zone))) return true;
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

const Layer* find_layer(const Run& run, std::string_view name) {
  for (const RunLayer& layer : run.layers)
    if (layer.layer.name() == name) return &layer.layer;
  return nullptr;
}

// "cnaf-txcouv-epci or cnaf-txcouv-labels-epci": the tables of the catalogue that have it.
std::string tables_with(Level level, std::string_view measure) {
  std::vector<std::string> tables;
  for (const Layout& layout : catalogue())
    if (layout.level == level && layout.kind == SourceKind::indicators && !layout.producer.empty() &&
        std::ranges::any_of(layout.columns,
                            [&](const ColumnRule& rule) { return rule.info.code == measure; }))
      tables.push_back(layout.id);
  return join(tables, " or ");
}

// Rates of communes are never added up: without their places and children a level above has no layer.
void report_rates_alone(Run& run, const std::set<Level>& levels) {
  const Measure* rates = find_measure(run.levels.at(Level::commune), "rate_total");
  if (rates == nullptr || !levels.contains(Level::epci) || find_layer(run, "childcare_epci") != nullptr)
    return;
  run.diagnostics.add(
      {.severity = Severity::warning,
       .code = "childcare-no-epci",
       .place = {.file = rates->info.source, .column = "rate_total"},
       .found = "rates of communes alone: there is no childcare layer by EPCI, for rates are not averaged",
       .expected = fmt::format(
           "a table of rates by EPCI ({}), or tables of places ({}) and of children ({}) by commune",
           tables_with(Level::epci, "rate_total"), tables_with(Level::commune, "places_total"),
           tables_with(Level::commune, "children_under_3")),
       .advice = "name them in `sources`; `maillage list layouts` says what they are"});
}

void add_childcare(Run& run, const std::set<Level>& levels) {
  if (!wants(run.study, "childcare")) return;
  for (const Level level : levels) {
    const LevelFigures& figures = run.levels.at(level);
    if (has_any(figures, {"rate_total", "rate_eaje", "places_total", "places_eaje", "places_eaje_psu",
                          "children_under_3"}))
      add_layer(run,
                childcare_layer(figures,
                                childcare_references(run.study, run.geography, run.figures, *figures.zoning),
                                run.diagnostics, run.study.lang));
  }
  report_rates_alone(run, levels);
  const Layer* departements = find_layer(run, "childcare_departement");
  const Layer* territory =
      departements != nullptr && departements->zoning->size() == 1 ? departements : nullptr;
  if (const Layer* epci = find_layer(run, "childcare_epci"))
    run.sentences.push_back(childcare_sentence(*epci, territory, run.study.lang));
}

void add_poverty(Run& run, const std::set<Level>& levels) {
  if (!wants(run.study, "poverty")) return;
  for (const Level level : levels) {
    const LevelFigures& figures = run.levels.at(level);
    if (has_any(figures, {"poverty_rate", "poor_persons", "median_income", "caf_persons", "caf_households"}))
      add_layer(run, poverty_layer(figures,
                                   poverty_references(run.study, run.geography, run.figures, *figures.zoning),
                                   run.diagnostics, run.study.lang));
  }
  if (const Layer* territory = find_layer(run, "poverty_departement"))
    for (std::size_t zone = 0; zone < territory->zoning->size() && territory->zoning->size() <= 5; ++zone)
      run.sentences.push_back(poverty_sentence(*territory, zone, run.study.lang));
}

void add_priority(Run& run, const std::set<Level>& levels, const QpvOverlay& overlay) {
  if (!wants(run.study, "priority")) return;
  const LevelFigures& communes = run.figures.communes;
  if (overlay.qpv == nullptr && !has_any(communes, {"zrr", "frr"})) return;
  for (const Level level : levels) {
    const Crosswalk crosswalk = level == Level::commune
                                    ? identity(run.geography.wide)
                                    : crosswalk_to(run.geography, grouping_of(run.geography, level));
    Diagnostics already_listed;
    Diagnostics& diagnostics = level == Level::commune ? run.diagnostics : already_listed;
    add_layer(run, printed(priority_layer(communes, crosswalk, overlay, diagnostics, run.study.lang),
                           printed_zoning(run.geography, level)));
  }
  if (overlay.qpv != nullptr)
    run.layers.push_back({qpv_piece_layer(communes, overlay, run.study.lang), nullptr});
  if (const Layer* territory = find_layer(run, "priority_departement"))
    for (std::size_t zone = 0; zone < territory->zoning->size() && territory->zoning->size() <= 5; ++zone)
      run.sentences.push_back(priority_sentence(*territory, zone, run.study.lang));
}

void add_ctg(Run& run, const std::set<Level>& levels) {
  if (!run.ctg || !wants(run.study, "ctg")) return;
  for (Layer& layer : ctg_layers(run.ctg->field, run.ctg->reg, run.ctg->answer, run.study.lang)) {
    const Level level = layer.zoning->level();
    if (!levels.contains(level)) continue;
    add_layer(run, level == Level::epci ? printed(std::move(layer), printed_zoning(run.geography, level))
                                        : std::move(layer));
  }
}

}  // namespace

bool wants(const Study& study, std::string_view theme) {
  return study.output.themes.empty() ||
         std::ranges::find(study.output.themes, theme) != study.output.themes.end();
}

void add_layers(Run& run, const std::set<Level>& levels, const QpvOverlay& overlay) {
  if (wants(run.study, "territory"))
    for (const Level level : levels) add_layer(run, territory_layer(run, level));
  add_ctg(run, levels);
  add_childcare(run, levels);
  add_poverty(run, levels);
  add_priority(run, levels, overlay);
}

}  // namespace maillage

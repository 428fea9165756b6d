#include "run/theme_layers.hpp"

#include <algorithm>
#include <variant>

#include "join/levels.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/labels.hpp"
#include "maillage/themes/theme.hpp"

namespace maillage {
namespace {

// The layer over the zones that are printed: communes beyond the territory, and EPCI only touching it, are left out.
Layer printed(Layer layer, const LevelFigures& figures) {
  const Level& level = layer.zoning->level();
  if ((level != Level::commune && level != Level::epci) || layer.zoning == figures.zoning) return layer;
  std::vector<std::size_t> zones;
  for (const Zone& zone : figures.zoning->zones()) zones.push_back(*layer.zoning->find(zone.code));
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

Layer readable(Layer layer, Lang lang) {
  std::erase_if(layer.columns, [](const Column& column) { return !says_something(column); });
  if (lang == Lang::fr)
    for (std::string& note : layer.notes) note = french_spacing(note);
  return layer;
}

void give_titles(Layer& layer, const Study& study) {
  layer.lang = study.lang;
  if (study.lang == Lang::en)
    for (Column& column : layer.columns)
      std::visit([&](auto& any) { put_in_english(any.info, study.indicators); }, column);
  layer.theme_title = theme_heading(layer.theme, study.indicators, study.lang);
  if (layer.title.empty())
    layer.title = layer_title(layer.theme, layer.zoning->level(), study.indicators, study.lang);
}

ThemeInputs inputs_of(const Run& run, const QpvOverlay& overlay) {
  const Study& study = run.study;
  ThemeInputs inputs{.lang = study.lang,
                     .edition = run.geography.edition,
                     .policy = run.counted.sentence,
                     .indicators = study.indicators,
                     .levels = run.levels,
                     .communes = run.figures.communes,
                     .wide_of = run.geography.wide_of,
                     .to = run.geography.to,
                     .overlay = overlay,
                     .ctg = std::nullopt,
                     .childcare_target = std::nullopt,
                     .reference = [&run](std::string_view code, const Level& level, const Zoning& zones) {
                       return reference_rate(run.study, run.geography, run.figures, code, level, zones);
                     }};
  if (run.ctg) inputs.ctg.emplace(CtgInputs{run.ctg->field, run.ctg->reg, run.ctg->answer});
  if (study.childcare_target)
    inputs.childcare_target = Target{*study.childcare_target, study.childcare_target_source.empty()
                                                                  ? study.file.filename().string()
                                                                  : study.childcare_target_source};
  return inputs;
}

void add_own(Run& run, std::optional<OwnLayer> own) {
  if (own) run.layers.push_back({std::move(own->layer), std::move(own->shapes)});
}

void add_theme(Run& run, const Theme& theme, const ThemeInputs& inputs, const std::set<Level>& levels) {
  if (theme.first != nullptr) add_own(run, theme.first(inputs));
  for (const Level& level : levels) {
    if (!is_given(theme, inputs, level)) continue;
    std::optional<Layer> layer = theme.layer(theme, inputs, level, run.diagnostics);
    if (!layer) continue;
    const auto shapes = run.shapes.drawn.find(level);
    run.layers.push_back({readable(printed(*std::move(layer), run.levels.at(level)), run.study.lang),
                          shapes != run.shapes.drawn.end() ? shapes->second : nullptr});
  }
  if (theme.last != nullptr) add_own(run, theme.last(inputs));
  if (theme.sentences == nullptr) return;
  ThemeLayers layers;
  for (const RunLayer& made : run.layers)
    if (made.layer.theme == theme.name && levels.contains(made.layer.zoning->level()))
      layers.emplace(made.layer.zoning->level(), &made.layer);
  for (std::string& sentence : theme.sentences(theme, inputs, layers))
    run.sentences.push_back(std::move(sentence));
}

}  // namespace

bool wants(const Study& study, std::string_view theme) {
  return study.output.themes.empty() ||
         std::ranges::find(study.output.themes, theme) != study.output.themes.end();
}

bool uses(const Study& study, std::string_view what) {
  return std::ranges::any_of(computed_themes(), [&](const Theme& theme) {
    return wants(study, theme.name) && std::ranges::find(theme.uses, what) != theme.uses.end();
  });
}

void add_layers(Run& run, const std::set<Level>& levels, const QpvOverlay& overlay) {
  const ThemeInputs inputs = inputs_of(run, overlay);
  for (const Theme& theme : themes_with(run.study.indicators))
    if (wants(run.study, theme.name)) add_theme(run, theme, inputs, levels);
  for (RunLayer& made : run.layers) give_titles(made.layer, run.study);
  report_figures(run, levels);
}

}  // namespace maillage

#include "run/map_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/themes/theme.hpp"

namespace maillage {
namespace {

[[noreturn]] void refuse(const Message& why) {
  throw Error(Failure::usage, why);
}

std::size_t known_cells(const Measure& measure) {
  std::size_t count = 0;
  for (std::size_t zone = 0; zone < measure.size(); ++zone) count += measure.at(zone).is_known() ? 1U : 0U;
  return count;
}

bool is_drawable(const Column& column) {
  return std::holds_alternative<Measure>(column) || std::holds_alternative<Category>(column);
}

bool has(const RunLayer& output, std::string_view column) {
  return find_measure(output.layer, column) != nullptr || find_category(output.layer, column) != nullptr;
}

// EPCI are what reports show, then communes, then the others from the narrowest.
int rank(const Level& level) {
  if (level == Level::epci) return 0;
  if (level == Level::commune) return 1;
  return 2;
}

std::string levels_that_draw(const Run& run, std::string_view column) {
  std::vector<std::string> levels;
  for (const RunLayer& output : run.layers)
    if (has(output, column) && std::ranges::find(levels, output.layer.zoning->level().code) == levels.end())
      levels.push_back(output.layer.zoning->level().code);
  return join(levels, ", ");
}

[[noreturn]] void refuse_unknown(const Run& run, const std::string& measure) {
  std::vector<std::string> codes;
  for (const MapMeasure& known : map_measures(run)) codes.push_back(known.info.code);
  const auto near = closest(measure, codes);
  refuse(message(
      "{0}: no layer of this study has \"{1}\"{2}; maillage list measures {0} lists what can be drawn",
      run.study.file.string(), measure, near ? message("; did you mean \"{}\"?", *near) : Message()));
}

const RunLayer& layer_with(const Run& run, const MapSpec& spec) {
  const RunLayer* best = nullptr;
  for (const RunLayer& output : run.layers) {
    const Level& level = output.layer.zoning->level();
    if (!has(output, spec.measure) || (!spec.level.empty() && level.code != spec.level)) continue;
    if (best == nullptr || rank(level) < rank(best->layer.zoning->level())) best = &output;
  }
  if (best != nullptr) return *best;
  const std::string levels = levels_that_draw(run, spec.measure);
  if (levels.empty()) refuse_unknown(run, spec.measure);
  refuse(message("{}: \"{}\" has no figures by {}; it has by {}: --level {}", run.study.file.string(),
                 spec.measure, spec.level, levels, levels.substr(0, levels.find(','))));
}

const Measure* circles_of(const Run& run, const RunLayer& shown, const std::string& code) {
  const Level& level = shown.layer.zoning->level();
  for (const RunLayer& output : run.layers) {
    if (output.layer.zoning->level() != level || output.layer.zoning->size() != shown.layer.zoning->size())
      continue;
    const Measure* measure = find_measure(output.layer, code);
    if (measure == nullptr) continue;
    if (measure->kind != Kind::count)
      refuse(message(
          "circles show counts, and \"{}\" is none ({}): their areas could not be added up; draw it as "
          "classes: maillage map {} {}",
          code, to_string(measure->kind), run.study.file.string(), code));
    return measure;
  }
  if (!levels_that_draw(run, code).empty())
    refuse(message("circles: \"{}\" has no figures by {}; it has by {}", code, level.code,
                   levels_that_draw(run, code)));
  refuse_unknown(run, code);
}

void refuse_kind(const Run& run, const MapSpec& spec, const MapChoice& choice) {
  const std::string study = run.study.file.string();
  const std::string level = choice.shown->layer.zoning->level().code;
  const bool is_count = choice.circles != nullptr && choice.figures == nullptr;
  if (choice.figures == nullptr && (spec.classes_asked || spec.classes.rule != ClassRule::automatic))
    refuse(
        message("\"{}\" is {}, and classes, their rule and their limits are those of a rate: leave them out",
                spec.measure, is_count ? message("a count, drawn as circles") : message("a category")));
  if (spec.kind == MapKind::choropleth && is_count)
    refuse(message(
        "\"{0}\" is a count: in classes of colour the largest zones would look the fullest; a count is drawn "
        "as circles: maillage map {1} {0} --level {2} --kind circles",
        spec.measure, study, level));
  if (spec.kind == MapKind::circles && !is_count)
    refuse(message("\"{0}\" is {3}, and circles show counts: maillage map {1} {0} --level {2} --kind {4}",
                   spec.measure, study, level,
                   choice.categories != nullptr ? message("a category") : message("no count"),
                   std::string(choice.categories != nullptr ? "categories" : "choropleth")));
  if (spec.kind == MapKind::choropleth && choice.categories != nullptr)
    refuse(message("\"{0}\" is a category, not a figure: maillage map {1} {0} --level {2} --kind categories",
                   spec.measure, study, level));
  if (spec.kind == MapKind::categories && choice.categories == nullptr)
    refuse(message("\"{0}\" holds figures, not categories: maillage map {1} {0} --level {2}", spec.measure,
                   study, level));
}

void refuse_empty(const Run& run, const MapChoice& choice) {
  const Measure* measure = choice.figures != nullptr ? choice.figures : choice.circles;
  if (choice.categories != nullptr || known_cells(*measure) > 0) return;
  refuse(message(
      "{}: every value of \"{}\" by {} is missing (secret, or not available): there is nothing to draw",
      run.study.file.string(), measure->info.code, choice.shown->layer.zoning->level().code));
}

MapChoice choice_of(const RunLayer& shown, const std::string& column) {
  MapChoice choice{.shown = &shown, .column = column};
  choice.categories = find_category(shown.layer, column);
  if (const Measure* measure = find_measure(shown.layer, column))
    (measure->kind == Kind::count ? choice.circles : choice.figures) = measure;
  return choice;
}

// The layer of the theme whose first column says most: statuses by commune, figures by EPCI where these have them.
const RunLayer* best_of_theme(const Run& run, std::string_view theme) {
  const RunLayer* best = nullptr;
  const auto score = [](const RunLayer& output) {
    const Level& level = output.layer.zoning->level();
    const bool by_commune = find_category(output.layer, output.layer.style) != nullptr;
    return by_commune && level == Level::commune ? -1 : rank(level);
  };
  for (const RunLayer& output : run.layers) {
    if (output.layer.theme != theme || output.shapes == nullptr || output.layer.zoning->size() < 2) continue;
    const Measure* measure = find_measure(output.layer, output.layer.style);
    const bool says_something = find_category(output.layer, output.layer.style) != nullptr ||
                                (measure != nullptr && 2 * known_cells(*measure) >= measure->size());
    if (says_something && (best == nullptr || score(output) < score(*best))) best = &output;
  }
  return best;
}

// The first count of a theme of indicators is what its first rate is a rate of.
const Measure* first_count(const RunLayer& shown) {
  for (const Column& column : shown.layer.columns)
    if (const Measure* measure = std::get_if<Measure>(&column);
        measure != nullptr && measure->kind == Kind::count && measure->info.unit == "foyers allocataires")
      return measure;
  return nullptr;
}

std::string kind_of(const Column& column) {
  const Measure* measure = std::get_if<Measure>(&column);
  return measure != nullptr ? std::string(to_string(measure->kind)) : "category";
}

}  // namespace

MapChoice changed_since(const Run& run, const Run& earlier, const MapChoice& choice) {
  const auto change = change_of(run, earlier, *choice.shown, choice.column);
  MapChoice changed{.shown = &change->layer, .column = change_code(choice.column), .change = change};
  changed.categories = find_category(change->layer.layer, changed.column);
  changed.figures = find_measure(change->layer.layer, changed.column);
  if (changed.figures != nullptr && known_cells(*changed.figures) == 0)
    refuse(message("{}: no zone has \"{}\" on both days, {} and {}: there is nothing to compare",
                   run.study.file.string(), choice.column, change->before, change->after));
  return changed;
}

std::vector<MapMeasure> map_measures(const Run& run) {
  std::vector<MapMeasure> measures;
  for (const RunLayer& output : run.layers)
    for (const Column& column : output.layer.columns) {
      if (!is_drawable(column)) continue;
      const std::string& level = output.layer.zoning->level().code;
      auto known = std::ranges::find(measures, info_of(column).code,
                                     [](const MapMeasure& measure) { return measure.info.code; });
      if (known == measures.end()) known = measures.insert(known, {info_of(column), kind_of(column), {}});
      if (std::ranges::find(known->levels, level) == known->levels.end()) known->levels.push_back(level);
    }
  return measures;
}

std::vector<MapChoice> choices_of(const Run& run, const MapSpec& spec) {
  if (!run.shapes.present())
    refuse(message(
        "{}: no source has the boundaries of the communes, and a map is made of them: add a file of polygons "
        "to `sources`",
        run.study.file.string()));
  std::vector<MapChoice> choices;
  if (spec.measure.empty()) {
    for (const ThemeName& theme : theme_names(run.study.indicators))
      if (const RunLayer* shown = best_of_theme(run, theme.name)) {
        MapChoice& choice = choices.emplace_back(choice_of(*shown, shown->layer.style));
        if (!is_computed(theme.name) && choice.figures != nullptr) choice.circles = first_count(*shown);
      }
    if (choices.empty())
      refuse(message(
          "{0}: no theme has figures for half of its zones; name a measure: maillage list measures {0}",
          run.study.file.string()));
    return choices;
  }
  const RunLayer& shown = layer_with(run, spec);
  MapChoice choice = choice_of(shown, spec.measure);
  if (!spec.since) refuse_kind(run, spec, choice);
  if (!spec.circles.empty()) choice.circles = circles_of(run, shown, spec.circles);
  refuse_empty(run, choice);
  return {choice};
}

}  // namespace maillage

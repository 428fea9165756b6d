#include "maillage/run/maps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/cartography/render.hpp"
#include "maillage/cartography/svg.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/formats/style/styles.hpp"
#include "run/map_choice.hpp"
#include "run/map_ground.hpp"
#include "run/map_words.hpp"
#include "run/run_with.hpp"

namespace maillage {
namespace {

constexpr std::size_t most_labels = 40;  // zones named when they are few
constexpr std::size_t most_towns = 14;   // communes named of many
constexpr std::size_t most_outstanding_named = 30;

Shapes shapes_of_file(const Run& run, const std::filesystem::path& path) {
  if (path.empty()) return {};
  Diagnostics not_of_figures;
  Source source = read_source(path, {}, not_of_figures);
  if (source.geometry != Geometry::polygons)
    throw Error(Failure::usage, message("{}: {} holds no polygon, and a map draws polygons",
                                        run.study.file.string(), path.string()));
  return std::move(source.shapes);
}

// The communes of the status, hatched where it holds.
MapOverlay hatched_overlay(const Run& run, const std::string& status) {
  for (const RunLayer& output : run.layers) {
    const Category* category = find_category(output.layer, status);
    if (category == nullptr || output.layer.zoning->level() != Level::commune || output.shapes == nullptr)
      continue;
    std::vector<std::size_t> zones;
    for (std::size_t zone = 0; zone < category->size(); ++zone)
      if (category->index(zone) && category->label(zone) != "not_classified") zones.push_back(zone);
    return {select(*output.shapes, zones), fmt::format("{} ({})", category->info.label, zones.size()), true};
  }
  throw Error(Failure::usage,
              message("{}: no layer of communes has the status \"{}\": add its list to `sources`",
                      run.study.file.string(), status));
}

void add_overlays(Map& map, const Run& run, const MapSpec& spec) {
  if (!spec.hatch.empty()) map.overlays.push_back(hatched_overlay(run, spec.hatch));
  if (spec.over.empty()) return;
  const std::string file = spec.over.filename().string();
  const auto known = std::ranges::find_if(run.sources, [&](const SourceRecord& source) {
    return std::filesystem::path(source.given).filename() == file && !source.title.empty();
  });
  map.overlays.push_back({shapes_of_file(run, spec.over),
                          known == run.sources.end() ? spec.over.stem().string() : known->title, false});
}

// What lies overseas goes into insets, and the rest of the map stays in the projection of most of it.
void add_ground(Map& map, const Run& run, const MapSpec& spec, const MapChoice& choice) {
  const MapGround ground = ground_of(run, *choice.shown->shapes);
  map.zones = part_of(*choice.shown->shapes, ground.main);
  map.behind = part_of(shapes_of_file(run, spec.behind), ground.main);
  add_overlays(map, run, spec);
  for (const MapPlace& place : ground.insets) {
    MapInset& inset = map.insets.emplace_back();
    inset.name = place.name;
    inset.zones = part_of(*choice.shown->shapes, place);
    for (const MapOverlay& overlay : map.overlays) inset.overlays.push_back(part_of(overlay.shapes, place));
  }
  for (MapOverlay& overlay : map.overlays) overlay.shapes = part_of(overlay.shapes, ground.main);
  if (const std::vector<std::size_t> close = zones_of_zoom(run, choice.shown->layer.zoning->level());
      !close.empty()) {
    MapInset& inset = map.insets.emplace_back();
    inset.name = zoom_name;
    inset.is_zoom = true;
    inset.zones = only(map.zones, close);
    for (const MapOverlay& overlay : map.overlays) inset.overlays.push_back(overlay.shapes);
  }
}

std::uint32_t place_of(const Style& style, const StyleClass* shown) {
  if (shown == nullptr) return no_class;
  for (std::size_t i = 0; i < style.classes.size(); ++i)
    if (&style.classes[i] == shown) return static_cast<std::uint32_t>(i);
  return static_cast<std::uint32_t>(style.classes.size() +
                                    static_cast<std::size_t>(shown - style.missing.data()));
}

// Its bounds lie in several classes, and not only because the source prints whole points.
bool is_doubtful(const Style& style, const Cell& cell) {
  if (!cell.is_known() || cell.marks == Marks(Mark::rounded) || cell.bounds.exact()) return false;
  const StyleClass* here = class_of(style, cell);
  const auto elsewhere = [&](double bound) {
    const StyleClass* there = class_of(style, known(bound));
    return there != here && !(there == nullptr && bound < cell.value && here == style.classes.data()) &&
           !(there == nullptr && bound > cell.value && here == &style.classes.back());
  };
  return elsewhere(cell.bounds.lower) || elsewhere(cell.bounds.upper);
}

void check_classes(const Run& run, const MapSpec& spec, const Measure& measure) {
  const bool counted_classes = spec.classes.rule != ClassRule::manual &&
                               spec.classes.rule != ClassRule::reference &&
                               spec.classes.rule != ClassRule::deviation;
  if (!spec.classes_asked || !counted_classes) return;
  std::vector<double> values;
  for (std::size_t zone = 0; zone < measure.size(); ++zone)
    if (const Cell cell = measure.at(zone); cell.is_known()) values.push_back(cell.value);
  const std::size_t different = different_values(values, measure.info.decimals);
  if (spec.classes.classes > different)
    throw Error(Failure::usage, message("{}: {} classes are asked for, and \"{}\" has only {} different "
                                        "values with {} decimals: ask for at most {}",
                                        run.study.file.string(), spec.classes.classes, measure.info.code,
                                        different, measure.info.decimals, different));
}

void classify(Map& map, const Run& run, const MapSpec& spec, const MapChoice& choice) {
  if (choice.figures != nullptr) check_classes(run, spec, *choice.figures);
  Layer layer = choice.shown->layer;
  // The palette that the layer states is that of the column it shows first; an indicator states its own.
  layer.worse_when_high = layer.worse_when_high && choice.column == layer.style;
  if (const Indicator* indicator =
          find_indicator(run.study.indicators, spec.measure.empty() ? choice.column : spec.measure))
    layer.worse_when_high = layer.worse_when_high || indicator->worse_when_high;
  ClassChoice classes = spec.classes;
  if (choice.change != nullptr) {
    // More on one side of nothing, less on the other.
    classes.reference = 0;
    if (classes.rule == ClassRule::automatic || classes.rule == ClassRule::reference)
      classes.rule = ClassRule::around;
  }
  map.style = style_of_column(layer, choice.column, classes, style_book(run.study.lang));
  const std::size_t zones = layer.zoning->size();
  for (std::size_t zone = 0; zone < zones; ++zone) {
    const StyleClass* shown = nullptr;
    if (choice.categories != nullptr) shown = class_of(map.style, *choice.categories, zone);
    if (choice.figures != nullptr) {
      shown = class_of(map.style, choice.figures->at(zone));
      map.doubtful.push_back(is_doubtful(map.style, choice.figures->at(zone)));
    }
    map.shown.push_back(place_of(map.style, shown));
  }
}

void add_circles(Map& map, const MapChoice& choice) {
  if (choice.circles == nullptr) return;
  MapCircles& circles = map.circles.emplace();
  for (std::size_t zone = 0; zone < choice.circles->size(); ++zone) {
    const Cell cell = choice.circles->at(zone);
    circles.values.push_back(cell.is_known() ? std::optional(cell.value) : std::nullopt);
  }
}

void add_names(Map& map, const Run& run, const MapChoice& choice) {
  const Layer& layer = choice.shown->layer;
  for (std::size_t zone = 0; zone < layer.zoning->size(); ++zone) {
    std::string name = layer.zoning->name(zone);
    const std::uint32_t shown = map.shown[zone];
    for (const Measure* measure : {choice.figures, choice.circles})
      if (measure != nullptr && measure->at(zone).is_known())
        name += "\u202f: " + value_words(*measure, measure->at(zone), run.study.lang);
    if (choice.figures == nullptr && shown != no_class)
      name += "\u202f: " + (shown < map.style.classes.size()
                                ? map.style.classes[shown]
                                : map.style.missing[shown - map.style.classes.size()])
                               .label;
    map.names.push_back(std::move(name));
  }
}

// Zones from the most inhabited; those without figure by size of nothing, at the end, in their order.
std::vector<std::size_t> by_population(const Run& run, const Layer& layer) {
  const LevelFigures& figures = run.levels.at(layer.zoning->level());
  const Measure* population = find_measure(figures, "population");
  std::vector<double> people(layer.zoning->size(), -1);
  for (std::size_t zone = 0; zone < people.size(); ++zone) {
    const auto found = figures.zoning->find(layer.zoning->code(zone));
    if (population != nullptr && found && population->at(*found).is_known())
      people[zone] = population->at(*found).value;
  }
  std::vector<std::size_t> order(people.size());
  for (std::size_t zone = 0; zone < order.size(); ++zone) order[zone] = zone;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return people[a] > people[b]; });
  return order;
}

std::vector<std::size_t> outstanding(const MapChoice& choice) {
  std::vector<std::size_t> zones;
  const bool is_ctg = choice.column == "ctg_status";
  if (choice.categories == nullptr || (!is_ctg && choice.change == nullptr)) return zones;
  for (std::size_t zone = 0; zone < choice.categories->size(); ++zone) {
    const std::string_view status = choice.categories->label(zone);
    const bool stands_out = is_ctg ? status == "not_covered" || status == "expired" || status == "no_epci"
                                   : status == "entered" || status == "left";
    if (stands_out) zones.push_back(zone);
  }
  if (zones.size() > most_outstanding_named) zones.clear();
  return zones;
}

// What a reader looks for first: the communes that are not covered, or that entered or left, then the towns; of levels above,
// all.
void add_labels(Map& map, const Run& run, const MapChoice& choice) {
  const Layer& layer = choice.shown->layer;
  constexpr std::size_t many = 400;
  const std::size_t zones = layer.zoning->size();
  const bool is_large = layer.zoning->level() == Level::departement || layer.zoning->level() == Level::region;
  const std::size_t most = is_large                                                  ? zones
                           : zones <= most_labels                                    ? most_labels
                           : layer.zoning->level() == Level::commune || zones > many ? most_towns
                                                                                     : most_labels;
  std::vector<std::size_t> named = outstanding(choice);
  const std::size_t first = named.size();
  for (const std::size_t zone : by_population(run, layer)) {
    if (named.size() >= first + most) break;
    if (std::ranges::find(named, zone) == named.end()) named.push_back(zone);
  }
  for (const std::size_t zone : named) map.labels.push_back({zone, short_name(layer.zoning->name(zone))});
}

// Communes stand in their EPCI.
void add_groups(Map& map, const Run& run, const MapChoice& choice) {
  const Crosswalk* to_epci = crosswalk_to(run.geography, Level::epci);
  if (choice.shown->layer.zoning->level() != Level::commune || to_epci == nullptr) return;
  for (const WideIndex wide : run.geography.wide_of)
    map.group.push_back(whole_target(*to_epci, number(wide)));
  map.group_label = say(run.study.lang, "Border of EPCI");
}

// Zones of which some commune has no shape, or only the shape of a part of it.
void mark_partial(Map& map, const Run& run, const MapChoice& choice) {
  const Zoning& zones = *choice.shown->layer.zoning;
  map.partial.assign(zones.size(), false);
  const auto mark = [&](std::string_view code) {
    if (const auto zone = zones.find(code)) map.partial[*zone] = true;
  };
  for (const Diagnostic& diagnostic : run.diagnostics.items)
    if (diagnostic.code == "epci-outline-incomplete")
      for (const std::string& code : diagnostic.zones) mark(code);
  const Level& level = zones.level();
  for (const std::uint32_t commune : run.shapes.in_part) {
    if (level == Level::commune) mark(run.geography.wide->code(commune));
    const Crosswalk* crosswalk = level == Level::commune ? nullptr : crosswalk_to(run.geography, level);
    if (crosswalk == nullptr) continue;
    if (const std::uint32_t target = whole_target(*crosswalk, commune); target != outside)
      mark(crosswalk->to()->code(target));
  }
}

void report_without_shape(Run& run, const Map& map, const Zoning& zones) {
  std::vector<std::string> without;
  for (std::size_t zone = 0; zone < zones.size(); ++zone)
    if (!is_drawn(map, zone)) without.push_back(zones.code(zone));
  if (without.empty()) return;
  run.diagnostics.add(
      {.severity = Severity::warning,
       .code = "map-zone-without-shape",
       .place = {.file = run.shapes.file},
       .found = message("{} of {} {} without a shape: {}", without.size(), zones.size(), zones.level().many,
                        join(std::span(without).first(std::min<std::size_t>(without.size(), 5)), ", ")),
       .expected = message("a shape for every zone of the map"),
       .advice = message("they are not drawn, and the map names them; add their boundaries to `sources`"),
       .count = static_cast<std::int64_t>(without.size()),
       .zones = without});
}

std::string stem_of(const MapSpec& spec, const MapChoice& choice) {
  if (!spec.file.empty()) return spec.file;
  const Layer& layer = choice.shown->layer;
  std::string stem = layer.name() + "_" + choice.column;
  if (choice.circles != nullptr && choice.circles->info.code != choice.column)
    stem += "_" + choice.circles->info.code;
  return stem;
}

NamedMap map_of(Run& run, const MapSpec& spec, const MapChoice& choice) {
  NamedMap named{.stem = stem_of(spec, choice), .formats = spec.formats, .map = {}, .caption = {}};
  Map& map = named.map;
  if (choice.shown->shapes == nullptr)
    throw Error(Failure::usage, message("{}: there are no shapes by {}", run.study.file.string(),
                                        choice.shown->layer.zoning->level().code));
  map.page = spec.page;
  add_ground(map, run, spec, choice);
  classify(map, run, spec, choice);
  add_circles(map, choice);
  add_names(map, run, choice);
  add_labels(map, run, choice);
  add_groups(map, run, choice);
  mark_partial(map, run, choice);
  add_words(map, run, spec, choice);
  map.description = description_of(map, run, choice);
  named.caption = caption_of(map);
  report_without_shape(run, map, *choice.shown->layer.zoning);
  return named;
}

}  // namespace

std::vector<NamedMap> maps_of(Run& run) {
  std::vector<NamedMap> maps;
  std::map<Day, Run> earlier;
  for (const MapSpec& spec : run.study.maps) {
    std::vector<MapChoice> choices = choices_of(run, spec);
    if (spec.since) {
      if (!earlier.contains(*spec.since)) earlier.emplace(*spec.since, run_on_ground_of(run, *spec.since));
      for (MapChoice& choice : choices) choice = changed_since(run, earlier.at(*spec.since), choice);
    }
    for (const MapChoice& choice : choices) maps.push_back(map_of(run, spec, choice));
  }
  std::set<std::string> stems;
  for (const NamedMap& map : maps)
    if (!stems.insert(map.stem).second)
      throw Error(
          Failure::usage,
          message("{}: two maps would be written to {}: give one of them a name of its own, file = \"…\"",
                  run.study.file.string(), map.stem));
  return maps;
}

std::string map_bytes(const NamedMap& map, std::string_view format, Day date) {
  std::string svg = to_svg(draw_map(map.map));
  if (format == "png") return to_png(svg);
  if (format == "pdf") return to_pdf(svg, map.map.title, date);
  return svg;
}

}  // namespace maillage

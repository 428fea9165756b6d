#include "study/output_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "maillage/base/text.hpp"
#include "maillage/formats/write/writers.hpp"
#include "maillage/themes/theme.hpp"

namespace maillage {
namespace {

constexpr std::array<std::pair<MapKind, std::string_view>, 4> kind_words{
    {{MapKind::automatic, "automatic"},
     {MapKind::choropleth, "choropleth"},
     {MapKind::circles, "circles"},
     {MapKind::categories, "categories"}}};

std::vector<double> limits_at(TomlReader& table) {
  std::vector<double> limits;
  const toml::node* node = table.node("limits");
  if (node == nullptr) return limits;
  if (const toml::array* list = node->as_array())
    for (const toml::node& element : *list) {
      const auto limit = element.value<double>();
      if (!limit) table.fail(&element, message("limits: every element is a number"));
      limits.push_back(*limit);
    }
  if (limits.empty() || std::ranges::adjacent_find(limits, std::greater_equal<>()) != limits.end())
    table.fail(node, message("limits are numbers that rise: limits = [40, 50, 60]"));
  return limits;
}

MapSpec map_at(TomlReader& table, const std::filesystem::path& folder, std::span<const Level> levels,
               Day at) {
  MapSpec spec;
  spec.measure = table.text("measure");
  spec.circles = table.text("circles");
  spec.title = table.text("title");
  spec.subtitle = table.text("subtitle");
  spec.file = table.text("file");
  if (!spec.file.empty() &&
      !std::ranges::all_of(spec.file, [](char c) { return c != '/' && c != '\\' && c != '.'; }))
    table.fail(table.node("file"),
               message("file is a name without folder and without extension: file = \"couverture\""));
  if (table.node("level") != nullptr)
    spec.level = table.one_of("level", codes_of(levels_of_communes(levels)), "");
  spec.kind = *parse_map_kind(
      table.one_of("kind", {"automatic", "choropleth", "circles", "categories"}, "automatic"));
  spec.classes.rule = *parse_class_rule(table.one_of(
      "rule", {"automatic", "quantile", "natural", "equal", "deviation", "reference", "around", "manual"},
      "automatic"));
  spec.classes_asked = table.has("classes");
  const int classes = table.whole("classes", static_cast<int>(default_classes));
  if (classes < 2 || classes > static_cast<int>(most_map_classes))
    table.fail(table.node("classes"),
               message("classes: a reader tells 2 to {} apart, not {}", most_map_classes, classes));
  spec.classes.classes = static_cast<std::size_t>(classes);
  spec.classes.limits = limits_at(table);
  if (!spec.classes.limits.empty()) spec.classes.rule = ClassRule::manual;
  if (spec.classes.rule == ClassRule::manual && spec.classes.limits.empty())
    table.fail(table.node("rule"), message("rule \"manual\" needs limits = [40, 50, 60]"));
  spec.page = *parse_page_format(table.one_of("page", {"a4", "a4-portrait", "slide", "web"}, "a4"));
  if (table.node("formats") != nullptr) spec.formats = table.texts("formats");
  for (const std::string& format : spec.formats)
    if (format != "svg" && format != "png" && format != "pdf")
      table.fail(table.node("formats"), message("formats: \"{}\" is none of svg, png, pdf", format));
  if (table.has("behind")) spec.behind = folder / table.text("behind");
  if (table.node("hatch") != nullptr) spec.hatch = table.one_of("hatch", {"zrr", "frr"}, "");
  if (table.has("over")) spec.over = folder / table.text("over");
  spec.since = table.day("since");
  if (spec.since && *spec.since >= at)
    table.fail(table.node("since"),
               message("since: {} is not before the day of the study, {}", *spec.since, at));
  if (spec.since)
    for (const std::string_view key : {"circles", "kind"})
      if (table.has(key))
        table.fail(
            table.node(key),
            message("map.{} does not go with since: a change is drawn in classes, or as entries and exits",
                    key));
  if (spec.measure.empty())
    for (const std::string_view key : {"level", "kind", "circles", "title", "limits", "file", "since"})
      if (table.has(key))
        table.fail(table.node(key),
                   message("map.{} belongs to one map: add measure = \"…\"; a [[map]] without measure "
                           "stands for one map per theme",
                           key));
  table.finish();
  return spec;
}

}  // namespace

std::optional<MapKind> parse_map_kind(std::string_view word) {
  const auto found = std::ranges::find(kind_words, word, &std::pair<MapKind, std::string_view>::second);
  return found == kind_words.end() ? std::nullopt : std::optional(found->first);
}

std::vector<MapSpec> maps_at(TomlReader& reader, const std::filesystem::path& folder,
                             std::span<const Level> levels, Day at) {
  std::vector<MapSpec> maps;
  const toml::node* node = reader.node("map");
  if (node == nullptr) return maps;
  const toml::array* list = node->as_array();
  if (list == nullptr || !list->is_array_of_tables())
    reader.fail(node, message("maps are written [[map]], once for each"));
  for (const toml::node& element : *list) {
    TomlReader table(*element.as_table(), reader.file(), "map");
    maps.push_back(map_at(table, folder, levels, at));
  }
  return maps;
}

namespace {

template <class Choices>
std::vector<std::string> chosen(TomlReader& table, std::string_view key, const Choices& choices) {
  const toml::node* found = table.node(key);
  const std::vector<std::string> known(std::begin(choices), std::end(choices));
  std::vector<std::string> values = table.texts(key);
  for (const std::string& value : values) {
    if (std::ranges::find(known, value) != known.end()) continue;
    const auto near = closest(value, known);
    table.fail(found, message("{}: \"{}\" is none of {}{}", key, value, join(known, ", "),
                              near ? message("; did you mean \"{}\"?", *near) : Message()));
  }
  return values;
}

std::vector<std::string_view> format_names() {
  std::vector<std::string_view> names;
  for (const Writer& writer : writers()) names.push_back(writer.name);
  return names;
}

std::vector<std::string> names_of_themes(std::span<const Indicator> indicators) {
  std::vector<std::string> names;
  for (ThemeName& theme : theme_names(indicators)) names.push_back(std::move(theme.name));
  return names;
}

std::vector<std::string> names_of_those(bool (*wanted)(const Writer&)) {
  std::vector<std::string> names;
  for (const Writer& writer : writers())
    if (wanted(writer)) names.emplace_back(writer.name);
  return names;
}

bool draws(const Writer& writer) {
  return writer.shapes != WriterShapes::none;
}

bool rounds_coordinates(const Writer& writer) {
  return std::ranges::find(writer.options, "decimals") != writer.options.end();
}

bool any_of_formats(const OutputSpec& spec, bool (*wanted)(const Writer&)) {
  return std::ranges::any_of(spec.formats,
                             [&](const std::string& format) { return wanted(*find_writer(format)); });
}

bool keeps_coordinates(const Writer& writer) {
  return writer.shapes == WriterShapes::as_drawn;
}

// 2154, or "legal".
OutputCrs read_crs(TomlReader& table) {
  const toml::node* node = table.node("crs");
  if (node == nullptr) return {};
  const auto number = node->value<std::int64_t>();
  if (number && *number > 0 && *number <= 999999)
    return {OutputCrs::Kind::stated, {static_cast<int>(*number)}};
  if (node->value_or(std::string_view()) == "legal") return {OutputCrs::Kind::legal, {}};
  table.fail(
      node, message("output.crs: an EPSG number, such as 2154, or \"legal\": the projection that is legal in "
                    "the territory"));
}

bool holds(const std::vector<std::string>& values, std::string_view wanted) {
  return std::ranges::find(values, wanted) != values.end();
}

void refuse_contradictions(const TomlReader& study, TomlReader& table, const OutputSpec& spec) {
  const auto refuse = [&table](std::string_view key, const Message& why) {
    table.fail(table.node(key), message("output.{}: {}", key, why));
  };
  if (spec.formats.empty()) refuse("formats", message("nothing would be written; name at least one format"));
  if (spec.simplify_vertices > 0 && !any_of_formats(spec, draws))
    refuse("simplify_vertices", message("no shape is written to {}; add {} to formats, or leave it out",
                                        join(spec.formats, ", "), joined(names_of_those(draws), " or ")));
  if (table.has("decimals") && !any_of_formats(spec, rounds_coordinates))
    refuse("decimals",
           message("only {} rounds its coordinates, and formats are {}; add it, or leave this out",
                   joined(names_of_those(rounds_coordinates), " or "), join(spec.formats, ", ")));
  if (table.has("crs") && !any_of_formats(spec, keeps_coordinates))
    refuse("crs",
           message("only {} are written in a projection, and formats are {}; add one, or leave this out",
                   joined(names_of_those(keeps_coordinates), " or "), join(spec.formats, ", ")));
  const bool measures =
      spec.themes.empty() || holds(spec.themes, "territory") || holds(spec.themes, "priority");
  if (table.has("areas") && spec.areas != AreaMethod::none && !measures)
    refuse("areas", message("areas belong to the themes territory and priority, and themes are {}; add one "
                            "of these, or leave it out",
                            join(spec.themes, ", ")));
  if (holds(spec.themes, "ctg") && !study.has("ctg"))
    refuse("themes", message("ctg is asked for, and the study has no register: add [ctg] register = \"…\""));
  if (std::ranges::find(spec.levels, Level::custom) != spec.levels.end() && !study.has("territories"))
    refuse("levels", message("custom is asked for, and the study has no [territories.<code>] of its own"));
}

}  // namespace

OutputSpec read_output(TomlReader& reader, std::span<const Indicator> indicators,
                       std::span<const Level> levels) {
  OutputSpec spec;
  spec.formats = {"geojson", "csv"};
  auto table = reader.table("output");
  if (!table) return spec;
  if (table->node("formats") != nullptr) spec.formats = chosen(*table, "formats", format_names());
  // A project shows the layers of the GeoPackage.
  if (holds(spec.formats, "qgis") && !holds(spec.formats, "gpkg")) spec.formats.emplace_back("gpkg");
  spec.themes = chosen(*table, "themes", names_of_themes(indicators));
  for (const std::string& level : chosen(*table, "levels", codes_of(levels_of_communes(levels))))
    spec.levels.push_back(*find_level(levels, level));
  spec.decimals = table->whole("decimals", 6);
  constexpr int most_decimals = 15;
  if (spec.decimals > most_decimals)
    table->fail(table->node("decimals"),
                message("output.decimals: {} is more than a coordinate holds; at most {}", spec.decimals,
                        most_decimals));
  spec.simplify_vertices = static_cast<std::size_t>(table->whole("simplify_vertices", 0));
  const std::string areas = table->one_of("areas", {"ellipsoidal", "planar", "none"}, "ellipsoidal");
  spec.areas = areas == "planar" ? AreaMethod::planar
               : areas == "none" ? AreaMethod::none
                                 : AreaMethod::ellipsoidal;
  spec.crs = read_crs(*table);
  table->finish();
  refuse_contradictions(reader, *table, spec);
  // The counts of a Caf were part of poverty before they had a theme: a study that asks for it still has them.
  if (holds(spec.themes, "poverty") && !holds(spec.themes, "caf")) spec.themes.emplace_back("caf");
  return spec;
}

}  // namespace maillage

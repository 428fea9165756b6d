#include "study/map_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "maillage/base/text.hpp"

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

MapSpec map_at(TomlReader& table, const std::filesystem::path& folder, std::span<const Level> levels) {
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
  if (spec.measure.empty())
    for (const std::string_view key : {"level", "kind", "circles", "title", "limits", "file"})
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
                             std::span<const Level> levels) {
  std::vector<MapSpec> maps;
  const toml::node* node = reader.node("map");
  if (node == nullptr) return maps;
  const toml::array* list = node->as_array();
  if (list == nullptr || !list->is_array_of_tables())
    reader.fail(node, message("maps are written [[map]], once for each"));
  for (const toml::node& element : *list) {
    TomlReader table(*element.as_table(), reader.file(), "map");
    maps.push_back(map_at(table, folder, levels));
  }
  return maps;
}

}  // namespace maillage

#include "study/output_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "maillage/base/text.hpp"
#include "maillage/formats/write/writers.hpp"
#include "maillage/themes/theme.hpp"

namespace maillage {
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
  table->finish();
  refuse_contradictions(reader, *table, spec);
  // The counts of a Caf were part of poverty before they had a theme: a study that asks for it still has them.
  if (holds(spec.themes, "poverty") && !holds(spec.themes, "caf")) spec.themes.emplace_back("caf");
  return spec;
}

}  // namespace maillage

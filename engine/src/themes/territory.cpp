#include "maillage/themes/territory.hpp"

#include <fmt/format.h>

#include "maillage/base/phrases.hpp"
#include "maillage/zoning/carry.hpp"

namespace maillage {
namespace {

struct Belonging {
  std::string code, code_label, code_short, name, name_label, name_short;
};

// "EPCI", "Zone d'emploi"
std::string capitalised(std::string text) {
  if (text.starts_with("é")) return "É" + text.substr(std::string_view("é").size());
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

Belonging belonging_to(const Level& level) {
  if (level == Level::departement)
    return {"departement", "Code département", "dep", "departement_name", "Département", "depnom"};
  if (level == Level::region) return {"region", "Code région", "reg", "region_name", "Région", "regnom"};
  if (level == Level::custom)
    return {"custom", "Code territoire", "terr", "custom_name", "Territoire", "terrnom"};
  constexpr std::size_t longest_short = 6;
  const std::string brief = level.code.substr(0, longest_short);
  return {
      level.code,   fmt::format("Code {}", level.one), brief, level.code + "_name", capitalised(level.one),
      brief + "nom"};
}

void add_belonging(const ThemeInputs& inputs, const Crosswalk& crosswalk, Layer& layer) {
  const Zoning& zones = *crosswalk.to();
  const Belonging belonging = belonging_to(zones.level());
  TextColumn code{{.code = belonging.code,
                   .label = belonging.code_label,
                   .short_name = belonging.code_short,
                   .source = crosswalk.source()},
                  {}};
  TextColumn name{{.code = belonging.name,
                   .label = belonging.name_label,
                   .short_name = belonging.name_short,
                   .source = crosswalk.source()},
                  {}};
  for (const WideIndex wide : inputs.wide_of) {
    const std::uint32_t zone = whole_target(crosswalk, number(wide));
    code.values.push_back(zone == outside ? "" : zones.code(zone));
    name.values.push_back(zone == outside ? "" : zones.name(zone));
  }
  layer.columns.emplace_back(std::move(code));
  layer.columns.emplace_back(std::move(name));
}

}  // namespace

Layer territory_layer(const ThemeInputs& inputs, const Level& level) {
  const LevelFigures& figures = inputs.levels.at(level);
  Layer layer{.theme = "territory", .zoning = figures.zoning};
  if (level == Level::commune) {
    for (const auto& [above, crosswalk] : inputs.to)
      if (above != Level::nation) add_belonging(inputs, crosswalk, layer);
  } else {
    const Crosswalk& crosswalk = inputs.to.at(level);
    Measure count({.code = "communes",
                   .label = "Nombre de communes",
                   .short_name = "ncom",
                   .unit = "communes",
                   .source = crosswalk.source()},
                  Kind::count, figures.zoning->size());
    Measure ones(count.info, Kind::count, inputs.communes.zoning->size());
    for (std::size_t commune = 0; commune < ones.size(); ++commune) ones.set(commune, known(1));
    const Measure counted = carry(ones, crosswalk).measure;
    for (std::size_t zone = 0; zone < count.size(); ++zone) {
      const auto group = crosswalk.to()->find(figures.zoning->code(zone));
      const Cell cell = group ? counted.at(*group) : missing(Presence::no_match);
      count.set(zone, cell.presence == Presence::no_match ? known(0) : cell);
    }
    layer.columns.emplace_back(std::move(count));
  }
  for (const std::string_view code : {"population", "population_total", "area"})
    if (const Measure* measure = find_measure(figures, code)) layer.columns.emplace_back(*measure);
  layer.notes = {say(inputs.lang, "Perimeter: {}.", inputs.edition)};
  if (!inputs.policy.empty()) layer.notes.push_back(inputs.policy);
  return layer;
}

}  // namespace maillage

#include "run/territory_layer.hpp"

#include <fmt/format.h>

#include "join/levels.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/zoning/carry.hpp"

namespace maillage {
namespace {

struct Belonging {
  Level level;
  std::string_view code, code_label, code_short, name, name_label, name_short;
};
constexpr Belonging belongings[] = {
    {Level::epci, "epci", "Code EPCI", "epci", "epci_name", "EPCI", "epcinom"},
    {Level::departement, "departement", "Code département", "dep", "departement_name", "Département",
     "depnom"},
    {Level::region, "region", "Code région", "reg", "region_name", "Région", "regnom"},
    {Level::custom, "custom", "Code territoire", "terr", "custom_name", "Territoire", "terrnom"}};

void add_belonging(const Run& run, const Belonging& belonging, Layer& layer) {
  const Geography& geography = run.geography;
  const Grouping& grouping = grouping_of(geography, belonging.level);
  if (grouping.empty()) return;
  TextColumn code{{.code = std::string(belonging.code),
                   .label = std::string(belonging.code_label),
                   .short_name = std::string(belonging.code_short),
                   .source = grouping.source},
                  {}};
  TextColumn name{{.code = std::string(belonging.name),
                   .label = std::string(belonging.name_label),
                   .short_name = std::string(belonging.name_short),
                   .source = grouping.source},
                  {}};
  for (const std::uint32_t wide : geography.wide_of) {
    const std::uint32_t group = grouping.group_of[wide];
    code.values.push_back(group == outside ? "" : grouping.zoning->code(group));
    name.values.push_back(group == outside ? "" : grouping.zoning->name(group));
  }
  layer.columns.emplace_back(std::move(code));
  layer.columns.emplace_back(std::move(name));
}

}  // namespace

Layer territory_layer(const Run& run, Level level) {
  const LevelFigures& figures = run.levels.at(level);
  Layer layer{.theme = "territory", .zoning = figures.zoning};
  if (level == Level::commune) {
    for (const Belonging& belonging : belongings) add_belonging(run, belonging, layer);
  } else {
    const Grouping& grouping = grouping_of(run.geography, level);
    Measure count({.code = "communes",
                   .label = "Nombre de communes",
                   .short_name = "ncom",
                   .unit = "communes",
                   .source = grouping.source},
                  Kind::count, figures.zoning->size());
    Measure ones(count.info, Kind::count, run.geography.wide->size());
    for (std::size_t commune = 0; commune < ones.size(); ++commune) ones.set(commune, known(1));
    const Measure counted = carry(ones, crosswalk_to(run.geography, grouping)).measure;
    for (std::size_t zone = 0; zone < count.size(); ++zone) {
      const auto group = grouping.zoning->find(figures.zoning->code(zone));
      const Cell cell = group ? counted.at(*group) : missing(Presence::no_match);
      count.set(zone, cell.presence == Presence::no_match ? known(0) : cell);
    }
    layer.columns.emplace_back(std::move(count));
  }
  for (const std::string_view code : {"population", "population_total", "area"})
    if (const Measure* measure = find_measure(figures, code)) layer.columns.emplace_back(*measure);
  layer.notes = {say(run.study.lang, "Périmètre : {}.", "Perimeter: {}.", run.geography.edition)};
  if (!run.counted.sentence.empty()) layer.notes.push_back(run.counted.sentence);
  return layer;
}

}  // namespace maillage

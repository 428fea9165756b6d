#include "join/levels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "join/tables/counts_in_parts.hpp"
#include "maillage/themes/theme.hpp"

namespace maillage {
namespace {

std::optional<ReferenceRate> stated(const Study& study, std::string_view measure, const Level& level) {
  for (const ReferenceSpec& spec : study.references)
    if (spec.measure == measure && spec.level == level)
      return ReferenceRate{
          .name = spec.name, .source = spec.source, .observed = spec.observed, .cells = {known(spec.value)}};
  return std::nullopt;
}

// The published rate of the nation, the same for every zone.
std::optional<ReferenceRate> of_nation(const Study& study, const StudyFigures& figures,
                                       std::string_view measure) {
  if (auto reference = stated(study, measure, Level::nation)) return reference;
  const auto nation = figures.published.find(Level::nation);
  const Measure* rate = nation == figures.published.end() ? nullptr : find_measure(nation->second, measure);
  if (rate == nullptr) return std::nullopt;
  // "France" (Cnaf) and "France métropolitaine" (Insee) may both be there: the one that has the figure is
  // meant.
  std::optional<std::size_t> only;
  for (std::size_t zone = 0; zone < rate->size(); ++zone) {
    if (!rate->at(zone).is_known()) continue;
    if (only) return std::nullopt;
    only = zone;
  }
  if (!only) return std::nullopt;
  return ReferenceRate{.name = nation->second.zoning->name(*only),
                       .source = rate->info.source,
                       .observed = rate->info.observed,
                       .cells = {rate->at(*only)}};
}

// Per zone, the one zone of a level above that holds all its communes; empty: it lies in several, or none is known. An
// EPCI across départements is compared with that of its seat.
std::vector<std::string> parents_of(const Geography& geography, const Zoning& zones, const Level& level) {
  const Crosswalk* to_parents = crosswalk_to(geography, level);
  const auto parent_of = [&](std::size_t wide) -> std::string {
    if (level == Level::departement) return geography.departement_of[zone_at<WideIndex>(wide)];
    const std::uint32_t parent = to_parents == nullptr ? outside : whole_target(*to_parents, wide);
    return parent == outside ? "" : to_parents->to()->code(parent);
  };
  std::vector<std::string> parents(zones.size());
  std::vector<char> torn(zones.size(), 0);
  const Crosswalk* to_zones = crosswalk_to(geography, zones.level());
  for (std::size_t wide = 0; wide < geography.wide->size(); ++wide) {
    std::optional<std::size_t> zone;
    if (zones.level() == Level::commune)
      zone = zones.find(geography.wide->code(wide));
    else if (to_zones != nullptr && whole_target(*to_zones, wide) != outside)
      zone = zones.find(to_zones->to()->code(whole_target(*to_zones, wide)));
    if (!zone) continue;
    const std::string parent = parent_of(wide);
    if (parents[*zone].empty())
      parents[*zone] = parent;
    else if (parents[*zone] != parent)
      torn[*zone] = 1;
  }
  for (std::size_t zone = 0; zone < zones.size(); ++zone)
    if (torn[zone]) parents[zone].clear();
  if (zones.level() == Level::epci && level == Level::departement && to_zones != nullptr)
    for (std::size_t zone = 0; zone < zones.size(); ++zone)
      if (const auto epci = to_zones->to()->find(zones.code(zone)))
        if (const std::string& seat = geography.seat_of[zone_at<EpciIndex>(*epci)]; !seat.empty())
          parents[zone] = seat;
  return parents;
}

// The published rate of the zone of a level above that holds each zone; zones across several have none.
std::optional<ReferenceRate> of_parent(const Study& study, const Geography& geography,
                                       const StudyFigures& figures, std::string_view measure,
                                       const Level& level, const Zoning& zones) {
  if (auto reference = stated(study, measure, level)) return reference;
  const auto published = figures.published.find(level);
  const Measure* rate =
      published == figures.published.end() ? nullptr : find_measure(published->second, measure);
  if (rate == nullptr) return std::nullopt;
  ReferenceRate reference{
      .name = level.one, .source = rate->info.source, .observed = rate->info.observed, .cells = {}};
  for (const std::string& parent : parents_of(geography, zones, level)) {
    const auto place = published->second.zoning->find(parent);
    reference.cells.push_back(place ? rate->at(*place) : missing(Presence::not_available));
  }
  return reference;
}

// What the level below gives and what is published bound each other. What was found of the published figures alone is not
// said again.
void complete(LevelFigures& figures, Diagnostics& diagnostics) {
  Diagnostics found;
  for (const Theme& theme : computed_themes())
    if (theme.complete != nullptr) theme.complete(figures, found);
  for (Diagnostic& item : found.items) {
    const bool said = std::ranges::any_of(diagnostics.items, [&](const Diagnostic& other) {
      return other.code == item.code && other.place.column == item.place.column &&
             other.place.zone == item.place.zone;
    });
    if (!said) diagnostics.add(std::move(item));
  }
}

}  // namespace

std::set<Level> levels_of(const Study& study, const Geography& geography) {
  std::set<Level> levels;
  if (!geography.communes->zones().empty()) levels.insert(Level::commune);
  for (const auto& [level, crosswalk] : geography.to) levels.insert(level);
  if (!study.output.levels.empty())
    std::erase_if(levels, [&](const Level& level) {
      return std::ranges::find(study.output.levels, level) == study.output.levels.end();
    });
  return levels;
}

ZoningRef printed_zoning(const Geography& geography, const TerritoryEpci& counted, const Level& level) {
  if (level == Level::commune) return geography.communes;
  const ZoningRef& zoning = crosswalk_to(geography, level)->to();
  if (level != Level::epci || counted.epci.size() == zoning->size()) return zoning;
  std::vector<Zone> zones;
  for (const EpciIndex epci : counted.epci) zones.push_back(zoning->zones()[number(epci)]);
  return make_zoning(Level::epci, zoning->at(), zoning->edition(), std::move(zones));
}

void prepare(StudyFigures& figures, Diagnostics& diagnostics) {
  for (const Theme& theme : computed_themes()) {
    if (theme.complete != nullptr) theme.complete(figures.communes, diagnostics);
    if (theme.prepare != nullptr) theme.prepare(figures.communes, diagnostics);
  }
  for (auto& [level, published] : figures.published)
    for (const Theme& theme : computed_themes())
      if (theme.complete != nullptr) theme.complete(published, diagnostics);
}

std::map<Level, LevelFigures> figures_by_level(const Geography& geography, const TerritoryEpci& counted,
                                               const StudyFigures& figures,
                                               std::span<const Indicator> indicators,
                                               Diagnostics& diagnostics) {
  std::vector<Indicator> rebuilt(indicators.begin(), indicators.end());
  for (const Theme& theme : computed_themes())
    if (theme.ratios != nullptr) rebuilt.insert(rebuilt.end(), theme.ratios().begin(), theme.ratios().end());
  std::map<Level, LevelFigures> levels;
  levels[Level::commune] = restricted_to(figures.communes, geography.communes);
  for (const auto& [level, crosswalk] : geography.to) {
    const auto known_figures = figures.published.find(level);
    const LevelFigures published = restricted_to(
        known_figures != figures.published.end() ? known_figures->second : LevelFigures{}, crosswalk.to());
    LevelFigures all = aggregate(figures.communes, crosswalk, published, rebuilt, diagnostics);
    const ZoningRef printed = printed_zoning(geography, counted, level);
    levels[level] = printed == crosswalk.to() ? std::move(all) : restricted_to(all, printed);
  }
  compose_splits(geography, figures, indicators, levels);
  for (auto& [level, above] : levels)
    if (level != Level::commune) complete(above, diagnostics);
  return levels;
}

std::optional<ReferenceRate> reference_rate(const Study& study, const Geography& geography,
                                            const StudyFigures& figures, std::string_view code,
                                            const Level& level, const Zoning& zones) {
  return level == Level::nation ? of_nation(study, figures, code)
                                : of_parent(study, geography, figures, code, level, zones);
}

}  // namespace maillage

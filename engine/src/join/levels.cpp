#include "join/levels.hpp"

#include <fmt/format.h>

#include "join/split_counts.hpp"

namespace maillage {
namespace {

constexpr std::array levels_above{Level::epci, Level::departement, Level::region, Level::nation,
                                  Level::custom};

std::optional<ReferenceRate> stated(const Study& study, std::string_view measure, Level level) {
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

// The published rate of the département or région of each zone; zones across several have none.
std::optional<ReferenceRate> of_parent(const Study& study, const Geography& geography,
                                       const StudyFigures& figures, std::string_view measure, Level level,
                                       const Zoning& zones) {
  if (auto reference = stated(study, measure, level)) return reference;
  const auto published = figures.published.find(level);
  const Measure* rate =
      published == figures.published.end() ? nullptr : find_measure(published->second, measure);
  if (rate == nullptr) return std::nullopt;
  ReferenceRate reference{.name = level == Level::region ? "région" : "département",
                          .source = rate->info.source,
                          .observed = rate->info.observed,
                          .cells = {}};
  std::vector<std::string> parent(zones.size());
  const auto parent_of_wide = [&](std::size_t wide) {
    if (level == Level::departement) return geography.departement_of[wide];
    const std::uint32_t region = geography.regions.group_of[wide];
    return region == outside ? std::string() : geography.regions.zoning->code(region);
  };
  if (zones.level() == Level::commune) {
    for (std::size_t zone = 0; zone < zones.size(); ++zone)
      if (const auto wide = geography.wide->find(zones.code(zone))) parent[zone] = parent_of_wide(*wide);
  } else if (zones.level() == Level::departement && level == Level::departement) {
    for (std::size_t zone = 0; zone < zones.size(); ++zone) parent[zone] = zones.code(zone);
  } else {
    const Grouping& grouping = grouping_of(geography, zones.level());
    for (std::size_t wide = 0; wide < geography.wide->size(); ++wide) {
      if (grouping.group_of[wide] == outside) continue;
      const auto zone = zones.find(grouping.zoning->code(grouping.group_of[wide]));
      if (!zone) continue;
      const std::string code = parent_of_wide(wide);
      if (parent[*zone].empty())
        parent[*zone] = code;
      else if (parent[*zone] != code)
        parent[*zone] = "several";
    }
    // An EPCI across départements is compared with that of its seat.
    if (zones.level() == Level::epci && level == Level::departement)
      for (std::size_t zone = 0; zone < zones.size(); ++zone)
        if (const auto epci = geography.epci.zoning->find(zones.code(zone));
            epci && !geography.seat_of[*epci].empty())
          parent[zone] = geography.seat_of[*epci];
  }
  for (std::size_t zone = 0; zone < zones.size(); ++zone) {
    const auto place = published->second.zoning->find(parent[zone]);
    reference.cells.push_back(place ? rate->at(*place) : missing(Presence::not_available));
  }
  return reference;
}

// Places that communes add up to and a rate published for the level bound its children. What was found of the
// published figures alone is not said again.
void complete_childcare(LevelFigures& figures, Diagnostics& diagnostics) {
  Diagnostics found;
  prepare_childcare(figures, found);
  for (Diagnostic& item : found.items) {
    const bool said = std::ranges::any_of(diagnostics.items, [&](const Diagnostic& other) {
      return other.code == item.code && other.place.column == item.place.column &&
             other.place.zone == item.place.zone;
    });
    if (!said) diagnostics.add(std::move(item));
  }
}

}  // namespace

const Grouping& grouping_of(const Geography& geography, Level level) {
  switch (level) {
    case Level::epci:
      return geography.epci;
    case Level::departement:
      return geography.departements;
    case Level::region:
      return geography.regions;
    case Level::nation:
      return geography.nation;
    default:
      return geography.custom;
  }
}

std::set<Level> levels_of(const Study& study, const Geography& geography) {
  std::set<Level> levels;
  if (!geography.communes->zones().empty()) levels.insert(Level::commune);
  for (const Level level : levels_above)
    if (!grouping_of(geography, level).empty()) levels.insert(level);
  if (!study.output.levels.empty())
    std::erase_if(levels, [&](Level level) {
      return std::ranges::find(study.output.levels, level) == study.output.levels.end();
    });
  return levels;
}

ZoningRef printed_zoning(const Geography& geography, const TerritoryEpci& counted, Level level) {
  if (level == Level::commune) return geography.communes;
  const ZoningRef& zoning = grouping_of(geography, level).zoning;
  if (level != Level::epci || counted.epci.size() == zoning->size()) return zoning;
  std::vector<Zone> zones;
  for (const std::uint32_t epci : counted.epci) zones.push_back(zoning->zones()[epci]);
  return make_zoning(Level::epci, zoning->at(), zoning->edition(), std::move(zones));
}

std::map<Level, LevelFigures> figures_by_level(const Geography& geography, const TerritoryEpci& counted,
                                               const StudyFigures& figures,
                                               std::span<const Indicator> indicators,
                                               Diagnostics& diagnostics) {
  std::vector<Indicator> rebuilt(indicators.begin(), indicators.end());
  rebuilt.insert(rebuilt.end(), poverty_ratios().begin(), poverty_ratios().end());
  std::map<Level, LevelFigures> levels;
  levels[Level::commune] = restricted_to(figures.communes, geography.communes);
  for (const Level level : levels_above) {
    const Grouping& grouping = grouping_of(geography, level);
    if (grouping.empty()) continue;
    const auto known_figures = figures.published.find(level);
    const LevelFigures published = restricted_to(
        known_figures != figures.published.end() ? known_figures->second : LevelFigures{}, grouping.zoning);
    LevelFigures all =
        aggregate(figures.communes, crosswalk_to(geography, grouping), published, rebuilt, diagnostics);
    const ZoningRef printed = printed_zoning(geography, counted, level);
    levels[level] = printed == grouping.zoning ? std::move(all) : restricted_to(all, printed);
  }
  compose_splits(geography, figures, indicators, levels);
  for (auto& [level, above] : levels)
    if (level != Level::commune) complete_childcare(above, diagnostics);
  return levels;
}

std::optional<ReferenceRate> reference_rate(const Study& study, const Geography& geography,
                                            const StudyFigures& figures, std::string_view code, Level level,
                                            const Zoning& zones) {
  return level == Level::nation ? of_nation(study, figures, code)
                                : of_parent(study, geography, figures, code, level, zones);
}

ChildcareReferences childcare_references(const Study& study, const Geography& geography,
                                         const StudyFigures& figures, const Zoning& zones) {
  ChildcareReferences references{
      .nation = reference_rate(study, geography, figures, "rate_total", Level::nation, zones),
      .departement = reference_rate(study, geography, figures, "rate_total", Level::departement, zones),
      .target = std::nullopt};
  if (study.childcare_target)
    references.target = Target{*study.childcare_target, study.childcare_target_source.empty()
                                                            ? study.file.filename().string()
                                                            : study.childcare_target_source};
  return references;
}

PovertyReferences poverty_references(const Study& study, const Geography& geography,
                                     const StudyFigures& figures, const Zoning& zones) {
  return {
      .nation = reference_rate(study, geography, figures, "poverty_rate", Level::nation, zones),
      .region = reference_rate(study, geography, figures, "poverty_rate", Level::region, zones),
      .departement = reference_rate(study, geography, figures, "poverty_rate", Level::departement, zones)};
}

}  // namespace maillage

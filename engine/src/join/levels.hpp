// The figures of every level of a study, and what they are compared with.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>

#include "maillage/join/tables.hpp"
#include "maillage/themes/reference.hpp"

namespace maillage {

// Levels that the study writes: those asked for, or all that the geography has.
[[nodiscard]] std::set<Level> levels_of(const Study& study, const Geography& geography);

// The zones of a level that are printed: EPCI are those that the policy counts.
[[nodiscard]] ZoningRef printed_zoning(const Geography& geography, const TerritoryEpci& counted,
                                       const Level& level);

// What the themes count and complete in the figures that were read, before they are carried.
void prepare(StudyFigures& figures, Diagnostics& diagnostics);

[[nodiscard]] std::map<Level, LevelFigures> figures_by_level(const Geography& geography,
                                                             const TerritoryEpci& counted,
                                                             const StudyFigures& figures,
                                                             std::span<const Indicator> indicators,
                                                             Diagnostics& diagnostics);

// What a rate of these zones is compared with: the rate of the nation, or of the zone of a level above that holds each zone, as
// the study states it, else as a table gives it; none when neither does.
[[nodiscard]] std::optional<ReferenceRate> reference_rate(const Study& study, const Geography& geography,
                                                          const StudyFigures& figures, std::string_view code,
                                                          const Level& level, const Zoning& zones);

}  // namespace maillage

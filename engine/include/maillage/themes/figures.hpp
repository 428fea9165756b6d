// Figures of one level, by canonical code, and how figures of a level above are rebuilt from them.
//
// A level (communes, EPCI, départements, a user's own zones) holds measures and categories under stable
// codes, whatever file they came from. `measures` holds what was read or counted; at a level above also the
// sums of the counts below. A published figure comes first and what is rebuilt is beside it, in
// `rebuilt`, with the share of the level below that is known, in `known_share` (percent).
//
//   counts      population (municipal), population_total, area (m2), children_under_3, places_eaje_psu,
//               places_eaje_other, places_eaje, places_preschool, places_childminder, places_home,
//               places_individual, places_total, caf_households, caf_persons, caf_dependent_50,
//               caf_dependent_100, fiscal_persons, fiscal_households, poor_persons
//   rates       rate_eaje_psu … rate_total (places per 100 children), poverty_rate (percent), as published
//   intensive   median_income
//   categories  zrr, zrr_detail, frr
//
// aggregate: every count is carried along the crosswalk (zoning/carry.hpp); a published count of the level
// above takes its place where it is known. A rate is never carried: for each indicator with a ratio it is rebuilt.
//   value     per x Σ numerator / Σ denominator over the parts where both are known: never one sum over
//             all parts and the other over some of them
//   bounds    of the whole: [Σ lower numerators / Σ upper denominators, Σ upper / Σ lower], parts without
//             figures included ([0, +inf) unless something bounds them); when the numerator is a part of
//             the denominator, at most it, zone by zone. With estimated weights a part may send nothing or
//             all it has
//   presence  `partial` as soon as one part is missing; not_applicable when the denominators add up
//             to zero; when no part is known, the reason that most parts give; no_match for a
//             target without parts
//   share     of the weight column (inhabitants; zones when there is none) of the parts where
//             both are known
// A published figure outside the rebuilt bounds is contradictory and listed
// ("published-contradicts-parts"). Intensive figures and published rates are left behind. Linear in the
// parts of the crosswalk, for each code.
//
// The crosswalk starts from the zoning of `below` and must bring every zone of each target: a sum over some
// of the communes of an EPCI is a sum that looks right.
//
//     LevelFigures epci = aggregate(communes, communes_to_epci, published_epci, indicators, diagnostics);
//     epci.rebuilt.at("rate_total").at(zone);   // 57.14 [57.09, 57.19]
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "maillage/base/diagnostics.hpp"
#include "maillage/measure/category.hpp"
#include "maillage/measure/measure.hpp"
#include "maillage/themes/indicator.hpp"
#include "maillage/zoning/crosswalk.hpp"

namespace maillage {

using MeasureMap = std::map<std::string, Measure, std::less<>>;
using CategoryMap = std::map<std::string, Category, std::less<>>;

struct LevelFigures {
  ZoningRef zoning;
  MeasureMap measures;
  CategoryMap categories;
  MeasureMap rebuilt;      // counts and rates rebuilt from the level below
  MeasureMap known_share;  // percent, for every code of `rebuilt`
};

[[nodiscard]] const Measure* find_measure(const LevelFigures& figures, std::string_view code);
[[nodiscard]] const Category* find_category(const LevelFigures& figures, std::string_view code);

struct RebuiltRate {
  Measure rate;
  Measure known_share;  // percent
};

// One rate over the targets of the crosswalk; `weights` may be null.
[[nodiscard]] RebuiltRate rebuild_rate(const Measure& numerator, const Measure& denominator,
                                       const Crosswalk& crosswalk, Relation relation, const Measure* weights,
                                       ColumnInfo info, double per = 100);

[[nodiscard]] LevelFigures aggregate(const LevelFigures& below, const Crosswalk& crosswalk,
                                     const LevelFigures& published, std::span<const Indicator> indicators,
                                     Diagnostics& diagnostics);

// A published column whose rounding is declared but not yet in its cells: each known exact cell gets the
// bounds that the rounding leaves and the mark `rounded`.
[[nodiscard]] Measure with_declared_rounding(const Measure& measure);

// A rate against a whole that holds it, both from figures: rate(zone) - rate(zone + rest), in points.
// Bounds take the zone inside the whole into account; they are the exact hull when the denominators are
// exact, an outer bound otherwise.
[[nodiscard]] Cell gap_to_whole(const Cell& zone_numerator, const Cell& zone_denominator,
                                const Cell& rest_numerator, const Cell& rest_denominator, double scale = 100);

}  // namespace maillage

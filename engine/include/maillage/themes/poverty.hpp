// Monetary poverty (Filosofi).
//
// The poverty rate is the share of persons in fiscal households whose living standard is under 60 %
// of the national median. Rate and median are given as published and never aggregated: a median
// cannot be rebuilt at all.
//
// poor_persons = rate bounds x persons bounds, in the communes of the table: of a commune that merged
// since, the poor persons of its parts add up, though its rate is not published. prepare_poverty counts
// them when no source did, and lays out the field. A rate printed in whole points leaves half a point on each
// side; a printed 5 that means "5 or less" leaves [0, 5.5] (the table's reader says so by the cell's
// bounds and marks). Where the rate is withheld, poor persons lie in [0, persons].
//
// The rate of a level above is rebuilt from them, over the communes whose persons are published, and those that have a
// rate without them: they have persons, whose number is open (`poverty_field_share` is the share of inhabitants living there), as
//   [Σ lower poor / Σ persons, Σ upper poor / Σ persons], exact hull when persons are exact,
// with the share of those persons whose commune's rate is published (poverty_known_share). It is beside
// the published rate of the level; alone, it is in poverty_rate only when at least `least_known_share`
// is known. Over a field that is not whole it says nothing of the rest, and the label says so.
//
// Gaps are in points, against references that tables hold or the study states, with source and date;
// without one they are not available. A gap between published rates has independent bounds (an outer bound,
// the zone being part of the whole).
//
//     prepare_poverty(communes, diagnostics);
//     LevelFigures dep = aggregate(communes, to_departement, published, poverty_ratios(), diagnostics);
//     Layer layer = poverty_layer(dep, {.nation = nation}, diagnostics);
#pragma once

#include <optional>
#include <span>
#include <string>

#include "maillage/base/lang.hpp"
#include "maillage/themes/figures.hpp"
#include "maillage/themes/layer.hpp"
#include "maillage/themes/reference.hpp"

namespace maillage {

struct PovertyReferences {
  std::optional<ReferenceRate> nation;
  std::optional<ReferenceRate> region;
  std::optional<ReferenceRate> departement;
  double least_known_share = 95;  // percent
};

// From the poverty rate and the fiscal persons of one table, in its own communes; none without both.
[[nodiscard]] std::optional<Measure> poor_persons(const LevelFigures& figures);

void prepare_poverty(LevelFigures& communes, Diagnostics& diagnostics);

// What a level above rebuilds besides the indicators: the rate over the field, and the field's share of inhabitants.
[[nodiscard]] std::span<const Indicator> poverty_ratios();

[[nodiscard]] Layer poverty_layer(const LevelFigures& figures, const PovertyReferences& references,
                                  Diagnostics& diagnostics, Lang lang = Lang::fr);

// "Taux de pauvreté 2021, Pas-de-Calais : 18,9 % (publié) ; recalculé par communes : entre 15,3 et 44,9 %
// (70,5 % des personnes connues)." One sentence per zone of the layer.
[[nodiscard]] std::string poverty_sentence(const Layer& layer, std::size_t zone, Lang lang = Lang::fr);

}  // namespace maillage

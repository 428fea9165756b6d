// Childcare coverage (taux de couverture, Cnaf / Onape): 100 x places / children under 3.
//
// Places are simultaneous theoretical places of the formal modes, not children: one place can serve several
// children part-time, and a rate above 100 is a rate, never clamped. Five modes: EAJE financed by the PSU,
// EAJE outside PSU, pre-school at 2, childminders, care at the child's home. eaje = eaje_psu + eaje_other;
// individual = childminder + home; total = eaje + preschool + individual. No child: not_applicable.
//
// Which rate is in rate_<mode>, in this order:
//   published  the rate of the table for this zone, with the bounds of its declared rounding
//   computed   places / children of this very zone, both known
//   rebuilt    Σ places / Σ children of the level below (themes/figures.hpp), when at least
//              `least_known_share` of its inhabitants live where both are known
// `rate_total_origin` says which. The rebuilt rate is beside it, with its bounds and known share.
//
// prepare_childcare completes the figures of a level, before they are aggregated and again once they are: a
// whole whose parts are all known is their sum; children that are not known, or not all of them, are
// bounded where places and a published rate are:
//   children in [100 places / (rate + 0.05), 100 places / (rate - 0.05)],
// marked rounded. Of a rate whose rounding is not declared they are an estimate without upper bound. No place, no interval:
// they stay unknown and sums over them are partial. Identities that
// fail by more than the rounding of their parts are listed and left as they are ("childcare-identity"), and
// so is a rate that its own places contradict.
//
// Columns, besides: ratio to the nation and to the département (1 = the same), gap to the target in
// places per 100 children, and in places where children are known (negative: places are missing),
// dominant mode: the mode whose rate is surely the highest; `tie` when two are equal for certain,
// `uncertain` when bounds overlap. When a level has EAJE as a whole only, four modes are compared and a
// note says so. Ratios of two published rates have independent bounds: an outer bound, since a zone is
// part of what it is compared with.
//
//     prepare_childcare(communes, diagnostics);
//     LevelFigures epci = aggregate(communes, to_epci, published, indicators, diagnostics);
//     prepare_childcare(epci, diagnostics);
//     Layer layer = childcare_layer(epci, indicators, {.nation = nation, .target = goal}, diagnostics);
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "maillage/base/lang.hpp"
#include "maillage/themes/figures.hpp"
#include "maillage/themes/layer.hpp"
#include "maillage/themes/reference.hpp"

namespace maillage {

// Suffixes of places_… and rate_… (codes of geodata/indicators.toml): the five modes, their two sums, the total.
inline constexpr std::array<std::string_view, 5> childcare_modes{"eaje_psu", "eaje_other", "preschool",
                                                                 "childminder", "home"};
inline constexpr std::array<std::string_view, 8> childcare_columns{
    "total", "eaje_psu", "eaje_other", "eaje", "preschool", "childminder", "home", "individual"};

struct ChildcareReferences {
  std::optional<ReferenceRate> nation;
  std::optional<ReferenceRate> departement;  // one cell per zone
  std::optional<Target> target;
  double least_known_share = 95;  // percent
};

void prepare_childcare(LevelFigures& figures, Diagnostics& diagnostics);

[[nodiscard]] Layer childcare_layer(const LevelFigures& figures, std::span<const Indicator> indicators,
                                    const ChildcareReferences& references, Diagnostics& diagnostics,
                                    Lang lang = Lang::fr);

// "Accueil du jeune enfant (2023) : de 48,5 (CC X) à 71,8 (CU Y) places pour 100 enfants …": lowest and
// highest zone among those whose rate is complete, the level, the year, the number of zones without a rate;
// then the territory's rate.
[[nodiscard]] std::string childcare_sentence(const Layer& layer, const Layer* territory,
                                             Lang lang = Lang::fr);

}  // namespace maillage

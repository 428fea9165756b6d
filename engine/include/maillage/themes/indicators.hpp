// The layers of indicators: what any count, rate or other figure needs to be shown, with no code of its own.
//
// indicator_layer makes the layer of one theme over one level from the indicators that the theme shows there and for
// which the level has a figure. For each, in the order of the indicators:
//   a rate      <code>, and <code>_origin: published, else computed from the zone's own counts, else rebuilt from the
//               level below when at least `least_known_share` of it is known (themes/figures.hpp). Where the rate of the
//               sums of the level below is not what is shown, <code>_rebuilt with its bounds; where they know a part only,
//               <code>_known_share (percent). Its numerator and its denominator, once each, unless an indicator of the
//               theme shows them or it is the population. For each of its references <code>_gap_<level>: the rate less
//               that of the nation, région or département; a note where no table and no study gives it
//   others      the figure as it is
// The first rate is the column that maps show first, around the national rate when there is one; without a rate the first
// count, which is never drawn as a choropleth. Notes say how each indicator is defined, and when a numerator and a
// denominator are of two years, both years.
//
// indicator_sentences says, for each rate, the lowest and the highest zone and the rate of the territory.
//
//     Layer layer = indicator_layer("caf", epci, indicators, references, Lang::fr);
//     indicator_sentences(layer, &departement, indicators, Lang::fr);
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/lang.hpp"
#include "maillage/themes/figures.hpp"
#include "maillage/themes/indicator.hpp"
#include "maillage/themes/layer.hpp"
#include "maillage/themes/reference.hpp"

namespace maillage {

// Those of the theme that are shown at the level of the figures and have a figure there: for a rate its own column, or
// both of its parts.
[[nodiscard]] std::vector<Indicator> indicators_with_figures(std::string_view theme,
                                                             const LevelFigures& figures,
                                                             std::span<const Indicator> indicators);

// What the rates of a layer are compared with: by code of the indicator, then by level.
using IndicatorReferences = std::map<std::string, std::map<Level, ReferenceRate>, std::less<>>;

[[nodiscard]] Layer indicator_layer(std::string_view theme, const LevelFigures& figures,
                                    std::span<const Indicator> indicators,
                                    const IndicatorReferences& references, Lang lang = Lang::fr,
                                    double least_known_share = 95);

// One sentence for each rate that the layer shows; `territory` may be null.
[[nodiscard]] std::vector<std::string> indicator_sentences(const Layer& layer, const Layer* territory,
                                                           std::span<const Indicator> indicators,
                                                           Lang lang = Lang::fr);

}  // namespace maillage

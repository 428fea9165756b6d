// Which zones of one layer are, as drawn, zones of another: a "QPV" file whose shapes are communes.
//
// Two zones are the same when the area common to both is more than `share` of each. Two drawings of one
// commune, even strongly simplified, nearly always share 80 %; no QPV of Occitanie has 20 % in common with
// a commune. Both layers must have the same crs, degrees allowed (shares do not depend on the unit).
// Invalid zones are repaired in silence: only a yes or no is asked.
//
// Only pairs whose boxes and areas agree already are intersected, so the answer costs little more than
// reading the points. Identical for any number of threads.
//
//     auto twins = same_shapes(qpv, communes);
//     if (twin_count(twins) > qpv.zone_count() / 2) refuse("the shapes of this QPV file are communes");
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

inline constexpr std::uint32_t no_twin = 0xffffffff;

// For each zone of a, its twin in b (lowest index when several) or no_twin.
[[nodiscard]] std::vector<std::uint32_t> same_shapes(const Shapes& a, const Shapes& b, double share = 0.8);
[[nodiscard]] std::size_t twin_count(std::span<const std::uint32_t> twins);

}  // namespace maillage

// Figures that the others of their zone, or the perimeters of another day, contradict.
#pragma once

#include <span>

#include "maillage/base/diagnostics.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/themes/figures.hpp"
#include "maillage/themes/indicator.hpp"

namespace maillage {

// A count that cannot be is read as missing, a problem each (`implausible-count`): children, allocataires or
// fiscal persons well above the inhabitants; places above twice the inhabitants, or more than 300 of them and
// above twenty times the children. Limits are wide (sources are of different years, a commune may host a large
// crèche): what passes them is a sentinel, or a figure of another column or zone. The same for a part above its
// whole, in the ratios of the indicators that are of one, and for all zones of a table whose sums cannot be
// (`implausible-sum`): more than two places for a child, more than 15 children under 3 for 100 inhabitants.
void withhold_implausible(LevelFigures& figures, std::span<const Indicator> indicators,
                          Diagnostics& diagnostics);

// Where the memberships read give the EPCI other communes on the day of a figure than on the day asked, the
// figure is kept as an estimate without bounds, and is listed.
void doubt_other_perimeters(LevelFigures& epci, const Geography& geography, Diagnostics& diagnostics);

}  // namespace maillage

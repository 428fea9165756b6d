// Figures published for an EPCI as it was on another day, when it had other communes.
#pragma once

#include "maillage/base/diagnostics.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/themes/figures.hpp"

namespace maillage {

// Where the memberships read give the EPCI other communes on the day of a figure than on the day asked, the
// figure stands as an estimate without bounds, and is listed.
void doubt_other_perimeters(LevelFigures& epci, const Geography& geography, Day at, Diagnostics& diagnostics);

}  // namespace maillage

// The sliver rule of the overlay. Private to geometry/.
#pragma once

#include "geometry/overlay_zone.hpp"
#include "maillage/geometry/overlay.hpp"

namespace maillage {

// Adds the pieces, slivers and outside of one zone of a to the overlay.
void give_slivers(const OverlaidZone& found, std::uint32_t zone, double thinnest, Overlay& overlay);

}  // namespace maillage

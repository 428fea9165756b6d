// Private to the priority layer: columns of one status scheme, of the QPV.
#pragma once

#include "maillage/themes/priority.hpp"
#include "themes/columns.hpp"

namespace maillage {

[[nodiscard]] Measure ones(std::size_t size);

void add_status_columns(Layer& layer, const LevelFigures& communes, const Crosswalk& crosswalk,
                        const StatusScheme& scheme);

void add_qpv_columns(Layer& layer, const LevelFigures& communes, const Crosswalk& crosswalk,
                     const QpvOverlay& overlay);

// Of all of the zone, not of its communes alone of which something is known: a part that may lack some is the least
// there is, and so is its share.
[[nodiscard]] Cell share_of_whole(const Cell& part, const Cell& whole);

// Inhabitants that live in a share of a commune's area, were they spread evenly.
[[nodiscard]] Cell people_by_area(const Cell& inhabitants, const Cell& commune_area, double area);

}  // namespace maillage

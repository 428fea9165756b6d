// Zones united into groups: communes into EPCI, EPCI into départements.
//
// group_of_zone[z] is the group of zone z, below `groups`, or no_zone to leave the zone out (its area
// becomes outside). Arcs with the same group on both sides vanish; the others are joined where no third arc
// is left. Points are untouched, so that the outlines of every level fall exactly on each other. When the
// mesh has no overlap the result is the union of the zones, as GEOS gives it. Groups without zones have no
// shape. O(points); Error{internal} on a group number out of range.
//
//     Mesh epci = dissolve(communes, epci_of, epci_count);
//     Mesh outline = dissolve(communes, std::vector<std::uint32_t>(communes.zones, 0), 1);
#pragma once

#include <cstdint>
#include <span>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

[[nodiscard]] Mesh dissolve(const Mesh& mesh, std::span<const std::uint32_t> group_of_zone,
                            std::size_t groups);

}  // namespace maillage

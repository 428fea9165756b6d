// Zones merged into groups by GEOS: the fallback for what cannot be meshed (mesh/ does it
// faster, on clean tilings).
//
// group_of_zone[z] is a group in [0, groups) or `outside` (zoning/crosswalk.hpp), which leaves the zone
// out. The result has one zone a group, in the crs of the input, empty when the group has no shape;
// polygons valid, outer rings counter-clockwise, holes clockwise, rings and polygons in GEOS's canonical
// order. Invalid zones are repaired first (GEOS make-valid, "structure") and listed. The area of a group is
// checked against the sum of its zones: less is area where zones overlap (`overlap`, listed when above
// tolerance), more beyond tolerance is retried on a grid, then Error{internal} naming the group. Slits
// thinner than the coordinates' precision are not closed: the mesh check finds them. Areas are in squared
// units of the crs; tolerance is 1e-9 of the sum of areas. Parallel over groups, identical for any number
// of threads. O(points log points) a group.
//
//     UnionReport report;
//     Shapes epci = union_by_group(communes, epci_of_commune, epci_count, report);
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maillage/geometry/overlay.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct GroupOverlap {
  std::uint32_t group = 0;
  double area = 0;  // squared units of the crs
};

struct UnionReport {
  std::vector<Repair> repaired;        // `side` has no meaning here; sorted by zone
  std::vector<GroupOverlap> overlaps;  // sorted by group
};

[[nodiscard]] Shapes union_by_group(const Shapes& shapes, std::span<const std::uint32_t> group_of_zone,
                                    std::size_t groups, UnionReport& report);

}  // namespace maillage

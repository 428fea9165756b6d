// From the mesh back to polygons.
//
// Each zone gets its polygons: outlines counter-clockwise, holes clockwise, as RFC 7946 and
// OGC want them. A ring never passes twice through a point: where outlines or holes touch in a point they
// are cut, so that the inside of each polygon is connected, holes touch their outline or each other in
// single points only, and every hole lies in the right outline. Rings start at their smallest point (by x,
// then y); polygons of a zone, and holes of a polygon, are in the order of their points: the result depends
// on the area only, not on how it was drawn.
//
// Valid whenever no two arcs cross (mesh/check.hpp tells). A hole outside every outline of its zone cannot
// be written: it is left out, and check_mesh names it (stray_hole). Orientations are exact. O(points + arcs
// log arcs around a node), several threads, same bytes.
//
//     Shapes shapes = to_shapes(dissolve(mesh, epci_of_commune, epci_count));
#pragma once

#include "maillage/mesh/mesh.hpp"

namespace maillage {

[[nodiscard]] Shapes to_shapes(const Mesh& mesh);

// The number of points that to_shapes(mesh) writes, closing points included, without writing them.
[[nodiscard]] std::size_t polygon_vertices(const Mesh& mesh);

}  // namespace maillage

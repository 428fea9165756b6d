// Does the zoning tile an area?
//
// Searches a mesh for holes inside, overlaps, slits open to the outside, T-junctions and outlines that
// cross themselves; mesh/problem.hpp says what each is. The outer boundary is not a fault, nor the sea
// between islands. What only the source rings show (unclosed, collapsed, touching themselves, edges used
// twice) is in the report of build_mesh.
//
// `width` bounds the search for slits and T-junctions, inclusive, in units of the coordinates: it is a
// distance from a vertex to an edge. A closed sliver whose mean width (2 area / perimeter) is at most
// `width` is a t_junction; a wider one is a hole or an overlap. default_width is about 10 cm. A hole that
// contains one of `allowed_holes` is listed, `allowed`.
//
// Problems come sorted by kind, zones and place, the same on any number of threads. O(points) for maps: the
// work grows with the number of pairs of edges that come near each other.
//
//     CheckOptions options{.width = default_width(mesh.crs), .allowed_holes = {{1.98, 42.46}}};   // Llívia
//     for (const MeshProblem& problem : check_mesh(mesh, options)) use(problem);
#pragma once

#include <vector>

#include "maillage/mesh/mesh.hpp"
#include "maillage/mesh/problem.hpp"

namespace maillage {

struct CheckOptions {
  double width = 0;
  std::vector<Point> allowed_holes;
};

[[nodiscard]] double default_width(Crs crs);

[[nodiscard]] std::vector<MeshProblem> check_mesh(const Mesh& mesh, const CheckOptions& options);

// Zones that lie partly over each other without a common vertex, which build_mesh cannot see: the
// crossings of outlines that no neighbour shares, one problem `overlap` for each pair of zones, sorted.
// Looks at coasts and frontiers only, so it costs little beside build_mesh; a zone wholly inside
// another is left to check_mesh.
[[nodiscard]] std::vector<MeshProblem> crossing_outlines(const Mesh& mesh);

}  // namespace maillage

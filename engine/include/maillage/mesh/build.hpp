// From polygons to the mesh.
//
// Two points are one vertex when their coordinates are the same doubles; -0.0 is 0.0. So build from
// *source* coordinates, before any reprojection, and give the two sides of a border the same numbers.
// Points repeated in a row and spikes (a, b, a) are removed and counted. Rings may turn either way: the
// first of a polygon is its outline, the others its holes. Nothing is lost: every edge of every zone is in
// the mesh, except one that the same zone uses in both directions; an edge claimed by more than two zones,
// or twice on one side, gives several arcs and an overlap.
//
// Linear in the number of points, several threads, same bytes whatever their number; about 60 bytes a point
// at the peak. The arcs do not depend on the order of the zones (their order does). Never throws on
// readable numbers; the problems found are in the report.
//
//     MeshReport report;
//     Mesh mesh = build_mesh(shapes, report);
//     for (const MeshProblem& problem : report.problems) use(problem);   // kinds up to `overlap`
#pragma once

#include <cstddef>
#include <vector>

#include "maillage/mesh/mesh.hpp"
#include "maillage/mesh/problem.hpp"

namespace maillage {

struct MeshReport {
  std::size_t source_points = 0;    // closing points included
  std::size_t repeated_points = 0;  // removed
  std::size_t spikes = 0;           // points at the tip of a spike, removed
  std::vector<MeshProblem> problems;

  // True when zones share edges on one side: dissolving by arcs is then not their union.
  [[nodiscard]] bool has_overlap() const;
};

[[nodiscard]] Mesh build_mesh(const Shapes& shapes, MeshReport& report);

}  // namespace maillage

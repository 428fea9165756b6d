// Coordinates with fewer decimals, once, for all zones.
//
// Every vertex of the mesh goes to the nearest multiple of 10^-decimals, so that the two sides of a border
// stay the same. Points that fall on the one before them disappear. A vertex keeps its full coordinates,
// and is counted, where rounding would collapse a ring, merge two nodes, or make outlines cross or meet
// that did not: nothing is lost. Writers then print coordinates as they are. O(points).
//
//     RoundReport report;
//     Mesh rounded = round_mesh(mesh, 6, report);
#pragma once

#include <cstddef>
#include <vector>

#include "maillage/mesh/mesh.hpp"
#include "maillage/mesh/problem.hpp"

namespace maillage {

struct RoundReport {
  std::size_t moved = 0;              // vertices that changed
  std::size_t merged_points = 0;      // points that fell on the one before them
  std::size_t kept = 0;               // vertices left as they were
  std::vector<MeshProblem> problems;  // collapsed_ring: would have collapsed, kept
};

[[nodiscard]] Mesh round_mesh(const Mesh& mesh, int decimals, RoundReport& report);

}  // namespace maillage

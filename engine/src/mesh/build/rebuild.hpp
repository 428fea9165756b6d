// The mesh again, after its vertices have changed.
#pragma once

#include <span>
#include <vector>

#include "maillage/mesh/build.hpp"
#include "mesh/build/outlines.hpp"

namespace maillage {

// A new vertex on an edge; edges are named by the index of their first point.
struct Insertion {
  std::uint32_t edge;
  Point at;
};

// With the insertions in their edges: edges that fall together then become one border.
[[nodiscard]] Mesh insert_vertices(const Mesh& mesh, std::vector<Insertion> insertions);

// Matches the edges of the outlines and links them into arcs.
[[nodiscard]] Mesh assemble(Outlines outlines, std::size_t zones, Crs crs, MeshReport& report);

}  // namespace maillage

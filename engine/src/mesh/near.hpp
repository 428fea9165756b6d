// Vertices on the outside of the tiling that lie near the outline of another zone.
#pragma once

#include <cstdint>
#include <vector>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

struct NearMiss {
  std::vector<std::uint32_t> zones;  // those of the vertex and the one of the edge, ascending
  Point at;                          // the vertex
  double distance = 0;
};

// Each vertex and zone once, with the nearest edge at most `width` away; the vertex is no end of that edge.
[[nodiscard]] std::vector<NearMiss> find_near_misses(const Mesh& mesh, double width);

}  // namespace maillage

// Arcs that hang together, and what lies around each such group.
#pragma once

#include <cstdint>
#include <vector>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

struct Components {
  std::size_t count = 0;
  std::vector<std::uint32_t> of_arc;
  std::vector<std::uint32_t> from_left;  // in the order of their smallest points
  // Per component the half-arc of another one next to its smallest point, due west, with that point on its
  // left side; no_zone when there is none. The other component comes before in from_left.
  std::vector<std::uint32_t> facing;
};

[[nodiscard]] Components find_components(const Mesh& mesh);

}  // namespace maillage

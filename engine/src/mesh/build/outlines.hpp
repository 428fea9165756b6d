// The rings of all zones as numbered vertices: cleaned, closed, with the zone on their left.
#pragma once

#include <cstdint>
#include <vector>

#include "maillage/mesh/build.hpp"

namespace maillage {

struct Outlines {
  std::vector<Point> vertices;
  std::vector<std::uint32_t> ids;      // rings one after the other, the first vertex repeated at the end
  std::vector<std::uint32_t> zone_of;  // of the edge that starts at this place; no_zone where none does
};

[[nodiscard]] Outlines number_outlines(const Shapes& shapes, MeshReport& report);

}  // namespace maillage

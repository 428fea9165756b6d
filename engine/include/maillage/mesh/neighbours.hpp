// Which zones share a border.
//
// Two zones are neighbours when they share a border of some length; touching in a point is not enough. Each
// pair is given once, first < second, in ascending order, with the length of the border in units of the
// coordinates, and in metres: on the sphere of radius 6 371 008.8 m when they are degrees (right to 0.6 %),
// as they are otherwise. O(points).
//
//     for (const Neighbours& pair : neighbours(mesh)) use(pair.first, pair.second, pair.metres);
#pragma once

#include <cstdint>
#include <vector>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

struct Neighbours {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  double length = 0;
  double metres = 0;
  friend bool operator==(const Neighbours&, const Neighbours&) = default;
};

[[nodiscard]] std::vector<Neighbours> neighbours(const Mesh& mesh);

}  // namespace maillage

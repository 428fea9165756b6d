// The faces of the plane that the arcs of a mesh cut out, and which zones claim each.
#pragma once

#include <cstdint>
#include <vector>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

struct Claim {
  std::uint32_t zone;
  int times;  // negative where an outline turns the wrong way round
  friend bool operator==(const Claim&, const Claim&) = default;
};

struct Face {
  std::vector<Claim> claims;          // ascending zones, none with 0 times
  std::vector<std::uint32_t> around;  // zones on the other side of its edges, ascending
  std::vector<Point> ring;            // its outer boundary, closed, counter-clockwise
  double area = 0;                    // without the islands inside
  double perimeter = 0;               // of the ring
};

// The bounded faces that are not claimed exactly once. Edges must meet in common vertices only.
[[nodiscard]] std::vector<Face> find_disputed_faces(const Mesh& mesh);

}  // namespace maillage

// Edges that meet where they have no common vertex.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

enum class MeetingKind : std::uint8_t {
  crossing,  // of the insides of two edges, at a rounded place
  touch,     // a vertex of one on the inside of the other, exactly
  same,      // two edges with the same ends
};

// Edges are named by the index of their first point. `one` has the lower index, except in a touch, where
// `one` is the edge touched.
struct Meeting {
  MeetingKind kind;
  std::uint32_t one;
  std::uint32_t other;
  Point at;
};

// All of them, sorted by edges. Exact; several threads.
[[nodiscard]] std::vector<Meeting> find_meetings(const Mesh& mesh);
// Of the edges of some arcs only.
[[nodiscard]] std::vector<Meeting> find_meetings(const Mesh& mesh, std::span<const std::uint32_t> arcs);

}  // namespace maillage

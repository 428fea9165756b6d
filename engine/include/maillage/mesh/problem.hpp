// What is wrong, or worth knowing, in the shapes of a zoning: one kind, the zones, the place, the size.
//
//   unclosed_ring   the last point of a ring is not its first: it was closed
//   collapsed_ring  a ring without three different points, or with a coordinate that is no number: left out
//   self_touching   a ring passes twice through a point: it is cut there into valid rings
//   self_crossing   the outline of a zone crosses itself (bow-tie): the zone has no certain inside
//   doubled_edge    a zone uses an edge in both directions (two of its polygons share it): both cancelled
//   overlap         an area or an edge that two zones claim, or one zone twice: area, or length of the edges
//   hole            an area inside the tiling that no zone claims, closed on all sides, with its area
//   slit            the same, open to the outside: two outlines side by side, nearer than
//                   the width searched
//   t_junction      a vertex of one zone on the edge of another, without being its vertex: distance in
//                   `width`; closed slivers thinner than the width searched count here, with their area
//   not_searched    outlines cross so often (one of a zone over a thousand times) that only crossings are listed:
//                   holes, overlaps by area, slits and T-junctions were not searched
//   stray_hole      a hole of a polygon that lies outside it: left out
//
// Sizes are in units of the coordinates (degrees or metres) and their squares; 0
// where a size has no meaning.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

enum class MeshProblemKind : std::uint8_t {
  unclosed_ring,
  collapsed_ring,
  self_touching,
  self_crossing,
  doubled_edge,
  overlap,
  hole,
  slit,
  t_junction,
  stray_hole,
  not_searched,
};

// "self-touching", …: the codes of diagnostics.
[[nodiscard]] std::string_view to_string(MeshProblemKind kind);

struct MeshProblem {
  MeshProblemKind kind = MeshProblemKind::hole;
  std::vector<std::uint32_t> zones;  // ascending; those on both sides, or all around a hole
  Point at;                          // one point of the place; for a hole, a point inside it
  double area = 0;
  double length = 0;
  double width = 0;
  std::size_t count = 1;  // edges, vertices or points gathered here
  bool allowed = false;   // a hole declared legitimate

  friend bool operator==(const MeshProblem&, const MeshProblem&) = default;
};

}  // namespace maillage

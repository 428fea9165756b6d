// Fewer points, the same map: no gap, no overlap, no lost island, every polygon still valid.
//
// Each arc is simplified once, so that neighbours keep one border; nodes stay where they are. Points
// leave in the order of the triangle they make with their neighbours, the smallest first
// (Visvalingam and Whyatt, 1993); the area is multiplied by 1 - 0.7 cos(angle), which smooths spikes
// and keeps wide bends. In geographic coordinates x is scaled by the cosine of the latitude. A
// closed arc keeps three different points.
//
// Then each new segment is checked: the area between it and the line it replaces must hold no vertex
// of the source mesh (winding number, exact predicates); two arcs between the same nodes must not
// become the same segment. Where this fails, the most important point is put back, until it holds.
// Then, whatever the order, no two segments of the result cross and no island changes side; the goal is
// met by putting fewer points elsewhere. Where the source itself crosses, nothing is promised but that
// it gets no worse than it was.
//
// Goals: AtMostVertices counts polygon vertices as to_shapes writes them, closing points included;
// KeepFraction is the same as a fraction of the source's; Tolerance is a length in units of y: points whose
// weighted triangle is smaller than its square leave. A goal below what nodes and islands need gives the
// smallest mesh possible: `reached` is false. O(points), several threads, same bytes whatever their number.
//
//     SimplifyReport report;
//     Mesh light = simplify(mesh, AtMostVertices{440'014}, report);
#pragma once

#include <cstddef>
#include <variant>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

struct AtMostVertices {
  std::size_t vertices;
};
struct KeepFraction {
  double fraction;
};
struct Tolerance {
  double length;
};
using SimplifyGoal = std::variant<AtMostVertices, KeepFraction, Tolerance>;

struct SimplifyReport {
  std::size_t vertices_before = 0;  // polygon vertices, closing points included
  std::size_t vertices_after = 0;
  double threshold = 0;             // weighted area below which points left, in squared units of y
  std::size_t refined_arcs = 0;     // arcs that got points back
  std::size_t points_put_back = 0;  // because a segment would have crossed, swallowed or met something
  bool reached = true;
};

[[nodiscard]] Mesh simplify(const Mesh& mesh, SimplifyGoal goal, SimplifyReport& report);

}  // namespace maillage

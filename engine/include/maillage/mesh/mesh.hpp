// The shapes of a zoning that tiles an area, each border held once.
//
// An arc is a line of points on which the zones on its two sides do not change: `left[a]` when walking from
// its first point to its last, `right[a]` on the other side, `no_zone` where nothing is known (sea, abroad,
// a hole). Arcs meet at nodes, and only there: `from[a]` and `to[a]` are the nodes at both ends. A border
// that meets no other (an island, an enclave) is one arc from an artificial node back to it. An interior
// point belongs to one arc; a node to several. Zones keep the numbers they have in Shapes; a zone without
// shape has no arc. What two zones cover twice is kept as two arcs on the same points, so that the outline
// of each zone is always whole.
//
// Layout: `points` holds the arcs end to end, both ends included; arc_end[a] is one past the last point of
// arc a. An arc runs from the smaller of its end points to the larger (by x, then y); a closed one starts
// at its smallest point, when it has no true node, and goes first towards the smaller of the two next ones.
// 16 bytes a point, 20 an arc. The indices are 32-bit. Coordinates are those of the source, bit for bit,
// except that -0.0 is 0.0.
//
//     Mesh communes = build_mesh(shapes, report);            // mesh/build.hpp
//     Mesh epci = dissolve(communes, epci_of, epci_count);   // mesh/dissolve.hpp
//     Shapes outlines = to_shapes(epci);                     // mesh/rings.hpp
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maillage/zoning/shapes.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

struct Mesh {
  std::vector<Point> points;
  std::vector<std::uint32_t> arc_end;
  std::vector<std::uint32_t> left;
  std::vector<std::uint32_t> right;
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  std::size_t nodes = 0;
  std::size_t zones = 0;
  Crs crs = wgs84;

  [[nodiscard]] std::size_t arc_count() const { return arc_end.size(); }
  [[nodiscard]] std::size_t arc_begin(std::size_t arc) const { return arc == 0 ? 0 : arc_end[arc - 1]; }
  [[nodiscard]] std::span<const Point> points_of(std::size_t arc) const {
    return std::span<const Point>(points).subspan(arc_begin(arc), arc_end[arc] - arc_begin(arc));
  }
  friend bool operator==(const Mesh&, const Mesh&) = default;
};

}  // namespace maillage

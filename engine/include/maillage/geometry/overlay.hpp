// Two layers laid over each other: which part of each zone of the one lies in which zone of the other.
//
// Definitions. A *piece* is the area common to one zone of `a` and one zone of `b` (a pair), all its
// parts together. Its *width* is its mean width, 2 x area / perimeter: the width of a long strip, half the
// height of a thin triangle, half the side of a square. *Outside* is the part of a zone of `a` in no zone
// of `b`. A *sliver* is a piece, or an outside, whose width is under precision_a + precision_b
// (coordinate_precision, or what the caller knows) while its zone of `a` has a larger piece: two drawings
// of one border that do not quite agree, not a fact. Each sliver is listed and its area given to the
// *main* zone, the largest piece of its zone of `a` (lowest index when equal).
//
// Planar: both layers must be in one same projected crs; otherwise Error{usage} naming both. Areas are
// planar areas of that crs. Pieces of no area (borders that touch) are left out. A layer may overlap
// itself: each pair counts.
//
// Guarantees. Pieces are sorted by (a, b), identical for any number of threads. For each zone of `a`
//     area_a = sum of pieces + outside - counted_twice, within tolerance = 1e-5 m x its perimeter.
// When pieces alone do not add up to the area, outside is measured by itself (a difference of shapes, not
// what is left) and counted_twice is the area where zones of `b` overlap each other. A balance that does not
// close is never returned. Each intersection is checked (an answer, no larger than the smaller zone); one
// that fails is tried again on a grid of 0.1 mm, then of 1 cm (counted in `snapped`, tolerance widened to
// the grid), then is Error{internal} naming both zones. Invalid zones that take part are repaired first
// (GEOS make-valid, "structure") and listed in `repaired`: real QPV files rounded to 4 decimals hold many.
// A ring not closed is Error{unreadable} naming the zone.
//
// How. Boxes that overlap give the candidates (R-tree). When no segment of one meets the box of a segment
// of the other the answer follows from comparing coordinates alone, exactly; only pairs whose borders come
// near go to GEOS. O((points + candidates) log zones); parallel over zones of `a`. 1 500 QPV on 35 000
// communes: 50 ms on two cores.
//
//     Overlay result = overlay(project(qpv, lambert93), project(communes, lambert93),
//                              {.precision_a = coordinate_precision(qpv).metres});
//     for (const OverlayPiece& piece : result.pieces) use(piece.a, piece.b, piece.area);
//     Crosswalk to_communes = crosswalk_by_area(result, qpv_zoning, cog_2018, "QPV 2015 on COG 2018");
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "maillage/zoning/crosswalk.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct OverlayPiece {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double area = 0;   // m2, slivers received included
  double width = 0;  // m, of the piece as found
};

struct Sliver {
  std::uint32_t a = 0;
  std::uint32_t b = 0;  // `outside` when the piece was in no zone of b
  double area = 0;
  double width = 0;
  std::uint32_t given_to = 0;  // zone of b
};

enum class Side : std::uint8_t { a, b };

struct Repair {
  Side side = Side::a;
  std::uint32_t zone = 0;
  std::string reason;
  Point location;
  double area_before = 0;  // as the rings stand
  double area_after = 0;
};

struct OverlayBalance {  // sums over the zones of a, m2
  double area = 0;
  double in_pieces = 0;
  double outside = 0;
  double counted_twice = 0;
  double worst_gap = 0;  // largest |area - pieces - outside + counted_twice| of one zone
  std::uint32_t worst_zone = 0;
};

struct Overlay {
  std::vector<OverlayPiece> pieces;
  std::vector<Sliver> slivers;   // sorted by (a, b)
  std::vector<Repair> repaired;  // sorted by (side, zone)
  std::vector<double> area_a;
  std::vector<double> area_b;
  std::vector<double> outside_a;        // m2 of each zone of a in no zone of b, slivers taken off
  std::vector<double> counted_twice_a;  // m2 of each zone of a counted in several zones of b beyond once
  double moved = 0;                     // total area of the slivers, m2
  std::size_t snapped = 0;              // intersections that needed a grid
  OverlayBalance balance;
  Crs crs;
};

struct OverlayOptions {
  double precision_a = 0;  // metres
  double precision_b = 0;
  // For messages; without them zones are named by their index.
  std::function<std::string(std::size_t)> name_a;
  std::function<std::string(std::size_t)> name_b;
};

[[nodiscard]] Overlay overlay(const Shapes& a, const Shapes& b, const OverlayOptions& options = {});

// Zones of a to zones of b, by area. A zone wholly in one zone has weight 1 without width; a shared one has
// its share of area with bounds 0 and 1: figures are not spread evenly over an area. Where zones of b
// overlap, shares are scaled down to sum to 1.
[[nodiscard]] Crosswalk crosswalk_by_area(const Overlay& overlay, ZoningRef a, ZoningRef b,
                                          std::string source);

// The other way: zones of b to zones of a and outside. The area of slivers counts in
// the zone that received it.
[[nodiscard]] Crosswalk reverse_crosswalk_by_area(const Overlay& overlay, ZoningRef a, ZoningRef b,
                                                  std::string source);

}  // namespace maillage

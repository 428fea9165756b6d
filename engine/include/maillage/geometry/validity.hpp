// Shapes that are no valid polygons, with the place and the reason.
//
// Valid means OGC-valid (ISO 19125): rings closed and simple, holes inside, polygons of a zone touching at
// points only, interiors connected. The 2018 communes hold one invalid polygon, 14174 Condé-en-Normandie: a
// ring that touches itself. The answer is GEOS's (isValidDetail). Most zones never reach it: rings whose
// non-neighbouring segments are shown not to touch, in polygons apart from each other, are valid, and that
// is found out for a quarter of the price. What GEOS cannot even hold is listed too: rings unclosed or of
// fewer than four points, coordinates that are no number.
//
// `ring` is the ring nearest to the place, counted over the whole of the Shapes; `kind` says if it is an
// outer one. Sorted by zone, one entry a zone (the first fault found); identical for any number of threads.
// Zones without a shape are not faults. Cost: about 0.1 microsecond a point, parallel over zones.
//
//     for (const InvalidShape& fault : invalid_shapes(communes))
//       fmt::print("{}: {} at {:.4f} {:.4f}\n", zoning.code(fault.zone), fault.reason, fault.location.x,
//                  fault.location.y);
//     // 14174: Ring Self-intersection at -0.5693 48.8964
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

enum class RingKind : std::uint8_t { outer, hole };

struct InvalidShape {
  std::uint32_t zone = 0;
  std::string reason;  // GEOS's words, or ours: "Ring not closed"
  Point location;      // in the coordinates of the shapes
  std::uint32_t ring = 0;
  RingKind kind = RingKind::outer;
};

[[nodiscard]] std::vector<InvalidShape> invalid_shapes(const Shapes& shapes);

}  // namespace maillage

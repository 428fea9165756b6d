// GEOS handles as values, and shapes to GEOS and back by coordinate buffers. Private to geometry/.
#pragma once

#include <geos_c.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage::geos {

// The reentrant context of this thread: made at first use, released with the thread.
[[nodiscard]] GEOSContextHandle_t context();

// What GEOS said on this thread since the last call, and forgets it.
[[nodiscard]] std::string take_message();

struct Release {
  void operator()(GEOSGeometry* geometry) const noexcept { GEOSGeom_destroy_r(context(), geometry); }
  void operator()(const GEOSPreparedGeometry* geometry) const noexcept {
    GEOSPreparedGeom_destroy_r(context(), geometry);
  }
};
using Geometry = std::unique_ptr<GEOSGeometry, Release>;
static_assert(sizeof(Geometry) == sizeof(GEOSGeometry*));

// The zone as a MultiPolygon (a Polygon when it has one; empty when it has none). Rings that GEOS cannot
// hold (not closed, under four points, not finite) are Error{unreadable}.
[[nodiscard]] Geometry from_zone(const Shapes& shapes, std::size_t zone);

// Appends the polygons of the geometry, at any depth, as one zone: outer rings
// counter-clockwise, holes clockwise.
void append_zone(Shapes& shapes, const GEOSGeometry& geometry);

// Hands the parts over to a C function that takes them.
[[nodiscard]] std::vector<GEOSGeometry*> release_all(std::vector<Geometry>& parts);

// One geometry of that GEOS type made of the parts, which it takes.
[[nodiscard]] Geometry collect(std::vector<Geometry> parts, int type);

// Both throw Error{internal} with GEOS's message when it fails.
[[nodiscard]] double area(const GEOSGeometry& geometry);
[[nodiscard]] double length(const GEOSGeometry& geometry);

struct Fault {
  std::string reason;  // empty when valid
  Point location;
};
[[nodiscard]] Fault fault_of(const GEOSGeometry& geometry);

// OGC-valid, made of polygons; overlapping parts are merged.
[[nodiscard]] Geometry make_valid(const GEOSGeometry& geometry);

// Null when GEOS fails; a grid of 0 means floating.
[[nodiscard]] Geometry intersection(const GEOSGeometry& a, const GEOSGeometry& b, double grid);
[[nodiscard]] Geometry difference(const GEOSGeometry& a, const GEOSGeometry& b, double grid);
[[nodiscard]] Geometry unary_union(const GEOSGeometry& collection, double grid);

// Throws Error{internal} "what: message of GEOS" when the geometry is null.
[[nodiscard]] Geometry checked(Geometry geometry, std::string_view what);

}  // namespace maillage::geos

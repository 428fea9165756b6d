// Shapes to GEOS and back: whole rings at a time, as buffers of (x, y) pairs.
#include <algorithm>
#include <utility>
#include <vector>

#include "geometry/geos.hpp"
#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"

namespace maillage::geos {
namespace {

static_assert(sizeof(Point) == 2 * sizeof(double), "rings are copied as pairs of doubles");

Geometry from_ring(std::span<const Point> ring) {
  if (const std::string_view fault = ring_fault(ring); !fault.empty())
    throw Error(Failure::unreadable, std::string(fault));
  GEOSCoordSequence* sequence =
      GEOSCoordSeq_copyFromBuffer_r(context(), &ring.front().x, static_cast<unsigned>(ring.size()), 0, 0);
  return checked(Geometry(sequence ? GEOSGeom_createLinearRing_r(context(), sequence) : nullptr), "ring");
}

Geometry from_polygon(const Shapes& shapes, std::size_t polygon) {
  Geometry outer;
  std::vector<Geometry> holes;
  for (const std::size_t ring : shapes.rings_of(polygon)) {
    Geometry geometry = from_ring(shapes.points_of(ring));
    if (outer)
      holes.push_back(std::move(geometry));
    else
      outer = std::move(geometry);
  }
  if (!outer) return checked(Geometry(GEOSGeom_createEmptyPolygon_r(context())), "polygon");
  std::vector<GEOSGeometry*> raw = release_all(holes);
  return checked(Geometry(GEOSGeom_createPolygon_r(context(), outer.release(), raw.data(),
                                                   static_cast<unsigned>(raw.size()))),
                 "polygon");
}

void append_ring(Shapes& shapes, const GEOSGeometry* ring, bool counter_clockwise) {
  const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context(), ring);
  unsigned size = 0;
  if (!sequence || !GEOSCoordSeq_getSize_r(context(), sequence, &size) || size == 0) return;
  const std::size_t begin = shapes.points.size();
  shapes.points.resize(begin + size);
  GEOSCoordSeq_copyToBuffer_r(context(), sequence, &shapes.points[begin].x, 0, 0);
  const auto first = shapes.points.begin() + static_cast<std::ptrdiff_t>(begin);
  if ((signed_area({first, shapes.points.end()}) > 0) != counter_clockwise)
    std::reverse(first, shapes.points.end());
  shapes.close_ring();
}

void append_polygons(Shapes& shapes, const GEOSGeometry* geometry) {
  const int type = GEOSGeomTypeId_r(context(), geometry);
  if (type == GEOS_POLYGON) {
    if (GEOSisEmpty_r(context(), geometry)) return;
    append_ring(shapes, GEOSGetExteriorRing_r(context(), geometry), true);
    const int holes = GEOSGetNumInteriorRings_r(context(), geometry);
    for (int i = 0; i < holes; ++i)
      append_ring(shapes, GEOSGetInteriorRingN_r(context(), geometry, i), false);
    shapes.close_polygon();
  } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
    const int parts = GEOSGetNumGeometries_r(context(), geometry);
    for (int i = 0; i < parts; ++i) append_polygons(shapes, GEOSGetGeometryN_r(context(), geometry, i));
  }
}

}  // namespace

Geometry from_zone(const Shapes& shapes, std::size_t zone) {
  const auto polygons = shapes.polygons_of(zone);
  if (polygons.size() == 1) return from_polygon(shapes, polygons.front());
  std::vector<Geometry> parts;
  for (const std::size_t polygon : polygons) parts.push_back(from_polygon(shapes, polygon));
  return collect(std::move(parts), GEOS_MULTIPOLYGON);
}

void append_zone(Shapes& shapes, const GEOSGeometry& geometry) {
  append_polygons(shapes, &geometry);
  shapes.close_zone();
}

}  // namespace maillage::geos

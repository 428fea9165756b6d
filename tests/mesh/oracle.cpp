#include "oracle.hpp"

#include <geos_c.h>

#include <memory>
#include <stdexcept>

namespace maillage::test {
namespace {

struct Context {
  GEOSContextHandle_t handle = GEOS_init_r();
  ~Context() { GEOS_finish_r(handle); }
};
GEOSContextHandle_t geos() {
  thread_local const Context context;
  return context.handle;
}
struct Destroy {
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(geos(), geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, Destroy>;

Geometry checked(GEOSGeometry* geometry) {
  if (geometry == nullptr) throw std::runtime_error("GEOS refused");
  return Geometry(geometry);
}

GEOSGeometry* ring_of(std::span<const Point> points) {
  GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(geos(), static_cast<unsigned>(points.size()), 2);
  for (unsigned i = 0; i < points.size(); ++i)
    GEOSCoordSeq_setXY_r(geos(), sequence, i, points[i].x, points[i].y);
  return GEOSGeom_createLinearRing_r(geos(), sequence);
}

Geometry collect(std::vector<GEOSGeometry*> parts) {
  return checked(GEOSGeom_createCollection_r(geos(), GEOS_MULTIPOLYGON, parts.data(),
                                             static_cast<unsigned>(parts.size())));
}

void add_polygons(const Shapes& shapes, std::size_t zone, std::vector<GEOSGeometry*>& parts) {
  for (const std::size_t polygon : shapes.polygons_of(zone)) {
    std::vector<GEOSGeometry*> rings;
    for (const std::size_t ring : shapes.rings_of(polygon)) rings.push_back(ring_of(shapes.points_of(ring)));
    parts.push_back(GEOSGeom_createPolygon_r(geos(), rings[0], rings.data() + 1,
                                             static_cast<unsigned>(rings.size() - 1)));
  }
}

Geometry zone_geometry(const Shapes& shapes, std::size_t zone) {
  std::vector<GEOSGeometry*> parts;
  add_polygons(shapes, zone, parts);
  return collect(parts);
}

Ground measure(const GEOSGeometry* geometry) {
  Ground ground;
  GEOSArea_r(geos(), geometry, &ground.area);
  const int parts = GEOSGetNumGeometries_r(geos(), geometry);
  for (int i = 0; i < parts; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(geos(), geometry, i);
    if (GEOSGeomTypeId_r(geos(), part) != GEOS_POLYGON || GEOSisEmpty_r(geos(), part) != 0) continue;
    ++ground.parts;
    ground.holes += static_cast<std::size_t>(GEOSGetNumInteriorRings_r(geos(), part));
  }
  return ground;
}

}  // namespace

std::string first_invalid(const Shapes& shapes) {
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) {
    const Geometry geometry = zone_geometry(shapes, zone);
    if (GEOSisValid_r(geos(), geometry.get()) == 1) continue;
    char* reason = GEOSisValidReason_r(geos(), geometry.get());
    const std::string text = "zone " + std::to_string(zone) + ": " + reason;
    GEOSFree_r(geos(), reason);
    return text;
  }
  return {};
}

std::vector<Ground> unite(const Shapes& shapes, const std::vector<std::uint32_t>& group_of_zone,
                          std::size_t groups) {
  std::vector<std::vector<GEOSGeometry*>> parts(groups);
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone)
    if (group_of_zone[zone] < groups) add_polygons(shapes, zone, parts[group_of_zone[zone]]);
  std::vector<Ground> grounds;
  for (auto& members : parts) {
    const Geometry collection = collect(members);
    grounds.push_back(measure(checked(GEOSUnaryUnion_r(geos(), collection.get())).get()));
  }
  return grounds;
}

std::vector<Ground> ground_of(const Shapes& shapes) {
  std::vector<Ground> grounds;
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone)
    grounds.push_back(measure(zone_geometry(shapes, zone).get()));
  return grounds;
}

double overlapping_area(const Shapes& shapes) {
  const std::vector<std::uint32_t> together(shapes.zone_count(), 0);
  double sum = 0;
  for (const Ground& ground : ground_of(shapes)) sum += ground.area;
  return sum - unite(shapes, together, 1).front().area;
}

}  // namespace maillage::test

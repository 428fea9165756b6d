// Shapes made of the bytes: what is written as WKB is read back by GDAL, point by point.
#include <ogr_geometry.h>

#include <cmath>
#include <cstring>

#include "formats/write/wkb.hpp"
#include "fuzz/input.hpp"

using namespace maillage;

namespace {

// A byte says what to close, else a point of two doubles follows.
Shapes shapes_of(const std::uint8_t* data, std::size_t size) {
  Shapes shapes;
  std::size_t at = 0, ring_begin = 0;
  const auto close_ring = [&] {
    if (shapes.points.size() == ring_begin) return;
    shapes.points.push_back(shapes.points[ring_begin]);
    shapes.close_ring();
    ring_begin = shapes.points.size();
  };
  const auto close_polygon = [&] {
    close_ring();
    if (shapes.ring_end.size() > (shapes.polygon_end.empty() ? 0 : shapes.polygon_end.back()))
      shapes.close_polygon();
  };
  while (at < size) {
    const std::uint8_t kind = data[at++];
    if (kind == 0) close_ring();
    if (kind == 1) close_polygon();
    if (kind < 2 || size - at < 2 * sizeof(double)) continue;
    Point point{};
    std::memcpy(&point, data + at, sizeof(point));
    at += sizeof(point);
    if (std::isfinite(point.x) && std::isfinite(point.y)) shapes.points.push_back(point);
  }
  close_polygon();
  shapes.close_zone();
  return shapes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Shapes shapes = shapes_of(data, size);
  std::vector<unsigned char> wkb;
  for (const RingOrder order : {RingOrder::outer_clockwise, RingOrder::outer_counter_clockwise}) {
    write_wkb(shapes, 0, order, wkb);
    OGRGeometry* read = nullptr;
    fuzz::require(OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &read, wkb.size()) == OGRERR_NONE);
    const OGRMultiPolygon* polygons = read->toMultiPolygon();
    std::size_t points = 0;
    for (const OGRPolygon* polygon : *polygons)
      for (const OGRLinearRing* ring : *polygon) points += static_cast<std::size_t>(ring->getNumPoints());
    fuzz::require(points == shapes.points.size() &&
                  static_cast<std::size_t>(polygons->getNumGeometries()) == shapes.polygon_end.size());
    OGRGeometryFactory::destroyGeometry(read);
  }
  return 0;
}

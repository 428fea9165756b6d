#include "formats/read/gdal_shapes.hpp"

#include <fmt/format.h>

#include <memory>

#include "formats/read/ring_check.hpp"

namespace maillage {
namespace {

void append_ring(Shapes& shapes, const OGRLinearRing& ring) {
  const auto count = static_cast<std::size_t>(ring.getNumPoints());
  const std::size_t before = shapes.points.size();
  shapes.points.resize(before + count);
  constexpr int stride = sizeof(Point);
  if (count > 0) ring.getPoints(&shapes.points[before].x, stride, &shapes.points[before].y, stride);
  const auto points = std::span<const Point>(shapes.points).subspan(before);
  if (!is_ring(points)) throw Unusable{ring_problem(points)};
  shapes.close_ring();
}

void append_polygon(Shapes& shapes, const OGRPolygon& polygon) {
  if (polygon.IsEmpty()) return;
  for (const OGRLinearRing* ring : polygon) append_ring(shapes, *ring);
  shapes.close_polygon();
}

}  // namespace

void append_zone(Shapes& shapes, const OGRGeometry* geometry, std::size_t row, GeometryFindings& found) {
  if (!geometry || geometry->IsEmpty()) {
    ++found.without_geometry;
    shapes.close_zone();
    return;
  }
  if (geometry->hasCurveGeometry()) {
    const std::unique_ptr<OGRGeometry> chords(geometry->getLinearGeometry());
    ++found.curves;
    return append_zone(shapes, chords.get(), row, found);
  }
  std::size_t* first = &found.first_polygon;
  switch (wkbFlatten(geometry->getGeometryType())) {
    case wkbPolygon:
      append_polygon(shapes, *geometry->toPolygon());
      break;
    case wkbMultiPolygon:
      for (const OGRPolygon* polygon : *geometry->toMultiPolygon()) append_polygon(shapes, *polygon);
      break;
    case wkbPoint:
    case wkbMultiPoint:
    case wkbLineString:
    case wkbMultiLineString:
      first = &found.first_other;
      break;
    default:
      throw Unusable{fmt::format("has a geometry of type {}; keep its polygons only, or its points only",
                                 geometry->getGeometryName())};
  }
  if (*first == GeometryFindings::none) *first = row;
  if (geometry->Is3D()) ++found.third_ordinates;
  shapes.close_zone();
}

}  // namespace maillage

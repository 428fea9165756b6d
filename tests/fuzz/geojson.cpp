// A GeoJSON text: read, and its shapes held against what Shapes promise.
#include "fuzz/input.hpp"
#include "maillage/formats/read/geojson_reader.hpp"

using namespace maillage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::answered([&] {
    Diagnostics diagnostics;
    const Source source = parse_geojson(FileText(fuzz::text_of(data, size)), "fuzz.geojson", {}, diagnostics);
    if (source.geometry != Geometry::polygons) return;
    const Shapes& shapes = source.shapes;
    fuzz::require(shapes.zone_count() == source.table.rows());
    fuzz::require(shapes.zone_end.empty() || shapes.zone_end.back() == shapes.polygon_end.size());
    fuzz::require(shapes.polygon_end.empty() || shapes.polygon_end.back() == shapes.ring_end.size());
    fuzz::require(shapes.ring_end.empty() || shapes.ring_end.back() == shapes.points.size());
  });
}

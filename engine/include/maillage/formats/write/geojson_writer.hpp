// GeoJSON as RFC 7946 wants it.
//
// One FeatureCollection, one feature a line, in the order of the zones, fields in the order of flatten()
// (formats/flat_table.hpp). Coordinates are WGS84 longitude, latitude: shapes in another CRS are
// Error{internal}, the caller projects. Outer rings turn left (counter-clockwise), holes right, whatever
// the source did; no point is dropped. Coordinates are rounded to `decimals` (6: about 0.1 m), trailing
// zeros trimmed. A ring that rounding would flatten to nothing is written with as many more decimals as it
// needs, so that no island is lost, and is reported ("ring-below-precision"). A missing value is null, with
// its status in the field beside it; NaN is never written. A zone without shape has a null geometry.
// Non-ASCII text is UTF-8, not escaped. The bytes depend on the layer alone, not on the number of threads.
// Blocks of features are formatted in parallel and written as they come: memory stays under 20 MB. Of several files whose
// zones have the same shapes each geometry is encoded once. A stream that refuses is Error{io}.
//
//     const FlatTable table = flatten(layer);
//     const GeojsonFile file{"out/ctg_commune.geojson", &layer, &table};
//     write_geojson({&file, 1}, &shapes, {}, diagnostics);
//     write_geojson(std::cout, layer, nullptr, {}, diagnostics);
#pragma once

#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/themes/layer.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct GeojsonOptions {
  int decimals = 6;  // 0 to 12
};

void write_geojson(std::ostream& out, const Layer& layer, const Shapes* shapes, const GeojsonOptions& options,
                   Diagnostics& diagnostics);

// A layer, flattened, and the file that it goes to.
struct GeojsonFile {
  std::filesystem::path path;
  const Layer* layer = nullptr;
  const FlatTable* table = nullptr;
};

// Files of layers with the same zones, whose shapes these are.
void write_geojson(std::span<const GeojsonFile> files, const Shapes* shapes, const GeojsonOptions& options,
                   Diagnostics& diagnostics);

// The same for a table that is flat already. `name` and `notes` become members of the collection.
void write_geojson(std::ostream& out, std::string_view name, std::span<const std::string> notes,
                   const FlatTable& table, const Shapes* shapes, const GeojsonOptions& options,
                   Diagnostics& diagnostics);

}  // namespace maillage

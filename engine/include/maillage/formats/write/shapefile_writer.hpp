// Shapefile: one layer as .shp, .shx, .dbf, .prj (ESRI WKT) and .cpg (UTF-8).
//
// Field names are the short names of flatten(); champs.csv (field_dictionary.hpp) says what each means. A null
// figure is null in the DBF, which some programs read as 0: the status field beside it tells (short
// name + "_s"). Real numbers keep 15 significant digits of the largest value of their column. A text
// longer than 254 bytes is cut between two characters and reported ("text-cut"). Outer rings turn
// clockwise, holes the other way, as the format wants. The date in the DBF header is `date`, the day of
// the study: same study, same bytes.
//
// Refused before anything is written, as Error{usage} that advises GeoPackage: a .shp or .dbf past 2 GB
// (sizes are computed exactly), more than 255 fields, records past 65 535 bytes. What the disk refuses is
// Error{io}; what was written is read again and held against what was meant (sizes, headers, every point, the
// code of every row, projection, encoding), for GDAL keeps some failures to itself. Linear in points and cells.
//
//     write_shapefile({&layer, &shapes}, folder / "ctg_commune.shp", study_day, diagnostics);
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "maillage/base/date.hpp"
#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/output_layer.hpp"

namespace maillage {

// Without shapes only the .dbf and .cpg are written.
void write_shapefile(const OutputLayer& output, const std::filesystem::path& shp, Day date,
                     Diagnostics& diagnostics);

struct ShapefileSize {
  std::uint64_t shp = 0;     // bytes
  std::uint64_t dbf = 0;     // bytes
  std::uint64_t record = 0;  // bytes of one DBF record
  std::size_t fields = 0;
};
[[nodiscard]] ShapefileSize shapefile_size(const OutputLayer& output);
void refuse_beyond_limits(const ShapefileSize& size, std::string_view layer);

}  // namespace maillage

// The rows and shapes of a layer, through GDAL.
#pragma once

#include <string>
#include <vector>

#include "formats/read/gdal_layer.hpp"
#include "formats/read/reading_notes.hpp"
#include "maillage/formats/read/source.hpp"

namespace maillage {

struct LayerRows {
  Table table;
  Shapes shapes;
  GeometryFindings found;
  std::vector<std::string> warnings;  // of GDAL
};

// The first rows of a layer, for those who only look at its table.
[[nodiscard]] Table first_rows(const OpenLayer& open, std::size_t rows);

// All of them, on several threads where the format allows it: a large GeoPackage is opened once for each.
// Error{unreadable} when GDAL stops before the end, or for a feature that no zone can have.
[[nodiscard]] LayerRows all_rows(const OpenLayer& open, const std::filesystem::path& path,
                                 const GdalMessages& messages);

}  // namespace maillage

// One layer of a file, open for reading.
#pragma once

#include <filesystem>
#include <string>

#include "formats/read/gdal_checks.hpp"
#include "formats/read/gdal_reading.hpp"

namespace maillage {

struct OpenLayer {
  GDALDatasetUniquePtr dataset;
  OGRLayer* layer = nullptr;
  FileKind kind = FileKind::geopackage;
  std::string file;  // what messages call it
  DbfEncoding encoding;
};

[[nodiscard]] bool is_shapefile(FileKind kind);

// The whole file, which GDAL would read as far as it goes; Error{unreadable} when it is cut.
[[nodiscard]] GDALDatasetUniquePtr open_dataset(const std::filesystem::path& path, FileKind kind,
                                                const GdalMessages& messages);

// The layer wanted by name, or the only one.
[[nodiscard]] OpenLayer open_layer(const std::filesystem::path& path, const std::string& wanted,
                                   const GdalMessages& messages);

}  // namespace maillage

// One layer of a file, whole as it says it is, open for reading. GDAL alone reads what is there and gives nulls for the
// rest.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "formats/read/gdal_reading.hpp"

namespace maillage {

// The Shapefiles of a file: one, or those inside a zip. {layer name, name that GDAL opens}.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> shapefiles_in(
    const std::filesystem::path& path, bool zipped);

// .shp, .shx and .dbf are there, whole, and speak of the same number of records. Error{unreadable}
// otherwise; `file` is the name used in messages.
void require_whole_shapefile(const std::string& shp, const std::string& file);

// The pages that the header of a database counts are there.
void require_whole_geopackage(const std::filesystem::path& path);

struct DbfEncoding {
  std::vector<std::string> open_options;  // for GDAL
  std::string fact;
  bool guessed = false;
};
// What .cpg says, else the header of the .dbf, else UTF-8 when all its bytes are, else CP1252, Mac Roman or
// CP850, whichever makes them French.
[[nodiscard]] DbfEncoding encoding_of_dbf(const std::string& shp);

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

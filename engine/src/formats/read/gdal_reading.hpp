// What the readers that stand on GDAL share: its messages as ours, its drivers, its handles.
#pragma once

#include <gdal_priv.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maillage {

// While it lives, what GDAL says on this thread is kept here instead of going to stderr.
class GdalMessages {
 public:
  GdalMessages();
  ~GdalMessages();
  GdalMessages(const GdalMessages&) = delete;
  GdalMessages& operator=(const GdalMessages&) = delete;

  [[nodiscard]] bool failed() const { return !failure_.empty(); }
  [[nodiscard]] std::string said() const;  // " (GDAL: …)", or nothing when it said nothing
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  static void CPL_STDCALL take(CPLErr level, CPLErrorNum number, const char* message);

  std::string failure_;
  std::vector<std::string> warnings_;
};

// A zip is of Shapefiles when it holds one, else of tables.
enum class FileKind : std::uint8_t {
  text,
  json,
  topojson,
  shapefile,
  zip,
  zip_of_tables,
  workbook,
  opendocument,
  geopackage,
  flatgeobuf,
  gml,
  kml,
  mapinfo,
  sqlite
};

// Told by the first bytes, and for zip and JSON by what is inside. Error{io}: no such file, a folder.
[[nodiscard]] FileKind kind_of_file(const std::filesystem::path& path);

// Of a text: a table, GeoJSON or another JSON, TopoJSON.
[[nodiscard]] FileKind kind_of_text(std::string_view head);

// GDAL's name of the format.
[[nodiscard]] std::string driver_of(FileKind kind);

// Opens with the one driver that fits; Error{unreadable} with GDAL's words. `name` is what GDAL opens.
[[nodiscard]] GDALDatasetUniquePtr open_vector(const std::string& name, const std::filesystem::path& path,
                                               FileKind kind, const std::vector<std::string>& options,
                                               const GdalMessages& messages);

// The whole of a small file, or its first bytes, through GDAL's file systems ("/vsizip/…");
// none when it is not there.
[[nodiscard]] std::optional<std::string> first_bytes(const std::string& name, std::size_t size);
[[nodiscard]] std::optional<std::uint64_t> size_of(const std::string& name);

// The names of what a zip holds, sorted, without what macOS adds. Error{unreadable} when it is cut.
[[nodiscard]] std::vector<std::string> names_in_zip(const std::filesystem::path& path);

// What GDAL calls a part of a zip.
[[nodiscard]] std::filesystem::path in_zip(const std::filesystem::path& path, const std::string& part);

// The text of a part of a zip; none: there is no such part. Error{unreadable} when it cannot be unpacked whole, or is larger
// than any sheet.
[[nodiscard]] std::optional<std::string> part_in_zip(const std::filesystem::path& path,
                                                     const std::string& part);

}  // namespace maillage

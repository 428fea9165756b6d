#include "formats/read/gdal_reading.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>

#include "formats/gdal_fatal.hpp"
#include "formats/read/xlsx/zip_part.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const Message& what, const Message& way_out) {
  throw Error(Failure::unreadable, message("{}: is {}, which is not read; {}", name_of(path), what, way_out));
}

// `ogr2ogr -f GPKG communes.gpkg communes.kml`
Message converted(const std::filesystem::path& path) {
  std::filesystem::path made = path.filename();
  made.replace_extension(".gpkg");
  return message("save it as GeoPackage in QGIS (Export, Save features as), or: ogr2ogr -f GPKG {} {}",
                 made.generic_string(), path.filename().generic_string());
}

bool is_geopackage(std::string_view head) {
  constexpr std::size_t application_id = 68;
  return head.size() > application_id + 4 && head.substr(application_id, 2) == "GP";
}

bool is_ods(std::string_view head, const std::string& extension) {
  return extension == ".ods" ||
         head.substr(0, 200).find("opendocument.spreadsheet") != std::string_view::npos;
}

void refuse_zipped(const std::filesystem::path& path, const std::string& extension) {
  if (extension == ".odt" || extension == ".docx")
    refuse(path, message("a text document"),
           message("copy its table into a sheet and save it as .xlsx or .csv"));
}

// KML and GML, told by their root or their name.
std::optional<FileKind> kind_of_xml(std::string_view head, const std::string& extension) {
  const std::string_view text = trim(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head);
  if (!text.starts_with('<')) return std::nullopt;
  const std::string start = to_lower_ascii(text.substr(0, 2000));
  if (extension == ".kml" || start.find("<kml") != std::string::npos) return FileKind::kml;
  if (extension == ".gml" || start.find("opengis.net/gml") != std::string::npos) return FileKind::gml;
  return std::nullopt;
}

// A table of MapInfo is several files: without those beside it, it is nothing.
FileKind mapinfo_at(const std::filesystem::path& path, const std::string& extension) {
  const auto has = [&](std::string beside) {
    std::filesystem::path other = path;
    for (const bool upper : {false, true}) {
      if (upper)
        std::ranges::transform(beside, beside.begin(),
                               [](char c) { return c == '.' ? c : static_cast<char>(c - 32); });
      if (std::filesystem::exists(other.replace_extension(beside))) return true;
    }
    return false;
  };
  if (extension == ".mid")
    refuse(path, message("a part of a MapInfo table"), message("name the .mif beside it"));
  const std::vector<std::string> parts = extension == ".mif"
                                             ? std::vector<std::string>{".mid"}
                                             : std::vector<std::string>{".dat", ".map", ".id"};
  for (const std::string& part : parts)
    if (!has(part))
      throw Error(Failure::unreadable,
                  message("{}: is a MapInfo table whose {} is not beside it; put {} beside it, or {}",
                          name_of(path), part, join(parts, ", "), converted(path)));
  return FileKind::mapinfo;
}

// Error{unreadable} when the first bytes (or, for parts of a Shapefile, the name) are those of a format that is
// known and not read: text documents, Parquet and Arrow, a .dbf or .prj alone, R and old Excel files, PDF.
void refuse_other_formats(const std::filesystem::path& path, std::string_view head) {
  const std::string extension = to_lower_ascii(path.extension().string());
  if (head.starts_with("PK\x03\x04")) return refuse_zipped(path, extension);
  if (head.starts_with("PAR1") || head.starts_with("ARROW1"))
    refuse(path, std::string(head.starts_with("PAR1") ? "Parquet" : "Arrow"),
           message("save it as CSV: in R, write.csv2(arrow::read_parquet(…)); in Python, "
                   "pandas.read_parquet(…).to_csv(…); "
                   "with shapes, as GeoPackage"));
  if (extension == ".dbf")
    refuse(
        path, message("a dBase table"),
        message(
            "name the .shp beside it when it is part of a Shapefile; otherwise open it in a spreadsheet and "
            "save it "
            "as .xlsx or .csv"));
  constexpr std::array<std::string_view, 4> beside{".shx", ".prj", ".cpg", ".qpj"};
  if (std::ranges::find(beside, extension) != beside.end())
    refuse(path, message("a part of a Shapefile"), message("name the .shp beside it"));
  if (extension == ".rds" || extension == ".rdata" || extension == ".rda")
    refuse(path, message("a file of R"),
           message("save the table as CSV: write.csv2(table, \"table.csv\", row.names = FALSE)"));
}

void register_drivers() {
  static std::once_flag once;
  // All of GDAL's drivers would take tens of milliseconds.
  std::call_once(once, [] {
    RegisterOGRShape();
    RegisterOGRGeoPackage();
    RegisterOGRFlatGeobuf();
    RegisterOGRTopoJSON();
    RegisterOGRGML();
    RegisterOGRLIBKML();
    RegisterOGRTAB();
    RegisterOGRSQLite();
  });
}

class VsiFile {
 public:
  explicit VsiFile(const std::string& name) : file_(VSIFOpenL(name.c_str(), "rb")) {}
  ~VsiFile() {
    if (file_) VSIFCloseL(file_);
  }
  VsiFile(const VsiFile&) = delete;
  VsiFile& operator=(const VsiFile&) = delete;
  [[nodiscard]] VSILFILE* get() const { return file_; }

 private:
  VSILFILE* file_;
};

std::string head_of(const std::filesystem::path& path) {
  const std::string name = name_of(path);
  require_regular(path);
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw Error(Failure::io, message("{}: cannot be opened", name));
  std::string head(4096, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  if (head.empty()) throw Error(Failure::unreadable, message("{}: the file is empty", name));
  return head;
}

// A zip says how large its parts are.
void refuse_zip_bomb(const std::filesystem::path& path) {
  const std::string zip = "/vsizip/{" + path.string() + "}";
  const CPLStringList names(VSIReadDirRecursive(zip.c_str()), TRUE);
  std::uint64_t unpacked = 0;
  for (int i = 0; i < names.Count(); ++i) unpacked += size_of(zip + "/" + names[i]).value_or(0);
  std::error_code problem;
  refuse_bomb(name_of(path), std::filesystem::file_size(path, problem), unpacked);
}

// Of a zip that is itself in a zip.
ZipPart part_through_gdal(const std::string& name, std::uint64_t largest) {
  const GdalMessages messages;
  const auto size = size_of(name);
  if (!size) return {.text = {}};
  if (*size > largest) return {.state = ZipPart::State::too_large, .size = *size, .text = {}};
  auto text = first_bytes(name, *size);
  if (!text || text->size() != *size) return {.state = ZipPart::State::damaged, .text = {}};
  return {.state = ZipPart::State::whole, .size = *size, .text = *std::move(text)};
}

}  // namespace

GdalMessages::GdalMessages() {
  register_drivers();
  CPLPushErrorHandlerEx(&GdalMessages::take, this);
}

GdalMessages::~GdalMessages() {
  CPLPopErrorHandler();
}

void CPL_STDCALL GdalMessages::take(CPLErr level, CPLErrorNum, const char* message) {
  end_when_fatal(level);
  auto* self = static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
  const std::string text = message ? message : "";
  if (level >= CE_Failure && self->failure_.empty()) self->failure_ = text.empty() ? "unknown failure" : text;
  if (level == CE_Warning && self->warnings_.size() < 100) self->warnings_.push_back(text);
}

std::string GdalMessages::said() const {
  if (failed()) return fmt::format(" (GDAL: {})", failure_);
  return warnings_.empty() ? std::string() : fmt::format(" (GDAL: {})", warnings_.front());
}

FileKind kind_of_text(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return FileKind::text;
  const std::size_t second = head.find_first_not_of(" \t\r\n", first + 1);
  if (head[first] == '[' && second != std::string_view::npos && (head[second] == '{' || head[second] == ']'))
    return FileKind::json;
  if (head[first] != '{') return FileKind::text;
  const bool topology = head.find("\"Topology\"") != std::string_view::npos;
  return topology && head.find("\"Feature") == std::string_view::npos ? FileKind::topojson : FileKind::json;
}

FileKind kind_of_file(const std::filesystem::path& path) {
  const std::string head = head_of(path);
  const std::string_view view = head;
  refuse_other_formats(path, view);
  const std::string own_extension = to_lower_ascii(path.extension().string());
  if (view.starts_with("SQLite format 3"))
    return own_extension == ".gpkg" || is_geopackage(view) ? FileKind::geopackage : FileKind::sqlite;
  if (to_lower_ascii(view.substr(0, 6)) == "!table" || own_extension == ".mif" || own_extension == ".mid")
    return mapinfo_at(path, own_extension);
  if (const auto xml = kind_of_xml(view, own_extension)) return *xml;
  if (view.starts_with("fgb\x03")) return FileKind::flatgeobuf;
  if (view.starts_with(std::string_view("\0\0\x27\x0a", 4))) return FileKind::shapefile;
  if (view.starts_with("PK\x03\x04")) {
    refuse_zip_bomb(path);
    const std::string inside = "/vsizip/{" + path.string() + "}/";
    if (is_ods(view, own_extension)) return FileKind::opendocument;
    if (own_extension == ".kmz") return FileKind::kml;
    const bool sheet_extension = content_extension(path) == ".xlsx" || content_extension(path) == ".xlsm";
    if (sheet_extension || size_of(inside + "xl/workbook.xml")) return FileKind::workbook;
    const std::vector<std::string> names = names_in_zip(path);
    const bool has_shapes = std::ranges::any_of(names, [](const std::string& name) {
      return to_lower_ascii(std::filesystem::path(name).extension().string()) == ".shp";
    });
    return has_shapes || names.empty() ? FileKind::zip : FileKind::zip_of_tables;
  }
  if (view.starts_with("\x1f\x8b")) {
    const auto text = first_bytes("/vsigzip/" + path.string(), 4096);
    return kind_of_text(text.value_or(""));
  }
  // A file cut to nothing but its name: let the reader of that name say so.
  const std::string extension = content_extension(path);
  if (extension == ".shp") return FileKind::shapefile;
  if (extension == ".gpkg") return FileKind::geopackage;
  if (extension == ".fgb") return FileKind::flatgeobuf;
  if (extension == ".zip") return FileKind::zip;
  if (extension == ".xlsx") return FileKind::workbook;
  if (extension == ".geojson")
    return kind_of_text(view) == FileKind::topojson ? FileKind::topojson : FileKind::json;
  return kind_of_text(view);
}

std::string driver_of(FileKind kind) {
  switch (kind) {
    case FileKind::shapefile:
    case FileKind::zip:
      return "ESRI Shapefile";
    case FileKind::geopackage:
      return "GPKG";
    case FileKind::flatgeobuf:
      return "FlatGeobuf";
    case FileKind::topojson:
      return "TopoJSON";
    case FileKind::workbook:
      return "XLSX";
    case FileKind::json:
      return "GeoJSON";
    case FileKind::opendocument:
      return "ODS";
    case FileKind::gml:
      return "GML";
    case FileKind::kml:
      return "LIBKML";
    case FileKind::mapinfo:
      return "MapInfo File";
    case FileKind::sqlite:
      return "SQLite";
    case FileKind::zip_of_tables:
    case FileKind::text:
      break;
  }
  return "CSV";
}

GDALDatasetUniquePtr open_vector(const std::string& name, const std::filesystem::path& path, FileKind kind,
                                 const std::vector<std::string>& options, const GdalMessages& messages) {
  const std::string driver = driver_of(kind);
  const char* const drivers[] = {driver.c_str(), nullptr};
  std::vector<const char*> open_options;
  for (const std::string& option : options) open_options.push_back(option.c_str());
  open_options.push_back(nullptr);
  GDALDatasetUniquePtr dataset(GDALDataset::Open(name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers,
                                                 open_options.data(), nullptr));
  if (!dataset)
    throw Error(Failure::unreadable,
                message("{}: cannot be read as {}{}; the file may be cut or damaged: fetch it again",
                        name_of(path), driver, messages.said()));
  return dataset;
}

std::optional<std::string> first_bytes(const std::string& name, std::size_t size) {
  const VsiFile file(name);
  if (!file.get()) return std::nullopt;
  std::string bytes(size, '\0');
  bytes.resize(VSIFReadL(bytes.data(), 1, size, file.get()));
  return bytes;
}

std::filesystem::path in_zip(const std::filesystem::path& path, const std::string& part) {
  return "/vsizip/{" + path.string() + "}/" + part;
}

std::vector<std::string> names_in_zip(const std::filesystem::path& path) {
  const CPLStringList listed(VSIReadDirRecursive(("/vsizip/{" + path.string() + "}").c_str()), TRUE);
  std::vector<std::string> names;
  for (int i = 0; i < listed.Count(); ++i)
    if (const std::string name = listed[i]; !name.ends_with('/') && !name.starts_with("__MACOSX"))
      names.push_back(name);
  std::ranges::sort(names);
  return names;
}

std::optional<std::string> part_in_zip(const std::filesystem::path& path, const std::string& part) {
  // A part of a gigabyte is a bomb: the largest sheet that Excel writes full holds less.
  constexpr std::uint64_t largest_part = std::uint64_t{1} << 30U;
  const bool is_in_zip = path.string().starts_with("/vsizip/");
  ZipPart read = is_in_zip ? part_through_gdal(in_zip(path, part).string(), largest_part)
                           : read_zip_part(path, part, largest_part);
  switch (read.state) {
    case ZipPart::State::absent:
      return std::nullopt;
    case ZipPart::State::whole:
      return std::move(read.text);
    case ZipPart::State::too_large:
      throw Error(Failure::unreadable,
                  message("{}: its part {} unpacks to {} bytes, more than any sheet holds", name_of(path),
                          part, read.size));
    case ZipPart::State::damaged:
      break;
  }
  throw Error(Failure::unreadable,
              message("{}: its part {} cannot be read; the workbook may be cut or damaged: "
                      "fetch it again, or save it anew in a spreadsheet",
                      name_of(path), part));
}

std::optional<std::uint64_t> size_of(const std::string& name) {
  VSIStatBufL status;
  if (VSIStatL(name.c_str(), &status) != 0) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace maillage

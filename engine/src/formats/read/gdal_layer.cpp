#include "formats/read/gdal_layer.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "formats/read/gdal_reading.hpp"
#include "formats/read/layer_choice.hpp"
#include "maillage/base/encoding.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

constexpr std::size_t whole_file = std::size_t{1} << 32;

[[noreturn]] void refuse_layer(const std::string& file, const Message& what) {
  throw Error(Failure::unreadable, message("{}: {}", file, what));
}

std::uint64_t byte_at(const std::string& bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
std::uint64_t little_endian(const std::string& bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | byte_at(bytes, at + i);
  return value;
}
std::uint64_t big_endian(const std::string& bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | byte_at(bytes, at + i);
  return value;
}

// The file beside the .shp with this extension, in lower or upper case.
std::optional<std::string> beside(const std::string& shp, const std::string& extension) {
  std::string upper = extension;
  for (char& c : upper) c = static_cast<char>(c - ('a' <= c && c <= 'z' ? 32 : 0));
  for (const std::string& candidate : {extension, upper}) {
    const std::string name = CPLResetExtension(shp.c_str(), candidate.c_str());
    if (size_of(name)) return name;
  }
  return std::nullopt;
}

// Bytes that the header of a .shp or .shx announces.
std::uint64_t require_whole(const std::string& name, const std::string& file, const std::string& extension) {
  const std::string head = first_bytes(name, 100).value_or("");
  if (head.size() < 100 || big_endian(head, 0, 4) != 9994)
    refuse_layer(file, message("its .{} is no Shapefile", extension));
  const std::uint64_t announced = big_endian(head, 24, 4) * 2;
  const std::uint64_t found = size_of(name).value_or(0);
  if (found < announced)
    refuse_layer(file, message("its .{} is cut short: {} bytes, its header says {}; fetch it again",
                               extension, found, announced));
  return announced;
}

std::uint64_t records_of_dbf(const std::string& name, const std::string& file) {
  const std::string head = first_bytes(name, 32).value_or("");
  if (head.size() < 32) refuse_layer(file, message("its .dbf is no dBASE table"));
  const std::uint64_t records = little_endian(head, 4, 4);
  const std::uint64_t announced = little_endian(head, 8, 2) + records * little_endian(head, 10, 2);
  const std::uint64_t found = size_of(name).value_or(0);
  if (found < announced)
    refuse_layer(file, message("its .dbf is cut short: {} bytes, its header says {}; fetch it again", found,
                               announced));
  return records;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> shapefiles_in(const std::filesystem::path& path,
                                                               bool zipped) {
  if (!zipped) return {{path.stem().string(), path.string()}};
  const std::string zip = "/vsizip/{" + path.string() + "}";
  const CPLStringList names(VSIReadDirRecursive(zip.c_str()), TRUE);
  if (names.empty())
    refuse_layer(name_of(path), message("is no zip that can be read: it may be cut; fetch it again"));
  std::vector<std::pair<std::string, std::string>> found;
  for (int i = 0; i < names.Count(); ++i) {
    const std::filesystem::path inside(names[i]);
    if (to_lower_ascii(inside.extension().string()) == ".shp" && !inside.string().starts_with("__MACOSX"))
      found.emplace_back(inside.stem().string(), zip + "/" + names[i]);
  }
  std::sort(found.begin(), found.end());
  if (found.empty())
    refuse_layer(name_of(path),
                 message("holds no Shapefile (.shp); unpack it and name the file that is wanted"));
  return found;
}

void require_whole_shapefile(const std::string& shp, const std::string& file) {
  require_whole(shp, file, "shp");
  const auto shx = beside(shp, "shx");
  if (!shx)
    refuse_layer(file, message("its .shx is missing; a Shapefile is .shp, .shx, .dbf and .prj together"));
  const std::uint64_t shapes = (require_whole(*shx, file, "shx") - 100) / 8;
  const auto dbf = beside(shp, "dbf");
  if (!dbf)
    refuse_layer(file,
                 message("its .dbf is missing, so its zones have no codes; a Shapefile is .shp, .shx, .dbf "
                         "and .prj together"));
  const std::uint64_t rows = records_of_dbf(*dbf, file);
  if (shapes != rows)
    refuse_layer(file, message("its .shx has {} shapes, its .dbf {} rows: they are not of one Shapefile",
                               shapes, rows));
}

void require_whole_geopackage(const std::filesystem::path& path) {
  const std::string head = first_bytes(path.string(), 100).value_or("");
  if (head.size() < 100 || !head.starts_with("SQLite format 3"))
    refuse_layer(name_of(path), message("is no GeoPackage; it may be cut: fetch it again"));
  const std::uint64_t stored = big_endian(head, 16, 2);
  const std::uint64_t page = stored == 1 ? 65536 : stored;
  // The count is right only if the last writer kept it.
  const bool counted = big_endian(head, 24, 4) == big_endian(head, 92, 4);
  const std::uint64_t announced = counted ? page * big_endian(head, 28, 4) : 0;
  const std::uint64_t found = size_of(path.string()).value_or(0);
  if (found < announced)
    refuse_layer(name_of(path),
                 message("the GeoPackage is cut short: {} bytes, its header says {}; fetch it again", found,
                         announced));
}

DbfEncoding encoding_of_dbf(const std::string& shp) {
  if (const auto cpg = beside(shp, "cpg"))
    return {{}, std::string(trim(first_bytes(*cpg, 64).value_or(""))) + " (.cpg)"};
  const auto dbf = beside(shp, "dbf");
  const std::string bytes =
      first_bytes(*dbf, std::min<std::uint64_t>(size_of(*dbf).value_or(0), whole_file)).value_or("");
  if (bytes.size() > 32 && byte_at(bytes, 29) != 0)
    return {{}, fmt::format("language {} (header of the .dbf)", byte_at(bytes, 29))};
  const std::string_view records =
      std::string_view(bytes).substr(std::min<std::size_t>(bytes.size(), little_endian(bytes, 8, 2)));
  const bool ascii = std::all_of(records.begin(), records.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return {{"ENCODING=UTF-8"}, "ASCII"};
  if (is_utf8(records)) return {{"ENCODING=UTF-8"}, "UTF-8 (no .cpg; all bytes are UTF-8)", true};
  const LikelyPage likely = likely_code_page(records);
  const std::string page(to_string(likely.page));
  return {{likely.page == CodePage::mac_roman ? "ENCODING=MACINTOSH" : "ENCODING=" + page},
          page + " (no .cpg; bytes are not UTF-8)",
          true};
}

namespace {

std::string gdal_name(const std::filesystem::path& path) {
  return path.extension() == ".gz" ? "/vsigzip/" + path.string() : path.string();
}

// The rows of a view are what a query makes of them; one that calls itself may have no end.
void refuse_view(GDALDataset& dataset, const std::string& layer, const std::string& file) {
  std::string name;
  for (const char c : layer) name += c == '\'' ? "''" : std::string(1, c);
  const std::string question =
      "SELECT type, sql FROM sqlite_master WHERE lower(name) = lower('" + name + "')";
  OGRLayer* answer = dataset.ExecuteSQL(question.c_str(), nullptr, nullptr);
  if (answer == nullptr) return;
  const OGRFeatureUniquePtr row(answer->GetNextFeature());
  const bool is_endless = row != nullptr && std::string_view(row->GetFieldAsString(0)) == "view" &&
                          to_lower_ascii(row->GetFieldAsString(1)).find("recursive") != std::string::npos;
  dataset.ReleaseResultSet(answer);
  if (is_endless)
    throw Error(
        Failure::unreadable,
        message("{}: the layer {} is a view of a query that calls itself; export it as a table and name that",
                file, layer));
}

}  // namespace

bool is_shapefile(FileKind kind) {
  return kind == FileKind::shapefile || kind == FileKind::zip;
}

GDALDatasetUniquePtr open_dataset(const std::filesystem::path& path, FileKind kind,
                                  const GdalMessages& messages) {
  if (kind == FileKind::geopackage) require_whole_geopackage(path);
  // Nothing is written beside a GML, nothing is fetched for it.
  const std::vector<std::string> options =
      kind == FileKind::gml ? std::vector<std::string>{"WRITE_GFS=NO", "DOWNLOAD_SCHEMA=NO"}
                            : std::vector<std::string>{};
  return open_vector(gdal_name(path), path, kind, options, messages);
}

OpenLayer open_layer(const std::filesystem::path& path, const std::string& wanted,
                     const GdalMessages& messages) {
  OpenLayer open{.kind = kind_of_file(path), .file = name_of(path)};
  if (is_shapefile(open.kind)) {
    const auto shapefiles = shapefiles_in(path, open.kind == FileKind::zip);
    std::vector<std::string> names;
    for (const auto& [layer, shp] : shapefiles) names.push_back(layer);
    const std::string& shp = shapefiles[choose_layer(names, wanted, open.file)].second;
    require_whole_shapefile(shp, open.file);
    open.encoding = encoding_of_dbf(shp);
    open.dataset = open_vector(shp, path, open.kind, open.encoding.open_options, messages);
    open.layer = open.dataset->GetLayer(0);
  } else {
    open.dataset = open_dataset(path, open.kind, messages);
    std::vector<std::string> names;
    for (OGRLayer* layer : open.dataset->GetLayers()) names.emplace_back(layer->GetName());
    const std::size_t chosen = choose_layer(names, wanted, open.file);
    if (open.kind == FileKind::geopackage || open.kind == FileKind::sqlite)
      refuse_view(*open.dataset, names[chosen], open.file);
    open.layer = open.dataset->GetLayer(static_cast<int>(chosen));
  }
  if (!open.layer)
    throw Error(Failure::unreadable, message("{}: holds no layer{}", open.file, messages.said()));
  return open;
}

}  // namespace maillage

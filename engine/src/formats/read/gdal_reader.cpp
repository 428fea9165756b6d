#include "maillage/formats/read/gdal_reader.hpp"

#include <fmt/format.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>
#include <memory>
#include <optional>
#include <string>

#include "formats/read/crs_names.hpp"
#include "formats/read/gdal_rows.hpp"
#include "maillage/base/error.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {
namespace {

struct Release {
  void operator()(OGRSpatialReference* reference) const { reference->Release(); }
};
using Reference = std::unique_ptr<OGRSpatialReference, Release>;

std::optional<Crs> authority_crs(const OGRSpatialReference& reference) {
  const char* authority = reference.GetAuthorityName(nullptr);
  const char* code = reference.GetAuthorityCode(nullptr);
  if (!authority || !code) return std::nullopt;
  return crs_of_name(std::string(authority) + ":" + code);
}

// Error{unreadable} when there is none, or when it matches no EPSG code.
Crs crs_of_reference(const OGRSpatialReference* reference, const std::string& file) {
  const Message advice = message("state crs = <EPSG code> for this source (2154: Lambert-93, 4326: degrees)");
  if (!reference)
    throw Error(Failure::unreadable,
                message("{}: says nothing of its CRS (a Shapefile says it in its .prj); {}", file, advice));
  if (const auto crs = authority_crs(*reference)) return *crs;
  // ESRI's .prj names no code: PROJ looks for the system that it describes.
  constexpr int good_enough = 70;
  const Reference best(reference->FindBestMatch(good_enough, "EPSG", nullptr));
  if (best)
    if (const auto crs = authority_crs(*best)) return *crs;
  const char* name = reference->GetName();
  throw Error(Failure::unreadable, message("{}: its CRS \"{}\" matches no EPSG code; {}", file,
                                           std::string(name ? name : ""), advice));
}

void report_warnings(const std::vector<std::string>& warnings, const std::string& file,
                     Diagnostics& diagnostics) {
  if (warnings.empty()) return;
  Diagnostic item{.severity = Severity::warning, .code = "reader-warning"};
  item.place.file = file;
  item.found = std::string_view(warnings.front());
  item.expected = message("a file that GDAL reads without a word");
  item.advice = message("check the rows concerned");
  item.count = static_cast<std::int64_t>(warnings.size());
  diagnostics.add(std::move(item));
}

void report_encoding(const OpenLayer& open, Table& table, Diagnostics& diagnostics) {
  if (open.encoding.fact.empty()) return;
  table.facts.emplace_back("encoding", open.encoding.fact);
  if (!open.encoding.guessed) return;
  Diagnostic item{.severity = Severity::note, .code = "encoding-guessed"};
  item.place.file = open.file;
  item.found = message("a .dbf that does not say its encoding");
  item.expected = message("a .cpg file beside it");
  item.advice = message("read as {}", open.encoding.fact);
  diagnostics.add(std::move(item));
}

void require_all_rows(const OpenLayer& open, std::size_t rows) {
  const GIntBig announced = open.layer->GetFeatureCount(FALSE);
  if (announced >= 0 && static_cast<std::size_t>(announced) != rows)
    throw Error(Failure::unreadable,
                message("{}: {} rows could be read of the {} that the layer announces; fetch it again",
                        open.file, rows, announced));
  if (rows == 0)
    throw Error(Failure::unreadable,
                message("{}: the layer {} holds no feature", open.file, std::string(open.layer->GetName())));
}

Crs crs_of(const OpenLayer& open, const ReadOptions& options, Table& table) {
  const bool stated = options.crs > 0;
  const OGRSpatialReference* reference = open.layer->GetSpatialRef();
  const bool silent = open.kind == FileKind::topojson && !reference;
  const Crs crs = stated   ? canonical_crs(options.crs)
                  : silent ? wgs84
                           : crs_of_reference(reference, open.file);
  table.facts.emplace_back("crs", fmt::format("EPSG:{}{}", crs.epsg,
                                              stated   ? " (stated)"
                                              : silent ? " (TopoJSON says nothing else)"
                                                       : ""));
  return crs;
}

}  // namespace

std::vector<std::string> gdal_layers(const std::filesystem::path& path) {
  const FileKind kind = kind_of_file(path);
  const GdalMessages messages;
  std::vector<std::string> names;
  if (is_shapefile(kind)) {
    for (const auto& [layer, shp] : shapefiles_in(path, kind == FileKind::zip)) names.push_back(layer);
  } else {
    const auto dataset = open_dataset(path, kind, messages);
    for (OGRLayer* layer : dataset->GetLayers()) names.emplace_back(layer->GetName());
  }
  return names;
}

Table gdal_sample(const std::filesystem::path& path, const std::string& layer) {
  constexpr std::size_t rows = 20;
  const GdalMessages messages;
  return first_rows(open_layer(path, layer, messages), rows);
}

Source read_gdal(const std::filesystem::path& path, const ReadOptions& options, Diagnostics& diagnostics) {
  const GdalMessages messages;
  const OpenLayer open = open_layer(path, options.layer, messages);
  LayerRows read = all_rows(open, path, messages);
  const GeometryFindings& found = read.found;
  const std::size_t rows = read.table.rows();
  require_all_rows(open, rows);
  Source source{.path = path,
                .format = driver_of(open.kind),
                .table = std::move(read.table),
                .shapes = std::move(read.shapes)};
  require_one_kind(found, open.file);
  report_geometry(found, rows, open.file, source.table.layer, diagnostics);
  report_encoding(open, source.table, diagnostics);
  if (found.first_polygon != GeometryFindings::none) {
    source.geometry = Geometry::polygons;
    source.shapes.crs = crs_of(open, options, source.table);
  } else {
    source.shapes = {};
    if (found.first_other != GeometryFindings::none) source.geometry = Geometry::other;
  }
  report_warnings(read.warnings, open.file, diagnostics);
  return source;
}

}  // namespace maillage

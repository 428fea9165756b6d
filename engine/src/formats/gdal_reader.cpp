#include "maillage/formats/gdal_reader.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>

#include "formats/crs_names.hpp"
#include "formats/gdal_cells.hpp"
#include "formats/gdal_checks.hpp"
#include "formats/gdal_crs.hpp"
#include "formats/gdal_reading.hpp"
#include "formats/gdal_shapes.hpp"
#include "formats/layer_choice.hpp"
#include "formats/ring_check.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

// One layer of a file, open.
struct OpenLayer {
  GDALDatasetUniquePtr dataset;
  OGRLayer* layer = nullptr;
  FileKind kind = FileKind::geopackage;
  std::string file;  // what messages call it
  DbfEncoding encoding;
};

std::string gdal_name(const std::filesystem::path& path) {
  return path.extension() == ".gz" ? "/vsigzip/" + path.string() : path.string();
}

bool is_shapefile(FileKind kind) {
  return kind == FileKind::shapefile || kind == FileKind::zip;
}

GDALDatasetUniquePtr open_dataset(const std::filesystem::path& path, FileKind kind,
                                  const GdalMessages& messages) {
  if (kind == FileKind::geopackage) require_whole_geopackage(path);
  return open_vector(gdal_name(path), path, kind, {}, messages);
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
    open.layer = open.dataset->GetLayer(static_cast<int>(choose_layer(names, wanted, open.file)));
  }
  if (!open.layer) throw Error(Failure::unreadable, open.file + ": holds no layer" + messages.said());
  return open;
}

std::string who(const OGRFeature& feature, const OGRFeatureDefn& definition) {
  std::string shown;
  for (int field = 0; field < std::min(2, definition.GetFieldCount()); ++field) {
    shown +=
        fmt::format("{}{} \"", shown.empty() ? " (" : ", ", definition.GetFieldDefn(field)->GetNameRef());
    append_field(shown, feature, field);
    shown += '"';
  }
  return shown.empty() ? shown : shown + ")";
}

void reserve_points(Shapes& shapes, const std::filesystem::path& path) {
  // A point takes 16 bytes in these formats: the file's size bounds their number, and memory not touched is
  // free.
  std::error_code problem;
  const auto size = std::filesystem::file_size(path, problem);
  if (!problem) shapes.points.reserve(static_cast<std::size_t>(size) / sizeof(Point));
}

void report_warnings(const GdalMessages& messages, const std::string& file, Diagnostics& diagnostics) {
  if (messages.warnings().empty()) return;
  Diagnostic item{.severity = Severity::warning, .code = "reader-warning"};
  item.place.file = file;
  item.found = messages.warnings().front();
  item.expected = "a file that GDAL reads without a word";
  item.advice = "check the rows concerned";
  item.count = static_cast<std::int64_t>(messages.warnings().size());
  diagnostics.add(std::move(item));
}

void report_encoding(const OpenLayer& open, Table& table, Diagnostics& diagnostics) {
  if (open.encoding.fact.empty()) return;
  table.facts.emplace_back("encoding", open.encoding.fact);
  if (!open.encoding.guessed) return;
  Diagnostic item{.severity = Severity::note, .code = "encoding-guessed"};
  item.place.file = open.file;
  item.found = "a .dbf that does not say its encoding";
  item.expected = "a .cpg file beside it";
  item.advice = "read as " + open.encoding.fact;
  diagnostics.add(std::move(item));
}

// Rows and shapes of the layer; at most `limit` rows.
GeometryFindings read_rows(const OpenLayer& open, Source& source, std::size_t limit) {
  OGRFeatureDefn& definition = *open.layer->GetLayerDefn();
  Table& table = source.table;
  for (int field = 0; field < definition.GetFieldCount(); ++field)
    table.columns.emplace_back(definition.GetFieldDefn(field)->GetNameRef());
  GeometryFindings found;
  std::string cell;
  open.layer->ResetReading();
  std::size_t row = 0;
  for (OGRFeatureUniquePtr feature(open.layer->GetNextFeature()); feature && row < limit;
       feature.reset(open.layer->GetNextFeature()), ++row) {
    if (row % 1024 == 0) stop_point();
    for (int field = 0; field < definition.GetFieldCount(); ++field) {
      cell.clear();
      append_field(cell, *feature, field);
      table.add_cell(cell);
    }
    table.end_row(static_cast<std::int64_t>(row) + 1);
    try {
      append_zone(source.shapes, feature->GetGeometryRef(), row, found);
    } catch (const Unusable& problem) {
      throw Error(Failure::unreadable, fmt::format("{}: feature {}{}: {}", open.file, row + 1,
                                                   who(*feature, definition), problem.what));
    }
  }
  return found;
}

void require_all_rows(const OpenLayer& open, std::size_t rows, const GdalMessages& messages) {
  if (messages.failed())
    throw Error(Failure::unreadable,
                fmt::format("{}: reading stopped after {} rows{}; the file may be damaged: fetch it again",
                            open.file, rows, messages.said()));
  const GIntBig announced = open.layer->GetFeatureCount(FALSE);
  if (announced >= 0 && static_cast<std::size_t>(announced) != rows)
    throw Error(Failure::unreadable,
                fmt::format("{}: {} rows could be read of the {} that the layer announces; fetch it again",
                            open.file, rows, announced));
  if (rows == 0)
    throw Error(Failure::unreadable,
                open.file + ": the layer " + open.layer->GetName() + " holds no feature");
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
  const OpenLayer open = open_layer(path, layer, messages);
  Source source;
  source.table.file = open.file;
  source.table.layer = open.layer->GetName();
  (void)read_rows(open, source, rows);
  return std::move(source.table);
}

Source read_gdal(const std::filesystem::path& path, const ReadOptions& options, Diagnostics& diagnostics) {
  const GdalMessages messages;
  const OpenLayer open = open_layer(path, options.layer, messages);
  Source source{.path = path, .format = driver_of(open.kind)};
  source.table.file = open.file;
  source.table.layer = open.layer->GetName();
  reserve_points(source.shapes, path);
  const GeometryFindings found = read_rows(open, source, static_cast<std::size_t>(-1));
  const std::size_t rows = source.table.rows();
  require_all_rows(open, rows, messages);
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
  report_warnings(messages, open.file, diagnostics);
  return source;
}

}  // namespace maillage

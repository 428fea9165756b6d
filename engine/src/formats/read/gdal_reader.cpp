#include "maillage/formats/read/gdal_reader.hpp"

#include <fmt/format.h>
#include <ogr_feature.h>
#include <ogr_geometry.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/read/crs_names.hpp"
#include "formats/read/gdal_layer.hpp"
#include "formats/read/reading_notes.hpp"
#include "formats/read/ring_check.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {
namespace {

struct LayerRows {
  Table table;
  Shapes shapes;
  GeometryFindings found;
  std::vector<std::string> warnings;  // of GDAL
};

void append_ring(Shapes& shapes, const OGRLinearRing& ring) {
  const auto count = static_cast<std::size_t>(ring.getNumPoints());
  const std::size_t before = shapes.points.size();
  shapes.points.resize(before + count);
  constexpr int stride = sizeof(Point);
  if (count > 0) ring.getPoints(&shapes.points[before].x, stride, &shapes.points[before].y, stride);
  const auto points = std::span<const Point>(shapes.points).subspan(before);
  if (!is_ring(points)) throw Unusable{ring_problem(points)};
  shapes.close_ring();
}

void append_polygon(Shapes& shapes, const OGRPolygon& polygon) {
  if (polygon.IsEmpty()) return;
  for (const OGRLinearRing* ring : polygon) append_ring(shapes, *ring);
  shapes.close_polygon();
}

// A geometry that no zone can have, or a broken ring, throws Unusable.
void append_zone(Shapes& shapes, const OGRGeometry* geometry, std::size_t row, GeometryFindings& found) {
  if (!geometry || geometry->IsEmpty()) {
    ++found.without_geometry;
    shapes.close_zone();
    return;
  }
  if (geometry->hasCurveGeometry()) {
    const std::unique_ptr<OGRGeometry> chords(geometry->getLinearGeometry());
    ++found.curves;
    return append_zone(shapes, chords.get(), row, found);
  }
  std::size_t* first = &found.first_polygon;
  switch (wkbFlatten(geometry->getGeometryType())) {
    case wkbPolygon:
      append_polygon(shapes, *geometry->toPolygon());
      break;
    case wkbMultiPolygon:
      for (const OGRPolygon* polygon : *geometry->toMultiPolygon()) append_polygon(shapes, *polygon);
      break;
    case wkbPoint:
    case wkbMultiPoint:
    case wkbLineString:
    case wkbMultiLineString:
      first = &found.first_other;
      break;
    default:
      throw Unusable{message("has a geometry of type {}; keep its polygons only, or its points only",
                             std::string(geometry->getGeometryName()))};
  }
  if (*first == GeometryFindings::none) *first = row;
  if (geometry->Is3D()) ++found.third_ordinates;
  shapes.close_zone();
}

void append_date(std::string& text, const OGRFeature& feature, int field, OGRFieldType type) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0;
  if (!feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone)) return;
  const auto out = std::back_inserter(text);
  if (type != OFTTime) fmt::format_to(out, "{:04}-{:02}-{:02}", year, month, day);
  if (type == OFTDateTime) text += 'T';
  if (type != OFTDate) fmt::format_to(out, "{:02}:{:02}:{:02}", hour, minute, static_cast<int>(second));
}

// Nothing for NULL, whole numbers without decimals, dates as 2023-12-31.
void append_field(std::string& text, const OGRFeature& feature, int field) {
  if (!feature.IsFieldSetAndNotNull(field)) return;
  const OGRFieldDefn& definition = *feature.GetFieldDefnRef(field);
  switch (definition.GetType()) {
    case OFTInteger:
    case OFTInteger64: {
      const GIntBig value = feature.GetFieldAsInteger64(field);
      if (definition.GetSubType() == OFSTBoolean)
        text += value != 0 ? "true" : "false";
      else
        fmt::format_to(std::back_inserter(text), "{}", value);
      break;
    }
    case OFTReal:
      text += plain_number(feature.GetFieldAsDouble(field));
      break;
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
      append_date(text, feature, field, definition.GetType());
      break;
    default:
      text += feature.GetFieldAsString(field);
  }
}

constexpr std::size_t every_row = std::numeric_limits<std::size_t>::max();

// Why reading ended before the last row; `row` counts from the first of the part.
struct Stop {
  std::size_t row = 0;
  std::string feature;  // empty: GDAL gave up
  Message why;
};

struct Part {
  LayerRows rows;
  std::optional<Stop> stop;
};

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

Table empty_table(const OpenLayer& open) {
  Table table;
  table.file = open.file;
  table.layer = open.layer->GetName();
  const OGRFeatureDefn& definition = *open.layer->GetLayerDefn();
  for (int field = 0; field < definition.GetFieldCount(); ++field)
    table.columns.emplace_back(definition.GetFieldDefn(field)->GetNameRef());
  return table;
}

void read(const OpenLayer& open, std::size_t limit, Part& part) {
  OGRFeatureDefn& definition = *open.layer->GetLayerDefn();
  Table& table = part.rows.table;
  table = empty_table(open);
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
      append_zone(part.rows.shapes, feature->GetGeometryRef(), row, part.rows.found);
    } catch (const Unusable& problem) {
      part.stop = Stop{row, who(*feature, definition), problem.what};
      return;
    }
  }
}

void read_all(const OpenLayer& open, const GdalMessages& messages, Part& part) {
  read(open, every_row, part);
  part.rows.warnings = messages.warnings();
  if (messages.failed() && !part.stop) part.stop = Stop{part.rows.table.rows(), "", messages.said()};
}

void throw_stop(const Stop& stop, std::size_t rows_before, const std::string& file) {
  const std::size_t row = rows_before + stop.row;
  if (!stop.feature.empty())
    throw Error(Failure::unreadable, message("{}: feature {}{}: {}", file, row + 1, stop.feature, stop.why));
  throw Error(Failure::unreadable,
              message("{}: reading stopped after {} rows{}; the file may be damaged: fetch it again", file,
                      row, stop.why));
}

void reserve_points(Shapes& shapes, const std::filesystem::path& path) {
  // A point takes 16 bytes in these formats: the file's size bounds their number, and
  // memory not touched is free.
  std::error_code problem;
  const auto size = std::filesystem::file_size(path, problem);
  if (!problem) shapes.points.reserve(static_cast<std::size_t>(size) / sizeof(Point));
}

void append_table(LayerRows& all, const LayerRows& more) {
  const std::size_t before = all.table.rows();
  const auto first = [&](std::size_t& here, std::size_t there) {
    if (here == GeometryFindings::none && there != GeometryFindings::none) here = before + there;
  };
  first(all.found.first_polygon, more.found.first_polygon);
  first(all.found.first_other, more.found.first_other);
  all.found.without_geometry += more.found.without_geometry;
  all.found.third_ordinates += more.found.third_ordinates;
  all.found.curves += more.found.curves;
  all.table.append(more.table);
  all.warnings.insert(all.warnings.end(), more.warnings.begin(), more.warnings.end());
}

struct Numbers {
  GIntBig first, last;
};

// Of the features of a table, whose rows stand in their order; those of a view may not.
std::optional<Numbers> numbers_of(const OpenLayer& open) {
  const GdalMessages ignored;  // a layer that this question does not fit is read in one part
  // Two questions: SQLite finds one end at a time without going through the table.
  const std::string question =
      fmt::format(R"(SELECT (SELECT MIN("{0}") FROM "{1}"), (SELECT MAX("{0}") FROM "{1}"))"
                  " WHERE EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{1}')",
                  open.layer->GetFIDColumn(), open.layer->GetName());
  OGRLayer* answer = open.dataset->ExecuteSQL(question.c_str(), nullptr, nullptr);
  if (!answer) return std::nullopt;
  std::optional<Numbers> numbers;
  if (const OGRFeatureUniquePtr row(answer->GetNextFeature()); row && row->IsFieldSetAndNotNull(0))
    numbers = {row->GetFieldAsInteger64(0), row->GetFieldAsInteger64(1)};
  open.dataset->ReleaseResultSet(answer);
  return numbers;
}

// Bounds of the parts that threads read of a GeoPackage. Empty when it is small, or cannot be cut so.
std::vector<GIntBig> parts_of(const OpenLayer& open) {
  constexpr GIntBig small = 4096;
  constexpr unsigned most = 4;
  if (open.kind != FileKind::geopackage || threads() < 2) return {};
  if (open.layer->GetFIDColumn()[0] == '\0' || open.layer->GetFeatureCount(FALSE) < small) return {};
  const auto numbers = numbers_of(open);
  if (!numbers || numbers->first < 0 || numbers->last == std::numeric_limits<GIntBig>::max()) return {};
  const auto parts = static_cast<GIntBig>(std::min(threads(), most));
  std::vector<GIntBig> bounds;
  for (GIntBig part = 0; part < parts; ++part)
    bounds.push_back(numbers->first + (numbers->last - numbers->first) / parts * part);
  bounds.push_back(numbers->last + 1);
  return bounds;
}

void read_between(const OpenLayer& open, GIntBig begin, GIntBig end, Part& part) {
  const GdalMessages messages;
  const std::string wanted =
      fmt::format(R"("{0}" >= {1} AND "{0}" < {2})", open.layer->GetFIDColumn(), begin, end);
  if (open.layer->SetAttributeFilter(wanted.c_str()) != OGRERR_NONE)
    throw Error(Failure::unreadable,
                message("{}: its rows cannot be told apart{}", open.file, messages.said()));
  read_all(open, messages, part);
  open.layer->SetAttributeFilter(nullptr);
}

// The first rows of a layer, for those who only look at its table.
Table first_rows(const OpenLayer& open, std::size_t rows) {
  Part part;
  read(open, rows, part);
  if (part.stop) throw_stop(*part.stop, 0, open.file);
  part.rows.table.has_shapes = part.rows.found.first_polygon != GeometryFindings::none;
  return std::move(part.rows.table);
}

// All of them, on several threads where the format allows it: a large GeoPackage is opened once for each.
// Error{unreadable} when GDAL stops before the end, or for a feature that no zone can have.
LayerRows all_rows(const OpenLayer& open, const std::filesystem::path& path, const GdalMessages& messages) {
  const std::vector<GIntBig> bounds = parts_of(open);
  std::vector<Part> parts(std::max<std::size_t>(2, bounds.size()) - 1);
  reserve_points(parts.front().rows.shapes, path);
  if (bounds.empty()) {
    read_all(open, messages, parts.front());
  } else {
    parallel_for(parts.size(), 1, [&](std::size_t, std::size_t, std::size_t i) {
      if (i == 0) return read_between(open, bounds[0], bounds[1], parts[0]);
      const GdalMessages said_before;
      read_between(open_layer(path, open.layer->GetName(), said_before), bounds[i], bounds[i + 1], parts[i]);
    });
    auto& warnings = parts.front().rows.warnings;
    warnings.insert(warnings.begin(), messages.warnings().begin(), messages.warnings().end());
  }
  LayerRows rows = std::move(parts.front().rows);
  std::vector<Shapes> shapes;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].stop) throw_stop(*parts[i].stop, i == 0 ? 0 : rows.table.rows(), open.file);
    if (i > 0) append_table(rows, parts[i].rows);
    shapes.push_back(std::move(i == 0 ? rows.shapes : parts[i].rows.shapes));
  }
  rows.shapes = concatenate(shapes);
  return rows;
}

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

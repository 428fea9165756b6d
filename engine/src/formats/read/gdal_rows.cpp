#include "formats/read/gdal_rows.hpp"

#include <fmt/format.h>
#include <ogr_feature.h>
#include <ogr_geometry.h>
#include <ogrsf_frmts.h>
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "formats/read/reading_notes.hpp"
#include "formats/read/ring_check.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {
namespace {

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

}  // namespace

Table first_rows(const OpenLayer& open, std::size_t rows) {
  Part part;
  read(open, rows, part);
  if (part.stop) throw_stop(*part.stop, 0, open.file);
  return std::move(part.rows.table);
}

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

}  // namespace maillage

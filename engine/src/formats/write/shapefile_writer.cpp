#include "maillage/formats/write/shapefile_writer.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "formats/write/dbf_fields.hpp"
#include "formats/write/gdal_writing.hpp"
#include "formats/write/wkb.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/formats/flat_table.hpp"

namespace maillage {
namespace {

constexpr std::uint64_t largest_file = 2147483647;  // offsets are signed and 32 bits wide in many readers
constexpr std::uint64_t largest_record = 65535;
constexpr std::size_t most_fields = 255;

std::uint64_t shp_bytes(const Shapes& shapes) {
  constexpr std::uint64_t file_header = 100, record_header = 8, null_shape = 4, polygon_header = 44;
  std::uint64_t bytes = file_header;
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) {
    bytes += record_header + (shapes.empty(zone) ? null_shape : polygon_header);
  }
  return bytes + 4 * shapes.ring_end.size() + 16 * shapes.points.size();
}

ShapefileSize size_of(const OutputLayer& output, const FlatTable& table, std::span<const DbfField> fields) {
  ShapefileSize size;
  size.fields = fields.size();
  size.record = 1;
  for (const DbfField& field : fields) size.record += static_cast<std::uint64_t>(field.width);
  const std::uint64_t header = 32 + 32 * fields.size() + 1, end_mark = 1;
  size.dbf = header + table.rows * size.record + end_mark;
  if (output.shapes != nullptr) size.shp = shp_bytes(*output.shapes);
  return size;
}

void report_cut_texts(const OutputLayer& output, const FlatTable& table, std::span<const DbfField> fields,
                      const std::string& file, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].too_long == 0) continue;
    const std::size_t row = fields[i].first_too_long;
    Diagnostic cut;
    cut.severity = Severity::warning;
    cut.code = "text-cut";
    cut.place.file = file;
    cut.place.layer = output.layer->name();
    cut.place.row = static_cast<std::int64_t>(row) + 1;
    cut.place.column = table.fields[i].name;
    cut.place.zone = output.layer->zoning->code(row);
    cut.found =
        message("{} longer than {} bytes, the first of {} bytes", counted(fields[i].too_long, "text"),
                longest_dbf_text, std::get<std::vector<std::string>>(table.fields[i].values)[row].size());
    cut.expected = message("at most 254 bytes, which is all that a Shapefile holds");
    cut.advice = message("the end is cut off; use the GeoPackage or the CSV to keep it");
    cut.count = static_cast<std::int64_t>(fields[i].too_long);
    diagnostics.add(std::move(cut));
  }
}

OGRFieldType type_of(FieldType type, int width) {
  if (type == FieldType::text) return OFTString;
  if (type == FieldType::real) return OFTReal;
  if (type == FieldType::date) return OFTDate;
  return width < 10 ? OFTInteger : OFTInteger64;
}

OGRLayer* create_layer(GDALDataset& dataset, const OutputLayer& output, const std::string& name, Day date) {
  CPLStringList options;
  options.SetNameValue("ENCODING", "UTF-8");
  options.SetNameValue("DBF_DATE_LAST_UPDATE", to_iso(date).c_str());
  if (output.shapes == nullptr) {
    options.SetNameValue("SHPT", "NULL");
    return dataset.CreateLayer(name.c_str(), nullptr, wkbNone, options.List());
  }
  options.SetNameValue("SHPT", "POLYGON");
  OGRSpatialReference reference = reference_of(output.shapes->crs);
  return dataset.CreateLayer(name.c_str(), &reference, wkbPolygon, options.List());
}

void write_whole(const OutputLayer& output, const FlatTable& table, std::span<const DbfField> fields,
                 const std::filesystem::path& shp, Day date) {
  // Our rings already turn as the format wants; GDAL's own check costs rings x points.
  const GdalWriting writing(shp, {{"SHAPE_REWIND_ON_WRITE", "NO"}});
  RegisterOGRShape();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("ESRI Shapefile");
  writing.require(driver != nullptr);
  GDALDatasetUniquePtr dataset(driver->Create(shp.string().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  writing.require(dataset != nullptr);
  OGRLayer* layer = create_layer(*dataset, output, shp.stem().string(), date);
  writing.require(layer != nullptr);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const FlatField& field = table.fields[i];
    OGRFieldDefn definition(field.short_name.c_str(), type_of(field.type, fields[i].width));
    definition.SetWidth(fields[i].width);
    definition.SetPrecision(fields[i].precision);
    writing.require(layer->CreateField(&definition, FALSE) == OGRERR_NONE);
  }
  OGRFeature feature(layer->GetLayerDefn());
  std::vector<unsigned char> wkb;
  for (std::size_t row = 0; row < table.rows; ++row) {
    if (row % 1024 == 0) stop_point();
    feature.SetFID(OGRNullFID);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      set_cell(feature, static_cast<int>(i), table.fields[i], row, longest_dbf_text);
    }
    OGRGeometry* geometry = nullptr;
    if (output.shapes != nullptr && !output.shapes->empty(row)) {
      write_wkb(*output.shapes, row, RingOrder::outer_clockwise, wkb);
      writing.require(OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &geometry, wkb.size()) ==
                      OGRERR_NONE);
    }
    feature.SetGeometryDirectly(geometry);
    writing.require(layer->CreateFeature(&feature) == OGRERR_NONE);
  }
  dataset.reset();
  writing.check();
}

void remove_parts(const std::filesystem::path& shp) {
  for (const char* extension : {".shp", ".shx", ".dbf", ".prj", ".cpg"}) {
    std::error_code ignored;
    std::filesystem::path part = shp;
    std::filesystem::remove(part.replace_extension(extension), ignored);
  }
}

}  // namespace

ShapefileSize shapefile_size(const OutputLayer& output) {
  const FlatTable table = flatten(*output.layer);
  return size_of(output, table, dbf_fields(table));
}

void refuse_beyond_limits(const ShapefileSize& size, std::string_view layer) {
  const auto refuse = [&](const Message& what) {
    throw Error(Failure::usage, message("layer {} does not fit a Shapefile: {}; write a GeoPackage instead "
                                        "(formats = [\"gpkg\"])",
                                        layer, what));
  };
  const auto too_large = [&](std::string_view extension, std::uint64_t bytes) {
    if (bytes > largest_file) {
      refuse(message("its {} would take {} bytes, the format holds {}", extension, bytes, largest_file));
    }
  };
  too_large(".shp", size.shp);
  too_large(".dbf", size.dbf);
  if (size.fields > most_fields) {
    refuse(message("it has {} fields, the format holds {}", size.fields, most_fields));
  }
  if (size.record > largest_record) {
    refuse(message("a row takes {} bytes, the format holds {}", size.record, largest_record));
  }
}

void write_shapefile(const OutputLayer& output, const std::filesystem::path& shp, Day date,
                     Diagnostics& diagnostics) {
  const FlatTable table = flatten(*output.layer);
  const std::vector<DbfField> fields = dbf_fields(table);
  refuse_beyond_limits(size_of(output, table, fields), output.layer->name());
  remove_parts(shp);
  try {
    std::filesystem::path main_file = shp;
    if (output.shapes == nullptr) main_file.replace_extension(".dbf");
    write_whole(output, table, fields, main_file, date);
  } catch (...) {
    remove_parts(shp);
    throw;
  }
  report_cut_texts(output, table, fields, shp.filename().string(), diagnostics);
}

}  // namespace maillage

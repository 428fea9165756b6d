#include "maillage/formats/write/shapefile_writer.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <bit>
#include <fstream>

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
  const GdalWriting writing(shp, {{"SHAPE_REWIND_ON_WRITE", "NO"}, {"SHAPE_ENCODING", "UTF-8"}});
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

// GDAL does not tell of every write that fails: not of .prj and .cpg, nor of what it writes when it closes. So the files are
// held against what they must be: sizes to the byte, headers, every point of every shape, the code of every row.
class WrittenFile {
 public:
  explicit WrittenFile(const std::filesystem::path& path)
      : name_(path.string()), stream_(path, std::ios::binary) {
    require(static_cast<bool>(stream_));
  }

  void require(bool holds) const {
    if (!holds)
      throw Error(Failure::io,
                  message("{}: was not written whole; check the folder and the free space", name_));
  }
  std::span<const unsigned char> next(std::size_t bytes) {
    bytes_.resize(bytes);
    stream_.read(std::bit_cast<char*>(bytes_.data()), static_cast<std::streamsize>(bytes));
    require(static_cast<std::size_t>(stream_.gcount()) == bytes);
    return bytes_;
  }
  void require_end() { require(stream_.peek() == std::ifstream::traits_type::eof()); }

 private:
  std::string name_;
  std::ifstream stream_;
  std::vector<unsigned char> bytes_;
};

template <class Number>
Number number_at(std::span<const unsigned char> bytes, std::size_t at, std::endian order) {
  std::array<unsigned char, sizeof(Number)> number{};
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), sizeof(Number), number.begin());
  if (order != std::endian::native) std::ranges::reverse(number);
  return std::bit_cast<Number>(number);
}

std::filesystem::path part_of(std::filesystem::path shp, const char* extension) {
  return shp.replace_extension(extension);
}

// The header that .shp and .shx share; lengths are in words of two bytes.
void require_header(WrittenFile& file, std::uint64_t bytes) {
  constexpr std::uint32_t mark = 9994, polygon = 5;
  const auto header = file.next(100);
  file.require(number_at<std::uint32_t>(header, 0, std::endian::big) == mark &&
               number_at<std::uint32_t>(header, 24, std::endian::big) == bytes / 2 &&
               number_at<std::uint32_t>(header, 32, std::endian::little) == polygon);
}

// The points of the shape in both, ring by ring.
bool same_points(std::span<const unsigned char> record, std::span<const unsigned char> wkb,
                 std::size_t rings) {
  const std::size_t header = 44 + 4 * rings;
  std::size_t at = header;
  std::size_t read = 9;
  for (std::uint32_t polygons = number_at<std::uint32_t>(wkb, 5, std::endian::native); polygons > 0;
       --polygons) {
    std::uint32_t of_polygon = number_at<std::uint32_t>(wkb, read + 5, std::endian::native);
    for (read += 9; of_polygon > 0; --of_polygon) {
      const std::size_t bytes = 16 * std::size_t{number_at<std::uint32_t>(wkb, read, std::endian::native)};
      read += 4;
      if (at + bytes > record.size() ||
          !std::ranges::equal(record.subspan(at, bytes), wkb.subspan(read, bytes)))
        return false;
      at += bytes;
      read += bytes;
    }
  }
  return at == record.size();
}

void require_shapes(const Shapes& shapes, std::uint64_t bytes, const std::filesystem::path& shp) {
  WrittenFile file(shp);
  WrittenFile index(part_of(shp, ".shx"));
  require_header(file, bytes);
  require_header(index, 100 + 8 * shapes.zone_count());
  std::vector<unsigned char> wkb;
  std::uint64_t offset = 100;
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) {
    const auto head = file.next(8);
    const std::uint64_t words = number_at<std::uint32_t>(head, 4, std::endian::big);
    file.require(number_at<std::uint32_t>(head, 0, std::endian::big) == zone + 1 &&
                 2 * words <= bytes - offset);
    const auto entry = index.next(8);
    index.require(number_at<std::uint32_t>(entry, 0, std::endian::big) == offset / 2 &&
                  number_at<std::uint32_t>(entry, 4, std::endian::big) == words);
    offset += 8 + 2 * words;
    const auto record = file.next(2 * words);
    if (shapes.empty(zone)) {
      file.require(record.size() == 4 && number_at<std::uint32_t>(record, 0, std::endian::little) == 0);
      continue;
    }
    write_wkb(shapes, zone, RingOrder::outer_clockwise, wkb);
    file.require(record.size() > 44 &&
                 same_points(record, wkb, number_at<std::uint32_t>(record, 36, std::endian::little)));
  }
  file.require_end();
  index.require_end();
}

void require_rows(const FlatTable& table, std::span<const DbfField> fields, const ShapefileSize& size,
                  const std::filesystem::path& dbf) {
  WrittenFile file(dbf);
  const std::size_t header_bytes = 32 + 32 * fields.size() + 1;
  const auto header = file.next(header_bytes);
  file.require(number_at<std::uint32_t>(header, 4, std::endian::little) == table.rows &&
               number_at<std::uint16_t>(header, 8, std::endian::little) == header_bytes &&
               number_at<std::uint16_t>(header, 10, std::endian::little) == size.record &&
               header[header_bytes - 1] == '\r');
  const auto* codes =
      fields.empty() ? nullptr : std::get_if<std::vector<std::string>>(&table.fields[0].values);
  for (std::size_t row = 0; row < table.rows; ++row) {
    const auto record = file.next(size.record);
    file.require(record[0] == ' ');
    if (codes == nullptr) continue;
    const std::string_view code = cut_utf8((*codes)[row], static_cast<std::size_t>(fields[0].width));
    file.require(std::ranges::equal(record.subspan(1, code.size()), code));
  }
  file.require(file.next(1)[0] == 0x1A);
  file.require_end();
}

void require_text(const std::filesystem::path& path, std::string_view text) {
  WrittenFile file(path);
  file.require(std::ranges::equal(file.next(text.size()), text));
  file.require_end();
}

std::string projection_text(Crs crs) {
  char* text = nullptr;
  const std::array<const char*, 2> options{"FORMAT=WKT1_ESRI", nullptr};
  const OGRErr result = reference_of(crs).exportToWkt(&text, options.data());
  const std::string copy = result == OGRERR_NONE ? text : "";
  CPLFree(text);
  return copy;
}

void require_written(const OutputLayer& output, const FlatTable& table, std::span<const DbfField> fields,
                     const ShapefileSize& size, const std::filesystem::path& shp) {
  require_rows(table, fields, size, part_of(shp, ".dbf"));
  require_text(part_of(shp, ".cpg"), "UTF-8");
  if (output.shapes == nullptr) return;
  require_shapes(*output.shapes, size.shp, shp);
  require_text(part_of(shp, ".prj"), projection_text(output.shapes->crs));
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
  const ShapefileSize size = size_of(output, table, fields);
  refuse_beyond_limits(size, output.layer->name());
  remove_parts(shp);
  try {
    std::filesystem::path main_file = shp;
    if (output.shapes == nullptr) main_file.replace_extension(".dbf");
    write_whole(output, table, fields, main_file, date);
    require_written(output, table, fields, size, shp);
  } catch (...) {
    remove_parts(shp);
    throw;
  }
  report_cut_texts(output, table, fields, shp.filename().string(), diagnostics);
}

}  // namespace maillage

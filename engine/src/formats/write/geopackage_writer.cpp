#include "maillage/formats/write/geopackage_writer.hpp"

#include <ogrsf_frmts.h>

#include <limits>
#include <set>

#include "formats/write/gdal_writing.hpp"
#include "formats/write/wkb.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/style/styles.hpp"

namespace maillage {
namespace {

constexpr std::size_t any_length = std::numeric_limits<std::size_t>::max();

OGRFieldType type_of(FieldType type) {
  switch (type) {
    case FieldType::integer:
      return OFTInteger64;
    case FieldType::real:
      return OFTReal;
    case FieldType::date:
      return OFTDate;
    case FieldType::text:
      break;
  }
  return OFTString;
}

class TableWriter {
 public:
  TableWriter(const GdalWriting& writing, GDALDataset& dataset) : writing_(writing), dataset_(dataset) {}

  void add_layer(const OutputLayer& output, const FlatTable& table) {
    OGRLayer& layer = create_layer(output);
    for (const FlatField& field : table.fields) {
      OGRFieldDefn definition(field.name.c_str(), type_of(field.type));
      if (!field.label.empty() && field.label != field.name) {
        definition.SetAlternativeName(field.label.c_str());
      }
      writing_.require(layer.CreateField(&definition) == OGRERR_NONE);
    }
    OGRFeature feature(layer.GetLayerDefn());
    for (std::size_t row = 0; row < table.rows; ++row) {
      if (row % 1024 == 0) stop_point();
      feature.SetFID(OGRNullFID);
      for (std::size_t i = 0; i < table.fields.size(); ++i) {
        set_cell(feature, static_cast<int>(i), table.fields[i], row, any_length);
      }
      set_shape(feature, output.shapes, row);
      writing_.require(layer.CreateFeature(&feature) == OGRERR_NONE);
    }
  }

  void add_styles(std::span<const OutputLayer> outputs, std::span<const FlatTable> tables, Day date) {
    CPLStringList options;
    options.SetNameValue("FID", "id");
    OGRLayer* layer = dataset_.CreateLayer("layer_styles", nullptr, wkbNone, options.List());
    writing_.require(layer != nullptr);
    for (const char* name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column",
                             "styleName", "styleQML", "styleSLD"}) {
      add_field(*layer, name, OFTString);
    }
    OGRFieldDefn use("useAsDefault", OFTInteger);
    use.SetSubType(OFSTBoolean);
    writing_.require(layer->CreateField(&use) == OGRERR_NONE);
    for (const char* name : {"description", "owner", "ui"}) add_field(*layer, name, OFTString);
    add_field(*layer, "update_time", OFTDateTime);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      if (outputs[i].shapes != nullptr) add_style(*layer, *outputs[i].layer, tables[i], date);
    }
  }

 private:
  OGRLayer& create_layer(const OutputLayer& output) {
    CPLStringList options;
    options.SetNameValue("DESCRIPTION", join(output.layer->notes, "\n").c_str());
    OGRLayer* layer = nullptr;
    const std::string name = output.layer->name();
    if (output.shapes == nullptr) {
      layer = dataset_.CreateLayer(name.c_str(), nullptr, wkbNone, options.List());
    } else {
      OGRSpatialReference reference = reference_of(output.shapes->crs);
      layer = dataset_.CreateLayer(name.c_str(), &reference, wkbMultiPolygon, options.List());
    }
    writing_.require(layer != nullptr);
    return *layer;
  }

  void add_field(OGRLayer& layer, const char* name, OGRFieldType type) {
    OGRFieldDefn definition(name, type);
    writing_.require(layer.CreateField(&definition) == OGRERR_NONE);
  }

  void set_shape(OGRFeature& feature, const Shapes* shapes, std::size_t row) {
    OGRGeometry* geometry = nullptr;
    if (shapes != nullptr && !shapes->empty(row)) {
      write_wkb(*shapes, row, RingOrder::outer_counter_clockwise, wkb_);
      const OGRErr result = OGRGeometryFactory::createFromWkb(wkb_.data(), nullptr, &geometry, wkb_.size());
      writing_.require(result == OGRERR_NONE);
    }
    feature.SetGeometryDirectly(geometry);
  }

  void add_style(OGRLayer& layer, const Layer& shown, const FlatTable& table, Day date) {
    const StyleBook& book = style_book(shown.lang);
    const Style style = style_of(shown, book);
    OGRFeature feature(layer.GetLayerDefn());
    const auto text = [&](const char* field, const std::string& value) {
      feature.SetField(field, value.c_str());
    };
    text("f_table_catalog", "");
    text("f_table_schema", "");
    text("f_table_name", style.layer);
    text("f_geometry_column", "geom");
    text("styleName", style.title);
    text("styleQML", to_qml(shown, table, book));
    text("styleSLD", to_sld(style));
    feature.SetField("useAsDefault", 1);
    text("description", style.title);
    text("owner", "maillage");
    const std::chrono::year_month_day day(date);
    constexpr int utc = 100;
    feature.SetField(feature.GetFieldIndex("update_time"), static_cast<int>(day.year()),
                     static_cast<int>(static_cast<unsigned>(day.month())),
                     static_cast<int>(static_cast<unsigned>(day.day())), 0, 0, 0.0F, utc);
    writing_.require(layer.CreateFeature(&feature) == OGRERR_NONE);
  }

  const GdalWriting& writing_;
  GDALDataset& dataset_;
  std::vector<unsigned char> wkb_;
};

void require_unique_names(std::span<const OutputLayer> outputs) {
  std::set<std::string> names{"layer_styles"};
  for (const OutputLayer& output : outputs) {
    if (!names.insert(output.layer->name()).second) {
      throw Error(Failure::internal, "two layers are called " + output.layer->name());
    }
  }
}

void write_whole(std::span<const OutputLayer> outputs, const std::filesystem::path& path, Day date) {
  const std::string now = to_iso(date) + "T00:00:00.000Z";
  // The file is staged: what a crash would lose is thrown away anyway, so nothing waits for the disk.
  const GdalWriting writing(
      path, {{"OGR_CURRENT_DATE", now}, {"OGR_SQLITE_SYNCHRONOUS", "OFF"}, {"OGR_SQLITE_JOURNAL", "OFF"}});
  RegisterOGRGeoPackage();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  writing.require(driver != nullptr);
  GDALDatasetUniquePtr dataset(driver->Create(path.string().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  writing.require(dataset != nullptr);
  writing.require(dataset->StartTransaction() == OGRERR_NONE);
  TableWriter writer(writing, *dataset);
  std::vector<FlatTable> tables;
  for (const OutputLayer& output : outputs) {
    tables.push_back(flatten(*output.layer));
    writer.add_layer(output, tables.back());
  }
  writer.add_styles(outputs, tables, date);
  writing.require(dataset->CommitTransaction() == OGRERR_NONE);
  dataset.reset();
  writing.check();
}

// Read again: every page is sound, and every layer has its rows.
void require_written(std::span<const OutputLayer> outputs, const std::filesystem::path& path) {
  const GdalWriting reading(path, {});
  const GDALDatasetUniquePtr dataset(
      GDALDataset::Open(path.string().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  reading.require(dataset != nullptr);
  const auto answer = [&](const std::string& question) {
    OGRLayer* result = dataset->ExecuteSQL(question.c_str(), nullptr, nullptr);
    reading.require(result != nullptr);
    const OGRFeatureUniquePtr row(result->GetNextFeature());
    std::string text = row != nullptr && row->GetFieldCount() > 0 ? row->GetFieldAsString(0) : "";
    dataset->ReleaseResultSet(result);
    return text;
  };
  reading.require(answer("PRAGMA quick_check(1)") == "ok");
  for (const OutputLayer& output : outputs)
    reading.require(answer("SELECT count(*) FROM \"" + output.layer->name() + "\"") ==
                    std::to_string(output.layer->zoning->size()));
  reading.check();
}

}  // namespace

void write_geopackage(std::span<const OutputLayer> outputs, const std::filesystem::path& path, Day date) {
  require_unique_names(outputs);
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  try {
    write_whole(outputs, path, date);
    require_written(outputs, path);
  } catch (...) {
    std::filesystem::remove(path, ignored);
    throw;
  }
}

}  // namespace maillage

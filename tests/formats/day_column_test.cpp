#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <array>
#include <catch2/catch.hpp>

#include "formats/writer_sample.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/geopackage_writer.hpp"
#include "maillage/formats/write/shapefile_writer.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;

namespace {

Layer with_days() {
  Layer layer{.theme = "ctg", .zoning = sample::zoning(Level::commune)};
  DayColumn days{sample::info("ctg_end", "Dernier jour", "ctgend"), {}};
  days.values.assign(sample::zones, std::nullopt);
  days.values[0] = *parse_day("2024-12-31");
  days.values[2] = *parse_day("2023-02-28");
  layer.columns.emplace_back(std::move(days));
  return layer;
}

GDALDatasetUniquePtr open(const std::filesystem::path& path) {
  GDALAllRegister();
  return GDALDatasetUniquePtr(GDALDataset::Open(path.string().c_str(), GDAL_OF_VECTOR));
}

// A day is a date that a GIS can filter by; where nobody knows it, null.
void check_days(OGRLayer& layer, const char* field) {
  const int index = layer.GetLayerDefn()->GetFieldIndex(field);
  REQUIRE(index >= 0);
  CHECK(layer.GetLayerDefn()->GetFieldDefn(index)->GetType() == OFTDate);
  const OGRFeatureUniquePtr first(layer.GetNextFeature());
  const OGRFeatureUniquePtr second(layer.GetNextFeature());
  CHECK(first->GetFieldAsString(index) == std::string("2024/12/31"));  // as GDAL prints a date
  CHECK_FALSE(second->IsFieldSetAndNotNull(index));
  CHECK(layer.SetAttributeFilter((std::string(field) + " IS NOT NULL").c_str()) == OGRERR_NONE);
  CHECK(layer.GetFeatureCount() == 2);
}

}  // namespace

TEST_CASE("days: dates in a GeoPackage and in a Shapefile, nulls stay null") {
  const Layer layer = with_days();
  const Shapes shapes = sample::squares();
  const maillage::test::TempFolder folder;
  const std::array<OutputLayer, 1> outputs{{{&layer, &shapes}}};
  write_geopackage(outputs, folder / "days.gpkg", sample::day());
  Diagnostics diagnostics;
  write_shapefile(outputs[0], folder / "days.shp", sample::day(), diagnostics);
  const GDALDatasetUniquePtr package = open(folder / "days.gpkg");
  REQUIRE(package);
  check_days(*package->GetLayer(0), "ctg_end");
  const GDALDatasetUniquePtr shapefile = open(folder / "days.shp");
  REQUIRE(shapefile);
  check_days(*shapefile->GetLayer(0), "ctgend");
  CHECK(diagnostics.items.empty());
}

TEST_CASE("days: ISO text in a CSV, typed as a date beside it") {
  const FlatTable table = flatten(with_days());
  REQUIRE(table.fields[2].type == FieldType::date);
  CHECK(csv_text(table, CsvFlavour::excel_fr).find("2024-12-31") != std::string::npos);
  CHECK(csvt_text(table) == "\"String\",\"String\",\"Date\"\n");
}

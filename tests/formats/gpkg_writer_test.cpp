#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "formats/writer_sample.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/sha256.hpp"
#include "maillage/formats/write/geopackage_writer.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;

namespace {

struct Written {
  Layer ctg = sample::ctg_layer();
  Layer childcare = sample::childcare_layer();
  Layer table = sample::childcare_layer(Level::nation);
  Shapes shapes = sample::squares();
  maillage::test::TempFolder folder;
  std::filesystem::path path = folder / "couverture.gpkg";

  Written() { write(path); }
  void write(const std::filesystem::path& to) const {
    const std::array<OutputLayer, 3> layers{{{&ctg, &shapes}, {&childcare, &shapes}, {&table, nullptr}}};
    write_geopackage(layers, to, sample::day());
  }
};

GDALDatasetUniquePtr open(const std::filesystem::path& path) {
  GDALAllRegister();
  return GDALDatasetUniquePtr(GDALDataset::Open(path.string().c_str(), GDAL_OF_VECTOR));
}

void check_cells(OGRLayer& layer, const FlatTable& table) {
  REQUIRE(layer.GetFeatureCount() == static_cast<GIntBig>(table.rows));
  for (std::size_t row = 0; row < table.rows; ++row) {
    const OGRFeatureUniquePtr feature(layer.GetNextFeature());
    for (const FlatField& field : table.fields) {
      const int index = feature->GetFieldIndex(field.name.c_str());
      REQUIRE(index >= 0);
      if (const auto* list = std::get_if<std::vector<std::string>>(&field.values)) {
        CHECK(feature->GetFieldAsString(index) == (*list)[row]);
        continue;
      }
      const double value = std::get<std::vector<double>>(field.values)[row];
      CHECK((feature->IsFieldSetAndNotNull(index) != 0) == !std::isnan(value));
      if (!std::isnan(value)) CHECK(feature->GetFieldAsDouble(index) == value);
    }
  }
}

std::string answer(GDALDataset& dataset, const char* sql) {
  OGRLayer* result = dataset.ExecuteSQL(sql, nullptr, nullptr);
  REQUIRE(result != nullptr);
  std::string text;
  for (const auto& feature : *result) text += std::string(feature->GetFieldAsString(0)) + "\n";
  dataset.ReleaseResultSet(result);
  return text;
}

}  // namespace

TEST_CASE("gpkg: re-read by GDAL, it is what was written") {
  const Written written;
  const auto dataset = open(written.path);
  REQUIRE(dataset != nullptr);
  for (const Layer* layer : {&written.ctg, &written.childcare, &written.table}) {
    OGRLayer* read = dataset->GetLayerByName(layer->name().c_str());
    REQUIRE(read != nullptr);
    check_cells(*read, flatten(*layer));
  }
  OGRLayer* ctg = dataset->GetLayerByName("ctg_epci");
  CHECK(std::string(ctg->GetSpatialRef()->GetAuthorityCode(nullptr)) == "4326");
  CHECK(ctg->GetGeomType() == wkbMultiPolygon);
  CHECK(dataset->GetLayerByName("childcare_nation")->GetGeomType() == wkbNone);
  CHECK(std::string(ctg->GetMetadataItem("DESCRIPTION")) == "Au 31/12/2023.\nEPCI par siège.");
  OGRFieldDefn* population =
      ctg->GetLayerDefn()->GetFieldDefn(ctg->GetLayerDefn()->GetFieldIndex("population"));
  CHECK(population->GetType() == OFTInteger64);
}

TEST_CASE("gpkg: shapes are valid, turned as the format wants, indexed") {
  const Written written;
  const auto dataset = open(written.path);
  OGRLayer* layer = dataset->GetLayerByName("ctg_epci");
  CHECK(layer->TestCapability(OLCFastSpatialFilter));
  std::size_t zone = 0;
  for (const auto& feature : *layer) {
    const OGRGeometry* geometry = feature->GetGeometryRef();
    CHECK((geometry == nullptr) == (zone == 7));
    if (geometry != nullptr) {
      CHECK(geometry->IsValid());
      const OGRMultiPolygon* parts = geometry->toMultiPolygon();
      CHECK(parts->getNumGeometries() == (zone == 6 ? 2 : 1));
      for (const OGRPolygon* part : *parts) CHECK_FALSE(part->getExteriorRing()->isClockwise());
      const double expected = zone == 5 ? 0.0625 - 0.01 : zone == 6 ? 0.0725 : 0.0625;
      CHECK(parts->get_Area() == Approx(expected));
    }
    ++zone;
  }
  layer->SetSpatialFilterRect(-1.1, 45.9, -0.9, 46.1);
  CHECK(layer->GetFeatureCount() == 1);
}

TEST_CASE("gpkg: the same layers and day give the same bytes") {
  const Written written;
  const std::string first = sha256_of(written.path);
  written.write(written.path.parent_path() / "again.gpkg");
  CHECK(sha256_of(written.path.parent_path() / "again.gpkg") == first);
  written.write(written.path);
  CHECK(sha256_of(written.path) == first);
  const auto dataset = open(written.path);
  CHECK(answer(*dataset, "SELECT DISTINCT last_change FROM gpkg_contents") == "2023/12/31 00:00:00+00\n");
}

TEST_CASE("gpkg: every drawn layer has its style, on by default") {
  const Written written;
  const auto dataset = open(written.path);
  OGRLayer* styles = dataset->GetLayerByName("layer_styles");
  REQUIRE(styles != nullptr);
  REQUIRE(styles->GetFeatureCount() == 2);
  for (const auto& feature : *styles) {
    CHECK(feature->GetFieldAsInteger("useAsDefault") == 1);
    CHECK(std::string(feature->GetFieldAsString("f_geometry_column")) == "geom");
    CHECK(std::string(feature->GetFieldAsString("styleQML")).find("<renderer-v2") != std::string::npos);
    CHECK(std::string(feature->GetFieldAsString("styleSLD")).find("StyledLayerDescriptor") !=
          std::string::npos);
    CHECK(std::string(feature->GetFieldAsString("update_time")).find("2023/12/31 00:00:00") == 0);
  }
}

TEST_CASE("gpkg: what cannot be written is an io error and leaves no file") {
  const Written written;
  const auto absent = written.path.parent_path() / "absent" / "x.gpkg";
  try {
    written.write(absent);
    FAIL("written");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::io);
    CHECK(std::string(error.what()).find(absent.string()) == 0);
  }
  CHECK_FALSE(std::filesystem::exists(absent));
}

TEST_CASE("gpkg: two layers of one name are refused") {
  const Layer layer = sample::ctg_layer();
  const std::array<OutputLayer, 2> twice{{{&layer, nullptr}, {&layer, nullptr}}};
  const maillage::test::TempFolder temp;
  CHECK_THROWS_AS(write_geopackage(twice, temp / "x.gpkg", sample::day()), Error);
}

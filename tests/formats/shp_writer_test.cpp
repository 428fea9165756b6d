#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <set>

#include "formats/writer_sample.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/sha256.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/field_dictionary.hpp"
#include "maillage/formats/write/shapefile_writer.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;
namespace fs = std::filesystem;

namespace {

std::string get(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

GDALDatasetUniquePtr open(const fs::path& path) {
  GDALAllRegister();
  return GDALDatasetUniquePtr(GDALDataset::Open(path.string().c_str(), GDAL_OF_VECTOR));
}

void check_same(const Layer& layer, const Shapes& shapes, const fs::path& shp) {
  const auto dataset = open(shp);
  REQUIRE(dataset != nullptr);
  OGRLayer* read = dataset->GetLayer(0);
  const FlatTable table = flatten(layer);
  REQUIRE(read->GetFeatureCount() == static_cast<GIntBig>(table.rows));
  for (std::size_t row = 0; row < table.rows; ++row) {
    const OGRFeatureUniquePtr feature(read->GetNextFeature());
    CHECK((feature->GetGeometryRef() == nullptr) == shapes.empty(row));
    for (const FlatField& field : table.fields) {
      const int index = feature->GetFieldIndex(field.short_name.c_str());
      REQUIRE(index >= 0);
      if (const auto* list = std::get_if<std::vector<std::string>>(&field.values)) {
        CHECK(feature->GetFieldAsString(index) == (*list)[row]);
        continue;
      }
      const double value = std::get<std::vector<double>>(field.values)[row];
      CHECK((feature->IsFieldSetAndNotNull(index) != 0) == !std::isnan(value));
      if (!std::isnan(value)) CHECK(feature->GetFieldAsDouble(index) == Approx(value).epsilon(1e-12));
    }
  }
}

}  // namespace

TEST_CASE("shp: re-read by GDAL under its short names, it is what was written") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  const Shapes shapes = sample::squares();
  Diagnostics diagnostics;
  for (const Layer& layer : {sample::ctg_layer(), sample::childcare_layer()}) {
    const fs::path shp = folder / (layer.name() + ".shp");
    write_shapefile({&layer, &shapes}, shp, sample::day(), diagnostics);
    check_same(layer, shapes, shp);
  }
  CHECK(diagnostics.items.empty());
  CHECK(get(folder / "ctg_epci.cpg") == "UTF-8");
  CHECK(get(folder / "ctg_epci.prj").find("GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\"") == 0);
}

TEST_CASE("shp: Lambert-93 is written as ESRI WKT") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  Shapes shapes = sample::squares();
  shapes.crs = lambert93;
  const Layer layer = sample::ctg_layer();
  Diagnostics diagnostics;
  write_shapefile({&layer, &shapes}, folder / "x.shp", sample::day(), diagnostics);
  CHECK(get(folder / "x.prj").find("PROJCS[\"RGF_1993_Lambert_93\"") == 0);
}

TEST_CASE("shp: outer rings turn clockwise and holes do not") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  const Shapes shapes = sample::squares();
  const Layer layer = sample::ctg_layer();
  Diagnostics diagnostics;
  write_shapefile({&layer, &shapes}, folder / "x.shp", sample::day(), diagnostics);
  // Straight from the file: record 5 (a square with a hole) has header, type, box, 2 parts, 10 points.
  const std::string bytes = get(folder / "x.shp");
  const std::size_t square = 8 + 44 + 4 + 5 * 16;
  const std::size_t points = 100 + 5 * square + 8 + 44 + 2 * 4;
  std::vector<Point> ring(10);
  REQUIRE(bytes.size() > points + 160);
  std::memcpy(ring.data(), bytes.data() + points, 160);
  CHECK(twice_signed_area(std::span(ring).first(5)) == Approx(-0.125));
  CHECK(twice_signed_area(std::span(ring).last(5)) == Approx(0.02));
}

TEST_CASE("shp: sizes are computed to the byte") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  const Shapes shapes = sample::squares();
  Diagnostics diagnostics;
  for (const Layer& layer : {sample::ctg_layer(), sample::childcare_layer()}) {
    write_shapefile({&layer, &shapes}, folder / "x.shp", sample::day(), diagnostics);
    const ShapefileSize size = shapefile_size({&layer, &shapes});
    CHECK(size.shp == fs::file_size(folder / "x.shp"));
    CHECK(size.dbf == fs::file_size(folder / "x.dbf"));
  }
}

TEST_CASE("shp: what the format cannot hold is refused with advice") {
  CHECK_NOTHROW(refuse_beyond_limits({2147483647, 2147483647, 65535, 255}, "x"));
  for (const ShapefileSize& size : {ShapefileSize{2147483648, 0, 0, 0}, ShapefileSize{0, 2147483648, 0, 0},
                                    ShapefileSize{0, 0, 65536, 0}, ShapefileSize{0, 0, 0, 256}}) {
    try {
      refuse_beyond_limits(size, "ctg_commune");
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::usage);
      CHECK(std::string(error.what()).find("GeoPackage") != std::string::npos);
    }
  }
}

TEST_CASE("shp: too many fields stop the run before any file is made") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  Layer layer = sample::ctg_layer();
  TextColumn text;
  text.values.resize(sample::zones);
  for (int i = 0; i < 260; ++i) {
    text.info = sample::info("t" + std::to_string(i), "");
    layer.columns.emplace_back(text);
  }
  Diagnostics diagnostics;
  CHECK_THROWS_AS(write_shapefile({&layer, nullptr}, folder / "x.shp", sample::day(), diagnostics), Error);
  CHECK(fs::is_empty(folder));
}

TEST_CASE("shp: a text past 254 bytes is cut between two characters and reported") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  Layer layer = sample::ctg_layer();
  std::string text;
  while (text.size() < 300) text += "é";
  std::get<TextColumn>(layer.columns[2]).values[4] = "a" + text;
  Diagnostics diagnostics;
  write_shapefile({&layer, nullptr}, folder / "x.shp", sample::day(), diagnostics);
  REQUIRE(diagnostics.items.size() == 1);
  CHECK(diagnostics.items[0].code == "text-cut");
  CHECK(diagnostics.items[0].place.column == "agreement");
  CHECK(diagnostics.items[0].place.zone == "01005");
  const auto dataset = open(folder / "x.dbf");
  const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetFeature(4));
  CHECK(feature->GetFieldAsString("agreeme") + std::string() == "a" + text.substr(0, 252));
  CHECK_FALSE(fs::exists(folder / "x.shp"));
}

TEST_CASE("shp: the same layer and day give the same bytes, the day stands in the DBF header") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  const Shapes shapes = sample::squares();
  const Layer layer = sample::childcare_layer();
  Diagnostics diagnostics;
  write_shapefile({&layer, &shapes}, folder / "a.shp", sample::day(), diagnostics);
  write_shapefile({&layer, &shapes}, folder / "b.shp", sample::day(), diagnostics);
  for (const char* part : {"shp", "shx", "dbf", "prj", "cpg"}) {
    CHECK(get(folder / ("a." + std::string(part))) == get(folder / ("b." + std::string(part))));
  }
  CHECK(get(folder / "a.dbf").substr(1, 3) == std::string({123, 12, 31}));
}

TEST_CASE("shp: the dictionary names every field of every layer once") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  const Layer ctg = sample::ctg_layer(), childcare = sample::childcare_layer();
  const std::array<OutputLayer, 2> layers{{{&ctg, nullptr}, {&childcare, nullptr}}};
  write_csv(field_dictionary(layers), CsvFlavour::gis, folder / "champs.csv");
  const auto dataset = open(folder / "champs.csv");
  OGRLayer* read = dataset->GetLayer(0);
  CHECK(read->GetFeatureCount() ==
        static_cast<GIntBig>(flatten(ctg).fields.size() + flatten(childcare).fields.size()));
  std::set<std::string> keys;
  for (const auto& feature : *read) {
    CHECK(keys.insert(std::string(feature->GetFieldAsString("couche")) + "/" +
                      feature->GetFieldAsString("nom court"))
              .second);
    if (std::string(feature->GetFieldAsString("nom court")) == "tx") {
      CHECK(std::string(feature->GetFieldAsString("code")) == "rate_total");
      CHECK(std::string(feature->GetFieldAsString("libellé")) == "Taux de couverture");
      CHECK(std::string(feature->GetFieldAsString("unité")) == "places pour 100 enfants");
      CHECK(std::string(feature->GetFieldAsString("date")) == "2023-12-31");
    }
  }
}

TEST_CASE("shp: a folder that is not there is an io error and leaves nothing") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  const Layer layer = sample::ctg_layer();
  Diagnostics diagnostics;
  try {
    write_shapefile({&layer, nullptr}, folder / "absent" / "x.shp", sample::day(), diagnostics);
    FAIL("written");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::io);
  }
  CHECK(fs::is_empty(folder));
}

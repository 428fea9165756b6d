#include "maillage/formats/write/csv_writer.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <sstream>

#include "formats/writer_sample.hpp"
#include "maillage/base/error.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;

namespace {

FlatField numbers(std::string name, FieldType type, int decimals, std::vector<double> values,
                  FieldRole role = FieldRole::value) {
  FlatField field;
  field.name = std::move(name);
  field.type = type;
  field.decimals = decimals;
  field.values = std::move(values);
  field.role = role;
  return field;
}

FlatField texts(std::string name, std::vector<std::string> values) {
  FlatField field;
  field.name = std::move(name);
  field.values = std::move(values);
  return field;
}

constexpr double null_number = std::numeric_limits<double>::quiet_NaN();

FlatTable small_table() {
  FlatTable table;
  table.rows = 3;
  table.fields = {texts("code", {"01004", "2E3", "75\"1"}),
                  texts("name", {"Ambérieu; en, Bugey", "", "=1+1"}),
                  numbers("rate", FieldType::real, 1, {1234.56, null_number, -0.04}),
                  numbers("rate_low", FieldType::real, 1, {1.19, 2.0, 1.1}, FieldRole::low),
                  numbers("rate_high", FieldType::real, 1, {1.11, 2.0, 1.1}, FieldRole::high),
                  numbers("n", FieldType::integer, 0, {0, 3e9, null_number})};
  return table;
}

}  // namespace

TEST_CASE("csv_writer: gis flavour quotes every text and keeps every digit") {
  CHECK(csv_text(small_table(), CsvFlavour::gis) ==
        "\"code\",\"name\",\"rate\",\"rate_low\",\"rate_high\",\"n\"\n"
        "\"01004\",\"Ambérieu; en, Bugey\",1234.56,1.19,1.11,0\n"
        "\"2E3\",,,2,2,3000000000\n"
        "\"75\"\"1\",\"=1+1\",-0.04,1.1,1.1,\n");
  CHECK(csvt_text(small_table()) == "\"String\",\"String\",\"Real\",\"Real\",\"Real\",\"Integer64\"\n");
}

TEST_CASE("csv_writer: excel flavour has BOM, CRLF, decimal comma, bounds rounded outwards, no formula") {
  CHECK(csv_text(small_table(), CsvFlavour::excel_fr) ==
        "\xEF\xBB\xBF"
        "code;name;rate;rate_low;rate_high;n\r\n"
        "01004;\"Ambérieu; en, Bugey\";1234,6;1,1;1,2;0\r\n"
        "2E3;;;2,0;2,0;3000000000\r\n"
        "\"75\"\"1\";\"'=1+1\";0,0;1,1;1,1;\r\n");
}

TEST_CASE("csv_writer: re-read by GDAL with its .csvt, it is what was written") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  const FlatTable table = flatten(sample::childcare_layer());
  write_csv(table, CsvFlavour::gis, folder / "layer.csv");
  GDALAllRegister();
  GDALDatasetUniquePtr dataset(GDALDataset::Open((folder / "layer.csv").string().c_str(), GDAL_OF_VECTOR));
  REQUIRE(dataset != nullptr);
  OGRLayer* layer = dataset->GetLayer(0);
  REQUIRE(layer->GetFeatureCount() == static_cast<GIntBig>(table.rows));
  REQUIRE(layer->GetLayerDefn()->GetFieldCount() == static_cast<int>(table.fields.size()));
  for (std::size_t row = 0; row < table.rows; ++row) {
    const OGRFeatureUniquePtr feature(layer->GetNextFeature());
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
      const int index = static_cast<int>(i);
      if (const auto* list = std::get_if<std::vector<std::string>>(&table.fields[i].values)) {
        CHECK(layer->GetLayerDefn()->GetFieldDefn(index)->GetType() == OFTString);
        CHECK(feature->GetFieldAsString(index) == (*list)[row]);
        continue;
      }
      const double value = std::get<std::vector<double>>(table.fields[i].values)[row];
      if (std::isnan(value)) {
        CHECK(std::string(feature->GetFieldAsString(index)).empty());
      } else {
        CHECK(feature->GetFieldAsDouble(index) == value);
      }
    }
  }
}

TEST_CASE("csv_writer: a disk that takes nothing is an io error") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  for (const auto& write : std::vector<std::function<void()>>{
           [&] { write_csv(small_table(), CsvFlavour::gis, folder / "absent" / "x.csv"); },
           [] {
             if (std::filesystem::exists("/dev/full"))
               write_csv(small_table(), CsvFlavour::excel_fr, "/dev/full");
             else
               throw Error(Failure::io, Message());
           }}) {
    try {
      write();
      FAIL("written");
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::io);
    }
  }
}

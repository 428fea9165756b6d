// Small files of every format, written by GDAL itself for the tests of its readers.
#pragma once

#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "geojson_support.hpp"

namespace maillage::test {

struct TestLayer {
  std::string name = "zones";
  int epsg = 2154;
  std::vector<std::pair<std::string, OGRFieldType>> fields{{"code", OFTString}};
  std::vector<std::vector<std::string>> rows;  // cells as text; "NULL" for none
  std::vector<std::string> geometries;         // WKT; empty for none
  std::vector<std::string> options;            // layer creation options
};

inline const std::string square_93 =
    "POLYGON((380000 6570000,380000 6571000,381000 6571000,381000 6570000,380000 6570000))";

inline TestLayer two_communes() {
  return {.rows = {{"01004"}, {"17300"}},
          .geometries = {square_93,
                         "MULTIPOLYGON(((390000 6570000,390000 6571000,391000 6571000,390000 6570000)),"
                         "((395000 6570000,395000 6574000,399000 6574000,399000 6570000,395000 6570000),"
                         "(396000 6571000,397000 6571000,397000 6572000,396000 6571000)))"}};
}

inline void write_layers(const std::string& driver, const std::filesystem::path& path,
                         const std::vector<TestLayer>& layers) {
  GDALAllRegister();
  std::filesystem::remove(path);
  if (driver == "ESRI Shapefile")
    for (const char* extension : {".shx", ".dbf", ".prj", ".cpg"})
      std::filesystem::remove(std::filesystem::path(path).replace_extension(extension));
  GDALDatasetUniquePtr dataset(GetGDALDriverManager()
                                   ->GetDriverByName(driver.c_str())
                                   ->Create(path.string().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  REQUIRE(dataset);
  for (const TestLayer& in : layers) {
    OGRSpatialReference reference;
    if (in.epsg > 0) reference.importFromEPSG(in.epsg);
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    std::vector<char*> options;
    std::vector<std::string> texts = in.options;
    for (std::string& text : texts) options.push_back(text.data());
    options.push_back(nullptr);
    OGRLayer* layer = dataset->CreateLayer(in.name.c_str(), in.epsg > 0 ? &reference : nullptr,
                                           in.geometries.empty() ? wkbNone : wkbUnknown, options.data());
    REQUIRE(layer);
    for (const auto& [name, type] : in.fields) {
      OGRFieldDefn field(name.c_str(), type);
      REQUIRE(layer->CreateField(&field) == OGRERR_NONE);
    }
    for (std::size_t row = 0; row < in.rows.size(); ++row) {
      OGRFeature feature(layer->GetLayerDefn());
      for (std::size_t i = 0; i < in.rows[row].size(); ++i)
        if (in.rows[row][i] != "NULL") feature.SetField(static_cast<int>(i), in.rows[row][i].c_str());
      if (row < in.geometries.size() && !in.geometries[row].empty()) {
        OGRGeometry* geometry = nullptr;
        OGRGeometryFactory::createFromWkt(in.geometries[row].c_str(), nullptr, &geometry);
        REQUIRE(geometry);
        feature.SetGeometryDirectly(geometry);
      }
      REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
    }
  }
}

inline void write_zip(const std::filesystem::path& zip,
                      const std::vector<std::pair<std::string, std::string>>& members) {
  const std::string base = "/vsizip/" + zip.string();
  VSILFILE* keep_open = VSIFOpenL(base.c_str(), "wb");
  REQUIRE(keep_open);
  for (const auto& [name, bytes] : members) {
    VSILFILE* file = VSIFOpenL((base + "/" + name).c_str(), "wb");
    REQUIRE(file);
    VSIFWriteL(bytes.data(), 1, bytes.size(), file);
    VSIFCloseL(file);
  }
  VSIFCloseL(keep_open);
}

inline void cut(const std::filesystem::path& path, std::uintmax_t size) {
  std::filesystem::resize_file(path, size);
}

}  // namespace maillage::test

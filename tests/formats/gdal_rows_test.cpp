#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "gdal_support.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/formats/read/source.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

// Enough rows for a GeoPackage to be read in parts: squares, some without shape, some in two pieces.
TestLayer many_zones() {
  constexpr int count = 5000;
  const auto square = [](int x, int y) {
    return fmt::format("(({0} {1},{0} {3},{2} {3},{2} {1},{0} {1}))", 300000 + 100 * x, 6500000 + 100 * y,
                       300100 + 100 * x, 6500100 + 100 * y);
  };
  TestLayer layer;
  layer.fields.emplace_back("n", OFTInteger);
  for (int i = 0; i < count; ++i) {
    layer.rows.push_back({fmt::format("{:05}", i), i % 7 == 0 ? "NULL" : std::to_string(i)});
    layer.geometries.push_back(i % 11 == 3   ? ""
                               : i % 13 == 0 ? fmt::format("MULTIPOLYGON({},{})", square(i % 70, i / 70),
                                                           square(i % 70 + 80, i / 70))
                                             : "POLYGON" + square(i % 70, i / 70));
  }
  return layer;
}

void run_sql(const std::filesystem::path& path, const std::string& statement) {
  GDALDatasetUniquePtr dataset(
      GDALDataset::Open(path.string().c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
  REQUIRE(dataset);
  dataset->ReleaseResultSet(dataset->ExecuteSQL(statement.c_str(), nullptr, nullptr));
}

std::vector<Source> on_threads(const std::filesystem::path& path, const std::string& layer = {}) {
  std::vector<Source> sources;
  for (const unsigned number : {1U, 2U, 5U}) {
    set_threads(number);
    Diagnostics diagnostics;
    sources.push_back(read_source(path, {.layer = layer}, diagnostics));
  }
  set_threads(0);
  return sources;
}

void require_same(const Source& one, const Source& other) {
  REQUIRE(one.table.rows() == other.table.rows());
  REQUIRE(one.table.columns == other.table.columns);
  for (std::size_t row = 0; row < one.table.rows(); ++row) {
    REQUIRE(one.table.line_of(row) == other.table.line_of(row));
    for (std::size_t column = 0; column < one.table.columns.size(); ++column)
      REQUIRE(one.table.cell(row, column) == other.table.cell(row, column));
  }
  REQUIRE(one.shapes.crs == other.shapes.crs);
  REQUIRE(one.shapes.points == other.shapes.points);
  REQUIRE(one.shapes.ring_end == other.shapes.ring_end);
  REQUIRE(one.shapes.polygon_end == other.shapes.polygon_end);
  REQUIRE(one.shapes.zone_end == other.shapes.zone_end);
}

}  // namespace

TEST_CASE("a large GeoPackage gives the same rows and shapes on any number of threads") {
  const TempFolder folder;
  const TestLayer layer = many_zones();
  write_layers("GPKG", folder / "c.gpkg", {layer});
  auto sources = on_threads(folder / "c.gpkg");
  REQUIRE(sources[0].table.rows() == layer.rows.size());
  REQUIRE(sources[0].table.cell(4999, 0) == "04999");
  REQUIRE(sources[0].table.line_of(4999) == 5000);
  require_same(sources[0], sources[1]);
  require_same(sources[0], sources[2]);

  // Numbers of features with gaps: parts of unequal size.
  run_sql(folder / "c.gpkg", "DELETE FROM zones WHERE fid > 100 AND fid < 700");
  sources = on_threads(folder / "c.gpkg");
  REQUIRE(sources[0].table.rows() == layer.rows.size() - 599);
  require_same(sources[0], sources[1]);
  require_same(sources[0], sources[2]);
}

TEST_CASE("a large GeoPackage whose layer has an odd name, or whose key has one, is read all the same") {
  const TempFolder folder;
  TestLayer layer = many_zones();
  layer.name = "the \"zones\"";
  layer.options = {"FID=the \"key\""};
  write_layers("GPKG", folder / "c.gpkg", {layer});
  const auto sources = on_threads(folder / "c.gpkg");
  REQUIRE(sources[0].table.rows() == layer.rows.size());
  require_same(sources[0], sources[1]);
}

TEST_CASE("the rows of a view stand in its own order, on any number of threads") {
  const TempFolder folder;
  write_layers("GPKG", folder / "c.gpkg", {many_zones()});
  for (const char* statement :
       {"CREATE VIEW turned AS SELECT fid AS OGC_FID, code, n, geom FROM zones ORDER BY code DESC",
        "INSERT INTO gpkg_contents (table_name, identifier, data_type, srs_id) "
        "VALUES ('turned', 'turned', 'features', 2154)",
        "INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) "
        "VALUES ('turned', 'geom', 'GEOMETRY', 2154, 0, 0)"})
    run_sql(folder / "c.gpkg", statement);
  const auto sources = on_threads(folder / "c.gpkg", "turned");
  REQUIRE(sources[0].table.cell(0, *sources[0].table.column("code")) == "04999");
  require_same(sources[0], sources[1]);
  require_same(sources[0], sources[2]);
}

TEST_CASE("a feature that cannot be a zone is named by its place in the whole file, whoever reads it") {
  const TempFolder folder;
  TestLayer layer = many_zones();
  layer.geometries[4321] = "POLYGON((300000 6500000,300000 6500100,300100 6500100))";
  write_layers("GPKG", folder / "c.gpkg", {layer});
  for (const unsigned number : {1U, 2U, 5U}) {
    set_threads(number);
    Diagnostics diagnostics;
    REQUIRE_REFUSED(read_source(folder / "c.gpkg", {}, diagnostics), Failure::unreadable,
                    "feature 4322 (code \"04321\"");
  }
  set_threads(0);
}

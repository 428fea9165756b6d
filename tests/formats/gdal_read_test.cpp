#include <catch2/catch.hpp>
#include <cmath>

#include "gdal_support.hpp"
#include "maillage/formats/read/gdal_reader.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/zoning/plausible.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

Source read(const std::filesystem::path& path, const ReadOptions& options = {}) {
  Diagnostics diagnostics;
  return read_source(path, options, diagnostics);
}
std::string cell(const Source& source, std::size_t row, const std::string& column) {
  const auto index = source.table.column(column);
  REQUIRE(index.has_value());
  return std::string(source.table.cell(row, *index));
}
void require_two_communes(const Source& source) {
  REQUIRE(source.geometry == Geometry::polygons);
  REQUIRE(source.shapes.crs == lambert93);
  REQUIRE(source.table.rows() == 2);
  REQUIRE(cell(source, 0, "code") == "01004");
  REQUIRE(source.table.line_of(1) == 2);
  REQUIRE(source.shapes.zone_count() == 2);
  REQUIRE(source.shapes.polygons_of(1).size() == 2);
  REQUIRE(source.shapes.ring_end.size() == 4);
  REQUIRE(source.shapes.points.size() == 5 + 4 + 5 + 4);
  const auto box = box_of(source.shapes, 1);
  REQUIRE(box.min_x == 390000);
  REQUIRE(box.max_y == 6574000);
}

}  // namespace

TEST_CASE("the same two communes from every format") {
  const TempFolder folder;
  write_layers("ESRI Shapefile", folder / "c.shp", {two_communes()});
  write_layers("GPKG", folder / "c.gpkg", {two_communes()});
  TestLayer unsorted = two_communes();
  unsorted.options = {"SPATIAL_INDEX=NO"};  // the index would order the features by place
  write_layers("FlatGeobuf", folder / "c.fgb", {unsorted});
  std::vector<std::pair<std::string, std::string>> members;
  for (const char* extension : {"shp", "shx", "dbf", "prj", "cpg"})
    if (std::filesystem::exists(folder / ("c." + std::string(extension))))
      members.emplace_back("folder/c." + std::string(extension),
                           bytes_of(folder / ("c." + std::string(extension))));
  write_zip(folder / "c.zip", members);
  REQUIRE(read(folder / "c.shp").format == "ESRI Shapefile");
  REQUIRE(read(folder / "c.gpkg").format == "GPKG");
  for (const char* name : {"c.shp", "c.gpkg", "c.fgb", "c.zip"}) {
    INFO(name);
    require_two_communes(read(folder / name));
  }
}

TEST_CASE("fields become text") {
  const TempFolder folder;
  TestLayer layer = two_communes();
  layer.fields = {
      {"code", OFTString}, {"n", OFTInteger64}, {"x", OFTReal}, {"d", OFTDate}, {"t", OFTDateTime}};
  layer.rows = {{"01004", "200000172", "0.1", "2023/12/31", "2023/12/31 08:30:00"},
                {"2E3", "NULL", "1500000", "NULL", "NULL"}};
  write_layers("GPKG", folder / "c.gpkg", {layer});
  const Source source = read(folder / "c.gpkg");
  REQUIRE(cell(source, 0, "n") == "200000172");
  REQUIRE(cell(source, 0, "x") == "0.1");
  REQUIRE(cell(source, 0, "d") == "2023-12-31");
  REQUIRE(cell(source, 0, "t") == "2023-12-31T08:30:00");
  REQUIRE(cell(source, 1, "code") == "2E3");
  REQUIRE(cell(source, 1, "n").empty());
  REQUIRE(cell(source, 1, "x") == "1500000");
  REQUIRE(cell(source, 1, "d").empty());
}

TEST_CASE("a Shapefile that is not whole is refused") {
  const TempFolder folder;
  const auto fresh = [&] {
    write_layers("ESRI Shapefile", folder / "c.shp", {two_communes()});
    return folder / "c.shp";
  };
  const auto size = [&](const char* name) { return std::filesystem::file_size(folder / name); };
  for (const char* name : {"c.shp", "c.shx", "c.dbf"}) {
    fresh();
    cut(folder / name, size(name) - 10);
    REQUIRE_REFUSED(read(folder / "c.shp"), Failure::unreadable, "cut short");
  }
  fresh();
  cut(folder / "c.shp", 30);
  REQUIRE_REFUSED(read(folder / "c.shp"), Failure::unreadable, "no Shapefile");
  cut(folder / "c.shp", 0);
  REQUIRE_REFUSED(read(folder / "c.shp"), Failure::unreadable, "empty");
  for (const char* extension : {"shx", "dbf", "prj"}) {
    fresh();
    std::filesystem::remove(folder / ("c." + std::string(extension)));
    const bool crs = std::string(extension) == "prj";
    REQUIRE_REFUSED(read(folder / "c.shp"), Failure::unreadable,
                    crs ? "state crs" : std::string(extension) + " is missing");
    if (crs) require_two_communes(read(folder / "c.shp", {.layer = "", .crs = 2154}));
  }
  REQUIRE_REFUSED(read(folder / "absent.shp"), Failure::io, "no such file");
  TestLayer one = two_communes();
  one.rows.pop_back();
  one.geometries.pop_back();
  write_layers("ESRI Shapefile", folder / "d.shp", {one});
  fresh();
  std::filesystem::copy_file(folder / "d.dbf", folder / "c.dbf",
                             std::filesystem::copy_options::overwrite_existing);
  REQUIRE_REFUSED(read(folder / "c.shp"), Failure::unreadable, "2 shapes, its .dbf 1 rows");
}

TEST_CASE("a .prj as ESRI writes it") {
  const TempFolder folder;
  write_layers("ESRI Shapefile", folder / "c.shp", {two_communes()});
  folder.write(
      "c.prj",
      R"(PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],)"
      R"(PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],)"
      R"(PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],)"
      R"(PARAMETER["Standard_Parallel_1",44.0],PARAMETER["Standard_Parallel_2",49.0],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]])");
  require_two_communes(read(folder / "c.shp"));
  folder.write(
      "c.prj",
      R"(GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])");
  REQUIRE_REFUSED(read(folder / "c.shp"), Failure::unreadable, "coordinates are metres");
  folder.write("c.prj", R"(LOCAL_CS["mine",UNIT["metre",1]])");
  REQUIRE_REFUSED(read(folder / "c.shp"), Failure::unreadable, "matches no EPSG code");
}

TEST_CASE("the encoding of a .dbf: .cpg, header, else its bytes") {
  const TempFolder folder;
  TestLayer layer = two_communes();
  layer.rows = {{"Sète"}, {"Nîmes"}};
  for (const char* encoding : {"UTF-8", "CP1252", "ISO-8859-1"}) {
    layer.options = {"ENCODING=" + std::string(encoding)};
    write_layers("ESRI Shapefile", folder / "c.shp", {layer});
    REQUIRE(cell(read(folder / "c.shp"), 0, "code") == "Sète");
    std::filesystem::remove(folder / "c.cpg");
    std::string dbf = bytes_of(folder / "c.dbf");
    dbf[29] = 0;
    folder.write("c.dbf", dbf);
    Diagnostics diagnostics;
    const Source source = read_source(folder / "c.shp", {}, diagnostics);
    REQUIRE(cell(source, 1, "code") == "Nîmes");
    REQUIRE(diagnostics.has("encoding-guessed"));
  }
}

TEST_CASE("layers are chosen by name") {
  const TempFolder folder;
  TestLayer other = two_communes();
  other.name = "quartiers";
  write_layers("GPKG", folder / "c.gpkg", {two_communes(), other});
  REQUIRE(layers_of(folder / "c.gpkg") == std::vector<std::string>{"zones", "quartiers"});
  REQUIRE(read(folder / "c.gpkg", {.layer = "quartiers"}).table.layer == "quartiers");
  REQUIRE_REFUSED(read(folder / "c.gpkg", {.layer = "quartier"}), Failure::usage,
                  "did you mean \"quartiers\"");
  REQUIRE_REFUSED(read_gdal(folder / "c.gpkg", {}, *std::make_unique<Diagnostics>()), Failure::usage,
                  "zones, quartiers");
}

TEST_CASE("a GeoPackage or a FlatGeobuf that is not whole is refused") {
  const TempFolder folder;
  TestLayer big = two_communes();
  for (int i = 0; i < 400; ++i) {
    big.rows.push_back(big.rows[0]);
    big.geometries.push_back(big.geometries[1]);
  }
  write_layers("GPKG", folder / "c.gpkg", {big});
  write_layers("FlatGeobuf", folder / "c.fgb", {big});
  for (const char* name : {"c.gpkg", "c.fgb"}) {
    const std::string bytes = bytes_of(folder / name);
    for (const std::size_t percent : {1U, 30U, 60U, 90U, 99U}) {
      folder.write(name, bytes.substr(0, bytes.size() * percent / 100));
      const auto result = outcome([&] { return read(folder / name); });
      INFO(name << " " << percent << " " << result.message);
      REQUIRE(result.failure == std::optional(Failure::unreadable));
    }
  }
}

TEST_CASE("geometries that are not plain polygons") {
  const TempFolder folder;
  const auto with = [&](const std::vector<std::string>& geometries, Diagnostics& diagnostics) {
    TestLayer layer = two_communes();
    layer.geometries = geometries;
    std::filesystem::remove(folder / "g.gpkg");
    write_layers("GPKG", folder / "g.gpkg", {layer});
    return read_source(folder / "g.gpkg", {}, diagnostics);
  };
  Diagnostics diagnostics;
  const Source curved =
      with({"CURVEPOLYGON(CIRCULARSTRING(380000 6570000,381000 6571000,382000 6570000,381000 6569000,380000 "
            "6570000))",
            "POLYGON Z((380000 6570000 5,380000 6571000 5,381000 6571000 5,380000 6570000 5))"},
           diagnostics);
  REQUIRE(curved.shapes.points_of(0).size() > 20);
  REQUIRE(curved.shapes.points_of(0).front() == curved.shapes.points_of(0).back());
  REQUIRE(diagnostics.has("curves"));
  REQUIRE(diagnostics.has("third-ordinates"));
  const Source absent = with({square_93, ""}, diagnostics);
  REQUIRE(absent.shapes.empty(1));
  REQUIRE(diagnostics.has("without-geometry"));
  REQUIRE(with({"POINT(380000 6570000)", "POINT(380000 6570000)"}, diagnostics).geometry == Geometry::other);
  REQUIRE_REFUSED(with({square_93, "POINT(380000 6570000)"}, diagnostics), Failure::unreadable, "mixes");
  REQUIRE_REFUSED(with({square_93, "GEOMETRYCOLLECTION(POINT(380000 6570000))"}, diagnostics),
                  Failure::unreadable,
                  "feature 2 (code \"17300\"): has a geometry of type GEOMETRYCOLLECTION");
  REQUIRE_REFUSED(with({square_93, "POLYGON((380000 6570000,380000 6571000,381000 6571000,381000 6570000))"},
                       diagnostics),
                  Failure::unreadable, "not closed");
}

TEST_CASE("TopoJSON is read in degrees") {
  const TempFolder folder;
  const std::string topology =
      R"({"type":"Topology","arcs":[[[0,0],[1,0],[0,1],[-1,0],[0,-1]]],"transform":{"scale":[0.5,0.25],"translate":[2,45]},)"
      R"("objects":{"epci":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0]],"properties":{"codgeo":"200000172","pop":12}}]}}})";
  const Source source = read(folder.write("e.json", topology));
  REQUIRE(source.format == "TopoJSON");
  REQUIRE(source.shapes.crs == wgs84);
  REQUIRE(cell(source, 0, "codgeo") == "200000172");
  REQUIRE(cell(source, 0, "pop") == "12");
  REQUIRE(box_of(source.shapes, 0).max_x == 2.5);
  REQUIRE_REFUSED(read(folder.write("t.json", topology.substr(0, 150))), Failure::unreadable, "t.json");
}

TEST_CASE("a file is what its bytes are, whatever its name") {
  const TempFolder folder;
  write_layers("GPKG", folder / "c.gpkg", {two_communes()});
  require_two_communes(read(folder.write("c.json", bytes_of(folder / "c.gpkg"))));
  const std::string json =
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"1"},"geometry":{"type":"Polygon","coordinates":[[[2,45],[3,45],[3,46],[2,45]]]}}]})";
  REQUIRE(read(folder.write("x.csv", json)).format == "GeoJSON");
  REQUIRE(read(folder.write("y.json", "code;nom\n01004;Ambérieu\n17300;La Rochelle\n")).format == "CSV");
  REQUIRE_REFUSED(read(folder.write("z.geojson", "")), Failure::unreadable, "empty");
  REQUIRE_REFUSED(read(folder.write("z.zip", "PK\x03\x04" + std::string(50, 'x'))), Failure::unreadable,
                  "zip");
  REQUIRE_REFUSED(read(folder.write("z.xlsx", "PK\x03\x04" + std::string(50, 'x'))), Failure::unreadable,
                  "workbook");
  REQUIRE_REFUSED(read(folder / ""), Failure::io, "folder");
  const std::string lambert =
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[380000,6570000],[381000,6570000],[381000,6571000],[380000,6570000]]]}}]})";
  REQUIRE_REFUSED(read(folder.write("l.geojson", lambert)), Failure::unreadable, "crs = 2154");
  REQUIRE(read(folder / "l.geojson", {.layer = "", .crs = 2154}).shapes.crs == lambert93);
}

TEST_CASE("real layers through GDAL") {
  const auto lille = real_data("gridded-filosofi/lille.gpkg");
  if (!lille) return;
  const std::vector<std::pair<std::string, std::size_t>> layers{
      {"epci", 1}, {"cities", 121}, {"qpvs", 26}, {"enriched_grid", 9096}};
  REQUIRE(layers_of(*lille).size() == 4);
  for (const auto& [name, rows] : layers) {
    const Source source = read(*lille, {.layer = name});
    REQUIRE(source.table.rows() == rows);
    REQUIRE(source.shapes.zone_count() == rows);
    REQUIRE(source.shapes.crs == lambert93);
  }
  REQUIRE(cell(read(*lille, {.layer = "cities"}), 0, "INSEE_COM").size() == 5);

  const Source epci = read(*real_data("anct-epci/epci2018_wgs84_utf8.topojson"));
  REQUIRE(epci.table.rows() == 1264);
  REQUIRE(epci.shapes.crs == wgs84);
  REQUIRE(cell(epci, 0, "codgeo").size() == 9);
}

TEST_CASE("of several layers the only one that the catalogue knows is read") {
  const TempFolder folder;
  TestLayer notes = two_communes();
  notes.name = "notes";
  notes.fields = {{"remarque", OFTString}, {"auteur", OFTString}};
  notes.rows = {{"a", "b"}, {"c", "d"}};
  TestLayer quarters = two_communes();
  quarters.name = "qpv";
  quarters.fields = {{"CODE_QP", OFTString}, {"NOM_QP", OFTString}, {"COMMUNE_QP", OFTString}};
  quarters.rows = {{"QP017001", "Mireuil", "La Rochelle"}, {"QP017002", "Villeneuve", "La Rochelle"}};
  write_layers("GPKG", folder / "one.gpkg", {notes, quarters});
  REQUIRE(read(folder / "one.gpkg").table.layer == "qpv");
  TestLayer again = quarters;
  again.name = "qpv2";
  write_layers("GPKG", folder / "two.gpkg", {quarters, again});
  REQUIRE_REFUSED(read(folder / "two.gpkg"), Failure::usage, "state which one");
}

TEST_CASE("real shapes are those that OGR gives, point by point") {
  const auto lille = real_data("gridded-filosofi/lille.gpkg");
  if (!lille) return;
  GDALAllRegister();
  for (const char* name : {"epci", "cities", "qpvs", "enriched_grid"}) {
    const Source source = read(*lille, {.layer = name});
    const GDALDatasetUniquePtr dataset(GDALDataset::Open(lille->string().c_str(), GDAL_OF_VECTOR));
    std::size_t zone = 0;
    for (const auto& feature : dataset->GetLayerByName(name)) {
      const OGREnvelope envelope = [&] {
        OGREnvelope box;
        feature->GetGeometryRef()->getEnvelope(&box);
        return box;
      }();
      const Box box = box_of(source.shapes, zone);
      REQUIRE(box.min_x == envelope.MinX);
      REQUIRE(box.max_y == envelope.MaxY);
      double area = 0;
      for (const std::size_t polygon : source.shapes.polygons_of(zone)) {
        const auto rings = source.shapes.rings_of(polygon);
        for (const std::size_t ring : rings)
          area += (ring == rings.front() ? 0.5 : -0.5) *
                  std::abs(twice_signed_area(source.shapes.points_of(ring)));
      }
      const double expected = OGR_G_Area(OGRGeometry::ToHandle(feature->GetGeometryRef()));
      REQUIRE(area == Approx(expected).epsilon(1e-9));
      ++zone;
    }
    REQUIRE(zone == source.shapes.zone_count());
  }
}

TEST_CASE("real overseas shapes drawn beside the mainland are found") {
  const auto web = real_data("anct-epci/fr-drom-4326-pur-style1-epci.geojson");
  if (!web) return;
  const auto codes = [](const Source& source, const char* column) {
    std::vector<std::string> found;
    for (std::size_t row = 0; row < source.table.rows(); ++row)
      found.emplace_back(source.table.cell(row, *source.table.column(column)));
    return found;
  };
  const Source moved = read(*web);
  REQUIRE(moved_overseas(moved.shapes, codes(moved, "insee_dep")).size() == 23);
  REQUIRE(moved_overseas(moved.shapes, codes(moved, "siren_epci")).size() == 13);
  for (const char* name :
       {"ign-communes-2018/communes-974-la-reunion.geojson", "ign-communes-2018/communes_2018.geojson.gz"}) {
    const Source at_home = read(*real_data(name));
    REQUIRE(moved_overseas(at_home.shapes, codes(at_home, "code")).empty());
  }
}

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "geojson_support.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/formats/read/geojson_reader.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

const std::string square = R"([[[0,0],[1,0],[1,1],[0,0]]])";

std::string feature(const std::string& properties, const std::string& coordinates = square) {
  return R"({"type":"Feature","properties":)" + properties +
         R"(,"geometry":{"type":"Polygon","coordinates":)" + coordinates + "}}";
}
std::string collection(const std::string& features, const std::string& members = "") {
  return R"({"type":"FeatureCollection",)" + members + R"("features":[)" + features + "]}";
}
Source parse(const std::string& text, Diagnostics& diagnostics) {
  return parse_geojson(FileText(text), "test.geojson", {}, diagnostics);
}
Source parse(const std::string& text) {
  Diagnostics diagnostics;
  return parse(text, diagnostics);
}
std::string cell(const Source& source, std::size_t row, const std::string& column) {
  const auto index = source.table.column(column);
  REQUIRE(index.has_value());
  return std::string(source.table.cell(row, *index));
}

}  // namespace

TEST_CASE("a collection gives rows and shapes in the order of the file") {
  const Source source = parse(collection(feature(R"({"code":"17300","nom":"La Rochelle"})") + "," +
                                         feature(R"({"code":"01004"})", "[[[2,0],[3,0],[3,1],[2,0]]]")));
  REQUIRE(source.format == "GeoJSON");
  REQUIRE(source.geometry == Geometry::polygons);
  REQUIRE(source.shapes.crs == wgs84);
  REQUIRE(source.table.columns == std::vector<std::string>{"code", "nom"});
  REQUIRE(source.table.rows() == 2);
  REQUIRE(cell(source, 1, "code") == "01004");
  REQUIRE(cell(source, 1, "nom").empty());
  REQUIRE(source.table.line_of(1) == 2);
  REQUIRE(source.shapes.zone_count() == 2);
  REQUIRE(source.shapes.points_of(1)[1] == Point{3, 0});
}

TEST_CASE("property values become text as they are written") {
  const Source source = parse(collection(feature(
      R"({"a":"0123","b":1.50,"c":2E3,"d":true,"e":false,"f":null,"g":[1, "x"],"h":{"k": null},"i":"é\u00e9\"\\\n\ud83d\ude00","j":"","k":-0,"l":123456789012345678901234567890})")));
  const auto expect = [&](const char* column, const char* text) { REQUIRE(cell(source, 0, column) == text); };
  expect("a", "0123");
  expect("b", "1.50");
  expect("c", "2E3");
  expect("d", "true");
  expect("e", "false");
  expect("f", "");
  expect("g", R"([1, "x"])");
  expect("h", R"({"k": null})");
  expect("i", "éé\"\\\n😀");
  expect("j", "");
  expect("k", "-0");
  expect("l", "123456789012345678901234567890");
}

TEST_CASE("columns are the union of the names in order of first appearance, then the feature's id") {
  const std::string with_id = R"({"id":"0700","type":"Feature","properties":{"b":1,"c":2},"geometry":null})";
  const Source source =
      parse(collection(feature(R"({"a":1,"b":2})") + "," + with_id + "," + feature("null")));
  REQUIRE(source.table.columns == std::vector<std::string>{"a", "b", "c", "id"});
  REQUIRE(cell(source, 1, "id") == "0700");
  REQUIRE(cell(source, 0, "id").empty());
  REQUIRE(cell(source, 2, "a").empty());

  const Source named =
      parse(collection(R"({"id":7,"type":"Feature","properties":{"id":"x"},"geometry":null})"));
  REQUIRE(named.table.columns == std::vector<std::string>{"id"});
  REQUIRE(cell(named, 0, "id") == "x");
}

TEST_CASE("the order of members does not matter") {
  const std::string turned =
      R"({"features":[{"geometry":{"bbox":[0,0,1,1],"coordinates":)" + square +
      R"(,"type":"Polygon"},"bbox":[0,0,1,1],"properties":{"code":"1"},"type":"Feature"}],)"
      R"("name":"x","metadata":{"a":[{"}]":"\"]}"}]},"bbox":[0,0,1,1],"type":"FeatureCollection"})";
  const Source source = parse(turned);
  REQUIRE(source.shapes.points.size() == 4);
  REQUIRE(cell(source, 0, "code") == "1");
}

TEST_CASE("a single Feature is a collection of one") {
  const Source source = parse(feature(R"({"code":"2A004"})") + "\n");
  REQUIRE(source.table.rows() == 1);
  REQUIRE(source.shapes.zone_count() == 1);
  REQUIRE(cell(source, 0, "code") == "2A004");
}

TEST_CASE("the crs member is honoured before and after the features") {
  const auto crs = [](const std::string& name) {
    return R"("crs":{"type":"name","properties":{"name":")" + name + "\"}}";
  };
  for (const std::string name :
       {"urn:ogc:def:crs:EPSG::2154", "EPSG:2154", "http://www.opengis.net/def/crs/EPSG/0/2154",
        "urn:ogc:def:crs:EPSG:6.18.3:2154", "IGNF:LAMB93", "EPSG:9794"}) {
    REQUIRE(parse(collection(feature("{}"), crs(name) + ",")).shapes.crs == lambert93);
    REQUIRE(parse(R"({"type":"FeatureCollection","features":[)" + feature("{}") + "]," + crs(name) + "}")
                .shapes.crs == lambert93);
  }
  for (const std::string name :
       {"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "OGC:CRS84", "EPSG:4326"})
    REQUIRE(parse(collection(feature("{}"), crs(name) + ",")).shapes.crs == wgs84);
  REQUIRE(parse(collection(feature("{}"), R"("crs":null,)")).shapes.crs == wgs84);
  REQUIRE(
      parse(collection(feature("{}"), R"("crs":{"type":"EPSG","properties":{"code":2154}},)")).shapes.crs ==
      lambert93);
  REQUIRE_REFUSED(parse(collection(feature("{}"), R"("crs":{"type":"link","properties":{"href":"x"}},)")),
                  Failure::unreadable, "crs");
  REQUIRE_REFUSED(parse(collection(feature("{}"), crs("my grid") + ",")), Failure::unreadable, "my grid");
  Diagnostics diagnostics;
  REQUIRE(parse_geojson(FileText(collection(feature("{}"), crs("my grid") + ",")), "t",
                        {.layer = "", .crs = 2975}, diagnostics)
              .shapes.crs.epsg == 2975);
}

TEST_CASE("numbers of coordinates in any JSON notation") {
  const Source source =
      parse(collection(feature("{}", "[[[-7.0e-5,4.5E1],[1e0,45],[1,46.25],[-0.00007,45.0]]]")));
  REQUIRE(source.shapes.points[0] == Point{-7.0e-5, 45});
  REQUIRE(source.shapes.points[2] == Point{1, 46.25});
}

TEST_CASE("third ordinates are dropped and noted") {
  Diagnostics diagnostics;
  const Source source = parse(collection(feature("{}", "[[[0,0,9],[1,0,9],[1,1,9],[0,0,9]]]")), diagnostics);
  REQUIRE(source.shapes.points.size() == 4);
  REQUIRE(source.shapes.points[1] == Point{1, 0});
  REQUIRE(diagnostics.has("third-ordinates"));
}

TEST_CASE("null and empty geometries keep their row") {
  Diagnostics diagnostics;
  const Source source = parse(collection(R"({"type":"Feature","properties":{"code":"1"},"geometry":null},)" +
                                         feature(R"({"code":"2"})") + "," + feature(R"({"code":"3"})", "[]") +
                                         "," + R"({"type":"Feature","properties":{"code":"4"}})"),
                              diagnostics);
  REQUIRE(source.table.rows() == 4);
  REQUIRE(source.shapes.zone_count() == 4);
  REQUIRE(source.shapes.empty(0));
  REQUIRE_FALSE(source.shapes.empty(1));
  REQUIRE(source.shapes.empty(2));
  REQUIRE(source.shapes.empty(3));
  REQUIRE(diagnostics.items.front().count == 3);
  REQUIRE(parse(collection(R"({"type":"Feature","properties":{},"geometry":null})")).geometry ==
          Geometry::none);
}

TEST_CASE("multipolygons and holes") {
  const std::string multi =
      R"({"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":)"
      "[[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]],[[[20,0],[21,0],[21,1],[20,0]]]]}}";
  const Source source = parse(collection(multi));
  REQUIRE(source.shapes.polygons_of(0).size() == 2);
  REQUIRE(source.shapes.rings_of(0).size() == 2);
  REQUIRE(source.shapes.points_of(2)[0] == Point{20, 0});
}

TEST_CASE("points and lines are rows without shape") {
  const Source source = parse(collection(
      R"({"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[1,2]}},)"
      R"({"type":"Feature","properties":{"a":2},"geometry":{"type":"MultiLineString","coordinates":[[[1,2],[3,4]]]}})"));
  REQUIRE(source.geometry == Geometry::other);
  REQUIRE(source.shapes.zone_count() == 0);
  REQUIRE(source.table.rows() == 2);
}

TEST_CASE("a byte order mark and gzip are seen through") {
  const Source source = parse("\xef\xbb\xbf" + collection(feature(R"({"code":"1"})")));
  REQUIRE(source.table.rows() == 1);
}

TEST_CASE("broken texts are refused with the place") {
  const std::string good = collection(feature(R"({"code":"17300"})") + "," + feature(R"({"code":"17415"})"));
  for (std::size_t size = 1; size < good.size(); ++size) {
    const auto result = outcome([&] { return parse(good.substr(0, size)); });
    INFO(size << ": " << result.message);
    REQUIRE(result.failure == std::optional(Failure::unreadable));
    REQUIRE(result.says("test.geojson: "));
  }
  REQUIRE_REFUSED(parse(good.substr(0, good.size() - 20)), Failure::unreadable, "in feature 2");
  REQUIRE_REFUSED(parse(good + "x"), Failure::unreadable, "goes on after its end");
  REQUIRE_REFUSED(parse(good + good), Failure::unreadable, "goes on after its end");
  REQUIRE_REFUSED(parse(good + std::string(1, '\0')), Failure::unreadable, "goes on after its end");
  REQUIRE_REFUSED(parse("<html>"), Failure::unreadable, "no GeoJSON");
  REQUIRE_REFUSED(parse("[]"), Failure::unreadable, "no GeoJSON");
  REQUIRE_REFUSED(parse("{}"), Failure::unreadable, "FeatureCollection");
  REQUIRE_REFUSED(parse(R"({"type":"Topology","objects":{}})"), Failure::unreadable, "Topology");
  REQUIRE_REFUSED(parse(collection("")), Failure::unreadable, "no feature");
  REQUIRE_REFUSED(parse(collection(feature("{}") + ",")), Failure::unreadable, "broken JSON");
  REQUIRE_REFUSED(parse(collection(feature("{}"), R"("name":tru,)")), Failure::unreadable, "\"name\"");
  REQUIRE_REFUSED(parse(collection("3")), Failure::unreadable, "feature 1");
}

TEST_CASE("broken features are refused with their number and first properties") {
  const auto second = [](const std::string& bad) { return parse(collection(feature("{}") + "," + bad)); };
  const std::string code = R"({"nom":"Saintes","code":"17415","x":1})";
  const auto bad_ring = [&](const std::string& ring) { return feature(code, "[" + ring + "]"); };
  REQUIRE_REFUSED(second(bad_ring("[[0,0],[1,0],[0,0]]")), Failure::unreadable,
                  R"(test.geojson: feature 2 (nom "Saintes", code "17415"): a ring has 3 points)");
  REQUIRE_REFUSED(second(bad_ring("[]")), Failure::unreadable, "0 points");
  REQUIRE_REFUSED(second(bad_ring("[[0,0],[1,0],[1,1],[0,1]]")), Failure::unreadable, "not closed");
  REQUIRE_REFUSED(second(bad_ring("[[0,0],[1,NaN],[1,1],[0,0]]")), Failure::unreadable, "NaN");
  REQUIRE_REFUSED(second(bad_ring("[[0,0],[1,Infinity],[1,1],[0,0]]")), Failure::unreadable, "Infinity");
  REQUIRE_REFUSED(second(bad_ring("[[0,0],[1,-Infinity],[1,1],[0,0]]")), Failure::unreadable, "-Infinity");
  REQUIRE_REFUSED(second(bad_ring("[[0,0],[1,1e999],[1,1],[0,0]]")), Failure::unreadable, "1e999");
  REQUIRE_REFUSED(second(bad_ring(R"([[0,0],["1",0],[1,1],[0,0]])")), Failure::unreadable, "\"1\"");
  REQUIRE_REFUSED(second(bad_ring("[[0,0],[null,0],[1,1],[0,0]]")), Failure::unreadable, "null");
  REQUIRE_REFUSED(second(bad_ring("[[0,0],[01,0],[1,1],[0,0]]")), Failure::unreadable, "01");
  REQUIRE_REFUSED(second(bad_ring("[[0],[1,0],[1,1],[0]]")), Failure::unreadable, "1 number");
  REQUIRE_REFUSED(second(bad_ring("[0,0,1,1]")), Failure::unreadable, "feature 2");
  REQUIRE_REFUSED(
      second(
          R"({"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[]}})"),
      Failure::unreadable, "GeometryCollection");
  REQUIRE_REFUSED(
      second(R"({"type":"Feature","properties":{},"geometry":{"type":"Circle","coordinates":[]}})"),
      Failure::unreadable, "Circle");
  REQUIRE_REFUSED(second(R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon"}})"),
                  Failure::unreadable, "coordinates");
  REQUIRE_REFUSED(second(R"({"type":"Feature","properties":{},"geometry":{"coordinates":[]}})"),
                  Failure::unreadable, "type");
  REQUIRE_REFUSED(second(R"({"type":"Feature","properties":{"a":tru},"geometry":null})"), Failure::unreadable,
                  "feature 2");
  REQUIRE_REFUSED(second(R"({"type":"Feature","properties":{"a":[1,]},"geometry":null})"),
                  Failure::unreadable, "feature 2");
  REQUIRE_REFUSED(second(R"({"type":"Feature","properties":{"a":1]},"geometry":null})"), Failure::unreadable,
                  "");
  REQUIRE_REFUSED(second("{\"type\":\"Feature\",\"properties\":{\"a\":\"caf\xe9\"},\"geometry\":null}"),
                  Failure::unreadable, "UTF-8");
  REQUIRE_REFUSED(
      second(R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}})"),
      Failure::unreadable, "mixes");
  REQUIRE_REFUSED(second(R"({"type":"Feature","properties":{"a":)" + std::string(100000, '[') +
                         std::string(100000, ']') + R"(},"geometry":null})"),
                  Failure::unreadable, "deep");
}

TEST_CASE("a property named twice is reported and the last value stands") {
  Diagnostics diagnostics;
  const Source source = parse(collection(feature(R"({"a":1,"a":2})")), diagnostics);
  REQUIRE(cell(source, 0, "a") == "2");
  REQUIRE(diagnostics.has("repeated-property"));
}

TEST_CASE("the number of threads changes nothing") {
  std::string features;
  for (int i = 0; i < 20000; ++i) {
    const std::string x = std::to_string(i % 100);
    features += (i > 0 ? "," : "") +
                feature(R"({"code":")" + std::to_string(i) + R"(","c)" + std::to_string(i % 7) + R"(":1})",
                        "[[[" + x + ",0],[" + x + ",1.5],[7,8],[" + x + ",0]]]");
  }
  const std::string text = collection(features);
  set_threads(1);
  const Source one = parse(text);
  set_threads(5);
  const Source five = parse(text);
  set_threads(0);
  REQUIRE(one.table.columns == five.table.columns);
  REQUIRE(one.shapes.points == five.shapes.points);
  REQUIRE(one.shapes.zone_end == five.shapes.zone_end);
  bool same = true;
  for (std::size_t row = 0; row < one.table.rows(); ++row)
    for (std::size_t column = 0; column < one.table.columns.size(); ++column)
      same = same && one.table.cell(row, column) == five.table.cell(row, column);
  REQUIRE(same);
  REQUIRE(one.table.rows() == 20000);
}

TEST_CASE("real GeoJSON files give what another parser finds") {
  for (const char* name :
       {"qpv-occitanie/qp.geojson", "anct-contracts/pvd_geom.geojson", "osm-eaje-corse/eaje.geojson",
        "ign-communes-2018/communes-66-pyrenees-orientales.geojson",
        "anct-epci/fr-drom-4326-pur-style1-epci.geojson"}) {
    const auto path = real_data(name);
    if (!path) return;
    Diagnostics diagnostics;
    const Source source = parse_geojson(read_file(*path), *path, {}, diagnostics);
    const auto json = nlohmann::json::parse(bytes_of(*path));
    const auto& features = json["features"];
    REQUIRE(source.table.rows() == features.size());
    std::size_t row = 0;
    std::size_t points = 0;
    const bool polygons = source.geometry == Geometry::polygons;
    for (const auto& f : features) {
      for (const auto& [key, value] : f["properties"].items())
        if (value.is_string()) REQUIRE(cell(source, row, key) == value.get<std::string>());
      if (polygons && !f["geometry"].is_null()) {
        const auto& g = f["geometry"];
        const auto parts =
            g["type"] == "Polygon" ? nlohmann::json::array({g["coordinates"]}) : g["coordinates"];
        for (const auto& part : parts)
          for (const auto& ring : part)
            for (const auto& p : ring) {
              REQUIRE(source.shapes.points.at(points) == Point{p[0].get<double>(), p[1].get<double>()});
              ++points;
            }
      }
      ++row;
    }
    REQUIRE(points == source.shapes.points.size());
  }
}

TEST_CASE("the whole of France") {
  const auto path = real_data("ign-communes-2018/communes_2018.geojson.gz");
  if (!path) return;
  Diagnostics diagnostics;
  const Source source = parse_geojson(read_file(*path), *path, {}, diagnostics);
  REQUIRE(source.table.rows() == 35357);
  REQUIRE(source.shapes.points.size() == 2199045);
  REQUIRE(source.table.columns == std::vector<std::string>{"code", "nom"});
  const auto count = [](const char* name) {
    Diagnostics ignored;
    return parse_geojson(read_file(*real_data(name)), *real_data(name), {}, ignored).table.rows();
  };
  REQUIRE(count("qpv-occitanie/qp.geojson") == 105);
  REQUIRE(count("anct-contracts/pvd_geom.geojson") == 1645);
  REQUIRE(count("ign-communes-2018/departements-avec-outre-mer.geojson.gz") == 101);
}

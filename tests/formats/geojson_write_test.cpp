#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "geojson_support.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/formats/read/geojson_reader.hpp"
#include "maillage/formats/write/geojson_writer.hpp"

using namespace maillage;
using namespace maillage::test;
using Json = nlohmann::ordered_json;

namespace {

FlatField text_field(std::string name, std::vector<std::string> values) {
  return {.name = std::move(name), .type = FieldType::text, .values = std::move(values)};
}
FlatField number_field(std::string name, std::vector<double> values) {
  return {.name = std::move(name), .type = FieldType::real, .values = std::move(values)};
}

using Ring = std::vector<Point>;
void add_polygon(Shapes& shapes, std::initializer_list<Ring> rings) {
  for (const Ring& ring : rings) {
    shapes.points.insert(shapes.points.end(), ring.begin(), ring.end());
    shapes.close_ring();
  }
  shapes.close_polygon();
}
Shapes one_polygon(std::initializer_list<Ring> rings) {
  Shapes shapes;
  add_polygon(shapes, rings);
  shapes.close_zone();
  return shapes;
}
const Ring left{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
const Ring right{{0, 0}, {0, 4}, {4, 4}, {4, 0}, {0, 0}};

std::string written(const FlatTable& table, const Shapes* shapes, Diagnostics& diagnostics, int decimals = 6,
                    const std::vector<std::string>& notes = {}) {
  std::ostringstream out;
  write_geojson(out, "ctg_commune", notes, table, shapes, {decimals}, diagnostics);
  return out.str();
}
FlatTable codes(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(std::to_string(10000 + i));
  return {.rows = count, .fields = {text_field("code", names)}};
}
// The coordinates of the only feature, as they stand in the text.
std::string coordinates(const Shapes& shapes, int decimals = 6) {
  Diagnostics diagnostics;
  const std::string text = written(codes(1), &shapes, diagnostics, decimals);
  const std::string key = "\"coordinates\":";
  const std::size_t begin = text.find(key) + key.size();
  return text.substr(begin, text.find("}}", begin) - begin);
}
double area_of(const Json& ring) {
  double sum = 0;
  for (std::size_t i = 1; i < ring.size(); ++i)
    sum += ring[i - 1][0].get<double>() * ring[i][1].get<double>() -
           ring[i][0].get<double>() * ring[i - 1][1].get<double>();
  return sum;
}

}  // namespace

TEST_CASE("one feature a line, fields in order, nulls for what is missing") {
  FlatTable table{
      .rows = 3,
      .fields = {text_field("code", {"01004", "17300", "2A004"}), text_field("name", {"a", "", "c"}),
                 number_field("places", {3, std::nan(""), 0}), number_field("rate", {0.1, 60.5, -0.0}),
                 text_field("places_status", {"known", "secret_primary", "known"})}};
  Shapes shapes = one_polygon({left});
  shapes.close_zone();
  add_polygon(shapes, {left});
  add_polygon(shapes, {left});
  shapes.close_zone();
  Diagnostics diagnostics;
  REQUIRE(
      written(table, &shapes, diagnostics, 6, {"Au \"31/12\""}) ==
      R"({"type":"FeatureCollection","name":"ctg_commune","notes":["Au \"31/12\""],"features":[)"
      "\n"
      R"({"type":"Feature","properties":{"code":"01004","name":"a","places":3,"rate":0.1,"places_status":"known"},)"
      R"("geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]]]}},)"
      "\n"
      R"({"type":"Feature","properties":{"code":"17300","name":null,"places":null,"rate":60.5,"places_status":"secret_primary"},)"
      R"("geometry":null},)"
      "\n"
      R"({"type":"Feature","properties":{"code":"2A004","name":"c","places":0,"rate":0,"places_status":"known"},)"
      R"("geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,4],[0,0]]],[[[0,0],[4,0],[4,4],[0,4],[0,0]]]]}})"
      "\n]}\n");
  REQUIRE(diagnostics.items.empty());
  REQUIRE(Json::parse(written(codes(0), nullptr, diagnostics))["features"].empty());
  REQUIRE(Json::parse(written(codes(2), nullptr, diagnostics))["features"][1]["geometry"].is_null());
}

TEST_CASE("texts are escaped so that any parser reads them back") {
  const std::string nasty = "L'Haÿ \"les\" \\ Roses\n\t\r\x01\x1f / é😀";
  Diagnostics diagnostics;
  const auto json =
      Json::parse(written({.rows = 1, .fields = {text_field(nasty, {nasty})}}, nullptr, diagnostics));
  REQUIRE(json["features"][0]["properties"][nasty] == nasty);
  REQUIRE_REFUSED((written({.rows = 1, .fields = {text_field("a", {"caf\xe9"})}}, nullptr, diagnostics), 0),
                  Failure::internal, "UTF-8");
}

TEST_CASE("outer rings turn left and holes right, whatever the source did") {
  const Ring hole_left{{1, 1}, {2, 1}, {2, 2}, {1, 1}};
  const Ring hole_right{{1, 1}, {2, 2}, {2, 1}, {1, 1}};
  for (const Ring& outer : {left, right})
    for (const Ring& hole : {hole_left, hole_right}) {
      const auto rings = Json::parse(coordinates(one_polygon({outer, hole})));
      REQUIRE(area_of(rings[0]) == 32);
      REQUIRE(area_of(rings[1]) == -1);
      REQUIRE(rings[0].front() == rings[0].back());
    }
}

TEST_CASE("coordinates have at most the decimals asked for, without trailing zeros") {
  const Shapes shapes =
      one_polygon({{{-7.0e-5, 45}, {2.1234565001, 45.1}, {-0.0000001, 46.123456789}, {-7.0e-5, 45}}});
  REQUIRE(coordinates(shapes) == "[[[-0.00007,45],[2.123457,45.1],[0,46.123457],[-0.00007,45]]]");
  REQUIRE(coordinates(shapes, 3) == "[[[0,45],[2.123,45.1],[0,46.123],[0,45]]]");
  REQUIRE(coordinates(shapes, 0) == "[[[0,45],[2,45],[0,46],[0,45]]]");
  REQUIRE(coordinates(shapes, 8) ==
          "[[[-0.00007,45],[2.1234565,45.1],[-0.0000001,46.12345679],[-0.00007,45]]]");
}

TEST_CASE("an island smaller than the precision is kept, with more decimals, and reported") {
  const Ring islet{{5, 45}, {5 + 2e-8, 45}, {5 + 2e-8, 45 + 2e-8}, {5, 45}};
  Diagnostics diagnostics;
  const Shapes shapes = one_polygon({islet});
  const auto json = Json::parse(written(codes(1), &shapes, diagnostics));
  REQUIRE(json["features"][0]["geometry"]["coordinates"][0].size() == 4);
  REQUIRE(coordinates(shapes) == "[[[5,45],[5.00000002,45],[5.00000002,45.00000002],[5,45]]]");
  REQUIRE(diagnostics.has("ring-below-precision"));
  REQUIRE(diagnostics.items[0].count == 1);
  // A ring that rounding would turn over is no better than a lost one.
  const Ring sliver{{0, 0}, {1e-6, 0.4e-6}, {2e-6, 1.4e-6}, {3e-6, 1.6e-6}, {0, 0.0}};
  const auto rings = Json::parse(coordinates(one_polygon({sliver})));
  REQUIRE(area_of(rings[0]) > 0);
}

TEST_CASE("what cannot be GeoJSON is refused") {
  Diagnostics diagnostics;
  Shapes lambert = one_polygon({left});
  lambert.crs = lambert93;
  REQUIRE_REFUSED((written(codes(1), &lambert, diagnostics), 0), Failure::internal, "2154");
  const Shapes fine = one_polygon({left});
  REQUIRE_REFUSED((written(codes(2), &fine, diagnostics), 0), Failure::internal, "1 shapes for 2 rows");
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 380000.0}) {
    Shapes broken = fine;
    broken.points[1].x = bad;
    REQUIRE_REFUSED((written(codes(1), &broken, diagnostics), 0), Failure::internal, "no longitude");
  }
  std::ostringstream closed;
  closed.setstate(std::ios::badbit);
  REQUIRE_REFUSED((write_geojson(closed, "x", {}, codes(1), &fine, {}, diagnostics), 0), Failure::io,
                  "refuses");
}

TEST_CASE("numbers with fixed decimals are the nearest") {
  REQUIRE(rc::check("within half a unit, trimmed", [] {
    const int decimals = *rc::gen::inRange(0, 10);
    const double x =
        static_cast<double>(*rc::gen::inRange<std::int64_t>(-18000000000000, 18000000000000)) / 1e11;
    const Shapes shapes = one_polygon({{{x, 0}, {x + 1, 0}, {x + 1, 1}, {x, 0}}});
    const std::string text = coordinates(shapes, decimals);
    const std::string number = text.substr(3, text.find(',') - 3);
    const std::size_t point = number.find('.');
    RC_ASSERT(std::abs(std::stod(number) - x) <= 0.5 * std::pow(10, -decimals) + 1e-12);
    if (point != std::string::npos) {
      RC_ASSERT(number.size() - point - 1 <= static_cast<std::size_t>(decimals));
      RC_ASSERT(number.back() != '0');
    }
    RC_ASSERT(number != "-0");
  }));
}

TEST_CASE("what is written reads back the same, with any number of threads") {
  Shapes shapes;
  const std::size_t zones = 6000;
  for (std::size_t i = 0; i < zones; ++i) {
    const double x = static_cast<double>(i % 300) + 0.123456;
    const double y = static_cast<double>(i / 300) - 0.000001;
    if (i % 50 != 0)
      add_polygon(shapes, {{{x, y}, {x + 0.5, y}, {x + 0.5, y + 0.25}, {x, y + 0.25}, {x, y}}});
    shapes.close_zone();
  }
  Diagnostics diagnostics;
  set_threads(1);
  const std::string one = written(codes(zones), &shapes, diagnostics);
  set_threads(7);
  const std::string seven = written(codes(zones), &shapes, diagnostics);
  set_threads(0);
  REQUIRE(one == seven);
  const Source back = parse_geojson(FileText(one), "back.geojson", {}, diagnostics);
  REQUIRE(back.table.rows() == zones);
  REQUIRE(back.shapes.points.size() == shapes.points.size());
  double farthest = 0;
  for (std::size_t i = 0; i < shapes.points.size(); ++i)
    farthest = std::max({farthest, std::abs(back.shapes.points[i].x - shapes.points[i].x),
                         std::abs(back.shapes.points[i].y - shapes.points[i].y)});
  REQUIRE(farthest < 1e-12);
  REQUIRE(back.shapes.zone_end == shapes.zone_end);
  REQUIRE(back.table.cell(77, 0) == "10077");
}

TEST_CASE("a layer goes to a file; a folder that is not there is an I/O error") {
  const Layer layer{
      .theme = "ctg",
      .zoning = make_zoning(Level::commune, new_year(2024), "COG 2024", {{"17300", "La Rochelle"}})};
  const Shapes shapes = one_polygon({left});
  const TempFolder folder;
  Diagnostics diagnostics;
  const FlatTable table = flatten(layer);
  const auto write = [&](const char* name) {
    const GeojsonFile file{folder / name, &layer, &table};
    write_geojson({&file, 1}, &shapes, {}, diagnostics);
  };
  write("l.geojson");
  const auto json = Json::parse(bytes_of(folder / "l.geojson"));
  REQUIRE(json["name"] == "ctg_commune");
  REQUIRE(json["features"][0]["properties"]["code"] == "17300");
  REQUIRE_REFUSED((write("no/l.geojson"), 0), Failure::io, "no/l.geojson");
}

TEST_CASE("files of layers with the same zones are those that each alone would be") {
  const Zoning zones = *make_zoning(Level::commune, new_year(2024), "COG 2024", {{"17300", "La Rochelle"}});
  std::vector<Layer> layers;
  for (const char* theme : {"ctg", "childcare", "poverty"})
    layers.push_back({.theme = theme,
                      .zoning = make_zoning(Level::commune, new_year(2024), theme, zones.zones()),
                      .notes = {theme, "\"quoted\""}});
  const Shapes shapes = one_polygon({left});
  const TempFolder folder;
  Diagnostics diagnostics;
  std::vector<FlatTable> tables;
  for (const Layer& layer : layers) tables.push_back(flatten(layer));
  std::vector<GeojsonFile> files;
  for (std::size_t i = 0; i < layers.size(); ++i)
    files.push_back({folder / (layers[i].theme + ".geojson"), &layers[i], &tables[i]});
  write_geojson(files, &shapes, {}, diagnostics);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    std::ostringstream alone;
    write_geojson(alone, layers[i], &shapes, {}, diagnostics);
    REQUIRE(bytes_of(files[i].path) == alone.str());
  }
}

// The geometry room on real files (MAILLAGE_REAL_DATA).
#include <zlib.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "geometry/drawing.hpp"
#include "maillage/geometry/areas.hpp"
#include "maillage/geometry/overlay.hpp"
#include "maillage/geometry/precision.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/geometry/same_shapes.hpp"
#include "maillage/geometry/validity.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

std::string real_path(const std::string& name) {
  const char* folder = std::getenv("MAILLAGE_REAL_DATA");
  return folder ? std::string(folder) + "/" + name : std::string();
}

struct RealLayer {
  Shapes shapes;
  std::vector<std::string> codes;
};

void add_feature(RealLayer& layer, const nlohmann::json& feature, const std::string& key) {
  const auto rings_of = [](const nlohmann::json& polygon) {
    std::vector<Ring> rings;
    for (const auto& ring : polygon) {
      rings.emplace_back();
      for (const auto& point : ring) rings.back().push_back({point[0].get<double>(), point[1].get<double>()});
    }
    return rings;
  };
  const auto& geometry = feature["geometry"];
  if (geometry["type"] == "Polygon") {
    add_polygon(layer.shapes, rings_of(geometry["coordinates"]));
  } else {
    for (const auto& polygon : geometry["coordinates"]) add_polygon(layer.shapes, rings_of(polygon));
  }
  layer.shapes.close_zone();
  layer.codes.push_back(feature["properties"][key].get<std::string>());
}

RealLayer read(const std::string& name, const std::string& key) {
  std::ifstream file(real_path(name));
  REQUIRE(file.good());
  const nlohmann::json collection = nlohmann::json::parse(file);
  std::map<std::string, const nlohmann::json*> features;
  for (const auto& feature : collection["features"])
    features[feature["properties"][key].get<std::string>()] = &feature;
  RealLayer layer;
  for (const auto& [code, feature] : features) add_feature(layer, *feature, key);
  return layer;
}

// One feature of the country, found in the text: parsing 46 MB for one commune takes too long.
RealLayer read_one_commune(const std::string& code) {
  gzFile file = gzopen(real_path("ign-communes-2018/communes_2018.geojson.gz").c_str(), "rb");
  REQUIRE(file != nullptr);
  std::string text;
  std::vector<char> buffer(1 << 20);
  for (int got = 0; (got = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  gzclose(file);
  const std::size_t at = text.find("\"" + code + "\"");
  REQUIRE(at != std::string::npos);
  const std::size_t begin = text.rfind("{\"type\":\"Feature\"", at);
  const std::size_t next = text.find("{\"type\":\"Feature\"", at);
  const std::size_t end = text.rfind('}', next == std::string::npos ? text.rfind(']') : next);
  RealLayer layer;
  add_feature(layer, nlohmann::json::parse(text.substr(begin, end + 1 - begin)), "code");
  return layer;
}

bool skipped() {
  if (std::getenv("MAILLAGE_REAL_DATA")) return false;
  WARN("skipped: MAILLAGE_REAL_DATA not set");
  return true;
}

}  // namespace

TEST_CASE("the ten QPV of the Pyrénées-Orientales over its communes") {
  if (skipped()) return;
  const RealLayer qpv = read("qpv-occitanie/qp.geojson", "code_qp");
  const RealLayer communes = read("ign-communes-2018/communes-66-pyrenees-orientales.geojson", "code");
  const Precision precision = coordinate_precision(qpv.shapes);
  CHECK(precision.decimals == 4);
  const Overlay result =
      overlay(project(qpv.shapes, legal_crs("66")), project(communes.shapes, legal_crs("66")),
              {.precision_a = precision.metres});
  std::map<std::string, std::string> commune_of;
  double sum = 0;
  for (const OverlayPiece& piece : result.pieces) {
    commune_of[qpv.codes[piece.a]] = communes.codes[piece.b];
    CHECK(piece.area == Approx(result.area_a[piece.a]).epsilon(1e-9));
    sum += piece.area;
  }
  CHECK(result.pieces.size() == 10);
  CHECK(commune_of.size() == 10);
  CHECK(commune_of["QP066001"] == "66065");
  for (int number = 2; number <= 10; ++number)
    CHECK(commune_of["QP0660" + std::string(number < 10 ? "0" : "") + std::to_string(number)] == "66136");
  CHECK(sum == Approx(2538821.643).margin(0.01));  // shapely's sum
  CHECK(result.slivers.empty());
  // Rounding to 4 decimals made three of the ten invalid: two spikes that enclose nothing, and a loop.
  REQUIRE(result.repaired.size() == 3);
  CHECK(qpv.codes[result.repaired[0].zone] == "QP066001");
  CHECK(qpv.codes[result.repaired[1].zone] == "QP066005");
  CHECK(qpv.codes[result.repaired[2].zone] == "QP066006");
  for (const std::size_t spike : {0U, 1U})
    CHECK(result.repaired[spike].area_after == Approx(result.repaired[spike].area_before).epsilon(1e-12));
  CHECK(result.repaired[2].area_after - result.repaired[2].area_before == Approx(11.4).margin(0.1));
}

TEST_CASE("the QPV of Occitanie over the communes that hold them") {
  if (skipped()) return;
  const RealLayer qpv = read("qpv-occitanie/qp.geojson", "code_qp");
  const RealLayer communes = read("qpv-occitanie/communes.geojson", "code_commune");
  const Overlay result = overlay(project(qpv.shapes, lambert93), project(communes.shapes, lambert93),
                                 {.precision_a = coordinate_precision(qpv.shapes).metres,
                                  .precision_b = coordinate_precision(communes.shapes).metres});
  const OverlayBalance& balance = result.balance;
  CHECK(balance.in_pieces + balance.outside - balance.counted_twice == Approx(balance.area).epsilon(1e-9));
  CHECK(result.pieces.size() == 105);
  CHECK(balance.in_pieces + balance.outside == Approx(34917038.837).margin(0.01));  // shapely's sum
  CHECK(result.repaired.size() == 29);
  REQUIRE(result.slivers.size() == 1);
  CHECK(qpv.codes[result.slivers[0].a] == "QP034012");
  CHECK(result.slivers[0].b == outside);
  CHECK(result.moved == Approx(163.263).margin(0.01));
  const double threshold =
      coordinate_precision(qpv.shapes).metres + coordinate_precision(communes.shapes).metres;
  for (const Sliver& sliver : result.slivers) CHECK(sliver.width < threshold);
}

TEST_CASE("the one invalid commune of the country, and none in four départements") {
  if (skipped()) return;
  const auto faults = invalid_shapes(read_one_commune("14174").shapes);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].reason == "Ring Self-intersection");
  CHECK(faults[0].location.x == Approx(-0.56932).margin(1e-5));
  CHECK(faults[0].location.y == Approx(48.89639).margin(1e-5));
  for (const char* name : {"17-charente-maritime", "59-nord", "62-pas-de-calais", "66-pyrenees-orientales"})
    CHECK(invalid_shapes(read("ign-communes-2018/communes-" + std::string(name) + ".geojson", "code").shapes)
              .empty());
}

TEST_CASE("a QPV file whose shapes are communes is seen, a true one is not") {
  if (skipped()) return;
  const RealLayer communes = read("ign-communes-2018/communes-59-nord.geojson", "code");
  const RealLayer all = read("anct-qpv/polygone-4326_qpv.geojson", "insee_com");
  std::vector<std::size_t> of_the_nord;
  for (std::size_t i = 0; i < all.codes.size(); ++i)
    if (all.codes[i].starts_with("59")) of_the_nord.push_back(i);
  REQUIRE(of_the_nord.size() > 20);
  const auto twins = same_shapes(select(all.shapes, of_the_nord), communes.shapes);
  CHECK(twin_count(twins) >= of_the_nord.size() * 9 / 10);
  for (std::size_t i = 0; i < twins.size(); ++i)
    if (twins[i] != no_twin) CHECK(communes.codes[twins[i]] == all.codes[of_the_nord[i]]);

  const RealLayer qpv = read("qpv-occitanie/qp.geojson", "code_qp");
  const RealLayer around = read("qpv-occitanie/communes.geojson", "code_commune");
  CHECK(twin_count(same_shapes(qpv.shapes, around.shapes)) == 0);
}

TEST_CASE("the ground of a département") {
  if (skipped()) return;
  // 4 116 km2 for the Pyrénées-Orientales; simplified borders and the coast take or add a little.
  const ZoneAreas areas =
      zone_areas(read("ign-communes-2018/communes-66-pyrenees-orientales.geojson", "code").shapes);
  double sum = 0;
  for (const double area : areas.square_metres) sum += area;
  CHECK(sum / 1e6 == Approx(4116).margin(40));
}

// The communes of 2018, from the folder that MAILLAGE_REAL_DATA names.
#include <ogr_api.h>

#include <gdal.h>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>

#include "maillage/base/parallel.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/check.hpp"
#include "maillage/mesh/dissolve.hpp"
#include "maillage/mesh/neighbours.hpp"
#include "maillage/mesh/rings.hpp"
#include "maillage/mesh/round.hpp"
#include "maillage/mesh/simplify.hpp"
#include "oracle.hpp"
#include "pictures.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

struct Communes {
  Shapes shapes;
  std::vector<std::string> codes;
  MeshReport report;
  Mesh mesh;
};

Communes load(const std::string& file) {
  Diagnostics diagnostics;
  Source source = read_source(std::string(std::getenv("MAILLAGE_REAL_DATA")) + "/ign-communes-2018/" + file,
                              {}, diagnostics);
  Communes communes;
  communes.shapes = std::move(source.shapes);
  for (std::size_t row = 0; row < source.table.rows(); ++row)
    communes.codes.emplace_back(source.table.cell(row, source.table.column("code").value()));
  communes.mesh = build_mesh(communes.shapes, communes.report);
  return communes;
}

struct Groups {
  std::vector<std::uint32_t> of_zone;
  std::size_t count = 0;
};

// The EPCI of 2026, by the commune codes that are in both files.
Groups epci_of(const std::vector<std::string>& codes) {
  GDALAllRegister();
  const std::string path = std::string(std::getenv("MAILLAGE_REAL_DATA")) + "/cog-2026/epcicom.xlsx";
  const std::unique_ptr<void, decltype(&GDALClose)> file(
      GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr), &GDALClose);
  if (file == nullptr) return {};
  std::map<std::string, std::string> siren_of;
  OGRLayerH sheet = GDALDatasetGetLayer(file.get(), 0);
  OGRFeatureDefnH columns = OGR_L_GetLayerDefn(sheet);
  const int insee = OGR_FD_GetFieldIndex(columns, "insee");
  const int siren = OGR_FD_GetFieldIndex(columns, "siren");
  while (OGRFeatureH row = OGR_L_GetNextFeature(sheet)) {
    std::string code = OGR_F_GetFieldAsString(row, insee);
    if (code.size() < 5) code.insert(0, 5 - code.size(), '0');
    siren_of[code] = OGR_F_GetFieldAsString(row, siren);
    OGR_F_Destroy(row);
  }
  std::set<std::string> used;
  for (const std::string& code : codes)
    if (siren_of.contains(code)) used.insert(siren_of[code]);
  Groups groups;
  groups.count = used.size();
  for (const std::string& code : codes) {
    const auto found = siren_of.find(code);
    groups.of_zone.push_back(found == siren_of.end() ? no_zone
                                                     : static_cast<std::uint32_t>(std::distance(
                                                           used.begin(), used.find(found->second))));
  }
  return groups;
}

bool skipped() {
  if (std::getenv("MAILLAGE_REAL_DATA") != nullptr) return false;
  WARN("skipped: MAILLAGE_REAL_DATA not set");
  return true;
}

std::size_t holes_of(const Shapes& shapes) {
  return shapes.ring_end.size() - shapes.polygon_end.size();
}

void check_same_pairs(const Mesh& a, const Mesh& b) {
  const auto before = neighbours(a);
  const auto after = neighbours(b);
  REQUIRE(before.size() == after.size());
  std::size_t different = 0;
  for (std::size_t i = 0; i < before.size(); ++i)
    different += before[i].first != after[i].first || before[i].second != after[i].second;
  CHECK(different == 0);
}

void check_against_geos(const Shapes& found, const Shapes& source, const Groups& groups) {
  const auto expected = unite(source, groups.of_zone, groups.count);
  const auto ours = ground_of(found);
  std::size_t different = 0;
  for (std::size_t group = 0; group < groups.count; ++group)
    different += std::abs(ours[group].area - expected[group].area) > 1e-9 * expected[group].area ||
                 ours[group].parts != expected[group].parts || ours[group].holes != expected[group].holes;
  CHECK(different == 0);
}

}  // namespace

TEST_CASE("département 66: one hole, Llívia; EPCI as GEOS unites them") {
  if (skipped()) return;
  const Communes communes = load("communes-66-pyrenees-orientales.geojson");
  CHECK(communes.codes.size() == 226);
  CHECK(communes.report.problems.empty());
  const auto problems =
      check_mesh(communes.mesh, {.width = default_width(wgs84), .allowed_holes = {{1.98, 42.46}}});
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].kind == MeshProblemKind::hole);
  CHECK(problems[0].allowed);
  CHECK(problems[0].zones.size() == 7);
  const Groups groups = epci_of(communes.codes);
  REQUIRE(groups.count == 12);
  const Shapes epci = to_shapes(dissolve(communes.mesh, groups.of_zone, groups.count));
  CHECK(first_invalid(epci).empty());
  check_against_geos(epci, communes.shapes, groups);
}

TEST_CASE("France: 1,255 EPCI in 1,527 polygons with 135 holes, as GEOS unites them", "[slow]") {
  if (skipped()) return;
  const Communes communes = load("communes_2018.geojson.gz");
  REQUIRE(communes.codes.size() == 35357);
  CHECK(communes.shapes.points.size() == 2199045);
  REQUIRE(communes.report.problems.size() == 1);
  CHECK(communes.report.problems[0].kind == MeshProblemKind::self_touching);
  CHECK(communes.codes[communes.report.problems[0].zones[0]] == "14174");

  const Groups groups = epci_of(communes.codes);
  REQUIRE(groups.count == 1255);
  const Shapes epci = to_shapes(dissolve(communes.mesh, groups.of_zone, groups.count));
  CHECK(epci.polygon_end.size() == 1527);
  CHECK(holes_of(epci) == 135);
  CHECK(epci.points.size() == 580242);
  CHECK(first_invalid(epci).empty());
  const Shapes valid = to_shapes(communes.mesh);
  CHECK(first_invalid(valid).empty());
  check_against_geos(epci, valid, groups);

  const auto problems =
      check_mesh(communes.mesh, {.width = default_width(wgs84), .allowed_holes = {{1.98, 42.46}}});
  REQUIRE(problems.size() == 2);  // the étang de Berre, which belongs to no commune, and Llívia
  CHECK(problems[0].kind == MeshProblemKind::hole);
  CHECK(problems[0].at.x == Approx(5.07).margin(0.01));
  CHECK(problems[1].allowed);
}

TEST_CASE("France simplified to 440,014 polygon vertices: valid, nothing lost, same neighbours", "[slow]") {
  if (skipped()) return;
  const Communes communes = load("communes_2018.geojson.gz");
  SimplifyReport report;
  set_threads(1);
  const Mesh light = simplify(communes.mesh, AtMostVertices{440014}, report);
  set_threads(2);
  CHECK(simplify(communes.mesh, AtMostVertices{440014}, report) == light);
  set_threads(0);
  CHECK(report.reached);
  const Shapes before = to_shapes(communes.mesh);
  const Shapes after = to_shapes(light);
  CHECK(after.points.size() <= 440014);
  CHECK(after.points.size() > 439000);
  CHECK(after.zone_end == before.zone_end);
  CHECK(after.ring_end.size() == before.ring_end.size());
  CHECK(first_invalid(after).empty());
  CHECK(std::abs(overlapping_area(after)) < 1e-9);
  check_same_pairs(communes.mesh, light);
  for (const MeshProblem& problem : check_mesh(light, {})) CHECK(problem.kind == MeshProblemKind::hole);
}

TEST_CASE("France rounded to 3 decimals keeps every polygon valid", "[slow]") {
  if (skipped()) return;
  const Communes communes = load("communes_2018.geojson.gz");
  RoundReport nothing;
  CHECK(round_mesh(communes.mesh, 6, nothing) == communes.mesh);
  RoundReport report;
  const Mesh rounded = round_mesh(communes.mesh, 3, report);
  const Shapes shapes = to_shapes(rounded);
  CHECK(shapes.zone_end == to_shapes(communes.mesh).zone_end);
  CHECK(first_invalid(shapes).empty());
  check_same_pairs(communes.mesh, rounded);
}

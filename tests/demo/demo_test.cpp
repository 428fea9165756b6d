#include "demo/demo.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "demo/demo_sample.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/geometry/validity.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/check.hpp"
#include "maillage/zoning/plausible.hpp"

using namespace maillage;
using maillage::testing::demo_of_the_readme;
using maillage::testing::DemoFolder;

namespace {

std::vector<std::string> column(const Table& table, std::string_view name) {
  std::vector<std::string> cells;
  const std::size_t place = table.column(name).value();
  for (std::size_t row = 0; row < table.rows(); ++row) cells.emplace_back(table.cell(row, place));
  return cells;
}

void require_tiling(const Shapes& shapes) {
  REQUIRE(invalid_shapes(shapes).empty());
  MeshReport report;
  const Mesh mesh = build_mesh(shapes, report);
  REQUIRE(report.problems.empty());
  REQUIRE(report.spikes == 0);
  REQUIRE(report.repeated_points == 0);
  REQUIRE(check_mesh(mesh, {.width = default_width(mesh.crs), .allowed_holes = {}}).empty());
}

}  // namespace

TEST_CASE("the same options give the same bytes, whatever the number of threads") {
  const unsigned before = threads();
  set_threads(1);
  const DemoFolder one({.communes = 120, .seed = 7});
  set_threads(3);
  const DemoFolder three({.communes = 120, .seed = 7});
  const DemoFolder other({.communes = 120, .seed = 8});
  set_threads(before);
  REQUIRE(one.sums().size() == 32);
  REQUIRE(one.sums() == three.sums());
  REQUIRE(one.sums().at("communes-2018.geojson") != other.sums().at("communes-2018.geojson"));
  REQUIRE(one.sums().at("ctg.csv") != other.sums().at("ctg.csv"));
}

TEST_CASE("communes of 2018 tile the ground without hole, overlap or slit") {
  const Source communes = demo_of_the_readme().read("communes-2018.geojson");
  require_tiling(communes.shapes);
  Diagnostics diagnostics;
  require_plausible(communes.shapes, "communes-2018.geojson", diagnostics);
  REQUIRE(diagnostics.items.empty());
  // As detailed as the real ones: 62 vertices a commune.
  const double vertices =
      static_cast<double>(communes.shapes.points.size()) / static_cast<double>(communes.table.rows());
  CHECK(vertices > 55);
  CHECK(vertices < 70);
}

TEST_CASE("the territory of the README has what its essay says") {
  const DemoFolder& demo = demo_of_the_readme();
  const Source shapes = demo.read("communes-2018.geojson");
  const auto old_codes = column(shapes.table, "code");
  const auto in_96 = [](const std::string& code) { return code.starts_with("96"); };
  CHECK(std::ranges::count_if(old_codes, in_96) == 231);
  CHECK(old_codes.size() == 245);

  std::size_t in_two_parts = 0, with_hole = 0;
  for (std::size_t zone = 0; zone < shapes.shapes.zone_count(); ++zone) {
    const auto polygons = shapes.shapes.polygons_of(zone);
    in_two_parts += polygons.size() == 2 ? 1U : 0U;
    with_hole += shapes.shapes.rings_of(*polygons.begin()).size() == 2 ? 1U : 0U;
  }
  CHECK(in_two_parts == 1);
  CHECK(with_hole == 2);  // around the enclave, and around the second part

  const Source cog = demo.read("v_commune_2025.csv");
  const auto types = column(cog.table, "TYPECOM");
  const auto codes = column(cog.table, "COM");
  std::set<std::string> communes;
  for (std::size_t row = 0; row < types.size(); ++row)
    if (types[row] == "COM") communes.insert(codes[row]);
  CHECK(std::ranges::count_if(communes, in_96) == 226);
  CHECK(std::ranges::count(types, "COMD") == 9);

  const Source epci = demo.read("epcicom2025.csv");
  const auto seats = column(epci.table, "dept"), members = column(epci.table, "insee"),
             sirens = column(epci.table, "siren"), departements = column(epci.table, "dep_com");
  std::set<std::string> of_96, crossing, listed(members.begin(), members.end());
  for (std::size_t row = 0; row < seats.size(); ++row) {
    if (seats[row] == "96") of_96.insert(sirens[row]);
    if (seats[row] != departements[row]) crossing.insert(sirens[row]);
  }
  CHECK(of_96.size() == 12);
  CHECK(crossing.size() == 1);
  CHECK(listed.size() == members.size());
  CHECK(communes.size() == listed.size() + 1);  // the island is in no EPCI

  CHECK(demo.read("qp-2015.geojson").table.rows() == 10);
  CHECK(demo.read("donnees_communes.csv").table.rows() == communes.size());
}

TEST_CASE("QPV are valid, and lie where the essay says") {
  const Source qpv = demo_of_the_readme().read("qp-2015.geojson");
  REQUIRE(invalid_shapes(qpv.shapes).empty());
}

TEST_CASE("every size asked for has its communes, and tiles", "[slow]") {
  const std::size_t communes =
      GENERATE(std::size_t{100}, std::size_t{500}, std::size_t{501}, std::size_t{2000});
  const DemoFolder demo({.communes = communes, .seed = 3});
  require_tiling(demo.read("communes-2018.geojson").shapes);
  const Source cog = demo.read("v_commune_2025.csv");
  const auto types = column(cog.table, "TYPECOM"), departements = column(cog.table, "DEP");
  std::size_t found = 0;
  for (std::size_t row = 0; row < types.size(); ++row)
    found += types[row] == "COM" && !(communes <= 500 && departements[row] == "00") ? 1U : 0U;
  CHECK(found == communes);
}

TEST_CASE("a size that makes no sense is refused") {
  for (const std::size_t communes : {0U, 99U, 80001U}) {
    try {
      write_demo("never_written", {.communes = communes});
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::usage);
    }
  }
  CHECK_FALSE(std::filesystem::exists("never_written"));
}

TEST_CASE("a folder that cannot be made is an error of input and output") {
  const DemoFolder& demo = demo_of_the_readme();
  try {
    write_demo(demo.file("demo.toml") / "folder", {});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::io);
  }
}

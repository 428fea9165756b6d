#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "demo/demo_sample.hpp"
#include "maillage/base/text.hpp"

using namespace maillage;

TEST_CASE("no commune of the demo bears the name or the code of a real one", "[real]") {
  const char* folder = std::getenv("MAILLAGE_REAL_DATA");
  if (folder == nullptr) {
    WARN("skipped: MAILLAGE_REAL_DATA not set");
    return;
  }
  Diagnostics diagnostics;
  const Source real = read_source(std::filesystem::path(folder) / "cog-2026/communes.csv", {}, diagnostics);
  const Source demo = testing::demo_of_the_readme().read("communes-2018.geojson");
  std::set<std::string> names, codes;
  for (std::size_t row = 0; row < real.table.rows(); ++row) {
    names.insert(fold(real.table.cell(row, real.table.column("LIBELLE").value())));
    codes.emplace(real.table.cell(row, real.table.column("COM").value()));
  }
  REQUIRE(names.size() > 30000);
  for (std::size_t row = 0; row < demo.table.rows(); ++row) {
    const std::string_view name = demo.table.cell(row, demo.table.column("nom").value());
    CAPTURE(name);
    CHECK_FALSE(names.contains(fold(name)));
    CHECK_FALSE(codes.contains(std::string(demo.table.cell(row, demo.table.column("code").value()))));
  }
}

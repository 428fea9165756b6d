// The main job on the demo territory, against sums made here from the raw files.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "demo/demo_sample.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/run/run.hpp"
#include "support/temp_folder.hpp"

namespace {

using namespace maillage;

// Column name -> text, per row; a reader of its own, for these plain files.
std::vector<std::map<std::string, std::string>> rows_of(const std::filesystem::path& file,
                                                        char separator = ';') {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
  const auto cut = [separator](std::string text) {
    while (!text.empty() && (text.back() == '\r' || text.back() == '\n')) text.pop_back();
    std::vector<std::string> cells;
    for (const std::string_view cell : split(text, separator)) cells.emplace_back(cell);
    return cells;
  };
  const std::vector<std::string> header = cut(line);
  std::vector<std::map<std::string, std::string>> rows;
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = cut(line);
    std::map<std::string, std::string> row;
    for (std::size_t i = 0; i < std::min(cells.size(), header.size()); ++i) row[header[i]] = cells[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

const Layer& layer_of(const Run& run, std::string_view name) {
  for (const RunLayer& layer : run.layers)
    if (layer.layer.name() == name) return layer.layer;
  FAIL("no layer " << name);
  return run.layers.front().layer;
}

}  // namespace

TEST_CASE("the demo study: rows, sums and rates against the raw files") {
  const testing::DemoFolder folder({});
  const Run run = run_study(read_study(folder.file("demo.toml")));

  SECTION("every row of every source is accounted for") {
    REQUIRE(run.accounts.size() > 10);
    for (const Account& account : run.accounts) {
      INFO(account.file << ": " << account.rows << " rows");
      CHECK(account.is_complete());
    }
  }

  SECTION("inhabitants: communes, EPCI and département hold the same people") {
    const Layer& communes = layer_of(run, "territory_commune");
    double sum = 0;
    const Measure& population = *find_measure(communes, "population");
    for (std::size_t zone = 0; zone < population.size(); ++zone) sum += population.at(zone).value;
    CHECK(find_measure(layer_of(run, "territory_departement"), "population")->at(0).value == sum);
    double raw = 0;
    for (auto& row : rows_of(folder.file("donnees_communes.csv")))
      if (row["COM"].starts_with("96")) raw += std::stod(row["PMUN"]);
    CHECK(raw == sum);
  }

  SECTION("childcare: every EPCI is the sum of its places over the sum of its children, mode by mode") {
    std::map<std::string, std::string> epci_of;
    for (auto& row : rows_of(folder.file("epcicom2025.csv"))) epci_of[row["insee"]] = row["siren"];
    // Children are counted in the communes of 2023: those merged since are in their successor.
    for (auto& row : rows_of(folder.file("v_mvt_commune_2025.csv"), ','))
      if (row["TYPECOM_AV"] == "COM" && row["TYPECOM_AP"] == "COM" && !epci_of.contains(row["COM_AV"]) &&
          epci_of.contains(row["COM_AP"]))
        epci_of[row["COM_AV"]] = epci_of[row["COM_AP"]];
    const std::map<std::string, std::string> modes{{"eaje_psu", "pl_psu_col_com"},
                                                   {"eaje_other", "pl_hors_psu_col_com"},
                                                   {"preschool", "pl_prescol_com"},
                                                   {"childminder", "pl_am_ind_com"},
                                                   {"home", "pl_gad_ind_com"}};
    std::map<std::string, std::map<std::string, double>> places;
    std::map<std::string, double> children;
    for (auto& row : rows_of(folder.file("nbpla_pe_com.csv"))) {
      if (row["annee"] != "2023" || !epci_of.contains(row["numcom"])) continue;
      for (const auto& [mode, column] : modes) {
        REQUIRE(row.contains(column));
        places[epci_of[row["numcom"]]][mode] += std::stod(row[column]);
      }
    }
    for (auto& row : rows_of(folder.file("base-cc-evol-struct-pop-2023.csv"))) {
      const auto column = std::ranges::find_if(
          row, [](const auto& cell) { return cell.first.find("0002") != std::string::npos; });
      REQUIRE(column != row.end());
      if (epci_of.contains(row["CODGEO"])) children[epci_of[row["CODGEO"]]] += *parse_number(column->second);
    }
    const LevelFigures& epci = run.levels.at(Level::epci);
    REQUIRE(epci.zoning->size() == 12);
    for (std::size_t zone = 0; zone < epci.zoning->size(); ++zone) {
      const std::string& code = epci.zoning->code(zone);
      double mean_of_modes = 0;
      for (const auto& [mode, column] : modes) {
        INFO(code << " " << mode);
        const Cell rate = epci.rebuilt.at("rate_" + mode).at(zone);
        REQUIRE(rate.is_known());
        CHECK(rate.value == Approx(100 * places[code][mode] / children[code]).epsilon(1e-12));
        mean_of_modes += rate.value;
      }
      CHECK(epci.rebuilt.at("rate_total").at(zone).value == Approx(mean_of_modes).epsilon(1e-9));
    }
  }

  SECTION("Ctg: covered, not covered and unknown share the territory") {
    const CtgTally& tally = run.ctg->answer.tally;
    CHECK(tally.communes == 226);
    CHECK(tally.covered + tally.unknown + tally.not_covered() == tally.communes);
    CHECK(run.ctg->answer.epci_tally.counted == 12);
    CHECK(tally.inhabitants_rate.bounds.holds(tally.inhabitants_rate.value));
  }
}

TEST_CASE("a study file: what is not known is an error with its place") {
  const test::TempFolder folder;
  const std::filesystem::path file = folder / "study.toml";
  const auto message = [&](const std::string& text) {
    std::ofstream(file) << text;
    try {
      (void)read_study(file);
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::usage);
      return std::string(error.what());
    }
    return std::string("no error");
  };
  CHECK_THAT(message("at = 2023-12-31\nsources = [\"a\"]\nepci_polcy = \"seat\"\n"),
             Catch::Contains("line 3, column 1") && Catch::Contains("epci_policy"));
  CHECK_THAT(message("sources = [\"a\"]\n"), Catch::Contains("`at` is missing"));
  CHECK_THAT(message("at = 2023-12-31\n"), Catch::Contains("`sources` is missing"));
  CHECK_THAT(message("at = 2023-12-31\nsources = [\"a\"]\nterritory = \"canton:1\"\n"),
             Catch::Contains("canton:1"));
  CHECK_THAT(message("at = 2023-12-31\nsources = [\"a\"]\n[output]\nformats = [\"geojsn\"]\n"),
             Catch::Contains("did you mean \"geojson\""));
  CHECK_THAT(
      message("at = 2023-12-31\nsources = [\"a\"]\n[ctg]\nregister = \"c.csv\"\ncomplete_for = [17]\n"),
      Catch::Contains("between quotes"));
  CHECK(message("at = 2023-12-31\nsources = [\"a\"]\n") == "no error");
}

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "demo/demo_sample.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/recognise/registers.hpp"
#include "maillage/register/agreement_rows.hpp"

using namespace maillage;
using maillage::testing::demo_of_the_readme;

namespace {

struct Expected {
  const char* file;
  const char* layout;
};

constexpr Expected layouts[] = {
    {"communes-2018.geojson", "code-nom-commune"},
    {"v_commune_2025.csv", "insee-cog-communes"},
    {"v_mvt_commune_2025.csv", "insee-cog-movements"},
    {"v_departement_2025.csv", "insee-cog-departements"},
    {"v_region_2025.csv", "insee-cog-regions"},
    {"epcicom2025.csv", "dgcl-epcicom"},
    {"donnees_communes.csv", "insee-populations"},
    {"base-cc-evol-struct-pop-2023.csv", "insee-children-commune"},
    {"nbpla_pe_com.csv", "cnaf-nbpla-commune"},
    {"txcouv_pe_com.csv", "cnaf-txcouv-commune"},
    {"txcouv_pe_epci.csv", "cnaf-txcouv-epci"},
    {"txcouv_pe_dep.csv", "cnaf-txcouv-departement"},
    {"txcouv_pe_reg.csv", "cnaf-txcouv-region"},
    {"txcouv_pe_nat.csv", "cnaf-txcouv-nation"},
    {"s_ben_com_f.csv", "cnaf-beneficiaries-commune"},
    {"cc_filosofi_2021_COM.csv", "insee-cc-filosofi-commune"},
    {"cc_filosofi_2021_EPCI.csv", "insee-cc-filosofi-epci"},
    {"FILO2021_DISP_DEP.csv", "insee-filosofi-disp-departement"},
    {"FILO2021_DISP_PAUVRES_DEP.csv", "insee-filosofi-pauvres-departement"},
    {"FILO2021_DISP_REG.csv", "insee-filosofi-disp-region"},
    {"FILO2021_DISP_PAUVRES_REG.csv", "insee-filosofi-pauvres-region"},
    {"FILO2021_DISP_METROPOLE.csv", "insee-filosofi-disp-nation"},
    {"FILO2021_DISP_PAUVRES_METROPOLE.csv", "insee-filosofi-pauvres-nation"},
    {"diffusion-zonages-zrr-cog2021.csv", "anct-zrr"},
    {"liste-communes-FRR-juillet2025.csv", "dgcl-frr"},
    {"qp-2015.geojson", "anct-qpv-2015"},
    {"REVN_2022.csv", "insee-qpv-revn"},
    {"DEMO_2022.csv", "insee-qpv-demo"},
    {"Filosofi2021_carreaux_200m.csv", "insee-grid-200m"},
    {"ctg.csv", "ctg-register"},
};

using Figures = std::map<std::string, double>;

Figures figures(const Table& table, std::string_view key, std::string_view value,
                std::string_view year = "") {
  Figures result;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (!year.empty() && table.cell(row, table.column("annee").value()) != year) continue;
    result[std::string(table.cell(row, table.column(key).value()))] =
        parse_number(table.cell(row, table.column(value).value())).value_or(-1);
  }
  return result;
}

}  // namespace

TEST_CASE("every file of the demo is recognised as the source whose name it bears, every column explained") {
  for (const auto& [file, layout] : layouts) {
    CAPTURE(file);
    Diagnostics diagnostics;
    Source source = read_source(demo_of_the_readme().file(file), {}, diagnostics);
    const auto recognition = recognise(source.table);
    REQUIRE(recognition);
    CHECK(recognition->layout->id == layout);
    CHECK(recognition->unexplained.empty());
    CHECK(recognition->also.empty());
    for (const Diagnostic& item : diagnostics.items) {
      CAPTURE(item.code, text_of(item.found, Lang::en));
      CHECK(item.severity == Severity::note);
    }
  }
}

TEST_CASE("rates of EPCI and of the département are those of their places and children") {
  const auto& demo = testing::demo_of_the_readme();
  const Table places = demo.read("nbpla_pe_com.csv").table;
  const Table rates = demo.read("txcouv_pe_epci.csv").table;
  const Figures offered = figures(places, "numcom", "tot_offre_com", "2023");
  const Figures children =
      figures(demo.read("base-cc-evol-struct-pop-2023.csv").table, "CODGEO", "P23_POP0002");
  const Table members = demo.read("epcicom2025.csv").table;
  // Mergers stay inside an EPCI: places of 2024 codes and children of 2023 codes add up to the same groups.
  std::map<std::string, std::string> epci_of;
  for (std::size_t row = 0; row < members.rows(); ++row)
    epci_of[std::string(members.cell(row, members.column("insee").value()))] =
        members.cell(row, members.column("siren").value());
  const Table movements = demo.read("v_mvt_commune_2025.csv").table;
  for (std::size_t row = 0; row < movements.rows(); ++row)
    if (movements.cell(row, movements.column("TYPECOM_AP").value()) == "COM")
      if (const auto heir =
              epci_of.find(std::string(movements.cell(row, movements.column("COM_AP").value())));
          heir != epci_of.end())
        epci_of.try_emplace(std::string(movements.cell(row, movements.column("COM_AV").value())),
                            heir->second);
  Figures places_of, children_of;
  for (const auto& [code, count] : offered)
    if (code != "XXX" && epci_of.contains(code)) places_of[epci_of[code]] += count;
  for (const auto& [code, count] : children)
    if (epci_of.contains(code)) children_of[epci_of[code]] += count;
  const Figures published = figures(rates, "numepci", "txcouv_epci", "2023");
  CHECK(published.size() == 14);
  for (const auto& [siren, rate] : published) {
    CAPTURE(siren);
    if (siren == "XX") {
      CHECK(rate == 195.8);
    } else {
      CHECK(std::abs(100 * places_of[siren] / children_of[siren] - rate) < 0.05 + 1e-9);
    }
  }
}

TEST_CASE("the register holds every situation") {
  Diagnostics diagnostics;
  Source source = demo_of_the_readme().read("ctg.csv");
  const auto recognition = recognise(source.table);
  REQUIRE(recognition);
  const auto rows = agreement_rows(source.table, *recognition, source.format, diagnostics);
  const Register reg = register_from_rows(rows, {.completeness = complete_for({"96"})}, diagnostics);
  std::set<std::string> codes;
  for (const Diagnostic& item : diagnostics.items) {
    CAPTURE(item.code, text_of(item.found, Lang::en));
    CHECK(item.severity == Severity::note);
    codes.insert(item.code);
  }
  CHECK(codes.contains("end-presumed"));
  CHECK(codes.contains("effect-from-signature"));
  const std::vector<Lapse> holes = lapses(reg);
  REQUIRE(holes.size() == 1);
  CHECK(to_iso(holes[0].hole.from) == "2023-01-01");
  CHECK(to_iso(holes[0].hole.until) == "2023-05-01");
}

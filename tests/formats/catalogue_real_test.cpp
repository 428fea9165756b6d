// Every real text table: which layout, which vintage, how many zones. Layers
// and sheets: catalogue_layers_test.cpp.
#include <catch2/catch.hpp>

#include "formats/catalogue_expected.hpp"
#include "maillage/formats/read/csv_reader.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

const std::vector<Expected>& tables() {
  static const std::vector<Expected> all{
      {"anct-epci/barometre_carte_1_5.csv", "", "anct-barometre-epci", "codgeo", 1259, 1259, ""},
      {"anct-epci/barometre_carte_2_1.csv", "", "anct-barometre-epci", "codgeo", 1259, 1259, ""},
      {"anct-epci/barometre_carte_2_4.csv", "", "anct-barometre-departement", "codgeo", 101, 101, ""},
      {"anct-epci/densite.csv.gz", "", "insee-density", "insee_com", 34875, 34875, ""},
      {"anct-zrr/ZRR_list_source.csv.gz", "", "anct-zrr", "CODGEO", 34965, 34965, "2021-01-01"},
      {"cnaf-txcouv/txcouv_pe_com_EAJE_assmat.csv", "", "cnaf-txcouv-labels-commune", "Numéro commune", 5022,
       0, ""},
      {"cog-2026/arrondissements.csv", "", "insee-cog-arrondissements", "ARR", 333, 333, "2026-01-01"},
      {"cog-2026/collectivites-outremer.csv", "", "etalab-overseas", "code_commune", 94, 94, "2026-01-01"},
      {"cog-2026/communes.csv", "", "insee-cog-communes", "COM", 37496, 34875, "2026-01-01"},
      {"cog-2026/departements.csv", "", "insee-cog-departements", "DEP", 101, 101, "2026-01-01"},
      {"cog-2026/donnees_communes.csv", "", "insee-populations", "COM", 34900, 34900, ""},
      {"cog-2026/donnees_communes_mayotte.csv", "", "insee-populations-mayotte", "CODCOM", 17, 17, ""},
      {"cog-2026/mouvements-communes.csv", "", "insee-cog-movements", "", 13734, 0, "2026-01-01"},
      {"cog-2026/regions.csv", "", "insee-cog-regions", "REG", 18, 18, "2026-01-01"},
      {"dgcl-frr/liste-communes-FRR-juillet2025.csv", "", "dgcl-frr", "Code_insee", 34875, 34875,
       "2025-07-10"},
      {"insee-filosofi-2021/BASE_TD_FILO_IRIS_2021_DEC.csv.gz", "", "insee-filosofi-dec-iris", "IRIS", 16026,
       16026, ""},
      {"insee-filosofi-2021/cc_filosofi_2021_COM.csv.gz", "", "insee-cc-filosofi-commune", "CODGEO", 34909,
       34909, ""},
      {"insee-filosofi-caf/BASE_TD_FILO_DISP_IRIS_2019.csv.gz", "", "insee-filosofi-disp-iris", "IRIS", 12481,
       12481, ""},
      {"insee-filosofi-caf/DEMO_2022.csv", "", "insee-qpv-demo", "CODGEO", 1400, 1400, ""},
      {"insee-filosofi-caf/EPCI_2020.csv.gz", "", "insee-epci-composition", "CODGEO", 34968, 34968,
       "2020-01-01"},
      {"insee-filosofi-caf/FILO2019_DISP_COM.csv.gz", "", "insee-filosofi-disp-commune", "CODGEO", 31361,
       31361, ""},
      {"insee-filosofi-caf/FILO2019_DISP_DEP.csv", "", "insee-filosofi-disp-departement", "CODGEO", 98, 98,
       ""},
      {"insee-filosofi-caf/FILO2019_DISP_EPCI.csv", "", "insee-filosofi-disp-epci", "CODGEO", 1240, 1240, ""},
      {"insee-filosofi-caf/FILO2019_DISP_METROPOLE.csv", "", "insee-filosofi-disp-nation", "CODGEO", 1, 1,
       ""},
      {"insee-filosofi-caf/FILO2019_DISP_REG.csv", "", "insee-filosofi-disp-region", "CODGEO", 15, 15, ""},
      {"insee-filosofi-caf/REVN_2019.csv", "", "insee-qpv-revn", "CODGEO", 1353, 1352, ""},
      {"insee-filosofi-caf/REVN_2022.csv.gz", "", "insee-qpv-revn", "CODGEO", 1352, 1352, ""},
      {"insee-filosofi-caf/data_CAF_2020_IRIS.csv", "", "insee-caf-iris", "CODGEO", 13444, 13444, ""},
      {"insee-filosofi-caf/data_DEMO_2021_V1_QP.csv", "", "insee-qpv-demo", "CODGEO", 1400, 1400, ""},
      {"insee-filosofi-caf/data_filo16_qp_revdis.csv", "", "insee-filosofi-qpv", "codgeo", 1353, 1352, ""},
      {"insee-filosofi-caf/data_filo19_qp_revdis.csv", "", "insee-filosofi-qpv", "CODGEO", 1353, 1352, ""},
      {"insee-filosofi-caf/iris_2021.csv.gz", "", "insee-iris", "CODE_IRIS", 49406, 49406, "2021-01-01"},
      {"qpv-occitanie/meta_qp.csv", "", "", "", 44, 0, ""},
      {"qpv-occitanie/qp.csv", "", "qpv-indicators", "code_qp", 105, 105, ""},
  };
  return all;
}

}  // namespace

TEST_CASE("catalogue: every real text table is recognised for what it is") {
  const auto folder = real_data();
  if (!folder) return;
  for (const Expected& expected : tables()) {
    Diagnostics diagnostics;
    Source source;
    source.format = "CSV";
    source.table = read_csv(*folder / expected.file, diagnostics);
    check(expected, describe(source, diagnostics));
    for (const Diagnostic& diagnostic : diagnostics.items) {
      INFO(to_text(diagnostic, Lang::en));
      CHECK(diagnostic.severity == Severity::note);
    }
  }
}

// All files of MAILLAGE_REAL_DATA, with what each must be: which layout, which vintage, how many zones.
#include <catch2/catch.hpp>
#include <set>

#include "formats/catalogue_expected.hpp"
#include "maillage/base/error.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

// "unreadable": refused with the way out. Without layout: read, and no layout explains it.
const std::vector<Expected>& files() {
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
      {"anct-contracts/acv_geom.geojson", "", "anct-contracts", "", 232, 0, ""},
      {"anct-contracts/fabp_geom.geojson", "", "anct-contracts", "", 19, 0, ""},
      {"anct-contracts/pvd_geom.geojson", "", "anct-contracts", "", 1645, 0, ""},
      {"anct-epci/centroide-4326_epci-ept.geojson", "", "anct-epci-points", "siren_epci", 1266, 1255, ""},
      {"anct-epci/epci2018_wgs84_utf8.topojson", "", "anct-epci-contours-2018", "codgeo", 1264, 1264,
       "2018-01-01"},
      {"anct-epci/fr-drom-4326-pur-style1-epci.geojson", "", "anct-epci-contours", "siren_epci", 1357, 1255,
       ""},
      {"anct-epci/polygone-4326_dep.geojson.gz", "", "anct-departement-contours", "insee_dep", 101, 101, ""},
      {"anct-qpv/centroide-4326_qpv.geojson", "", "anct-communes-with-qpv", "insee_com", 824, 0, ""},
      {"anct-qpv/polygone-4326_qpv.geojson", "", "anct-communes-with-qpv", "insee_com", 692, 692, ""},
      {"anct-zrr/zrr_2018.topojson", "", "anct-zrr-area", "id", 1, 1, "2018-01-01"},
      {"anct-zrr/zrr_2019_3classes.geojson.gz", "", "anct-zrr-classes", "codgeo", 3, 3, "2019-01-01"},
      {"cog-2026/banatic_siren_insee.xlsx", "", "dgcl-siren-insee", "insee", 34935, 34935, "2024-01-01"},
      {"cog-2026/epcicom.xlsx", "", "dgcl-epcicom", "insee", 34871, 34871, "2025-01-01"},
      {"cog-2026/ept.xlsx", "EPT", "insee-ept", "EPT", 12, 11, "2025-01-01"},
      {"cog-2026/ept.xlsx", "Composition_communale", "insee-ept-composition", "CODGEO", 34875, 34875,
       "2025-01-01"},
      {"gridded-filosofi/lille.gpkg", "epci", "ign-epci-v3", "CODE_SIREN", 1, 1, ""},
      {"gridded-filosofi/lille.gpkg", "cities", "ign-communes-v3", "INSEE_COM", 121, 121, ""},
      {"gridded-filosofi/lille.gpkg", "qpvs", "anct-qpv-2015", "CODE_QP", 26, 26, "2015-01-01"},
      {"gridded-filosofi/lille.gpkg", "enriched_grid", "grid-enriched", "id", 9096, 9096, ""},
      {"ign-communes-2018/communes-17-charente-maritime.geojson", "", "code-nom-commune", "code", 466, 466,
       "2018-01-01"},
      {"ign-communes-2018/communes-2A-corse-du-sud.geojson", "", "code-nom-commune", "code", 124, 124,
       "2018-01-01"},
      {"ign-communes-2018/departements-avec-outre-mer.geojson.gz", "", "code-nom-departement", "code", 101,
       101, "2018-01-01"},
      {"ign-communes-2018/communes_2018.geojson.gz", "", "code-nom-commune", "code", 35357, 35357,
       "2018-01-01"},
      {"osm-eaje-corse/eaje.geojson", "", "osm-eaje", "id", 15, 15, ""},
      {"qpv-occitanie/communes.geojson", "", "code-commune-nom-commune", "code_commune", 48, 48, ""},
      {"qpv-occitanie/qp.geojson", "", "anct-qpv-2015", "code_qp", 105, 105, "2015-01-01"},
      {"cnaf-txcouv/petite-enfance_2023.json", "", "unreadable", "", 0, 0, ""},
      {"ign-communes-2018/communes-59-nord.geojson", "", "code-nom-commune", "code", 648, 648, "2018-01-01"},
      {"ign-communes-2018/communes-62-pas-de-calais.geojson", "", "code-nom-commune", "code", 891, 891,
       "2018-01-01"},
      {"ign-communes-2018/communes-66-pyrenees-orientales.geojson", "", "code-nom-commune", "code", 226, 226,
       "2018-01-01"},
      {"ign-communes-2018/communes-974-la-reunion.geojson", "", "code-nom-commune", "code", 24, 24,
       "2018-01-01"},
      {"vintages/DEMO_2018.csv.gz", "", "insee-qpv-demo", "CODGEO", 1346, 1345, ""},
      {"vintages/EPCI_au_01-01-2024.xlsx", "EPCI", "insee-epci", "EPCI", 1256, 1255, "2024-01-01"},
      {"vintages/EPCI_au_01-01-2024.xlsx", "", "insee-epci-composition", "CODGEO", 34935, 34935,
       "2024-01-01"},
      {"vintages/FILO2016_DISP_COM.csv.gz", "", "insee-filosofi-disp-commune", "CODGEO", 31789, 31789, ""},
      {"vintages/France2017.txt.gz", "", "insee-cog-communes-2018", "DEP + COM", 39929, 35416, "2017-01-01"},
      {"vintages/France2018-txt.zip", "", "insee-cog-communes-2018", "DEP + COM", 39941, 35357, "2018-01-01"},
      {"vintages/REVN_2021.csv.gz", "", "insee-qpv-revn", "CODGEO", 1352, 1352, ""},
      {"vintages/commune_2021.csv.gz", "", "insee-cog-communes", "COM", 37742, 34965, "2021-01-01"},
      {"vintages/communes_nouvelles_2018.xls", "", "unreadable", "", 0, 0, ""},
      {"vintages/corresp_codes_communes.csv.gz", "", "laposte-postal-codes", "", 44356, 0, ""},
      {"vintages/donnees_communes_2022.csv.gz", "", "insee-populations", "COM", 34990, 34990, ""},
      {"vintages/donnees_communes_2023.csv.gz", "", "insee-populations-two-codes", "CODDEP + CODCOM", 34981,
       34981, ""},
      {"vintages/ensemble_2019.xlsx", "", "insee-populations-two-codes", "Code département + Code commune",
       34990, 34990, "2021-01-01"},
      {"vintages/ensemble_2025.xlsx", "", "insee-populations-two-codes", "Code département + Code commune",
       34964, 34964, "2024-01-01"},
      {"vintages/epcicom2019.xlsx", "", "dgcl-epcicom", "insee", 34966, 34966, "2019-01-01"},
      {"vintages/epcicom_2021.xlsx", "", "dgcl-epcicom", "insee", 34961, 34961, "2021-01-01"},
      {"vintages/epcicom_2023.xlsx", "", "dgcl-epcicom", "insee", 34941, 34941, "2023-01-01"},
      {"vintages/geocodes_passage_annuel.csv.gz", "", "insee-passage", "", 36955, 0, ""},
  };
  return all;
}

}  // namespace

TEST_CASE("catalogue: every real file, layer and sheet is recognised for what it is [real]", "[real]") {
  const auto folder = real_data();
  if (!folder) return;
  for (const Expected& expected : files()) {
    INFO(expected.file << " " << expected.layer);
    Diagnostics diagnostics;
    Source source;
    try {
      source = read_source(*folder / expected.file, {.layer = expected.layer}, diagnostics);
    } catch (const Error& error) {
      CHECK(expected.layout == "unreadable");
      CHECK(error.failure() == Failure::unreadable);
      continue;
    }
    check(expected, describe(source, recognise(source.table), diagnostics));
    for (const Diagnostic& diagnostic : diagnostics.items) {
      if (source.format != "CSV") continue;
      INFO(to_text(diagnostic, Lang::en));
      CHECK(diagnostic.severity == Severity::note);
    }
  }
}

TEST_CASE("catalogue: no real file is left out of the table [real]", "[real]") {
  const auto folder = real_data();
  if (!folder) return;
  std::set<std::string> named{"MANIFEST.md"};
  for (const Expected& expected : files()) named.insert(expected.file);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string file = std::filesystem::relative(entry.path(), *folder).generic_string();
    CAPTURE(file);
    CHECK(named.contains(file));
  }
}

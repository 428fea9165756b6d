// Every real layer and sheet: which layout, which vintage, how many zones.
#include <catch2/catch.hpp>

#include "formats/catalogue_expected.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

const std::vector<Expected>& layers() {
  static const std::vector<Expected> all{
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
  };
  return all;
}

}  // namespace

TEST_CASE("catalogue: every real layer and sheet is recognised for what it is") {
  const auto folder = real_data();
  if (!folder) return;
  for (const Expected& expected : layers()) {
    INFO(expected.file << " " << expected.layer);
    Diagnostics diagnostics;
    const Source source = read_source(*folder / expected.file, {.layer = expected.layer}, diagnostics);
    check(expected, describe(source, diagnostics));
  }
}

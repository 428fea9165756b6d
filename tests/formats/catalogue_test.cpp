#include <catch2/catch.hpp>
#include <set>

#include "maillage/base/error.hpp"
#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/formats/recognise/indicators.hpp"
#include "maillage/formats/recognise/layout.hpp"

#include "../support/values_of.hpp"

using namespace maillage;

namespace {

Table table_of(const std::string& text, const std::string& file = "t.csv") {
  Diagnostics diagnostics;
  return parse_csv(text, file, diagnostics);
}

std::optional<Recognition> recognised(Table table) {
  return recognise(table);
}

std::string layout_of(const std::string& text) {
  const auto recognition = recognised(table_of(text));
  return recognition ? recognition->layout->id : "";
}

std::string usage_message(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::usage);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("catalogue: ids are unique, short names fit a DBF, every layout can be found") {
  std::set<std::string> ids;
  for (const Layout& layout : catalogue()) {
    INFO(layout.id);
    CHECK(ids.insert(layout.id).second);
    CHECK(find_layout(layout.id) == &layout);
    CHECK_FALSE(layout.title.empty());
    bool required = false;
    for (const ColumnRule& rule : layout.columns) {
      INFO(rule.pattern);
      required = required || rule.required;
      if (rule.role != "measure" && rule.role != "category") continue;
      CHECK_FALSE(rule.info.code.empty());
      CHECK_FALSE(rule.info.label.empty());
      CHECK(rule.info.short_name.size() <= 7);
      CHECK_FALSE(rule.info.short_name.empty());
      CHECK((rule.role == "category" || !rule.info.unit.empty() || rule.kind == Kind::intensive));
    }
    CHECK(required);
  }
  CHECK(ids.size() > 60);
}

TEST_CASE("catalogue: official layouts that no real file here shows") {
  CHECK(layout_of("numepci;nomepci;annee;txcouv_epci;txcouv_eaje_epci\n200000172;A;2023;50.8;15.4\n") ==
        "cnaf-txcouv-epci");
  CHECK(layout_of("numcom;nomcom;numepci;annee;txcouv_com\n17300;A;241700434;2023;50.8\n") ==
        "cnaf-txcouv-commune");
  CHECK(layout_of("numdep;nomdep;annee;txcouv_dep\n01;Ain;2023;50.8\n11;Aude;2023;50.8\n") ==
        "cnaf-txcouv-departement");
  CHECK(layout_of("nomregi;annee;txcouv_reg\nBretagne;2023;50.8\n") == "cnaf-txcouv-region");
  CHECK(layout_of("annee;txcouv_nat;txcouv_eaje_nat\n2023-12-31;60.9;23.5\n") == "cnaf-txcouv-nation");
  CHECK(layout_of("numepci;nomepci;annee;pl_eaje_epci;tot_offre_epci\n200000172;A;2023;12;30\n") ==
        "cnaf-nbpla-epci");
  CHECK(layout_of("dtreffre,numcomdo,nomcom,indfoy_ndur,indnbp_ndur\n2023-12-31,17300,A,120,240\n") ==
        "cnaf-beneficiaries-commune");
  CHECK(layout_of("CODGEO;P21_POP;P21_POP0002\n17300;78000;1800\n") == "insee-children-commune");
  CHECK(layout_of("CODGEO;ENF_0_2\n17300;1800\n") == "insee-children-commune");
  CHECK(layout_of("CODGEO,LIBGEO,DEP,REG,EPCI,NATURE_EPCI,ARR,CV,ZE2020,UU2020\n17300,A,17,75,241700434,CA,"
                  "173,1799,7505,"
                  "17701\n") == "insee-table-appartenance");
  CHECK(layout_of("cleabs;code_insee;nom_officiel;code_insee_du_departement;codes_siren_des_epci\nC1;17300;A;"
                  "17;241700434\n") == "ign-communes-v4");
  CHECK(layout_of(
            "code_qp;lib_qp;insee_dep;insee_com;lib_com;siren_epci\nQN05901M;A;59;59350;Lille;200093201\n") ==
        "anct-qpv-2024");
  CHECK(layout_of("CODGEO;LIBGEO;TP6019\n17;Charente-Maritime;13,4\n") ==
        "insee-filosofi-pauvres-departement");
  CHECK(layout_of("ctg_id;label;level;code;code_type;role;date_signature;date_effect;date_end;status;joined;"
                  "left;supersedes;"
                  "source\nA1;X;epci;241700434;EPCI;signatory;2020-01-01;;2023-12-31;signed;;;;\n") ==
        "ctg-register");
  CHECK(
      layout_of(
          "ctg_id;caf;label;level;date_signature;date_effect;date_end;status;supersedes;source\nA1;17;X;epci;"
          "2020-01-01;;;signed;;\n") == "ctg-agreements");
  CHECK(
      layout_of("ctg_id;code;code_type;cog_year;role;joined;left;themes\nA1;17300;COM;2020;signatory;;;\n") ==
      "ctg-signatories");
  CHECK(layout_of("code;caf_households;caf_persons\n17300;12;30\n") == "maillage-figures-commune");
}

TEST_CASE("catalogue: one set of columns, told apart by the form of the keys") {
  const std::string header = "code;nom\n";
  CHECK(layout_of(header + "17300;La Rochelle\n2A004;Ajaccio\n") == "code-nom-commune");
  CHECK(layout_of(header + "241700434;CA de La Rochelle\n") == "code-nom-epci");
  CHECK(layout_of(header + "11;Aude\n24;Dordogne\n") == "code-nom-departement");
  CHECK(layout_of(header + "11;Île-de-France\n24;Centre-Val de Loire\n") == "code-nom-region");
  CHECK(layout_of(header + "Z1;nothing\nZ2;known\n") == "");
}

TEST_CASE("catalogue: years are bound with the columns, and tell the vintage and the day observed") {
  const auto filosofi =
      recognised(table_of("CODGEO;NBMENFISC21;NBPERSMENFISC21;MED21;TP6021\n17300;1;2;21000;17,0\n"));
  REQUIRE(filosofi);
  CHECK(filosofi->measure("poverty_rate")->year == 2021);
  CHECK(to_iso(*filosofi->observed) == "2021-12-31");
  CHECK_FALSE(filosofi->vintage);
  CHECK_FALSE(filosofi->vintage_reason.empty());

  Table epcicom = table_of(
      "dept;siren;raison_sociale;dep_com;insee;nom_membre;pmun_2025\n17;241700434;CA;17;17300;La "
      "Rochelle;78000\n");
  auto told = recognise(epcicom);
  REQUIRE(told);
  CHECK(to_iso(*told->vintage) == "2025-01-01");
  CHECK(values_of(told->vintage_reason) == std::vector<std::string>{"pmun_2025"});
  epcicom.layer = "Epcicom2024";
  told = recognise(epcicom);
  CHECK(to_iso(*told->vintage) == "2024-01-01");
  CHECK(values_of(told->vintage_reason) == std::vector<std::string>{"Epcicom2024"});

  const auto frr = recognised(
      table_of("Code_insee;Departement;Commune;Classement FRR et FRR+ au 1er août 2026\n17300;17;A;FRR+\n"));
  REQUIRE(frr);
  CHECK(to_iso(*frr->vintage) == "2026-08-01");
  CHECK(frr->find("category")->rule->labels.size() == 6);
}

TEST_CASE("catalogue: a file name tells the vintage of zones, never of figures") {
  const auto zones = recognised(table_of("code;nom\n17300;A\n", "data/communes_2018.csv"));
  CHECK(to_iso(*zones->vintage) == "2018-01-01");
  const auto folder = recognised(table_of("code;nom\n17300;A\n", "cog-2026/communes.csv"));
  CHECK(to_iso(*folder->vintage) == "2026-01-01");
  CHECK_FALSE(recognised(table_of("CODGEO;ENF_0_2\n17300;12\n", "enfants_2018.csv"))->vintage);
  CHECK_FALSE(recognised(table_of("code;nom\n17300;A\n", "export20183.csv"))->vintage);
}

TEST_CASE("catalogue: names are compared without case, accents, blanks and punctuation") {
  CHECK(layout_of("numero_commune;DATE REFERENCE;taux de couv global\n17300;2021;50.1\n") ==
        "cnaf-txcouv-labels-commune");
  CHECK(is_known_column(" Numéro Commune "));
  CHECK(is_known_column("P21_POP0002"));
  CHECK(is_known_column("pmun_2025"));
  CHECK_FALSE(is_known_column("2025"));
  CHECK_FALSE(is_known_column(""));
}

TEST_CASE("catalogue: a near miss says what is missing and what may be meant") {
  Table table = table_of("dept;siren;raison_sociale;dep_com;inse;nom_membre\n17;241700434;CA;17;17300;A\n");
  CHECK_FALSE(recognise(table));
  const auto misses = near_misses(table);
  REQUIRE_FALSE(misses.empty());
  CHECK(misses.front().layout == "dgcl-epcicom");
  CHECK(text_of(misses.front().sentence, Lang::en).find("column insee is missing; did you mean \"inse\"?") !=
        std::string::npos);
}

TEST_CASE("catalogue: keys of another kind are a near miss that shows one") {
  Table table = table_of("CODGEO;LIBGEO;EPCI;LIBEPCI\nabc;A;241700434;CA\n");
  CHECK_FALSE(recognise(table));
  const auto misses = near_misses(table);
  REQUIRE_FALSE(misses.empty());
  CHECK(text_of(misses.front().sentence, Lang::en).find("(\"abc\")") != std::string::npos);
}

TEST_CASE("catalogue: a layout named by the study must fit") {
  Table table = table_of("insee;libelle;POP;EPCI\n17300;La Rochelle;78000;241700434\n");
  CHECK(usage_message([&] { (void)declare(table, *find_layout("ign-communes-v3")); }).find("INSEE_COM") !=
        std::string::npos);
}

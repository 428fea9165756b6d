#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "formats/catalogue_expected.hpp"
#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/formats/recognise/keys.hpp"

#include "../support/values_of.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

struct Read {
  Table table;
  Recognition recognition;
  Keys keys;
  Diagnostics diagnostics;
};

Read read(const std::string& text, int year = any_year) {
  Read result;
  result.table = parse_csv(text, "t.csv", result.diagnostics);
  auto recognition = recognise(result.table);
  REQUIRE(recognition);
  result.recognition = std::move(*recognition);
  result.keys = keys_of(result.table, result.recognition, result.diagnostics, year);
  return result;
}

const Diagnostic* find(const Diagnostics& diagnostics, std::string_view code) {
  for (const Diagnostic& diagnostic : diagnostics.items) {
    if (diagnostic.code == code) return &diagnostic;
  }
  return nullptr;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("keys: zeros lost come back when the whole column proves it, and it is told") {
  const Read r = read("code;nom\n1004;A\n10001;B\n2A004;C\n97411;D\n");
  CHECK(r.keys.codes == Codes{"01004", "10001", "2A004", "97411"});
  const Diagnostic* told = find(r.diagnostics, "zeros-restored");
  REQUIRE(told != nullptr);
  CHECK(told->severity == Severity::note);
  CHECK(told->count == 1);
  CHECK(values_of(told->found) == Codes{"1 code", "1004"});
  CHECK(values_of(told->advice) == Codes{"01004"});
}

TEST_CASE("keys: one zero kept proves that short codes are something else") {
  const Read r = read(
      "code;nom\n1004;A\n01005;B\n10001;C\n10002;C\n10003;C\n10004;C\n10005;C\n10006;C\n10007;C\n10008;C\n");
  CHECK(r.keys.codes[0] == "1004");
  CHECK(find(r.diagnostics, "zeros-restored") == nullptr);
  REQUIRE(find(r.diagnostics, "short-code") != nullptr);
  CHECK(find(r.diagnostics, "short-code")->place.row == 2);
}

TEST_CASE("keys: SIREN that a spreadsheet made a number") {
  const Read r =
      read("code;nom\n200000172.0;A\n2.00000438E+08;B\n\"2,00000545E+08\";C\n200 000 628;D\n2.0E+08;E\n");
  CHECK(r.keys.codes == Codes{"200000172", "200000438", "200000545", "200000628", "2.0E+08"});
  REQUIRE(find(r.diagnostics, "code-as-number") != nullptr);
  CHECK(find(r.diagnostics, "code-as-number")->count == 3);
  REQUIRE(find(r.diagnostics, "code-digits-lost") != nullptr);
  CHECK(find(r.diagnostics, "code-digits-lost")->severity == Severity::problem);
  CHECK(find(r.diagnostics, "code-digits-lost")->place.row == 6);
}

TEST_CASE("keys: communes as numbers with a decimal, in small letters, with blanks") {
  CHECK(read("code;nom\n1004.0;A\n17300.0;B\n2a004;C\n").keys.codes == Codes{"01004", "17300", "2A004"});
  CHECK(read("code;nom\n 17300 ;A\n17 301;B\n").keys.codes == Codes{"17300", "17301"});
}

TEST_CASE("keys: rows that are no zone are kept apart, each in one list") {
  const Read r = read(
      "numepci;nomepci;annee;txcouv_epci\n200000172;A;2023;50.1\nXX;XX;2023;195.8\nEnsemble;;2023;60.9\n"
      ";;2023;1.0\n;;2023;\n200000172;A;2022;49\n",
      2023);
  CHECK(r.keys.codes == Codes{"200000172"});
  CHECK(r.keys.unlocated == std::vector<std::uint32_t>{1, 3});
  CHECK(r.keys.totals == std::vector<std::uint32_t>{2});
  CHECK(r.keys.blank == std::vector<std::uint32_t>{4});
  CHECK(r.keys.other_years == std::vector<std::uint32_t>{5});
  CHECK(years_of(r.table, r.recognition) == std::vector<int>{2022, 2023});
}

TEST_CASE("keys: only the lines that the layout asks for") {
  const Read r = read(
      "TYPECOM,COM,REG,DEP,LIBELLE,COMPARENT\nCOM,01015,84,01,Arboys,\nCOMD,01015,,,Arbignieu,01015\n"
      "ARM,75101,11,75,Paris 1,75056\n");
  CHECK(r.keys.codes == Codes{"01015"});
  CHECK(r.keys.names == Codes{"Arboys"});
  CHECK(r.keys.filtered.size() == 2);
}

TEST_CASE("keys: Mayotte and regions by name are rebuilt") {
  const Read mayotte =
      read("CODREG;REG;DEP;CODARR;CODCAN;CODCOM;COM;PMUN;PCAP;PTOT\n06;;976;;;601;;5192;192;5384\n");
  CHECK(mayotte.keys.codes == Codes{"97601"});
  CHECK(find(mayotte.diagnostics, "keys-rebuilt") != nullptr);
  const Read regions =
      read("nomregi;annee;txcouv_reg\nBRETAGNE;2023;50.8\nIle de France;2023;60\nAtlantide;2023;1\n");
  CHECK(regions.keys.codes == Codes{"53", "11", "Atlantide"});
}

TEST_CASE("keys: parents, with placeholders and lists") {
  const Read r = read(
      "INSEE_COM;NOM;INSEE_DEP;SIREN_EPCI\n22016;Bréhat;22;ZZZZZZZZZ\n93066;Saint-Denis;93;200054781/"
      "200057867\n"
      "97502;Saint-Pierre;975;NR\n1004;Ambérieu;1;240100883\n");
  Diagnostics diagnostics;
  const auto epci =
      codes_of(r.table, *r.recognition.parent(Level::epci), *r.recognition.layout, r.keys.rows, diagnostics);
  CHECK(epci == Codes{"", "200054781", "", "240100883"});
  CHECK(find(diagnostics, "several-parents") != nullptr);
  const auto dep = codes_of(r.table, *r.recognition.parent(Level::departement), *r.recognition.layout,
                            r.keys.rows, diagnostics);
  CHECK(dep == Codes{"22", "93", "975", "01"});
}

TEST_CASE("keys: an EPT has a SIREN, put right as that of an EPCI") {
  Read ept = read(
      "CODGEO;LIBGEO;EPT;LIBEPT;DEP;REG\n93001;Aubervilliers;200057867.0;Plaine Commune;93;11\n"
      "75056;Paris;ZZZZZZZZZ;Sans objet;75;11\n93066;Saint-Denis;200 057 867;Plaine Commune;93;11\n");
  CHECK(ept.recognition.layout->id == "insee-ept-composition");
  CHECK(ept.recognition.parent(Level::epci) == nullptr);
  CHECK(codes_of(ept.table, *ept.recognition.parent(Level::ept), *ept.recognition.layout, ept.keys.rows,
                 ept.diagnostics) == Codes{"200057867", "", "200057867"});
}

TEST_CASE("keys: every row is in exactly one list, whatever the keys") {
  REQUIRE(rc::check([](const std::vector<int>& drawn) {
    const std::vector<std::string> texts{"17300", "1004", "XX", "Ensemble", "", "2a004", "2.0E+08", "?"};
    std::string text = "insee;nom_membre;siren;dept;dep_com;pmun_2025\n01001;A;240100883;01;01;1\n";
    for (std::size_t i = 0; i < 40; ++i) text += "17301;A;240100883;01;01;1\n";
    for (const int n : drawn) {
      text += texts[static_cast<std::size_t>(n < 0 ? -(n + 1) : n) % texts.size()] + ";A;240100883;01;01;";
      text += n % 2 == 0 ? "5\n" : "\n";
    }
    Diagnostics diagnostics;
    Table table = parse_csv(text, "t.csv", diagnostics);
    const Recognition recognition = declare(table, *find_layout("dgcl-epcicom"));
    const Keys keys = keys_of(table, recognition, diagnostics);
    std::multiset<std::uint32_t> seen;
    for (const auto* list :
         {&keys.rows, &keys.filtered, &keys.totals, &keys.unlocated, &keys.blank, &keys.other_years})
      seen.insert(list->begin(), list->end());
    RC_ASSERT(seen.size() == table.rows());
    for (std::uint32_t row = 0; row < table.rows(); ++row) RC_ASSERT(seen.count(row) == 1U);
  }));
}

TEST_CASE("keys: the zeros of the real Cnaf table by commune are restored and reported") {
  const auto folder = real_data();
  if (!folder) return;
  Diagnostics diagnostics;
  Table table = read_csv(*folder / "cnaf-txcouv/txcouv_pe_com_EAJE_assmat.csv", diagnostics);
  const auto recognition = recognise(table);
  REQUIRE(recognition);
  CHECK(years_of(table, *recognition) == std::vector<int>{2017, 2018, 2019, 2020, 2021});
  const std::vector<std::pair<int, std::size_t>> zones_of_year{
      {2017, 992}, {2018, 993}, {2019, 996}, {2020, 996}, {2021, 1045}};
  for (const auto& [year, zones] : zones_of_year) {
    const Keys keys = keys_of(table, *recognition, diagnostics, year);
    CHECK(keys.codes.size() == zones);
    for (const std::string& code : keys.codes) REQUIRE(looks_like_code(code, Level::commune));
  }
  const Diagnostic* told = find(diagnostics, "zeros-restored");
  REQUIRE(told != nullptr);
  CHECK(told->count > 20);
  const Keys keys = keys_of(table, *recognition, diagnostics, 2021);
  CHECK(std::find(keys.codes.begin(), keys.codes.end(), "06161") != keys.codes.end());
  const auto dep =
      codes_of(table, *recognition->parent(Level::departement), *recognition->layout, keys.rows, diagnostics);
  CHECK(std::find(dep.begin(), dep.end(), "06") != dep.end());
  CHECK(std::find(dep.begin(), dep.end(), "6") == dep.end());
  const auto epci =
      codes_of(table, *recognition->parent(Level::epci), *recognition->layout, keys.rows, diagnostics);
  CHECK(std::count(epci.begin(), epci.end(), "") == 2);
}

#include <catch2/catch.hpp>

#include "formats/catalogue_expected.hpp"
#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/formats/recognise/cells.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/formats/recognise/registers.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

struct Column {
  Measure measure;
  Diagnostics diagnostics;
};

// The figures of one column, one zone per row of the text.
Column column(const std::string& text, std::string_view code, int year = any_year) {
  Column result;
  Table table = parse_csv(text, "t.csv", result.diagnostics);
  const auto recognition = recognise(table);
  REQUIRE(recognition);
  const Keys keys = keys_of(table, *recognition, result.diagnostics, year);
  result.measure =
      read_measure(table, *recognition->measure(code), *recognition->layout, keys.rows, result.diagnostics);
  return result;
}

const Diagnostic& only(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.items) UNSCOPED_INFO(to_text(diagnostic, Lang::en));
  REQUIRE(diagnostics.items.size() == 1);
  return diagnostics.items.front();
}

std::string filosofi(const std::vector<std::string>& rates) {
  std::string text = "CODGEO;NBMENFISC21;NBPERSMENFISC21;MED21;TP6021\n";
  for (std::size_t i = 0; i < rates.size(); ++i)
    text += std::to_string(17300 + i) + ";1;2;21000;" + rates[i] + "\n";
  return text;
}

std::string populations(const std::vector<std::string>& figures) {
  std::string text = "COM;Commune;PMUN\n";
  for (std::size_t i = 0; i < figures.size(); ++i)
    text += std::to_string(17300 + i) + ";A;\"" + figures[i] + "\"\n";
  return text;
}

}  // namespace

TEST_CASE("cells: a secret is no zero and a zero is a value") {
  const Column c = column(populations({"0", "", "12"}), "population");
  CHECK(c.measure.at(0).is_known());
  CHECK(c.measure.at(0).value == 0);
  CHECK(c.measure.at(1).presence == Presence::not_available);
  const Column f = column(filosofi({"s", "nd", "ns", "so", "", "S"}), "poverty_rate");
  CHECK(f.measure.at(0).presence == Presence::secret_primary);
  CHECK(f.measure.at(1).presence == Presence::not_available);
  CHECK(f.measure.at(2).presence == Presence::not_significant);
  CHECK(f.measure.at(3).presence == Presence::not_applicable);
  CHECK(f.measure.at(4).presence == Presence::secret_primary);
  CHECK(f.measure.at(5).presence == Presence::secret_primary);
  CHECK(f.diagnostics.items.empty());
}

TEST_CASE("cells: declared rounding makes bounds, 5 means 5 or less") {
  const Column c = column(filosofi({"17,0", "5,0", "60,0"}), "poverty_rate");
  CHECK(c.measure.at(0).bounds == Bounds{16.5, 17.5});
  CHECK(c.measure.at(0).marks == Marks(Mark::rounded));
  CHECK(c.measure.at(1).bounds == Bounds{0, 5.5});
  CHECK(c.measure.at(1).marks == (Marks(Mark::rounded) | Mark::censored));
  CHECK(c.measure.kind == Kind::rate);
  CHECK(to_iso(*c.measure.info.observed) == "2021-12-31");
  CHECK(c.measure.info.source.find("Insee") != std::string::npos);
  CHECK(c.diagnostics.items.empty());
}

TEST_CASE("cells: a figure that the declared rounding cannot print is told") {
  const Column c = column(filosofi({"17,3", "18,0"}), "poverty_rate");
  CHECK(only(c.diagnostics).code == "rounding-contradicted");
  CHECK(only(c.diagnostics).place.row == 2);
  CHECK(c.measure.at(0).value == 17.3);
}

TEST_CASE("cells: tenths printed as tenths contradict nothing") {
  const Column c = column(
      "numepci;nomepci;annee;txcouv_epci\n200000172;A;2023;50.1\n200000173;B;2023;160.7\n"
      "200000174;B;2023;0.3\n200000175;C;2023;58.800000000000004\n",
      "rate_total", 2023);
  CHECK(c.diagnostics.items.empty());
  CHECK(c.measure.at(1).value == 160.7);
  CHECK(c.measure.at(1).bounds.upper == Approx(160.75));
  CHECK(to_iso(*c.measure.info.observed) == "2023-12-31");
}

TEST_CASE("cells: thousands and decimals as French files print them") {
  const Column c = column(populations({"6\xE2\x80\xAF"
                                       "490",
                                       "68\xC2\xA0"
                                       "317\xC2\xA0"
                                       "084",
                                       "1 234", " 12 "}),
                          "population");
  CHECK(c.measure.at(0).value == 6490);
  CHECK(c.measure.at(1).value == 68317084);
  CHECK(c.measure.at(2).value == 1234);
  CHECK(c.measure.at(3).value == 12);
  CHECK(c.diagnostics.items.empty());
}

TEST_CASE("cells: 1.234 inhabitants is nobody's number") {
  const Column c = column(populations({"1.234", "12.345", "17"}), "population");
  CHECK(only(c.diagnostics).code == "ambiguous-thousands");
  CHECK(only(c.diagnostics).count == 2);
  CHECK(c.measure.at(0).presence == Presence::not_available);
  CHECK(c.measure.at(2).value == 17);
}

TEST_CASE("cells: both decimal signs in one column are told") {
  const Column c = column(filosofi({"17,0", "18.0"}), "poverty_rate");
  CHECK(only(c.diagnostics).code == "mixed-decimals");
  CHECK(c.measure.at(0).value == 17);
  CHECK(c.measure.at(1).value == 18);
}

TEST_CASE("cells: text where a number stands is missing, and told with its line") {
  const Column c = column(populations({"120", "environ 100", "7 (2)"}), "population");
  CHECK(only(c.diagnostics).code == "text-in-number");
  CHECK(only(c.diagnostics).count == 2);
  CHECK(only(c.diagnostics).place.row == 3);
  CHECK(text_of(only(c.diagnostics).found, Lang::en).find("environ 100") != std::string::npos);
  CHECK_FALSE(c.measure.at(1).is_known());
  CHECK_FALSE(c.measure.at(2).is_known());
}

TEST_CASE("cells: a marker nobody explains is told") {
  const Column c = column(populations({"120", "c", "c"}), "population");
  CHECK(only(c.diagnostics).code == "unknown-marker");
  CHECK(only(c.diagnostics).count == 2);
}

TEST_CASE("cells: below zero, and a rate where things are counted") {
  const Column negative = column(populations({"-4", "12"}), "population");
  CHECK(only(negative.diagnostics).code == "negative-figure");
  CHECK_FALSE(negative.measure.at(0).is_known());
  const Column rate = column(populations({"47,5", "52,1", "60"}), "population");
  CHECK(only(rate.diagnostics).code == "rate-in-count");
  CHECK(only(rate.diagnostics).severity == Severity::problem);
}

TEST_CASE("cells: a zone without row is a no match") {
  Diagnostics diagnostics;
  Table table = parse_csv(populations({"120"}), "t.csv", diagnostics);
  const auto recognition = recognise(table);
  const std::vector<std::uint32_t> rows{no_row, 0};
  const Measure measure =
      read_measure(table, *recognition->measure("population"), *recognition->layout, rows, diagnostics);
  CHECK(measure.at(0).presence == Presence::no_match);
  CHECK(measure.at(1).value == 120);
}

TEST_CASE("cells: a note explains an empty cell and never hides a figure") {
  const Column c =
      column("CODGEO;NOTE;A;PERCOU;ENF_2\n010040101;2;;;\n010040102;0;;;\n010040103;3;120;300;12\n",
             "caf_households");
  CHECK(c.measure.at(0).presence == Presence::secret_primary);
  CHECK_FALSE(c.measure.at(1).is_known());
  CHECK(c.measure.at(2).value == 120);
}

TEST_CASE("cells: labels, by text or by the letter before the dash") {
  Diagnostics diagnostics;
  Table table = parse_csv(
      "CODGEO;LIBGEO;ZRR_SIMP\n17300;A;C - Classée en ZRR\n17301;B;nc - commune non classée\n17302;C;Z - "
      "?\n17303;D;\n",
      "t.csv", diagnostics);
  const auto recognition = recognise(table);
  REQUIRE(recognition);
  const std::vector<std::uint32_t> rows{0, 1, 2, 3, no_row};
  const Category zrr =
      read_category(table, *recognition->category("zrr"), *recognition->layout, rows, diagnostics);
  CHECK(zrr.label(0) == "classified");
  CHECK(zrr.label(1) == "not_classified");
  CHECK(zrr.presence(2) == Presence::not_available);
  CHECK(zrr.presence(3) == Presence::not_available);
  CHECK(zrr.presence(4) == Presence::no_match);
  CHECK(only(diagnostics).code == "unknown-label");
  CHECK(only(diagnostics).place.row == 4);
}

TEST_CASE("cells: FRR and FRR+ are two statuses") {
  Diagnostics diagnostics;
  Table table = parse_csv(
      "Code_insee;Commune;Classement FRR et FRR+ au 10 juillet 2025\n17300;A;FRR socle\n17301;B;FRR+\n"
      "17302;C;Classée FRR partiellement\n17303;D;Non classée\n",
      "t.csv", diagnostics);
  const auto recognition = recognise(table);
  REQUIRE(recognition);
  const std::vector<std::uint32_t> rows{0, 1, 2, 3};
  const Category frr =
      read_category(table, *recognition->category("frr"), *recognition->layout, rows, diagnostics);
  CHECK(frr.label(0) == "frr");
  CHECK(frr.label(1) == "frr_plus");
  CHECK(frr.label(2) == "frr_partial");
  CHECK(frr.label(3) == "not_classified");
  CHECK(to_iso(recognition->layout->valid.from) == "2024-07-01");
  CHECK(diagnostics.items.empty());
}

TEST_CASE("cells: agreements and events become the rows that registers read") {
  Diagnostics diagnostics;
  Table contracts = parse_csv(
      "id_territoire;lib_territoire;date_signature;liste_geo\npvd-1;Aytré;2021-05-28;\"Aytré (17028); La "
      "Rochelle (17300)\"\n",
      "pvd.csv", diagnostics);
  const auto rows = agreement_rows(contracts, *recognise(contracts), "CSV", diagnostics);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].id == "pvd-1");
  CHECK(rows[0].members_text == "Aytré (17028); La Rochelle (17300)");
  CHECK(rows[0].row == 2);
  CHECK_FALSE(rows[0].excel_serials);

  Table moves = parse_csv(
      "MOD,DATE_EFF,TYPECOM_AV,COM_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,LIBELLE_AP\n32,2019-01-01,COM,01033,A,COM,"
      "01033,B\n"
      "x,2019-01-01,COM,1,A,COM,2,B\n",
      "m.csv", diagnostics);
  const std::size_t before = diagnostics.items.size();
  const auto events = commune_events(moves, *recognise(moves), diagnostics);
  REQUIRE(events.size() == 1);
  CHECK(events[0].mod == 32);
  CHECK(events[0].before == "01033");
  CHECK(diagnostics.items.size() == before + 1);
  CHECK(diagnostics.items.back().code == "movement-unreadable");
}

TEST_CASE("cells: Filosofi 2021 communes, 4 397 poverty rates in whole points, 132 of them 5 or less") {
  const auto folder = real_data();
  if (!folder) return;
  Diagnostics diagnostics;
  Table table = read_csv(*folder / "insee-filosofi-2021/cc_filosofi_2021_COM.csv.gz", diagnostics);
  const auto recognition = recognise(table);
  REQUIRE(recognition);
  const Keys keys = keys_of(table, *recognition, diagnostics);
  const auto read = [&](std::string_view code) {
    return read_measure(table, *recognition->measure(code), *recognition->layout, keys.rows, diagnostics);
  };
  const Measure rate = read("poverty_rate");
  const Measure median = read("median_income");
  std::size_t known = 0, censored = 0, secret = 0, unavailable = 0, secret_medians = 0;
  for (std::size_t i = 0; i < rate.size(); ++i) {
    known += rate.at(i).is_known() ? 1U : 0U;
    censored += rate.at(i).marks.has(Mark::censored) ? 1U : 0U;
    secret += rate.at(i).presence == Presence::secret_primary ? 1U : 0U;
    unavailable += rate.at(i).presence == Presence::not_available ? 1U : 0U;
    secret_medians += median.at(i).presence == Presence::secret_primary ? 1U : 0U;
  }
  CHECK(known == 4397);
  CHECK(censored == 132);
  CHECK(secret == 30500);
  CHECK(unavailable == 12);
  CHECK(secret_medians == 3593);
  for (const Diagnostic& diagnostic : diagnostics.items) FAIL_CHECK(to_text(diagnostic, Lang::en));
}

TEST_CASE("cells: thousands by U+202F, U+00A0 or nothing give the same QPV figures") {
  const auto folder = real_data();
  if (!folder) return;
  const std::vector<std::pair<std::string, double>> files{
      {"insee-filosofi-caf/DEMO_2022.csv", 6490}, {"insee-filosofi-caf/data_DEMO_2021_V1_QP.csv", 6490}};
  for (const auto& [file, population] : files) {
    Diagnostics diagnostics;
    Table table = read_csv(*folder / file, diagnostics);
    const auto recognition = recognise(table);
    REQUIRE(recognition);
    const Keys keys = keys_of(table, *recognition, diagnostics);
    const Measure measure = read_measure(table, *recognition->measure("population"), *recognition->layout,
                                         keys.rows, diagnostics);
    CHECK(keys.codes[0] == "QP001001");
    CHECK(measure.at(0).value == population);
    for (const Diagnostic& diagnostic : diagnostics.items)
      FAIL_CHECK(file << ": " << to_text(diagnostic, Lang::en));
  }
}

TEST_CASE("cells: ZRR of the Pyrénées-Orientales, 129 classified of which 5 leaving") {
  const auto folder = real_data();
  if (!folder) return;
  Diagnostics diagnostics;
  Table table = read_csv(*folder / "anct-zrr/ZRR_list_source.csv.gz", diagnostics);
  const auto recognition = recognise(table);
  REQUIRE(recognition);
  const Keys keys = keys_of(table, *recognition, diagnostics);
  const auto read = [&](std::string_view code) {
    return read_category(table, *recognition->category(code), *recognition->layout, keys.rows, diagnostics);
  };
  const Category simple = read("zrr");
  const Category detail = read("zrr_detail");
  std::size_t all = 0, classified = 0, in_66 = 0, leaving_66 = 0;
  for (std::size_t i = 0; i < keys.codes.size(); ++i) {
    all += simple.label(i) == "classified" ? 1U : 0U;
    classified += detail.label(i) == "classified" || detail.label(i) == "classified_decline" ? 1U : 0U;
    if (!keys.codes[i].starts_with("66")) continue;
    in_66 += simple.label(i) == "classified" ? 1U : 0U;
    leaving_66 += detail.label(i) == "leaving" ? 1U : 0U;
  }
  CHECK(all == 17694);
  CHECK(classified == 13675);
  CHECK(in_66 == 129);
  CHECK(leaving_66 == 5);
  for (const Diagnostic& diagnostic : diagnostics.items) FAIL_CHECK(to_text(diagnostic, Lang::en));
}

TEST_CASE("cells: codes of parties that a spreadsheet turned into numbers are put right and told once") {
  Diagnostics diagnostics;
  Table ctg = parse_csv(
      "ctg_id;code;date_signature\nA;200 000 172;2021-01-01\nB;2.00000172E8;2021-01-01\n"
      "C;200000172.0;2021-01-01\nD;17300,0;2021-01-01\nE;2a004;2021-01-01\nF;2E+08;2021-01-01\nG;75;2021-01-"
      "01\n",
      "ctg.csv", diagnostics);
  const auto rows = agreement_rows(ctg, *recognise(ctg), "CSV", diagnostics);
  std::vector<std::string> codes;
  for (const AgreementRow& row : rows) codes.push_back(row.party_code);
  CHECK(codes ==
        std::vector<std::string>{"200000172", "200000172", "200000172", "17300", "2A004", "2E+08", "75"});
  std::vector<std::pair<std::string, std::int64_t>> told;
  for (const Diagnostic& item : diagnostics.items) told.emplace_back(item.code, item.count);
  CHECK(told == std::vector<std::pair<std::string, std::int64_t>>{
                    {"code-as-number", 3}, {"code-tidied", 2}, {"code-digits-lost", 1}});
  CHECK(diagnostics.items[0].place.row == 3);
  CHECK(diagnostics.items[0].place.column == "code");
}

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "maillage/base/error.hpp"
#include "maillage/formats/read/csv_reader.hpp"

#include "../support/values_of.hpp"

using namespace maillage;

namespace {

struct Read {
  Table table;
  Diagnostics diagnostics;
};

Read read(std::string text) {
  Read result;
  result.table = parse_csv(std::move(text), "t.csv", result.diagnostics);
  return result;
}

Failure failure_of(std::string text) {
  try {
    (void)read(std::move(text));
  } catch (const Error& error) {
    return error.failure();
  }
  return Failure::internal;
}

const Diagnostic& only(const Diagnostics& diagnostics) {
  REQUIRE(diagnostics.items.size() == 1);
  return diagnostics.items.front();
}

}  // namespace

TEST_CASE("csv: a decimal comma never wins over the semicolon") {
  const Read r = read("CODGEO;MED21;TP6021\n01001;25820,5;s\n01002;24480,0;17,0\n");
  REQUIRE(r.table.columns == std::vector<std::string>{"CODGEO", "MED21", "TP6021"});
  CHECK(r.table.cell(0, 1) == "25820,5");
  CHECK(r.table.fact("separator") == "semicolon");
  CHECK(r.diagnostics.items.empty());
}

TEST_CASE("csv: unknown columns, separator by the width that lines agree on") {
  CHECK(read("alpha,beta\n1;2,3\n4;5,6\n").table.fact("separator") == "comma");
  CHECK(read("alpha\tbeta\n1\t2\n").table.fact("separator") == "tab");
  CHECK(read("alpha|beta\n1|2\n").table.fact("separator") == "bar");
}

TEST_CASE("csv: one column, no separator at all") {
  const Read r = read("commune\nLa Rochelle\nSaintes\n");
  REQUIRE(r.table.columns.size() == 1);
  CHECK(r.table.rows() == 2);
  CHECK(r.table.cell(1, 0) == "Saintes");
}

TEST_CASE("csv: line ends, BOM and the missing last line end change nothing") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    for (const std::string bom : {"", "\xEF\xBB\xBF"}) {
      for (const bool ended : {true, false}) {
        const Read r = read(bom + "code;nom" + end + "01001;A" + end + "01002;B" + (ended ? end : ""));
        REQUIRE(r.table.rows() == 2);
        CHECK(r.table.columns.front() == "code");
        CHECK(r.table.cell(1, 1) == "B");
        CHECK(r.table.line_of(1) == 3);
        CHECK(r.diagnostics.items.empty());
      }
    }
  }
}

TEST_CASE("csv: CP1252 bytes become UTF-8 and are told") {
  const Read r = read("code;nom\n01001;Ch\xE2teau d'\x8Cuvre\n");
  CHECK(r.table.cell(0, 1) == "Château d'Œuvre");
  CHECK(r.table.fact("encoding") == "CP1252");
}

TEST_CASE("csv: a UTF-8 text with a few other bytes is not ruined by them") {
  const Read r = read("code;nom\n01001;Aytré\n01002;Né\xE9\n01003;Dœuil\n01004;Île\n");
  CHECK(r.table.cell(0, 1) == "Aytré");
  CHECK(r.table.cell(1, 1) == "Néé");
  CHECK(only(r.diagnostics).code == "mixed-encoding");
  CHECK(only(r.diagnostics).place.row == 3);
}

TEST_CASE("csv: quotes hold separators, line ends and doubled quotes; lines are counted through them") {
  const Read r = read("code;nom;x\n1001;\"A; \"\"B\"\"\r\nC\";1\n1002;D;2\n");
  CHECK(r.table.cell(0, 1) == "A; \"B\"\r\nC");
  CHECK(r.table.line_of(0) == 2);
  CHECK(r.table.line_of(1) == 4);
  CHECK(r.diagnostics.items.empty());
}

TEST_CASE("csv: a quote inside a plain cell is a character") {
  CHECK(read("code;nom\n1001;Le \"Grand\" Bourg\n").table.cell(0, 1) == "Le \"Grand\" Bourg");
}

TEST_CASE("csv: text behind a closing quote is kept and told") {
  const Read r = read("code;nom\n1001;\"A\"B\n");
  CHECK(r.table.cell(0, 1) == "AB");
  CHECK(only(r.diagnostics).code == "stray-quote");
}

TEST_CASE("csv: title lines, labels over codes, blank lines, footnotes") {
  const Read r = read(
      "\"Champ : France\",\"\",\"\"\n\"Géographie : Communes, au 1er janvier "
      "2021\",\"\",\"\"\n\"\",\"\",\"\"\n"
      "\"Code Insee\",\"Libellé de la commune\",\"Classement en ZRR\"\n\"CODGEO\",\"LIBGEO\",\"ZRR_SIMP\"\n"
      "\"01001\",\"A\",\"NC - Commune non classée\"\n\"\",\"\",\"\"\n\"01002\",\"B\",\"C - Classée en "
      "ZRR\"\n\"\",\"\",\"\"\n"
      "\"* Source : ANCT, liste de 2021\",\"\",\"\"\n");
  REQUIRE(r.table.columns == std::vector<std::string>{"CODGEO", "LIBGEO", "ZRR_SIMP"});
  REQUIRE(r.table.rows() == 2);
  CHECK(r.table.line_of(0) == 6);
  CHECK(r.table.line_of(1) == 8);
  CHECK(r.table.fact("title_lines") == "3");
  CHECK(r.table.fact("title").find("1er janvier 2021") != std::string_view::npos);
  CHECK(r.table.fact("header_labels") == "Code Insee | Libellé de la commune | Classement en ZRR");
  CHECK(r.table.fact("footnotes") == "1");
  CHECK(r.table.fact("blank_lines") == "2");
  CHECK(r.diagnostics.items.empty());
}

TEST_CASE("csv: a lone code at the end is a row, not a footnote") {
  const Read r = read("code;nom;x\n01001;A;1\n01002;;\n");
  CHECK(r.table.rows() == 2);
}

TEST_CASE("csv: empty columns on the right are dropped and counted, unnamed ones with values kept") {
  const std::string empty(157, ';');
  const Read r = read("CODGEO;LIBGEO" + empty + "\nQP001001;A" + empty + "\n");
  CHECK(r.table.columns.size() == 2);
  CHECK(r.table.fact("empty_columns") == "157");
  const Read named = read("CODGEO;LIBGEO;;\n01001;A;x;\n");
  CHECK(named.table.columns == std::vector<std::string>{"CODGEO", "LIBGEO", "column 3"});
  CHECK(named.table.fact("empty_columns") == "1");
}

TEST_CASE("csv: a short row is padded and told, a long row is left out and told with its text") {
  const Read r = read("code;nom;x\n01001;A;1\n01002;B\n01003;C;3;4\n01004;D;5\n");
  REQUIRE(r.table.rows() == 3);
  CHECK(r.table.cell(1, 2).empty());
  REQUIRE(r.diagnostics.items.size() == 2);
  CHECK(r.diagnostics.items[0].code == "short-row");
  CHECK(r.diagnostics.items[0].place.row == 3);
  CHECK(values_of(r.diagnostics.items[0].found) == std::vector<std::string>{"row 3", "2 cells", "3"});
  CHECK(r.table.short_lines == std::vector<std::int64_t>{3});
  CHECK(r.diagnostics.items[1].code == "long-row");
  CHECK(r.diagnostics.items[1].severity == Severity::problem);
  CHECK(text_of(r.diagnostics.items[1].found, Lang::en).find("01003 | C | 3 | 4") != std::string::npos);
}

TEST_CASE("csv: a last line that stops in the middle is no row") {
  const Read r = read("code;nom;x\n01001;A;1\n01002;B");
  CHECK(r.table.rows() == 1);
  CHECK(only(r.diagnostics).code == "truncated-row");
  CHECK(only(r.diagnostics).severity == Severity::problem);
}

TEST_CASE("csv: a quoted cell that never closes is unreadable and names its line") {
  try {
    (void)read("code;nom\n01001;A\n01002;\"B\n01003;C\n");
    FAIL("read");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::unreadable);
    CHECK(std::string(error.what()).find("line 3") != std::string::npos);
  }
}

TEST_CASE("csv: what is no text table is refused") {
  CHECK(failure_of("") == Failure::unreadable);
  CHECK(failure_of(" \n \r\n") == Failure::unreadable);
  CHECK(failure_of("\xEF\xBB\xBF") == Failure::unreadable);
  CHECK(failure_of(";;;\n;;;\n") == Failure::unreadable);
  CHECK(failure_of(std::string("PK\x03\x04rest", 8)) == Failure::unreadable);
  CHECK(failure_of("<!DOCTYPE html><html><body>404</body></html>") == Failure::unreadable);
  CHECK(failure_of("{\"type\":\"FeatureCollection\"}") == Failure::unreadable);
  CHECK(failure_of(std::string("code;nom\n01\0;A\n", 14)) == Failure::unreadable);
}

TEST_CASE("csv: header only, no header, doubled header names") {
  CHECK(only(read("code;nom\n").diagnostics).code == "no-rows");
  const Read bare = read("01001;12\n01002;13\n01003;14\n");
  CHECK(only(bare.diagnostics).code == "no-header");
  CHECK(bare.table.rows() == 3);
  CHECK(bare.table.columns.front() == "column 1");
  const Read doubled = read("code;nom;nom\n01001;A;B\n");
  CHECK(doubled.table.columns[2] == "nom (2)");
  CHECK(only(doubled.diagnostics).code == "duplicate-column");
}

TEST_CASE("csv: a dictionary of columns is a table, its rows no header") {
  const Read r = read("VAR_ID;VAR_LIB;VAR_LIB_LONG\nCODGEO;Code;Code géographique\nEPT;EPT;Code de l'EPT\n");
  CHECK(r.table.columns.front() == "VAR_ID");
  CHECK(r.table.rows() == 2);
  CHECK(read("CODGEO;LIBGEO\n").table.columns.front() == "CODGEO");
}

TEST_CASE("csv: codes stay text") {
  const Read r = read("code;x\n01001;2E3\n2A004;007\n");
  CHECK(r.table.cell(0, 0) == "01001");
  CHECK(r.table.cell(0, 1) == "2E3");
  CHECK(r.table.cell(1, 1) == "007");
}

TEST_CASE("csv: what is written is read, whatever the cells hold") {
  REQUIRE(rc::check([](const std::vector<std::vector<std::string>>& drawn) {
    std::string text = "code;nom;x\n";
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      std::vector<std::string> row{"r" + std::to_string(i) + " x"};
      for (std::size_t j = 0; j < 2; ++j) {
        std::string cell = j < drawn[i].size() ? drawn[i][j] : "";
        std::erase_if(cell, [](char c) { return c == '\0' || static_cast<unsigned char>(c) >= 0x80; });
        row.push_back("v" + cell);
      }
      std::string line;
      for (const std::string& cell : row) {
        std::string quoted;
        for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
        line += (line.empty() ? "\"" : ";\"") + quoted + "\"";
      }
      text += line + "\n";
      rows.push_back(row);
    }
    Diagnostics diagnostics;
    const Table table = parse_csv(text, "t.csv", diagnostics);
    RC_ASSERT(table.rows() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (std::size_t j = 0; j < 3; ++j) RC_ASSERT(table.cell(i, j) == rows[i][j]);
  }));
}

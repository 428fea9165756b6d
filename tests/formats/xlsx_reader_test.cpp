#include <catch2/catch.hpp>

#include "gdal_support.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/formats/read/xlsx_reader.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {
std::string text(const Grid& grid, std::size_t row, std::size_t column) {
  return column < grid.width(row) ? std::string(grid.cell(row, column)) : std::string();
}
// A workbook of one sheet with these rows of XML; style 1 is a date.
void write_workbook(const std::filesystem::path& path, const std::string& rows) {
  const std::string head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
  const std::string main = R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
  const std::string types = "http://schemas.openxmlformats.org/package/2006/content-types";
  const std::string relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string package = "http://schemas.openxmlformats.org/package/2006/relationships";
  write_zip(
      path,
      {{"[Content_Types].xml",
        head + R"(<Types xmlns=")" + types +
            R"("><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>)"
            R"(<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>)"},
       {"_rels/.rels", head + R"(<Relationships xmlns=")" + package + R"("><Relationship Id="r1" Type=")" +
                           relation + R"(/officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
       {"xl/workbook.xml",
        head + "<workbook" + main + R"( xmlns:r=")" + relation +
            R"("><sheets><sheet name="Données" sheetId="1" r:id="r1"/></sheets></workbook>)"},
       {"xl/_rels/workbook.xml.rels", head + R"(<Relationships xmlns=")" + package +
                                          R"("><Relationship Id="r1" Type=")" + relation +
                                          R"(/worksheet" Target="worksheets/sheet1.xml"/></Relationships>)"},
       {"xl/styles.xml",
        head + "<styleSheet" + main +
            R"(><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)"},
       {"xl/worksheets/sheet1.xml",
        head + "<worksheet" + main + "><sheetData>" + rows + "</sheetData></worksheet>"}});
}
}  // namespace

TEST_CASE("cells are the text that the workbook holds") {
  Diagnostics diagnostics;
  const TempFolder folder;
  write_workbook(
      folder / "w.xlsx",
      R"(<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c><c r="B1" t="inlineStr"><is><t>valeur</t></is></c></row>)"
      R"(<row r="2"><c r="A2" t="inlineStr"><is><t>01004</t></is></c><c r="B2"><v>200000172</v></c></row>)"
      R"(<row r="3"><c r="A3" t="inlineStr"><is><t>2E3</t></is></c><c r="B3"><v>0.10000000000000001</v></c></row>)"
      R"(<row r="5"><c r="A5" t="inlineStr"><is><t>été</t></is></c><c r="B5" s="1"><v>45291</v></c></row>)"
      R"(<row r="6"><c r="B6"><v>60.899999999999999</v></c></row>)");
  REQUIRE(sheets_of(folder / "w.xlsx") == std::vector<std::string>{"Données"});
  const Grid grid = read_sheet(folder / "w.xlsx", "Données", diagnostics);
  REQUIRE(grid.rows() == 6);
  REQUIRE(text(grid, 0, 0) == "code");
  REQUIRE(text(grid, 1, 0) == "01004");
  REQUIRE(text(grid, 1, 1) == "200000172");
  REQUIRE(text(grid, 2, 0) == "2E3");
  REQUIRE(text(grid, 2, 1) == "0.1");
  REQUIRE(text(grid, 3, 0).empty());
  REQUIRE(text(grid, 4, 0) == "été");
  REQUIRE(text(grid, 4, 1) == "2023-12-31");
  REQUIRE(grid.line_of(4) == 5);
  REQUIRE(text(grid, 5, 0).empty());
  REQUIRE(text(grid, 5, 1) == "60.9");
  REQUIRE_REFUSED(read_sheet(folder / "w.xlsx", "Donnees", diagnostics), Failure::usage,
                  "did you mean \"Données\"");
}

TEST_CASE("a workbook that is cut or none is refused") {
  Diagnostics diagnostics;
  const TempFolder folder;
  std::string rows;
  for (int i = 1; i <= 500; ++i) {
    const std::string n = std::to_string(i);
    rows += "<row r=\"" + n + "\"><c r=\"A" + n + "\"><v>" + n + "</v></c></row>";
  }
  write_workbook(folder / "w.xlsx", rows);
  const std::string bytes = bytes_of(folder / "w.xlsx");
  REQUIRE(read_sheet(folder / "w.xlsx", "", diagnostics).rows() == 500);
  for (const std::size_t percent : {5U, 40U, 80U, 99U}) {
    folder.write("c.xlsx", bytes.substr(0, bytes.size() * percent / 100));
    REQUIRE_REFUSED(read_sheet(folder / "c.xlsx", "", diagnostics), Failure::unreadable, "c.xlsx");
  }
  write_workbook(folder / "x.xlsx", rows.substr(0, rows.size() / 2) + "<<<");
  REQUIRE_REFUSED(read_sheet(folder / "x.xlsx", "", diagnostics), Failure::unreadable, "x.xlsx");
  REQUIRE_REFUSED(read_sheet(folder.write("t.xlsx", "code;nom\n"), "", diagnostics), Failure::unreadable,
                  "t.xlsx");
  REQUIRE_REFUSED(read_sheet(folder / "absent.xlsx", "", diagnostics), Failure::io, "no such file");
}

TEST_CASE("real workbooks") {
  Diagnostics diagnostics;
  const auto path = real_data("cog-2026/epcicom.xlsx");
  if (!path) return;
  const Grid grid = read_sheet(*path, "Epcicom2025", diagnostics);
  REQUIRE(grid.rows() >= 34873);
  REQUIRE(text(grid, 1, 1) == "200029999");
  REQUIRE(text(grid, 1, 9) == "01304");
  const auto ept = real_data("cog-2026/ept.xlsx");
  REQUIRE(sheets_of(*ept) ==
          std::vector<std::string>{"EPT", "Composition_communale", "Variables", "Documentation"});
  REQUIRE(read_sheet(*ept, "EPT", diagnostics).rows() == 19);
  REQUIRE(read_sheet(*ept, "Composition_communale", diagnostics).rows() == 34882);
  const Source source = read_source(*path, {}, diagnostics);
  REQUIRE(source.format == "XLSX");
  REQUIRE(source.table.columns.size() == 14);
  REQUIRE(source.table.rows() >= 34871);
}

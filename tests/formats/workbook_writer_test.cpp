#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "formats/writer_sample.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/read/xlsx_reader.hpp"
#include "maillage/formats/write/workbook_writer.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Grid sheet_of(const std::filesystem::path& path, std::string_view sheet) {
  Diagnostics diagnostics;
  Grid grid = read_sheet(path, sheet, diagnostics);
  CHECK(diagnostics.items.empty());
  return grid;
}

std::vector<std::string> row_of(const Grid& grid, std::size_t row) {
  std::vector<std::string> cells;
  for (std::size_t column = 0; column < grid.width(row); ++column) cells.emplace_back(grid.cell(row, column));
  return cells;
}

std::size_t column_of(const Grid& grid, std::string_view header) {
  const std::vector<std::string> headers = row_of(grid, 0);
  const auto found = std::ranges::find(headers, header);
  REQUIRE(found != headers.end());
  return static_cast<std::size_t>(found - headers.begin());
}

struct Written {
  maillage::test::TempFolder temp;
  std::filesystem::path path = temp / "couverture.xlsx";
  Diagnostics diagnostics;

  explicit Written(std::span<const OutputLayer> layers) {
    write_workbook(layers, path, sample::day(), diagnostics);
  }
};

Layer titled(Layer layer, std::string title) {
  layer.title = std::move(title);
  return layer;
}

}  // namespace

TEST_CASE("xlsx: a sheet for each layer between contents, fields and notes") {
  const Layer ctg = titled(sample::ctg_layer(), "Ctg par EPCI");
  const Layer childcare = titled(sample::childcare_layer(), "Petite enfance par EPCI");
  const std::array<OutputLayer, 2> layers{{{&ctg, nullptr}, {&childcare, nullptr}}};
  const Written written(layers);
  CHECK(sheets_of(written.path) ==
        std::vector<std::string>{"Sommaire", "Ctg par EPCI", "Petite enfance par EPCI", "Champs", "Notes"});
  const Grid contents = sheet_of(written.path, "Sommaire");
  CHECK(row_of(contents, 1) == std::vector<std::string>{"Ctg par EPCI", "ctg_epci", "16"});
  const Grid notes = sheet_of(written.path, "Notes");
  CHECK(row_of(notes, 2) == std::vector<std::string>{"Ctg par EPCI", "EPCI par siège."});
}

TEST_CASE("xlsx: codes keep their zeros, figures are numbers, labels and statuses are words") {
  const Layer ctg = titled(sample::ctg_layer(), "Ctg par EPCI");
  const std::array<OutputLayer, 1> layers{{{&ctg, nullptr}}};
  const Written written(layers);
  const Grid sheet = sheet_of(written.path, "Ctg par EPCI");
  REQUIRE(sheet.rows() == sample::zones + 1);
  const std::size_t status = column_of(sheet, "Couverture par une Ctg");
  const std::size_t population = column_of(sheet, "Population municipale (habitants)");
  const std::size_t why = column_of(sheet, "Population municipale (statut)");
  CHECK(sheet.cell(1, 0) == "01001");
  CHECK(sheet.cell(1, status) == "Couvert par une Ctg");
  CHECK(sheet.cell(3, population) == "2468");
  CHECK(sheet.cell(3, why) == "Connu");
  CHECK(sheet.cell(4, population).empty());
  CHECK(sheet.cell(4, why) == "Absent de la source");
}

TEST_CASE("xlsx: a text that begins as a formula is a text, and hostile names come back as they are") {
  Layer layer =
      titled(sample::ctg_layer(), "a/b:[c]*?\\ 'très long titre d'une couche de trop de caractères");
  const Layer twin = layer;
  const std::array<OutputLayer, 2> layers{{{&layer, nullptr}, {&twin, nullptr}}};
  const Written written(layers);
  const std::vector<std::string> sheets = sheets_of(written.path);
  REQUIRE(sheets.size() == 5);
  CHECK(sheets[1] != sheets[2]);
  const Grid sheet = sheet_of(written.path, sheets[1]);
  CHECK(sheet.cell(3, 1) == "=HYPERLINK(\"x\")");
  CHECK(sheet.cell(2, 1) == "CC d'\"Aunis\" & <Sud>, Île; 100 %");
  CHECK(sheet.cell(4, 1) == "L'Haÿ-les-Roses\nŒuvre");
}

TEST_CASE("xlsx: a status column stays out where every figure is known, marks are words where they are not") {
  const Layer childcare = titled(sample::childcare_layer(), "Petite enfance par EPCI");
  const std::array<OutputLayer, 1> layers{{{&childcare, nullptr}}};
  const Written written(layers);
  const Grid sheet = sheet_of(written.path, "Petite enfance par EPCI");
  const std::vector<std::string> headers = row_of(sheet, 0);
  CHECK(std::ranges::count(headers, "places_total (statut)") == 0);
  CHECK(std::ranges::count_if(headers, [](const std::string& header) {
          return header.starts_with("Places") && header.ends_with("(statut)");
        }) == 0);
  const std::size_t why = column_of(sheet, "Taux de couverture (statut)");
  CHECK(sheet.cell(2, why) == "Arrondi");
  CHECK(sheet.cell(3, why) == "Secret statistique");
  const std::size_t low = column_of(sheet, "Taux de couverture (borne basse)");
  CHECK_FALSE(sheet.cell(12, low).empty());
}

TEST_CASE("xlsx: days are dates, and a text of more characters than a cell holds is cut and reported") {
  Layer layer = titled(sample::ctg_layer(), "Ctg par EPCI");
  DayColumn ends{sample::info("ctg_end", "Fin"), std::vector<std::optional<Day>>(sample::zones)};
  ends.values[0] = parse_day("2026-12-31");
  layer.columns.emplace_back(std::move(ends));
  std::string long_text;
  for (int i = 0; i < 40000; ++i) long_text += "é";
  std::get<TextColumn>(layer.columns[2]).values[5] = long_text;
  const std::array<OutputLayer, 1> layers{{{&layer, nullptr}}};
  const Written written(layers);
  const Grid sheet = sheet_of(written.path, "Ctg par EPCI");
  CHECK(sheet.cell(1, column_of(sheet, "Fin")) == "2026-12-31");
  CHECK(sheet.cell(6, column_of(sheet, "Convention")).size() == 2 * 32767);
  REQUIRE(written.diagnostics.items.size() == 1);
  CHECK(written.diagnostics.items[0].code == "text-cut");
  CHECK(written.diagnostics.items[0].place.row == 6);
}

TEST_CASE("xlsx: the same layers and day give the same bytes, in the language of the layers") {
  Layer layer = titled(sample::ctg_layer(), "Ctg by EPCI");
  layer.lang = Lang::en;
  const std::array<OutputLayer, 1> layers{{{&layer, nullptr}}};
  const Written first(layers), second(layers);
  CHECK(bytes_of(first.path) == bytes_of(second.path));
  CHECK(sheets_of(first.path).front() == "Contents");
  const Grid sheet = sheet_of(first.path, "Ctg by EPCI");
  CHECK(sheet.cell(1, column_of(sheet, "Couverture par une Ctg")) == "Covered by a Ctg");
}

TEST_CASE("xlsx: a folder that is not there is an io error that names the file") {
  const Layer layer = sample::ctg_layer();
  const std::array<OutputLayer, 1> layers{{{&layer, nullptr}}};
  maillage::test::TempFolder temp;
  Diagnostics diagnostics;
  try {
    write_workbook(layers, temp / "absent" / "x.xlsx", sample::day(), diagnostics);
    FAIL("written");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::io);
    CHECK(std::string(error.what()).find("x.xlsx") != std::string::npos);
  }
}

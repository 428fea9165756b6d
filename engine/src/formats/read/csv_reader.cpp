#include "maillage/formats/read/csv_reader.hpp"

#include <fmt/format.h>
#include <string>

#include "formats/read/csv_text.hpp"
#include "formats/read/header_line.hpp"
#include "formats/read/stated_text.hpp"
#include "maillage/base/diagnostics.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/read/grid.hpp"

namespace maillage {
namespace {

// 1, 2, 3, …: what R calls rows without a name.
bool counts_rows(const Grid& grid) {
  std::size_t number = 0;
  for (std::size_t row = 1; row < grid.rows(); ++row)
    if (filled_cells(grid, row) > 0 && trim(grid.cell(row, 0)) != std::to_string(++number)) return false;
  return true;
}

bool names_rows_by_words(const Grid& grid) {
  for (std::size_t row = 1; row < grid.rows(); ++row)
    if (filled_cells(grid, row) > 0 && parse_number(trim(grid.cell(row, 0)))) return false;
  return true;
}

// "58,4" without quotes makes two cells of digits, in every line.
bool could_be_decimals(const Grid& grid) {
  for (std::size_t column = 0; column + 1 < grid.width(1); ++column) {
    bool pairs = true;
    for (std::size_t row = 1; pairs && row < grid.rows(); ++row)
      pairs = filled_cells(grid, row) == 0 ||
              (all_digits(trim(grid.cell(row, column))) && all_digits(trim(grid.cell(row, column + 1))));
    if (pairs) return true;
  }
  return false;
}

bool has_row_names(const Grid& grid, const SplitReport& split, char separator) {
  if (grid.rows() < 2) return false;
  const std::size_t names = grid.width(0);
  if (filled_cells(grid, 0) != names) return false;
  for (std::size_t i = 0; i < names; ++i)
    if (parse_number(trim(grid.cell(0, i)))) return false;
  std::size_t lines = 0;
  std::size_t full = 0;
  for (std::size_t row = 1; row < grid.rows(); ++row) {
    if (filled_cells(grid, row) == 0) continue;
    if (grid.width(row) != names + 1 || trim(grid.cell(row, 0)).empty()) return false;
    ++lines;
    full += trim(grid.cell(row, names)).empty() ? 0U : 1U;
  }
  if (lines == 0 || 2 * full < lines) return false;
  if (separator != ',') return true;
  const bool quoted = split.quoted >= lines;
  return (counts_rows(grid) || names_rows_by_words(grid)) && (quoted || !could_be_decimals(grid));
}

// When every line has exactly one cell more than the first, which names columns, the first column is the one
// without name (write.table does so): an empty name is put before the others, and a note says it. Lines that
// only end with one separator more keep their empty last cell. Commas may also stand for decimals ("17093,58,4"
// below "code,rate"): there the first column must count the rows, or be words, and be quoted where two columns of
// digits stand side by side.
Grid with_room_for_row_names(Grid grid, const SplitReport& split, char separator, const std::string& file,
                             Diagnostics& diagnostics) {
  if (!has_row_names(grid, split, separator)) return grid;
  Grid result;
  result.add_cell({});
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t i = 0; i < grid.width(row); ++i) result.add_cell(grid.cell(row, i));
    result.end_row(grid.line_of(row));
  }
  result.end = grid.end;
  diagnostics.add(
      {.severity = Severity::note,
       .code = "row-names",
       .place = {.file = file, .row = grid.line_of(0)},
       .found = message("{} column names, {} cells in every line below", grid.width(0), grid.width(0) + 1),
       .expected = Message(),
       .advice = message("names of rows, as R writes them: the first column (\"{}\") has no name",
                         grid.cell(1, 0))});
  return result;
}

// As many as a sheet of Excel has. Lines of more are no table of ours, and every search of a name would be long.
void refuse_wide(const Grid& grid, const std::string& file) {
  constexpr std::size_t most_columns = 16384;
  for (std::size_t row = 0; row < grid.rows(); ++row)
    if (grid.width(row) > most_columns)
      throw Error(
          Failure::unreadable,
          message("{}: line {} has {} cells; a table has at most {} columns: is the separator the right one, "
                  "and do lines end?",
                  file, grid.line_of(row), grid.width(row), most_columns));
}

std::string_view line_ends_of(std::string_view text) {
  const std::size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos) return "none";
  if (text[end] == '\n') return "LF";
  return end + 1 < text.size() && text[end + 1] == '\n' ? "CRLF" : "CR";
}

std::string_view separator_name(char separator) {
  switch (separator) {
    case ';':
      return "semicolon";
    case ',':
      return "comma";
    case '\t':
      return "tab";
    case ' ':
      return "blank";
    default:
      return "bar";
  }
}

void report_stray_quotes(const SplitReport& split, const std::string& file, Diagnostics& diagnostics) {
  if (split.stray_quotes == 0) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "stray-quote",
                   .place = {.file = file, .row = split.first_stray},
                   .found = message("text between a closing quote and the separator"),
                   .expected = message("a quote inside a quoted cell written twice"),
                   .advice = message("the text is kept; check these cells"),
                   .count = static_cast<std::int64_t>(split.stray_quotes)});
}

}  // namespace

Table read_csv(const std::filesystem::path& path, Diagnostics& diagnostics) {
  return parse_csv(std::string(read_file(path).view()), name_of(path), diagnostics);
}

Table parse_csv(std::string bytes, std::string file, Diagnostics& diagnostics) {
  const PlainText plain = plain_text(std::move(bytes), file, diagnostics);
  const char separator = find_separator(plain.text);
  SplitReport split;
  Grid grid = split_cells(plain.text, separator, split);
  if (split.open_quote != 0) {
    throw Error(
        Failure::unreadable,
        message("{}: line {}: a quoted cell opens and never closes; the file is cut, or a quote is missing",
                file, split.open_quote));
  }
  refuse_wide(grid, file);
  report_stray_quotes(split, file, diagnostics);
  grid = without_text_marks(std::move(grid), file, {}, diagnostics);
  grid = with_room_for_row_names(std::move(grid), split, separator, file, diagnostics);
  Table table = table_from_grid(grid, std::move(file), {}, diagnostics);
  std::vector<std::pair<std::string, std::string>> facts{
      {"encoding", plain.encoding},
      {"separator", std::string(separator_name(separator))},
      {"line_ends", std::string(line_ends_of(plain.text))}};
  if (split.quoted > 0) facts.emplace_back("quotes", std::to_string(split.quoted));
  table.facts.insert(table.facts.begin(), facts.begin(), facts.end());
  return table;
}

}  // namespace maillage

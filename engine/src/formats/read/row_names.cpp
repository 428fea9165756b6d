#include "formats/read/row_names.hpp"

#include <fmt/format.h>

#include "formats/read/header_line.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

// 1, 2, 3, …: what R calls rows that nobody named.
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

}  // namespace

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
       .found =
           fmt::format("{} column names, {} cells in every line below", grid.width(0), grid.width(0) + 1),
       .expected = "",
       .advice = fmt::format("names of rows, as R writes them: the first column (\"{}\") has no name",
                             grid.cell(1, 0))});
  return result;
}

}  // namespace maillage

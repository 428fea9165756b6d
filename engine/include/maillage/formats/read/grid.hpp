// Lines of cells as a sheet or a text file gives them, before anybody knows which line is the header.
//
// Administrations put things above and below their tables: title lines, a line of labels over the line of
// codes, empty columns to the right (up to a thousand of them), blank lines, footnotes. table_from_grid
// finds the header, keeps the data and says what it set aside. It is shared by the text reader
// (csv_reader.hpp) and the sheets of workbooks.
//
// The header is the line, among the first fifty, that holds most column names known to the catalogue;
// when none is known, the first line as wide as most lines whose cells are all different, filled, and
// no numbers. When the line above it holds labels in as many cells ("Code Insee" over "CODGEO"), those
// are its labels, not a title. A duplicated column name gets " (2)", " (3)"; an empty one between two
// others is called "column 5".
//
// Facts recorded in Table::facts, only when there is something to say: title_lines, title (their
// text), header_line, header_labels, empty_columns (dropped: no name and no value), blank_lines,
// footnotes, footnote (their text).
//
// Diagnostics:
//   short-row         problem when the last line of the file stops in the middle (left out: its last figure
//                     may be cut), otherwise warning: the cells missing at the right are read as empty
//   long-row          problem: more cells than columns; a separator inside a cell moved the others, so the
//                     row is left out
//   no-header         problem: every line looks like data; columns are called "column 1", "column 2", …
//   no-rows           warning: a header and nothing below
//   duplicate-column  warning: a name more than once
// A grid without any filled cell is Error{unreadable}.
// Linear in the cells. A grid holds at most 4 GB of text.
//
//     Grid grid;
//     for (std::size_t i = 0; i < lines.size(); ++i) {
//       for (const std::string& text : lines[i]) grid.add_cell(text);
//       grid.end_row(static_cast<std::int64_t>(i) + 1);
//     }
//     Table table = table_from_grid(grid, "epcicom.xlsx", "Epcicom2025", diagnostics);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/table.hpp"

namespace maillage {

class Grid {
 public:
  // True when the text of the last line was not ended as the others were: the file may be cut there.
  enum class End : std::uint8_t { clean, abrupt };
  End end = End::clean;

  [[nodiscard]] std::size_t rows() const { return lines_.size(); }
  [[nodiscard]] std::size_t width(std::size_t row) const { return row_end_[row] - begin_of(row); }
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
    const Slice slice = cells_[begin_of(row) + column];
    return std::string_view(text_).substr(slice.first, slice.second);
  }
  [[nodiscard]] std::int64_t line_of(std::size_t row) const { return lines_[row]; }
  [[nodiscard]] std::size_t bytes() const { return text_.size(); }

  void add_cell(std::string_view text);
  void end_row(std::int64_t line);
  void reserve(std::size_t cells, std::size_t bytes);
  // Gives every row as many cells as the widest, empty ones at its end.
  void widen();

 private:
  using Slice = std::pair<std::uint32_t, std::uint32_t>;
  [[nodiscard]] std::size_t begin_of(std::size_t row) const { return row == 0 ? 0 : row_end_[row - 1]; }

  std::string text_;
  std::vector<Slice> cells_;
  std::vector<std::size_t> row_end_;
  std::vector<std::int64_t> lines_;
};

[[nodiscard]] Table table_from_grid(const Grid& grid, std::string file, std::string layer,
                                    Diagnostics& diagnostics);

}  // namespace maillage

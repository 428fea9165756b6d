// A table as a file has it: every cell is text.
//
// No library guesses a type or a header: codes keep their zeros, "2E3" stays text, an empty cell stays
// empty. Cells are UTF-8, not trimmed, stored once in one block of memory (8 bytes a cell plus the
// text). `line_of(row)` is where the row is in the file, counted as the user's tools count, title lines
// included. `facts` says what the reader noticed and undid: encoding, separator, title lines, second header
// line, empty trailing columns, footnotes. O(1) access; a table holds at most 4 GB of text.
//
//     Table table = read_csv("ctg.csv", diagnostics);
//     std::string_view code = table.cell(0, *table.column("code"));
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maillage {

class Table {
 public:
  std::string file;
  std::string layer;                 // sheet or layer name; empty when the format has none
  std::vector<std::string> columns;  // header, trimmed
  std::vector<std::pair<std::string, std::string>> facts;

  bool has_shapes = false;  // polygons stand beside the rows

  std::vector<std::int64_t> short_lines;  // rows with fewer cells than columns; the rest is read as empty

  [[nodiscard]] std::size_t rows() const { return lines_.size(); }
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
    const Slice slice = cells_[row * columns.size() + column];
    return std::string_view(text_).substr(slice.first, slice.second);
  }
  [[nodiscard]] std::int64_t line_of(std::size_t row) const { return lines_[row]; }
  // The exact name, otherwise the same name in another case.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  // The same; Error{usage} with the nearest name when there is none.
  [[nodiscard]] std::size_t require_column(std::string_view name) const;
  [[nodiscard]] std::string_view fact(std::string_view name) const;  // empty when there is none

  // Building: exactly columns.size() cells, then end_row.
  void add_cell(std::string_view text);
  void end_row(std::int64_t line);
  void reserve(std::size_t rows, std::size_t bytes);
  // The rows of `more`, of the same columns, follow; their lines count on from the last one here.
  void append(const Table& more);

 private:
  using Slice = std::pair<std::uint32_t, std::uint32_t>;
  void require_room(std::size_t bytes) const;

  std::string text_;
  std::vector<Slice> cells_;
  std::vector<std::int64_t> lines_;
};

}  // namespace maillage

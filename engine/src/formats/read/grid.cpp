#include "maillage/formats/read/grid.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "formats/read/header_line.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

// "row 7", "rows 7, 9, 12 and 41 more".
Message list_rows(std::span<const std::int64_t> lines) {
  constexpr std::size_t most = 10;
  if (lines.size() == 1) return message("row {}", lines.front());
  const std::string shown = fmt::format("{}", fmt::join(lines.first(std::min(most, lines.size())), ", "));
  return lines.size() > most ? message("rows {} and {} more", shown, lines.size() - most)
                             : message("rows {}", shown);
}

// A one-cell line that ends a table and reads as prose is a footnote; a lone code is data
// whose figures are missing.
bool is_footnote(const Grid& grid, std::size_t row) {
  if (filled_cells(grid, row) != 1) return false;
  const std::string_view text = trim(grid.cell(row, first_filled(grid, row)));
  return text.starts_with('*') || text.starts_with('(') || text.find(' ') != std::string_view::npos ||
         text.size() > 15;
}

std::string row_text(const Grid& grid, std::size_t row) {
  std::string text;
  for (std::size_t i = 0; i < grid.width(row); ++i) {
    const std::string_view cell = trim(grid.cell(row, i));
    if (cell.empty()) continue;
    if (!text.empty()) text += " | ";
    text += cell;
  }
  return text;
}

// Columns up to the last one that has a name or, within the header line's own width, a value.
std::size_t used_width(const Grid& grid, const Header& header) {
  if (header.row == no_header) {
    std::size_t width = 0;
    for (std::size_t row = 0; row < grid.rows(); ++row) width = std::max(width, filled_width(grid, row));
    return width;
  }
  std::size_t width = filled_width(grid, header.row);
  const std::size_t full = grid.width(header.row);
  for (std::size_t row = header.row + 1; row < grid.rows() && width < full; ++row) {
    const std::size_t filled = filled_width(grid, row);
    if (filled <= full) width = std::max(width, filled);
  }
  return width;
}

std::vector<std::string> column_names(const Grid& grid, const Header& header, std::size_t width,
                                      const std::string& file, Diagnostics& diagnostics) {
  constexpr std::size_t longest_name = 2000;
  std::vector<std::string> names;
  std::unordered_set<std::string> met;
  std::unordered_map<std::string, std::size_t> copies;  // of a name met twice: the number of the last
  for (std::size_t i = 0; i < width; ++i) {
    std::string name(header.row == no_header ? std::string_view{} : trim(grid.cell(header.row, i)));
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    if (name.empty()) name = fmt::format("column {}", i + 1);
    if (name.size() > longest_name)
      throw Error(
          Failure::unreadable,
          message("{}: line {}: the name of column {} takes {} bytes, at most {} are read: is this the line "
                  "of column names?",
                  file, grid.line_of(header.row), i + 1, name.size(), longest_name));
    const std::string base = name;
    for (std::size_t& copy = copies[base]; !met.insert(name).second;)
      name = fmt::format("{} ({})", base, copy = std::max<std::size_t>(copy, 1) + 1);
    if (name != base) {
      diagnostics.add({.severity = Severity::warning,
                       .code = "duplicate-column",
                       .place = {.file = file, .row = grid.line_of(header.row), .column = base},
                       .found = message("column name \"{}\" more than once", base),
                       .expected = message("each name once"),
                       .advice = message("column {} is called \"{}\"", i + 1, name)});
    }
    names.push_back(std::move(name));
  }
  return names;
}

struct Body {
  std::vector<std::int64_t> long_lines;
  std::size_t shortest = 0, longest = 0;
  std::string first_long;
  std::size_t blank = 0;
};

void report(const Body& body, const Table& table, Diagnostics& diagnostics) {
  const std::size_t width = table.columns.size();
  if (!table.short_lines.empty()) {
    const bool several = table.short_lines.size() > 1;
    diagnostics.add({.severity = Severity::warning,
                     .code = "short-row",
                     .place = {.file = table.file, .layer = table.layer, .row = table.short_lines.front()},
                     .found = several ? message("{} have {} or more of {}", list_rows(table.short_lines),
                                                counted(body.shortest, "cell"), width)
                                      : message("{} has {} of {}", list_rows(table.short_lines),
                                                counted(body.shortest, "cell"), width),
                     .expected = {},
                     .advice = message("the cells missing at the right are read as empty"),
                     .count = static_cast<std::int64_t>(table.short_lines.size())});
  }
  if (!body.long_lines.empty()) {
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "long-row",
         .place = {.file = table.file, .layer = table.layer, .row = body.long_lines.front()},
         .found = message("{}: up to {} cells; the first reads \"{}\"", list_rows(body.long_lines),
                          body.longest, body.first_long),
         .expected = message("{} cells", width),
         .advice = message("a cell holds the separator: put it in quotes; these rows are left out"),
         .count = static_cast<std::int64_t>(body.long_lines.size())});
  }
}

void report_cut(const Grid& grid, std::size_t row, const Table& table, Diagnostics& diagnostics) {
  diagnostics.add({.severity = Severity::problem,
                   .code = "truncated-row",
                   .place = {.file = table.file, .layer = table.layer, .row = grid.line_of(row)},
                   .found = message("the last line stops after {} cells, without a line end: \"{}\"",
                                    grid.width(row), row_text(grid, row)),
                   .expected = message("{} cells", table.columns.size()),
                   .advice = message("the file seems cut: fetch it again; this row is left out")});
}

void add_row(const Grid& grid, std::size_t row, Table& table) {
  const std::size_t width = table.columns.size();
  const std::size_t present = std::min(width, grid.width(row));
  for (std::size_t i = 0; i < present; ++i) table.add_cell(grid.cell(row, i));
  for (std::size_t i = present; i < width; ++i) table.add_cell({});
  table.end_row(grid.line_of(row));
}

// Rows after the last line of data: footnotes and blanks.
std::size_t end_of_data(const Grid& grid, std::size_t begin, std::size_t width,
                        std::vector<std::string>& footnotes) {
  std::size_t end = grid.rows();
  while (end > begin && width > 1) {
    const std::size_t row = end - 1;
    if (filled_cells(grid, row) != 0) {
      if (!is_footnote(grid, row)) break;
      footnotes.insert(footnotes.begin(), row_text(grid, row));
    }
    --end;
  }
  return end;
}

void record_titles(const Grid& grid, const Header& header, Table& table) {
  if (header.row == no_header) return;
  const std::size_t first = header.labels == no_header ? header.row : header.labels;
  std::vector<std::string> titles;
  for (std::size_t row = 0; row < first; ++row) {
    std::string text = row_text(grid, row);
    if (!text.empty()) titles.push_back(std::move(text));
  }
  if (first > 0) table.facts.emplace_back("title_lines", std::to_string(first));
  if (!titles.empty()) table.facts.emplace_back("title", join(titles, " | "));
  if (header.row > 0) table.facts.emplace_back("header_line", std::to_string(grid.line_of(header.row)));
  if (header.labels != no_header) table.facts.emplace_back("header_labels", row_text(grid, header.labels));
}

}  // namespace

void Grid::add_cell(std::string_view text) {
  if (text_.size() + text.size() > 0xffffffff) {
    throw Error(Failure::unreadable, message("more than 4 GB of text in one table"));
  }
  cells_.emplace_back(static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size()));
  text_ += text;
}

void Grid::end_row(std::int64_t line) {
  row_end_.push_back(cells_.size());
  lines_.push_back(line);
}

void Grid::widen() {
  std::size_t widest = 0;
  for (std::size_t row = 0; row < rows(); ++row) widest = std::max(widest, width(row));
  constexpr std::size_t most_cells = std::size_t{1} << 28U;
  if (widest > 0 && rows() > most_cells / widest)
    throw Error(Failure::unreadable,
                message("{} rows of {} cells are more than a table holds; remove what is "
                        "written far from it",
                        rows(), widest));
  std::vector<Slice> cells(rows() * widest);
  for (std::size_t row = 0; row < rows(); ++row)
    std::copy_n(cells_.begin() + static_cast<std::ptrdiff_t>(begin_of(row)), width(row),
                cells.begin() + static_cast<std::ptrdiff_t>(row * widest));
  cells_ = std::move(cells);
  for (std::size_t row = 0; row < rows(); ++row) row_end_[row] = (row + 1) * widest;
}

void Grid::reserve(std::size_t cells, std::size_t bytes) {
  cells_.reserve(cells);
  text_.reserve(bytes);
}

Table table_from_grid(const Grid& grid, std::string file, std::string layer, Diagnostics& diagnostics) {
  Table table;
  table.file = std::move(file);
  table.layer = std::move(layer);
  const Header header = find_header(grid);
  const std::size_t width = used_width(grid, header);
  if (width == 0)
    throw Error(
        Failure::unreadable,
        table.layer.empty()
            ? message("{}: no filled cell", table.file)
            : message("{}: sheet {} has no filled cell (pictures and charts are no table); state another: "
                      "layer = \"…\"",
                      table.file, table.layer));
  if (header.row == no_header) {
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "no-header",
         .place = {.file = table.file, .layer = table.layer, .row = grid.line_of(0)},
         .found = message("no line of column names"),
         .expected = message("a first line that names the columns"),
         .advice = message("columns are called \"column 1\", \"column 2\", …: add a header line")});
  }
  table.columns = column_names(grid, header, width, table.file, diagnostics);
  record_titles(grid, header, table);

  const std::size_t begin = header.row == no_header ? 0 : header.row + 1;
  std::vector<std::string> footnotes;
  const std::size_t end = end_of_data(grid, begin, width, footnotes);
  table.reserve(end - begin, grid.bytes());
  Body body;
  for (std::size_t row = begin; row < end; ++row) {
    const std::size_t filled = filled_width(grid, row);
    if (filled == 0) {
      ++body.blank;
    } else if (filled > width) {
      body.long_lines.push_back(grid.line_of(row));
      body.longest = std::max(body.longest, grid.width(row));
      if (body.first_long.empty()) body.first_long = row_text(grid, row);
    } else if (grid.width(row) < width && row + 1 == grid.rows() && grid.end == Grid::End::abrupt) {
      report_cut(grid, row, table, diagnostics);
    } else {
      if (grid.width(row) < width) {
        body.shortest =
            table.short_lines.empty() ? grid.width(row) : std::min(body.shortest, grid.width(row));
        table.short_lines.push_back(grid.line_of(row));
      }
      add_row(grid, row, table);
    }
  }
  if (header.row != no_header && grid.width(header.row) > width) {
    table.facts.emplace_back("empty_columns", std::to_string(grid.width(header.row) - width));
  }
  if (body.blank + (grid.rows() - end - footnotes.size()) > 0) {
    table.facts.emplace_back("blank_lines",
                             std::to_string(body.blank + grid.rows() - end - footnotes.size()));
  }
  if (!footnotes.empty()) {
    table.facts.emplace_back("footnotes", std::to_string(footnotes.size()));
    table.facts.emplace_back("footnote", join(footnotes, " | "));
  }
  report(body, table, diagnostics);
  if (table.rows() == 0) {
    diagnostics.add({.severity = Severity::warning,
                     .code = "no-rows",
                     .place = {.file = table.file, .layer = table.layer},
                     .found = message("a header and no row below it"),
                     .expected = message("at least one row"),
                     .advice = message("check that the right file or sheet is named")});
  }
  return table;
}

}  // namespace maillage

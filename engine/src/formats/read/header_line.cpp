#include "formats/read/header_line.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {
namespace {

constexpr std::size_t lines_searched = 50;
constexpr std::size_t names_needed = 2;

std::size_t searched(const Grid& grid) {
  return std::min(grid.rows(), lines_searched);
}

bool is_number(std::string_view text) {
  return parse_number(text).has_value();
}

bool is_year(std::string_view text) {
  return text.size() == 4 && all_digits(text) && (text.starts_with("19") || text.starts_with("20"));
}

bool is_code(std::string_view text) {
  return looks_like_code(text, Level::commune) || looks_like_code(text, Level::qpv);
}

bool is_value(std::string_view text) {
  return (is_number(text) && !is_year(text)) || is_code(text);
}

bool holds_values(const Grid& grid, std::size_t row) {
  for (std::size_t i = 0; i < grid.width(row); ++i) {
    if (is_value(trim(grid.cell(row, i)))) return true;
  }
  return false;
}

// A dictionary of columns lists known names too, row under row: there no codes or numbers follow. A header
// without any row is alone.
bool heads_values(const Grid& grid, std::size_t row) {
  const auto is_row_of_names = [&](std::size_t other) {
    return other != row && filled_cells(grid, other) >= names_needed;
  };
  bool alone = true;
  for (std::size_t other = 0; other < searched(grid); ++other) {
    if (other > row && holds_values(grid, other)) return true;
    alone = alone && !is_row_of_names(other);
  }
  return alone;
}

// Different texts, mostly filled, and no number but years ("2019").
bool reads_as_names(const Grid& grid, std::size_t row) {
  std::set<std::string_view> names;
  std::size_t empty = 0;
  const std::size_t width = filled_width(grid, row);
  for (std::size_t i = 0; i < width; ++i) {
    const std::string_view cell = trim(grid.cell(row, i));
    if (cell.empty()) {
      ++empty;
    } else if (is_value(cell) || !names.insert(cell).second) {
      return false;
    }
  }
  return 2 * empty < width && !std::all_of(names.begin(), names.end(), is_year);
}

std::size_t by_known_names(const Grid& grid) {
  std::size_t best = no_header;
  std::size_t most = names_needed - 1;
  for (std::size_t row = 0; row < searched(grid); ++row) {
    const std::size_t known = known_names(grid, row);
    if (known < names_needed || holds_values(grid, row) || !heads_values(grid, row)) continue;
    const bool codes_below_labels = best != no_header && row == best + 1 && reads_as_names(grid, row) &&
                                    filled_cells(grid, row) == filled_cells(grid, best);
    if (known > most || codes_below_labels) {
      best = row;
      most = std::max(most, known);
    }
  }
  return best;
}

std::size_t by_shape(const Grid& grid) {
  const std::size_t width = usual_width(grid);
  for (std::size_t row = 0; row < searched(grid); ++row) {
    if (filled_width(grid, row) == 0) continue;
    // The header of a table whose last columns are often empty is wider than its rows.
    if (filled_width(grid, row) < width) continue;
    return reads_as_names(grid, row) ? row : no_header;
  }
  return no_header;
}

}  // namespace

std::size_t filled_cells(const Grid& grid, std::size_t row) {
  std::size_t filled = 0;
  for (std::size_t i = 0; i < grid.width(row); ++i) filled += trim(grid.cell(row, i)).empty() ? 0U : 1U;
  return filled;
}

std::size_t first_filled(const Grid& grid, std::size_t row) {
  std::size_t i = 0;
  while (i < grid.width(row) && trim(grid.cell(row, i)).empty()) ++i;
  return i;
}

std::size_t filled_width(const Grid& grid, std::size_t row) {
  std::size_t width = grid.width(row);
  while (width > 0 && trim(grid.cell(row, width - 1)).empty()) --width;
  return width;
}

std::size_t usual_width(const Grid& grid) {
  std::map<std::size_t, std::size_t> rows_of_width;
  for (std::size_t row = 0; row < searched(grid); ++row) {
    const std::size_t width = filled_width(grid, row);
    if (width > 0) ++rows_of_width[width];
  }
  std::size_t usual = 0;
  std::size_t most = 0;
  for (const auto& [width, rows] : rows_of_width) {
    if (rows >= most) {
      usual = width;
      most = rows;
    }
  }
  return usual;
}

std::size_t known_names(const Grid& grid, std::size_t row) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < grid.width(row); ++i) {
    if (is_known_column(grid.cell(row, i))) names.insert(trim(grid.cell(row, i)));
  }
  return names.size();
}

Header find_header(const Grid& grid) {
  Header header;
  header.row = by_known_names(grid);
  if (header.row == no_header) header.row = by_shape(grid);
  if (header.row == no_header || header.row == 0) return header;
  const std::size_t above = header.row - 1;
  if (filled_cells(grid, above) == filled_cells(grid, header.row) && filled_cells(grid, above) > 1 &&
      reads_as_names(grid, above)) {
    header.labels = above;
  }
  return header;
}

}  // namespace maillage

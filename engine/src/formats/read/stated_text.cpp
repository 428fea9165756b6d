#include "formats/read/stated_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool could_be_code(std::string_view text) {
  const auto known = [](char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == ',' ||
           c == ' ';
  };
  return std::ranges::all_of(text, known) && std::ranges::any_of(text, is_digit);
}

std::optional<std::string_view> stated(std::string_view cell) {
  const std::string_view text = trim(cell);
  if (text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"'))
    return text.substr(2, text.size() - 3);
  if (text.size() < 2 || text.front() != '\'') return std::nullopt;
  std::string_view rest = text.substr(1);
  if (rest.ends_with('\'')) rest.remove_suffix(1);
  return could_be_code(rest) ? std::optional(rest) : std::nullopt;
}

}  // namespace

Grid without_text_marks(Grid grid, const std::string& file, const std::string& layer,
                        Diagnostics& diagnostics) {
  std::int64_t count = 0;
  std::int64_t line = 0;
  std::string before, after;
  for (std::size_t row = 0; row < grid.rows(); ++row)
    for (std::size_t column = 0; column < grid.width(row); ++column) {
      const std::string_view text = grid.cell(row, column);
      const auto plain = stated(text);
      if (!plain || count++ > 0) continue;
      line = grid.line_of(row);
      before = text;
      after = *plain;
    }
  if (count == 0) return grid;
  Grid result;
  result.reserve(0, grid.bytes());
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t column = 0; column < grid.width(row); ++column) {
      const std::string_view text = grid.cell(row, column);
      result.add_cell(stated(text).value_or(text));
    }
    result.end_row(grid.line_of(row));
  }
  result.end = grid.end;
  diagnostics.add({.severity = Severity::note,
                   .code = "stated-text",
                   .place = {.file = file, .layer = layer, .row = line},
                   .found = message("{} marked as text, as spreadsheets do: {}",
                                    counted(static_cast<std::size_t>(count), "cell"), before),
                   .expected = Message(),
                   .advice = message("read as {}", after),
                   .count = count});
  return result;
}

}  // namespace maillage

#include "maillage/formats/table.hpp"

#include <fmt/format.h>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage {

std::optional<std::size_t> Table::column(std::string_view name) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == name) return i;
  }
  const std::string lower = to_lower_ascii(name);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (to_lower_ascii(columns[i]) == lower) return i;
  }
  return std::nullopt;
}

std::size_t Table::require_column(std::string_view name) const {
  if (const auto found = column(name)) return *found;
  const auto near = closest(name, columns);
  throw Error(Failure::usage,
              message("{}: there is no column \"{}\"{}; columns are: {}", file, name,
                      near ? message(" (did you mean \"{}\"?)", *near) : std::string{}, join(columns, ", ")));
}

std::string_view Table::fact(std::string_view name) const {
  for (const auto& [key, value] : facts) {
    if (key == name) return value;
  }
  return {};
}

void Table::require_room(std::size_t bytes) const {
  if (text_.size() + bytes > 0xffffffff)
    throw Error(Failure::unreadable, message("{}: more than 4 GB of text in one table", file));
}

void Table::add_cell(std::string_view text) {
  require_room(text.size());
  cells_.emplace_back(static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size()));
  text_ += text;
}

void Table::end_row(std::int64_t line) {
  lines_.push_back(line);
  if (cells_.size() != lines_.size() * columns.size()) {
    throw Error(Failure::internal,
                fmt::format("{}: line {}: a table row needs {} cells", file, line, columns.size()));
  }
}

void Table::reserve(std::size_t rows, std::size_t bytes) {
  cells_.reserve(rows * columns.size());
  lines_.reserve(rows);
  text_.reserve(bytes);
}

void Table::append(const Table& more) {
  require_room(more.text_.size());
  const auto text_before = static_cast<std::uint32_t>(text_.size());
  const std::int64_t lines_before = lines_.empty() ? 0 : lines_.back();
  text_ += more.text_;
  for (const auto& [first, size] : more.cells_) cells_.emplace_back(text_before + first, size);
  for (const std::int64_t line : more.lines_) lines_.push_back(lines_before + line);
}

}  // namespace maillage

#include "formats/recognise/arrange.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "formats/recognise/binding.hpp"
#include "formats/recognise/code_forms.hpp"
#include "formats/recognise/presence_words.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

Table like(const Table& table) {
  Table other;
  other.file = table.file;
  other.layer = table.layer;
  other.facts = table.facts;
  other.has_shapes = table.has_shapes;
  other.short_lines = table.short_lines;
  return other;
}

std::string padded(std::string_view digits, std::size_t width) {
  if (!all_digits(digits) || digits.size() >= width) return std::string(digits);
  return std::string(width - digits.size(), '0') + std::string(digits);
}

// 01 + 004; 1 + 4; 971 + 101, where the first digit of the commune is the last of the département.
std::string code_of_commune(std::string_view departement, std::string_view commune) {
  const bool overseas = departement.size() == 3;
  if (overseas && commune.size() == 3 && commune.front() == departement.back()) commune.remove_prefix(1);
  return std::string(departement) + padded(commune, overseas ? 2 : 3);
}

std::string key_of(const std::vector<std::string_view>& parts, const Layout& layout) {
  if (std::ranges::any_of(parts, [](std::string_view part) { return part.empty(); })) return {};
  if (parts.size() == 2 && layout.level == Level::commune) return code_of_commune(parts[0], parts[1]);
  std::string key;
  for (const std::string_view part : parts) key += part;
  return key;
}

// Of each entry of a role, the column that has one of its names; nothing when an entry has none.
std::optional<std::vector<std::size_t>> columns_of(std::string_view role, const Layout& layout,
                                                   std::span<const NamePattern> patterns,
                                                   std::span<const std::string> plain) {
  std::map<std::size_t, std::optional<std::size_t>> of_entry;
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    const ColumnRule& rule = layout.columns[i];
    if (rule.role != role) continue;
    auto& column = of_entry[rule.entry];
    if (!column) column = column_for(patterns[i], plain);
  }
  std::vector<std::size_t> columns;
  for (const auto& [entry, column] : of_entry) {
    if (!column) return std::nullopt;
    columns.push_back(*column);
  }
  return columns;
}

// The table with one column more, of keys put together from `parts`.
Arranged with_key(const Table& table, const std::vector<std::size_t>& parts, const Layout& layout) {
  Arranged result{
      .table = like(table), .key = table.columns.size(), .figures_in_columns = false, .fault = {}};
  std::string name;
  for (const std::size_t part : parts) name += (name.empty() ? "" : " + ") + table.columns[part];
  result.table.columns = table.columns;
  result.table.columns.push_back(name);
  result.table.facts.emplace_back("key_parts", name);
  std::vector<std::string_view> texts(parts.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < table.columns.size(); ++column)
      result.table.add_cell(table.cell(row, column));
    for (std::size_t i = 0; i < parts.size(); ++i) texts[i] = trim(table.cell(row, parts[i]));
    result.table.add_cell(key_of(texts, layout));
    result.table.end_row(table.line_of(row));
  }
  return result;
}

// One figure a row, put into columns.
class Pivot {
 public:
  Pivot(const Table& table, const Layout& layout, std::span<const NamePattern> patterns,
        std::span<const std::string> plain)
      : table_(table), layout_(layout) {
    std::set<std::size_t> used;
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
      const ColumnRule& rule = layout.columns[i];
      const auto column = column_for(patterns[i], plain);
      if (!column) continue;
      if (rule.role == "figure_name") name_ = column;
      if (rule.role == "figure_value") value_ = column;
      if (rule.role == "figure_unit") unit_ = column;
      if (rule.role == "figure_power") power_ = column;
      if (rule.role == "figure_status") statuses_.emplace_back(*column, &rule);
      const bool tells_rows = !is_of_figures(rule) && rule.role != "measure" && rule.role != "category" &&
                              rule.role != "note" && rule.role != "ignored";
      if (tells_rows && used.insert(*column).second) kept_.push_back(*column);
    }
  }

  [[nodiscard]] bool possible() const { return name_ && value_ && !kept_.empty() && !table_.has_shapes; }

  Arranged run() {
    Arranged result{.table = like(table_), .key = {}, .figures_in_columns = true, .fault = {}};
    for (std::size_t row = 0; row < table_.rows() && result.fault.empty(); ++row) result.fault = take(row);
    constexpr std::size_t most = 2000;
    if (names_.size() > most)
      result.fault = message("column {} names {} different figures: it is no column of names",
                             table_.columns[*name_], names_.size());
    if (!result.fault.empty()) return result;
    Table& plain = result.table;
    for (const std::size_t column : kept_) plain.columns.push_back(table_.columns[column]);
    plain.columns.insert(plain.columns.end(), names_.begin(), names_.end());
    plain.short_lines.clear();
    for (std::size_t i = 0; i < rows_.size(); ++i) write(i, plain);
    plain.facts.emplace_back("one_figure_a_row",
                             fmt::format("{} ({}{})", table_.rows(), table_.columns[*name_], left_out()));
    return result;
  }

 private:
  struct Figure {
    std::string text;
    std::size_t row = 0;
  };

  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
    return trim(table_.cell(row, column));
  }

  Message take(std::size_t row) {
    std::string id;
    for (const std::size_t column : kept_) id.append(cell(row, column)) += '\n';
    const auto [at, is_new] = row_of_.try_emplace(std::move(id), rows_.size());
    if (is_new) {
      rows_.push_back(row);
      figures_.emplace_back();
    }
    std::string name(cell(row, *name_));
    if (unit_ && !cell(row, *unit_).empty()) name.append(" ").append(cell(row, *unit_));
    const auto [figure, is_new_name] = number_of_.try_emplace(name, names_.size());
    if (is_new_name) names_.push_back(name);
    const auto [place, is_first] =
        figures_[at->second].try_emplace(figure->second, Figure{text_of_figure(row), row});
    if (is_first || place->second.text == text_of_figure(row)) return {};
    return message("column {} gives {} twice for one zone: \"{}\" (row {}) and \"{}\" (row {}){}",
                   table_.columns[*name_], name, place->second.text, table_.line_of(place->second.row),
                   text_of_figure(row), table_.line_of(row), what_differs(place->second.row, row));
  }

  [[nodiscard]] std::string text_of_figure(std::size_t row) const {
    for (const auto& [column, rule] : statuses_)
      for (const auto& [word, meaning] : rule->labels)
        if (word == cell(row, column) && parse_presence(meaning)) return status_marker(*rule, word);
    const std::string_view printed = cell(row, *value_);
    int power = 0;
    if (power_) {
      const std::string_view text = cell(row, *power_);
      std::from_chars(text.data(), text.data() + text.size(), power);
    }
    const auto value = power == 0 ? std::nullopt : parse_number(printed);
    return value ? plain_number(*value * std::pow(10.0, power)) : std::string(printed);
  }

  [[nodiscard]] bool is_used(std::size_t column) const {
    return std::ranges::find(kept_, column) != kept_.end() || column == name_ || column == value_ ||
           column == unit_ || column == power_ ||
           std::ranges::any_of(statuses_, [&](const auto& status) { return status.first == column; });
  }

  [[nodiscard]] Message what_differs(std::size_t a, std::size_t b) const {
    for (std::size_t column = 0; column < table_.columns.size(); ++column)
      if (!is_used(column) && cell(a, column) != cell(b, column))
        return message("; column {} tells them apart (\"{}\", \"{}\"): keep the rows of one of its words",
                       table_.columns[column], cell(a, column), cell(b, column));
    return {};
  }

  [[nodiscard]] std::string left_out() const {
    std::string names;
    for (std::size_t column = 0; column < table_.columns.size(); ++column)
      if (!is_used(column)) names += ", " + table_.columns[column] + " not used";
    return names;
  }

  void write(std::size_t i, Table& plain) const {
    for (const std::size_t column : kept_) plain.add_cell(table_.cell(rows_[i], column));
    for (std::size_t name = 0; name < names_.size(); ++name) {
      const auto figure = figures_[i].find(name);
      plain.add_cell(figure == figures_[i].end() ? std::string_view{} : figure->second.text);
    }
    plain.end_row(table_.line_of(rows_[i]));
  }

  const Table& table_;
  const Layout& layout_;
  std::optional<std::size_t> name_, value_, unit_, power_;
  std::vector<std::pair<std::size_t, const ColumnRule*>> statuses_;
  std::vector<std::size_t> kept_;  // columns that say which zone, year, … a figure is of
  std::unordered_map<std::string, std::size_t> row_of_, number_of_;
  std::vector<std::size_t> rows_;  // the first of each zone
  std::vector<std::string> names_;
  std::vector<std::map<std::size_t, Figure>> figures_;  // of each zone, by number of their name
};

}  // namespace

bool is_of_figures(const ColumnRule& rule) {
  return rule.role.starts_with("figure_");
}

std::optional<std::size_t> column_for(const NamePattern& pattern, std::span<const std::string> plain) {
  for (std::size_t i = 0; i < plain.size(); ++i)
    if (match_name(pattern, plain[i])) return i;
  return std::nullopt;
}

std::optional<Arranged> arranged(const Table& table, const Layout& layout,
                                 std::span<const NamePattern> patterns) {
  const auto has_role = [&](std::string_view role) {
    return std::ranges::any_of(layout.columns, [&](const ColumnRule& rule) { return rule.role == role; });
  };
  std::optional<Arranged> result;
  if (has_role("figure_name")) {
    const std::vector<std::string> plain = plain_names(table);
    Pivot pivot(table, layout, patterns, plain);
    if (!pivot.possible()) return std::nullopt;
    result = pivot.run();
    if (!result->fault.empty()) return result;
  }
  if (!has_role("key_part")) return result;
  const Table& looked_at = result ? result->table : table;
  const auto parts = columns_of("key_part", layout, patterns, plain_names(looked_at));
  if (!parts) return std::nullopt;
  Arranged with = with_key(looked_at, *parts, layout);
  with.figures_in_columns = result.has_value();
  return with;
}

}  // namespace maillage

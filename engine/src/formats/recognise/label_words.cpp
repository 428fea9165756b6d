#include "formats/recognise/label_words.hpp"

#include <algorithm>
#include <charconv>

#include "formats/recognise/column_names.hpp"
#include "formats/recognise/presence_words.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/matching.hpp"

namespace maillage {
namespace {

// "FRR+" and "FRR" must differ.
std::string label_key(std::string_view text) {
  std::string key = fold(text);
  if (trim(text).ends_with('+')) key += '+';
  return key;
}

const ColumnRule* note_rule(const ColumnRule& rule, const Layout& layout) {
  if (rule.note.empty()) return nullptr;
  for (const ColumnRule& candidate : layout.columns) {
    if (candidate.role == "note" && candidate.pattern == rule.note) return &candidate;
  }
  return nullptr;
}

std::optional<std::size_t> find_year_column(const Table& table, const Layout& layout) {
  for (const ColumnRule& rule : layout.columns) {
    if (rule.role != "year") continue;
    const std::string wanted = plain_name(rule.pattern);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (plain_name(table.columns[i]) == wanted) return i;
    }
  }
  return std::nullopt;
}

}  // namespace

LabelWords::LabelWords(const ColumnRule& rule) {
  for (const auto& [text, code] : rule.labels) {
    code_of_.emplace(label_key(text), code);
    texts_.push_back(text);
    if (std::find(codes_.begin(), codes_.end(), code) == codes_.end()) codes_.push_back(code);
  }
}

std::optional<std::string_view> LabelWords::find(std::string_view text) const {
  auto found = code_of_.find(label_key(text));
  if (found == code_of_.end()) {
    const std::size_t dash = text.find(" - ");
    if (dash != std::string_view::npos) found = code_of_.find(label_key(text.substr(0, dash)));
  }
  return found == code_of_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

Notes::Notes(const Table& table, const BoundColumn& column, const Layout& layout) : table_(table) {
  const ColumnRule* rule = note_rule(*column.rule, layout);
  if (rule == nullptr) return;
  const NamePattern pattern = compile_pattern(rule->pattern);
  for (std::size_t i = 0; i < table.columns.size() && !column_; ++i) {
    const auto match = match_name(pattern, plain_name(table.columns[i]));
    if (match && match->year == column.year) column_ = i;
    if (match && pattern.slot == NamePattern::Slot::none) column_ = i;
  }
  for (const auto& [text, word] : rule->labels) {
    if (const auto presence = parse_presence(word)) meaning_.emplace(text, *presence);
  }
}

std::optional<Presence> Notes::reason(std::uint32_t row) const {
  if (!column_) return std::nullopt;
  const auto found = meaning_.find(trim(table_.cell(row, *column_)));
  return found == meaning_.end() ? std::nullopt : std::optional<Presence>(found->second);
}

std::optional<Day> year_of_rows(const Table& table, const ColumnRule& rule, const Layout& layout,
                                std::span<const std::uint32_t> rows) {
  const auto column = find_year_column(table, layout);
  if (!column) return std::nullopt;
  int year = 0;
  std::string_view last;
  for (const std::uint32_t row : rows) {
    if (row == no_row || table.cell(row, *column) == last) continue;
    last = table.cell(row, *column);
    const int here = year_in_text(last);
    if (here == 0 || (year != 0 && here != year)) return std::nullopt;
    year = here;
  }
  if (year == 0) return std::nullopt;
  return rule.year_day == YearDay::first ? new_year(year) : day_before(new_year(year + 1));
}

int year_in_text(std::string_view text) {
  text = trim(text);
  if (const auto day = parse_day(text)) return year_of(*day);
  if (text.size() < 4 || !all_digits(text.substr(0, 4))) return 0;
  int year = 0;
  std::from_chars(text.data(), text.data() + 4, year);
  return year >= 1900 && year <= 2100 ? year : 0;
}

}  // namespace maillage

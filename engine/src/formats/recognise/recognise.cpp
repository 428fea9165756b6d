#include <algorithm>
#include <optional>
#include <unordered_set>

#include <fmt/format.h>

#include "formats/recognise/binding.hpp"
#include "formats/recognise/code_forms.hpp"
#include "formats/recognise/vintage_of.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {
namespace {

std::optional<std::size_t> column_of(const Binding& binding, std::string_view role) {
  for (const BoundColumn& column : binding.columns) {
    if (column.rule->role == role) return column.column;
  }
  return std::nullopt;
}

bool fits(const Table& table, const Binding& binding, const Layout& layout) {
  if (!binding.missing.empty()) return false;
  for (const BoundColumn& column : binding.columns) {
    if (column.rule->role != "key") continue;
    const bool own_form = column.rule->rebuild.empty() || !layout.key_form.empty();
    return !own_form || keys_fit(table, column.column, column_of(binding, "name"), layout);
  }
  return true;
}

struct Candidate {
  const Layout* layout;
  Binding binding;
};

// Most columns explained first, then most required ones.
bool better(const Candidate& a, const Candidate& b) {
  if (a.binding.columns.size() != b.binding.columns.size())
    return a.binding.columns.size() > b.binding.columns.size();
  return a.binding.required > b.binding.required;
}

const BoundColumn* latest(const std::vector<BoundColumn>& columns, std::string_view role,
                          std::string_view code) {
  const BoundColumn* best = nullptr;
  for (const BoundColumn& column : columns) {
    if (column.rule->role != role || column.rule->info.code != code) continue;
    if (best == nullptr || best->year < column.year) best = &column;
  }
  return best;
}

std::string quoted_guess(const Table& table, const Binding& binding, const ColumnRule& rule) {
  std::vector<std::string> spare;
  for (const std::size_t column : binding.unexplained) spare.push_back(table.columns[column]);
  const auto near = closest(rule.pattern, spare);
  return near ? fmt::format("; did you mean \"{}\"?", *near) : std::string{};
}

// Every cell filled, with a code of that form, each once: the keys that the layout looks for.
bool holds_keys(const Table& table, std::size_t column, CodeForm form) {
  std::unordered_set<std::string_view> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view code = trim(table.cell(row, column));
    if (!has_form(code, form) || !seen.insert(code).second) return false;
  }
  return !seen.empty();
}

// ": these are SIREN; column "insee" holds codes of that form".
std::string confusion(const Table& table, const Layout& layout, std::string_view example) {
  const CodeForm form = form_of(layout);
  std::string text;
  if (form == CodeForm::commune && has_form(example, CodeForm::epci)) text = ": these are SIREN";
  if (form == CodeForm::epci && has_form(example, CodeForm::commune)) text = ": these are codes of communes";
  for (std::size_t column = 0; column < table.columns.size() && form != CodeForm::any; ++column)
    if (holds_keys(table, column, form))
      return text + fmt::format("; column \"{}\" holds codes of that form", table.columns[column]);
  return text;
}

std::string near_miss_sentence(const Table& table, const Layout& layout, const Binding& binding) {
  const std::string start = fmt::format("looks like {} ({}, {})", layout.title, layout.producer, layout.id);
  if (binding.missing.empty()) {
    const auto key = column_of(binding, "key");
    const std::string example = table.rows() > 0 && key ? std::string(table.cell(0, *key)) : std::string{};
    return fmt::format("{}, but its keys (\"{}\") have not the form of a {} code{}", start, example,
                       to_string(layout.level), confusion(table, layout, example));
  }
  std::string missing;
  for (const ColumnRule* rule : binding.missing) {
    if (!missing.empty()) missing += ", ";
    missing += rule->pattern;
  }
  return fmt::format("{}, but column {} is missing{}", start, missing,
                     quoted_guess(table, binding, *binding.missing.front()));
}

std::string with_slots(const NamePattern& pattern) {
  using Slot = NamePattern::Slot;
  if (pattern.slot == Slot::none) return pattern.before;
  return pattern.before +
         (pattern.slot == Slot::year2   ? "\x01"
          : pattern.slot == Slot::year4 ? "\x02"
                                        : "\x03") +
         pattern.after;
}

const std::unordered_set<std::string>& vocabulary() {
  static const std::unordered_set<std::string> words = [] {
    std::unordered_set<std::string> all;
    for (const Patterns& patterns : catalogue_patterns()) {
      for (const NamePattern& pattern : patterns) all.insert(with_slots(pattern));
    }
    return all;
  }();
  return words;
}

}  // namespace

const BoundColumn* Recognition::find(std::string_view role) const {
  for (const BoundColumn& column : columns) {
    if (column.rule->role == role) return &column;
  }
  return nullptr;
}

const BoundColumn* Recognition::parent(Level level) const {
  for (const BoundColumn& column : columns) {
    if (column.rule->role == "parent" && column.rule->level == level) return &column;
  }
  return nullptr;
}

const BoundColumn* Recognition::measure(std::string_view code) const {
  return latest(columns, "measure", code);
}

const BoundColumn* Recognition::category(std::string_view code) const {
  return latest(columns, "category", code);
}

std::optional<Recognition> recognise(const Table& table) {
  const std::vector<std::string> plain = plain_names(table);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < catalogue().size(); ++i) {
    const Layout& layout = catalogue()[i];
    Binding binding = maillage::bind(plain, layout, catalogue_patterns()[i]);
    if (fits(table, binding, layout)) candidates.push_back({&layout, std::move(binding)});
  }
  if (candidates.empty()) return std::nullopt;
  std::ranges::stable_sort(candidates, better);
  Recognition recognition;
  recognition.layout = candidates.front().layout;
  for (std::size_t i = 1; i < candidates.size() && !better(candidates.front(), candidates[i]); ++i) {
    recognition.also.push_back(candidates[i].layout->id);
  }
  recognition.columns = std::move(candidates.front().binding.columns);
  recognition.unexplained = std::move(candidates.front().binding.unexplained);
  tell_vintage(table, recognition);
  return recognition;
}

std::vector<NearMiss> near_misses(const Table& table) {
  const std::vector<std::string> plain = plain_names(table);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < catalogue().size(); ++i) {
    const Layout& layout = catalogue()[i];
    Binding binding = maillage::bind(plain, layout, catalogue_patterns()[i]);
    if (fits(table, binding, layout)) continue;
    const std::size_t found = binding.required - binding.missing.size();
    if (2 * found >= binding.required && binding.columns.size() >= 2)
      candidates.push_back({&layout, std::move(binding)});
  }
  std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) {
    if (a.binding.columns.size() != b.binding.columns.size())
      return a.binding.columns.size() > b.binding.columns.size();
    return a.binding.missing.size() < b.binding.missing.size();
  });
  std::vector<NearMiss> misses;
  for (const Candidate& candidate : candidates) {
    if (misses.size() == 3) break;
    misses.push_back({candidate.layout->id, near_miss_sentence(table, *candidate.layout, candidate.binding)});
  }
  return misses;
}

bool is_known_column(std::string_view name) {
  constexpr std::size_t longest = 120;
  name = trim(name);
  if (name.empty() || name.size() > longest || all_digits(name)) return false;
  const std::string plain = plain_name(name);
  if (vocabulary().contains(plain)) return true;
  for (const auto& [width, mark] : {std::pair{4, "\x02"}, std::pair{2, "\x01"}}) {
    const auto length = static_cast<std::size_t>(width);
    for (std::size_t i = 0; i + length <= plain.size(); ++i) {
      if (!all_digits(std::string_view(plain).substr(i, length))) continue;
      std::string pattern = plain;
      pattern.replace(i, length, mark);
      if (vocabulary().contains(pattern)) return true;
    }
  }
  return false;
}

}  // namespace maillage

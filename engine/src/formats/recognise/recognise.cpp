#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "formats/recognise/arrange.hpp"
#include "formats/recognise/binding.hpp"
#include "formats/recognise/code_forms.hpp"
#include "formats/recognise/vintage_of.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {
namespace {

struct RowIdentity {
  std::size_t rows = 0;              // with a well-formed key
  std::size_t repeated = 0;          // of these, whose key an earlier row has
  std::string example;               // the first key that is repeated
  std::optional<std::size_t> finer;  // a column that no rule explains, of which each row has its own code
  bool names_of_above = false;       // one name for many codes
  std::string name;                  // the first of these

  // Rows that repeat their key, most of them or because they are about something finer, are no zones.
  [[nodiscard]] bool one_zone_a_row() const {
    return 2 * repeated <= rows && !(repeated > 0 && finer) && !names_of_above;
  }
};

std::optional<std::size_t> column_of(const Binding& binding, std::string_view role) {
  for (const BoundColumn& column : binding.columns)
    if (column.rule->role == role) return column.column;
  return std::nullopt;
}

bool has_zones_once(const Layout& layout) {
  return !layout.in_parts && layout.level != Level::nation && layout.kind != SourceKind::agreements &&
         layout.kind != SourceKind::movements && layout.kind != SourceKind::correspondence;
}

std::vector<std::size_t> rows_kept(const Table& table, const Layout& layout) {
  std::vector<std::pair<std::size_t, std::string_view>> filters;
  for (const auto& [name, value] : layout.only)
    if (const auto column = table.column(name)) filters.emplace_back(*column, value);
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (std::ranges::all_of(filters, [&](const auto& filter) {
          return trim(table.cell(row, filter.first)) == filter.second;
        }))
      rows.push_back(row);
  return rows;
}

// Codes below a level: what a list of that level may hold by mistake.
std::vector<CodeForm> below(CodeForm form) {
  switch (form) {
    case CodeForm::commune:
      return {CodeForm::iris};
    case CodeForm::epci:
      return {CodeForm::commune, CodeForm::iris};
    case CodeForm::departement:
    case CodeForm::region:
      return {CodeForm::commune, CodeForm::epci, CodeForm::iris};
    default:
      return {};
  }
}

bool each_has_its_own(const Table& table, std::size_t column, const std::vector<std::size_t>& rows,
                      CodeForm form) {
  std::unordered_set<std::string_view> seen;
  for (const std::size_t row : rows) {
    const std::string_view code = trim(table.cell(row, column));
    if (!has_form(code, form) || !seen.insert(code).second) return false;
  }
  return rows.size() > 1;
}

bool holds_epci(const Table& table, std::size_t column, const std::vector<std::size_t>& rows) {
  return std::ranges::all_of(
      rows, [&](std::size_t row) { return has_form(trim(table.cell(row, column)), CodeForm::epci); });
}

// The names of the EPCI beside the codes of communes: one name for each EPCI, whatever the commune.
void look_at_names(const Table& table, const std::vector<std::size_t>& rows, std::size_t name,
                   RowIdentity& identity) {
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (column == name || !holds_epci(table, column, rows)) continue;
    std::unordered_map<std::string_view, std::string_view> name_of;
    bool one_each = true;
    for (const std::size_t row : rows) {
      const std::string_view text = trim(table.cell(row, name));
      const auto [known, is_new] = name_of.emplace(trim(table.cell(row, column)), text);
      one_each = one_each && !text.empty() && known->second == text;
    }
    if (!one_each || 2 * name_of.size() > rows.size()) continue;
    identity.names_of_above = true;
    identity.name = trim(table.cell(rows.front(), name));
    return;
  }
}

struct HashOfPair {
  std::size_t operator()(const std::pair<std::string_view, std::string_view>& pair) const {
    constexpr std::size_t odd = 31;
    return odd * std::hash<std::string_view>()(pair.first) + std::hash<std::string_view>()(pair.second);
  }
};

RowIdentity row_identity(const Table& table, const Binding& binding, const Layout& layout) {
  RowIdentity identity;
  const auto key = column_of(binding, "key");
  if (!key || !has_zones_once(layout)) return identity;
  const auto year = column_of(binding, "year");
  const CodeForm form = form_of(layout.level);
  std::vector<std::size_t> keyed;
  std::unordered_set<std::pair<std::string_view, std::string_view>, HashOfPair> seen;  // code and year
  seen.reserve(table.rows());
  for (const std::size_t row : rows_kept(table, layout)) {
    const std::string_view code = trim(table.cell(row, *key));
    if (code.empty()) continue;
    const bool is_code = form != CodeForm::any && has_form(code, form);
    if (!is_code && (is_placeholder(layout, code) || is_total(layout, code))) continue;
    ++identity.rows;
    keyed.push_back(row);
    if (seen.emplace(code, year ? trim(table.cell(row, *year)) : std::string_view()).second) continue;
    if (identity.repeated++ == 0) identity.example = code;
  }
  if (identity.repeated > 0)
    for (std::size_t column = 0; column < table.columns.size() && !identity.finer; ++column) {
      if (column == *key) continue;
      for (const CodeForm finer : below(form))
        if (each_has_its_own(table, column, keyed, finer)) identity.finer = column;
    }
  const auto name = column_of(binding, "name");
  if (name && form == CodeForm::commune && keyed.size() > 1) look_at_names(table, keyed, *name, identity);
  return identity;
}

bool keys_have_form(const Table& table, const Binding& binding, const Layout& layout) {
  for (const BoundColumn& column : binding.columns) {
    if (column.rule->role != "key") continue;
    const bool own_form = column.rule->rebuild.empty() || !layout.key_form.empty();
    if (!own_form) return true;
    const std::vector<std::size_t> rows = rows_kept(table, layout);
    return (!rows.empty() || table.rows() == 0) &&
           keys_fit(table, rows, column.column, column_of(binding, "name"), layout);
  }
  return true;
}

// A column that only rows about something else have: "Code commune pôle" beside communes that are part of another.
const std::string* column_of_others(const Table& table, const Layout& layout) {
  const auto found = std::ranges::find_if(layout.without, [&](const std::string& name) {
    return std::ranges::find(table.columns, plain_name(name), plain_name) != table.columns.end();
  });
  return found == layout.without.end() ? nullptr : &*found;
}

// A list of members is worth the codes of its groups: a SIREN of a commune is no EPCI.
bool groups_have_form(const Table& table, const Binding& binding, const Layout& layout) {
  return layout.kind != SourceKind::membership ||
         std::ranges::all_of(binding.columns, [&](const BoundColumn& column) {
           return column.rule->role != "parent" || column.rule->level != Level::epci ||
                  codes_are_of_epci(table, column.column, layout);
         });
}

struct Candidate {
  const Layout* layout;
  Binding binding;
  bool fits = false;
  RowIdentity identity;
  std::optional<Arranged> as;  // the table that `binding` is of, when it had to be made plain
};

// Of several columns whose names are those of keys, the first that holds keys is taken; names that are those of a
// level above are set aside, which a layout that needs names does not survive.
Candidate bound(const Table& table, std::vector<std::string> plain, const Layout& layout,
                const Patterns& patterns, const Arranged* as) {
  constexpr std::string_view set_aside = "\x04";  // no pattern matches it
  Candidate candidate{.layout = &layout, .binding = {}, .fits = false, .identity = {}, .as = {}};
  for (bool first = true;; first = false) {
    Binding binding = maillage::bind(plain, layout, patterns, as);
    const auto key = column_of(binding, "key");
    const auto name = column_of(binding, "name");
    const bool whole = binding.missing.empty() && (first || key);
    const bool well_formed = whole && keys_have_form(table, binding, layout);
    RowIdentity identity = well_formed ? row_identity(table, binding, layout) : RowIdentity{};
    const bool names_astray = identity.names_of_above;
    const bool fits = well_formed && identity.one_zone_a_row() && groups_have_form(table, binding, layout) &&
                      column_of_others(table, layout) == nullptr;
    if (first || fits) {
      candidate.binding = std::move(binding);
      candidate.fits = fits;
      candidate.identity = std::move(identity);
    }
    const bool is_put_together = as != nullptr && as->key;
    if (fits || !whole || !key || (is_put_together && !names_astray)) return candidate;
    plain[names_astray && name ? *name : *key] = set_aside;
  }
}

Candidate candidate_of(const Table& table, const std::vector<std::string>& plain, const Layout& layout,
                       const Patterns& patterns) {
  std::optional<Arranged> as = arranged(table, layout, patterns);
  if (!as || !as->fault.empty()) {
    Candidate candidate = bound(table, plain, layout, patterns, nullptr);
    if (as) candidate.fits = false;
    candidate.as = std::move(as);
    return candidate;
  }
  Candidate candidate = bound(as->table, plain_names(as->table), layout, patterns, &*as);
  candidate.as = std::move(as);
  return candidate;
}

std::vector<Candidate> candidates_for(const Table& table, const std::optional<Level>& level) {
  const std::vector<std::string> plain = plain_names(table);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < catalogue().size(); ++i)
    if (!level || catalogue()[i].level == *level)
      candidates.push_back(candidate_of(table, plain, catalogue()[i], catalogue_patterns()[i]));
  return candidates;
}

// No repeated key first; of generic layouts the one that takes the shapes, or leaves them when there are none;
// then most columns explained, then most required ones.
bool better(const Candidate& a, const Candidate& b, bool has_shapes) {
  if ((a.identity.repeated == 0) != (b.identity.repeated == 0)) return a.identity.repeated == 0;
  const bool a_shapes = a.layout->kind == SourceKind::boundaries;
  const bool b_shapes = b.layout->kind == SourceKind::boundaries;
  if (has_shapes && a.layout->generic && b.layout->generic && a_shapes != b_shapes) return a_shapes;
  if (a.binding.columns.size() != b.binding.columns.size())
    return a.binding.columns.size() > b.binding.columns.size();
  if (a.layout->generic != b.layout->generic) return b.layout->generic;
  if (a.binding.required != b.binding.required) return a.binding.required > b.binding.required;
  return a.layout->generic && b.layout->generic && b_shapes && !a_shapes;
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

Message quoted_guess(const Table& table, const Binding& binding, const ColumnRule& rule) {
  std::vector<std::string> spare;
  for (const std::size_t column : binding.unexplained) spare.push_back(table.columns[column]);
  const auto near = closest(rule.pattern, spare);
  return near ? message("; did you mean \"{}\"?", *near) : Message();
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
Message confusion(const Table& table, const Layout& layout, std::string_view example) {
  const CodeForm form = form_of(layout.level);
  Message text;
  if (form == CodeForm::commune && has_form(example, CodeForm::epci)) text = message(": these are SIREN");
  if (form == CodeForm::epci && has_form(example, CodeForm::commune))
    text = message(": these are codes of communes");
  for (std::size_t column = 0; column < table.columns.size() && form != CodeForm::any; ++column)
    if (holds_keys(table, column, form))
      return message("{}; column \"{}\" holds codes of that form", text, table.columns[column]);
  return text;
}

Message rows_of_something_else(const Table& table, const RowIdentity& identity, const Layout& layout) {
  if (identity.repeated == 0)
    return message(", but its names are not those of its codes: \"{}\" stands for several {}", identity.name,
                   term(layout.level.code + "s"));
  Message hint;
  if (identity.finer)
    hint = message("; each has its own code in column \"{}\"", table.columns[*identity.finer]);
  else if (layout.level == Level::commune && identity.example.ends_with('0'))
    hint = message("; are these postal codes? several communes share one");
  return message(", but its keys repeat ({} more than once): a row is no {}{}", identity.example,
                 term(layout.level.code), hint);
}

// The first key that is no code; when each may be one alone, the first.
std::string example_without_form(const Table& table, std::size_t key, const Layout& layout) {
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (const std::string_view code = trim(table.cell(row, key));
        !code.empty() && !has_form(code, form_of(layout.level)))
      return std::string(code);
  return table.rows() > 0 ? std::string(table.cell(0, key)) : std::string{};
}

Message near_miss_sentence(const Table& given, const Candidate& candidate) {
  const Layout& layout = *candidate.layout;
  const Binding& binding = candidate.binding;
  const Message start = message("looks like {} ({}, {})", layout.title, layout.producer, layout.id);
  if (candidate.as && !candidate.as->fault.empty()) return message("{}, but {}", start, candidate.as->fault);
  const Table& table = candidate.as ? candidate.as->table : given;
  if (binding.missing.empty()) {
    if (const std::string* others = column_of_others(table, layout))
      return message("{}, but it has a column \"{}\": its rows are something else", start, *others);
    const auto key = column_of(binding, "key");
    if (!layout.only.empty() && table.rows() > 0 && rows_kept(table, layout).empty())
      return message("{}, but none of its rows has {} = {}", start, layout.only.begin()->first,
                     layout.only.begin()->second);
    const RowIdentity identity = row_identity(table, binding, layout);
    if (keys_have_form(table, binding, layout) && !identity.one_zone_a_row())
      return message("{}{}", start, rows_of_something_else(table, identity, layout));
    const std::string example = key ? example_without_form(table, *key, layout) : std::string{};
    return message("{}, but its keys (\"{}\") have not the form of a {} code{}", start, example,
                   term(layout.level.code), confusion(table, layout, example));
  }
  std::string missing;
  for (const ColumnRule* rule : binding.missing) {
    if (!missing.empty()) missing += ", ";
    missing += rule->pattern;
  }
  return message("{}, but column {} is missing{}", start, missing,
                 quoted_guess(table, binding, *binding.missing.front()));
}

// Columns that a source of its own would explain, but for one of them or for its keys: with two more than a generic
// layout explains, the table is that source gone wrong.
std::size_t explained_nearly(const std::vector<Candidate>& candidates) {
  constexpr std::size_t enough = 4;
  std::size_t most = 0;
  for (const Candidate& candidate : candidates)
    if (!candidate.fits && !candidate.layout->generic && candidate.binding.missing.size() <= 1 &&
        candidate.binding.columns.size() >= enough)
      most = std::max(most, candidate.binding.columns.size());
  return most;
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

const BoundColumn* Recognition::parent(const Level& level) const {
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

std::optional<Recognition> recognise(Table& table, const std::optional<Level>& level) {
  std::vector<Candidate> candidates = candidates_for(table, level);
  const std::size_t nearly = explained_nearly(candidates);
  std::erase_if(candidates, [&](const Candidate& candidate) {
    return !candidate.fits || (candidate.layout->generic && candidate.binding.columns.size() + 1 < nearly);
  });
  if (candidates.empty()) return std::nullopt;
  const auto before = [&](const Candidate& a, const Candidate& b) { return better(a, b, table.has_shapes); };
  std::ranges::stable_sort(candidates, before);
  Candidate& best = candidates.front();
  Recognition recognition;
  recognition.layout = best.layout;
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    const Layout& layout = *candidates[i].layout;
    if (layout.family == best.layout->family && layout.only != best.layout->only)
      recognition.other_levels.push_back(layout.level);
    else if (layout.family != best.layout->family && !(layout.generic && best.layout->generic) &&
             !before(best, candidates[i]))
      recognition.also.push_back(layout.id);
  }
  recognition.columns = std::move(best.binding.columns);
  recognition.unexplained = std::move(best.binding.unexplained);
  if (best.as) table = std::move(best.as->table);
  tell_vintage(table, recognition);
  return recognition;
}

std::vector<NearMiss> near_misses(const Table& table) {
  std::vector<Candidate> candidates;
  for (Candidate& candidate : candidates_for(table, {})) {
    const Binding& binding = candidate.binding;
    if (candidate.fits) continue;
    const std::size_t found = binding.required - binding.missing.size();
    if (2 * found >= binding.required && binding.columns.size() >= 2)
      candidates.push_back(std::move(candidate));
  }
  std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) {
    if (a.binding.columns.size() != b.binding.columns.size())
      return a.binding.columns.size() > b.binding.columns.size();
    return a.binding.missing.size() < b.binding.missing.size();
  });
  std::vector<NearMiss> misses;
  std::unordered_set<std::string_view>
      at_fault;  // families whose rows cannot be made plain, at whatever level
  for (const Candidate& candidate : candidates) {
    if (misses.size() == 3) break;
    if (candidate.as && !candidate.as->fault.empty() && !at_fault.insert(candidate.layout->family).second)
      continue;
    misses.push_back({candidate.layout->id, near_miss_sentence(table, candidate)});
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

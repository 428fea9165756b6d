#include "formats/recognise/binding.hpp"

#include <algorithm>
#include <set>

namespace maillage {
namespace {

std::optional<Day> observed_on(const ColumnRule& rule, const NameMatch& match) {
  if (match.day) return match.day;
  if (match.year == 0) return std::nullopt;
  return rule.year_day == YearDay::first ? new_year(match.year)
                                         : new_year(match.year + 1) - std::chrono::days{1};
}

class Binder {
 public:
  Binder(std::span<const std::string> plain, const Layout& layout)
      : plain_(plain), layout_(layout), taken_(plain.size()) {}

  void bind_rule(const ColumnRule& rule, const NamePattern& pattern) {
    const bool one_column = pattern.slot == NamePattern::Slot::none;
    if (one_column && stands_for_a_bound_one(rule)) return;
    for (std::size_t i = 0; i < plain_.size(); ++i) {
      if (taken_[i]) continue;
      const auto match = match_name(pattern, plain_[i]);
      if (!match) continue;
      taken_[i] = true;
      binding_.columns.push_back({i, &rule, match->year, observed_on(rule, *match)});
      if (one_column) return;
    }
  }

  Binding finish() {
    std::ranges::sort(binding_.columns, {}, &BoundColumn::column);
    for (std::size_t i = 0; i < plain_.size(); ++i) {
      if (!taken_[i]) binding_.unexplained.push_back(i);
    }
    std::set<std::size_t> bound;
    for (const BoundColumn& column : binding_.columns) bound.insert(column.rule->entry);
    std::set<std::size_t> required;
    for (const ColumnRule& rule : layout_.columns) {
      if (!rule.required || !required.insert(rule.entry).second) continue;
      if (!bound.contains(rule.entry)) binding_.missing.push_back(&rule);
    }
    binding_.required = required.size();
    return std::move(binding_);
  }

 private:
  [[nodiscard]] bool stands_for_a_bound_one(const ColumnRule& rule) const {
    return std::ranges::any_of(binding_.columns, [&](const BoundColumn& column) {
      return column.rule->entry == rule.entry && column.rule->info.code == rule.info.code;
    });
  }

  std::span<const std::string> plain_;
  const Layout& layout_;
  std::vector<char> taken_;
  Binding binding_;
};

}  // namespace

Patterns compile_patterns(const Layout& layout) {
  Patterns patterns;
  for (const ColumnRule& rule : layout.columns) patterns.push_back(compile_pattern(rule.pattern));
  return patterns;
}

const std::vector<Patterns>& catalogue_patterns() {
  static const std::vector<Patterns> patterns = [] {
    std::vector<Patterns> all;
    for (const Layout& layout : catalogue()) all.push_back(compile_patterns(layout));
    return all;
  }();
  return patterns;
}

std::vector<std::string> plain_names(const Table& table) {
  std::vector<std::string> plain;
  for (const std::string& name : table.columns) plain.push_back(plain_name(name));
  return plain;
}

Binding bind(std::span<const std::string> plain, const Layout& layout, const Patterns& patterns) {
  Binder binder(plain, layout);
  for (std::size_t i = 0; i < layout.columns.size(); ++i) binder.bind_rule(layout.columns[i], patterns[i]);
  return binder.finish();
}

}  // namespace maillage

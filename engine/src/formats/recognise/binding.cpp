#include "formats/recognise/binding.hpp"

#include <algorithm>
#include <set>

#include "formats/recognise/arrange.hpp"

namespace maillage {
namespace {

std::optional<Day> observed_on(const ColumnRule& rule, const NameMatch& match) {
  if (match.day) return match.day;
  if (match.year == 0) return std::nullopt;
  return rule.year_day == YearDay::first ? new_year(match.year) : day_before(new_year(match.year + 1));
}

const ColumnRule& key_put_together() {
  static const ColumnRule rule = [] {
    ColumnRule key;
    key.role = "key";
    return key;
  }();
  return rule;
}

class Binder {
 public:
  Binder(std::span<const std::string> plain, const Layout& layout, const Patterns& patterns,
         const Arranged* as)
      : plain_(plain), layout_(layout), patterns_(patterns), as_(as), taken_(plain.size()) {}

  // What a key is put together from may also stand for itself: a département is a part, and a level above.
  Binding run() {
    for (std::size_t i = 0; i < layout_.columns.size(); ++i)
      if (layout_.columns[i].role != "key_part") bind_rule(layout_.columns[i], patterns_[i]);
    for (std::size_t i = 0; i < layout_.columns.size(); ++i)
      if (layout_.columns[i].role == "key_part") bind_rule(layout_.columns[i], patterns_[i]);
    if (as_ != nullptr && as_->key) {
      taken_[*as_->key] = true;
      binding_.columns.push_back({.column = *as_->key, .rule = &key_put_together()});
    }
    return finish();
  }

 private:
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
    for (const BoundColumn& column : binding_.columns)
      if (column.rule != &key_put_together()) bound.insert(column.rule->entry);
    std::set<std::size_t> required;
    for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
      const ColumnRule& rule = layout_.columns[i];
      if (rule.role == "key_part" && column_for(patterns_[i], plain_)) bound.insert(rule.entry);
      if (as_ != nullptr && as_->figures_in_columns && is_of_figures(rule)) bound.insert(rule.entry);
    }
    for (const ColumnRule& rule : layout_.columns) {
      if (!rule.required || !required.insert(rule.entry).second) continue;
      if (!bound.contains(rule.entry)) binding_.missing.push_back(&rule);
    }
    binding_.required = required.size();
    return std::move(binding_);
  }

  [[nodiscard]] bool stands_for_a_bound_one(const ColumnRule& rule) const {
    return std::ranges::any_of(binding_.columns, [&](const BoundColumn& column) {
      return column.rule->entry == rule.entry && column.rule->info.code == rule.info.code &&
             column.rule != &key_put_together();
    });
  }

  std::span<const std::string> plain_;
  const Layout& layout_;
  const Patterns& patterns_;
  const Arranged* as_;
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

Binding bind(std::span<const std::string> plain, const Layout& layout, const Patterns& patterns,
             const Arranged* as) {
  return Binder(plain, layout, patterns, as).run();
}

}  // namespace maillage

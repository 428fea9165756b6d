#include <fmt/format.h>

#include <algorithm>

#include "formats/recognise/binding.hpp"
#include "formats/recognise/vintage_of.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {
namespace {

ColumnRule rule_for(const std::string& code, const std::string& column, const Declaration& declaration) {
  ColumnRule rule;
  rule.pattern = column;
  if (const auto level = find_level(declaration.levels, code)) {
    rule.role = "parent";
    rule.level = *level;
  } else if (const Indicator* known = find_indicator(declaration.indicators, code)) {
    rule.role = "measure";
    rule.info = known->info;
    rule.kind = known->kind;
  } else {
    rule.role = "measure";
    rule.info.code = code;
    rule.info.label = column;
  }
  rule.info.observed = declaration.observed;
  return rule;
}

}  // namespace

Recognition declare(const Table& table, const Declaration& declaration) {
  auto layout = std::make_shared<Layout>();
  layout->id = "declared";
  layout->title = "declared in the study";
  layout->level = declaration.level;
  layout->vintage = declaration.vintage;
  layout->observed = declaration.observed;
  layout->placeholder_codes = {"^X+$", "^Z+$"};
  layout->total_codes = {"^ensemble( .*)?$", "^france( .*)?$", "^total( .*)?$"};
  ColumnRule key;
  key.pattern = declaration.key;
  key.role = "key";
  layout->columns.push_back(key);
  if (!declaration.name.empty()) {
    ColumnRule name;
    name.pattern = declaration.name;
    name.role = "name";
    layout->columns.push_back(name);
  }
  for (const auto& [code, column] : declaration.columns) {
    layout->columns.push_back(rule_for(code, column, declaration));
  }
  Recognition recognition;
  recognition.layout = layout.get();
  std::vector<bool> taken(table.columns.size(), false);
  for (const ColumnRule& rule : layout->columns) {
    const std::size_t column = table.require_column(rule.pattern);
    taken[column] = true;
    recognition.columns.push_back({column, &rule, 0, declaration.observed});
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!taken[i]) recognition.unexplained.push_back(i);
  }
  recognition.vintage = declaration.vintage;
  recognition.vintage_reason = declaration.vintage ? "declared in the study" : "not declared in the study";
  recognition.observed = declaration.observed;
  recognition.declared = std::move(layout);
  return recognition;
}

bool bind_level(const Table& table, const LevelColumn& wanted, Recognition& recognition) {
  const auto bind_as = [&](std::string_view role, const std::string& name) {
    const auto found =
        std::ranges::find(table.columns, fold(name), [](const std::string& column) { return fold(column); });
    if (name.empty() || found == table.columns.end()) return false;
    const auto column = static_cast<std::size_t>(found - table.columns.begin());
    ColumnRule rule;
    rule.pattern = name;
    rule.role = role;
    rule.level = wanted.level;
    std::erase(recognition.unexplained, column);
    recognition.added.push_back(std::make_shared<const ColumnRule>(std::move(rule)));
    recognition.columns.push_back({.column = column, .rule = recognition.added.back().get()});
    return true;
  };
  if (!bind_as("parent", wanted.column)) return false;
  bind_as("parent_name", wanted.name);
  return true;
}

Recognition declare(const Table& table, const Layout& layout) {
  const std::vector<std::string> plain = plain_names(table);
  Binding binding = maillage::bind(plain, layout, compile_patterns(layout));
  if (!binding.missing.empty()) {
    const std::string& wanted = binding.missing.front()->pattern;
    std::vector<std::string> spare;
    for (const std::size_t column : binding.unexplained) spare.push_back(table.columns[column]);
    const auto near = closest(wanted, spare);
    throw Error(Failure::usage,
                fmt::format("{}: layout {} wants a column \"{}\"{}; columns are: {}", table.file, layout.id,
                            wanted, near ? fmt::format(" (did you mean \"{}\"?)", *near) : std::string{},
                            join(table.columns, ", ")));
  }
  Recognition recognition;
  recognition.layout = &layout;
  recognition.columns = std::move(binding.columns);
  recognition.unexplained = std::move(binding.unexplained);
  tell_vintage(table, recognition);
  return recognition;
}

}  // namespace maillage

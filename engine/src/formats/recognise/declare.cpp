#include <fmt/format.h>

#include <algorithm>

#include "formats/recognise/arrange.hpp"
#include "formats/recognise/binding.hpp"
#include "formats/recognise/vintage_of.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {
namespace {

[[noreturn]] void refuse_missing(const Table& table, const Layout& layout, const Binding& binding) {
  const std::string& wanted = binding.missing.front()->pattern;
  std::vector<std::string> spare;
  for (const std::size_t column : binding.unexplained) spare.push_back(table.columns[column]);
  const auto near = closest(wanted, spare);
  throw Error(
      Failure::usage,
      message("{}: layout {} wants a column \"{}\"{}; columns are: {}", table.file, layout.id, wanted,
              near ? message(" (did you mean \"{}\"?)", *near) : std::string{}, join(table.columns, ", ")));
}

// The columns of a layout that must fit; `missing` is called with what is not there, and must throw.
template <class Missing>
Recognition bound_to(Table& table, const Layout& layout, const Missing& missing) {
  const Patterns patterns = compile_patterns(layout);
  std::optional<Arranged> as = arranged(table, layout, patterns);
  if (as && !as->fault.empty()) throw Error(Failure::usage, message("{}: {}", table.file, as->fault));
  Binding binding =
      maillage::bind(plain_names(as ? as->table : table), layout, patterns, as ? &*as : nullptr);
  if (!binding.missing.empty()) missing(binding);
  if (as) table = std::move(as->table);
  Recognition recognition;
  recognition.layout = &layout;
  recognition.columns = std::move(binding.columns);
  recognition.unexplained = std::move(binding.unexplained);
  tell_vintage(table, recognition);
  return recognition;
}

}  // namespace

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

Recognition declare(Table& table, const Layout& layout) {
  return bound_to(table, layout, [&](const Binding& binding) { refuse_missing(table, layout, binding); });
}

Recognition declare(Table& table, std::shared_ptr<const Layout> described) {
  Recognition recognition = bound_to(table, *described, [&](const Binding& binding) {
    static_cast<void>(table.require_column(binding.missing.front()->pattern));
    refuse_missing(table, *described, binding);
  });
  if (!recognition.vintage) recognition.vintage_reason = message("not declared in the study");
  recognition.declared = std::move(described);
  return recognition;
}

}  // namespace maillage

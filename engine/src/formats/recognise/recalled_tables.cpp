#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {
namespace {

// "enfance" and "enfants" are about the same thing: five letters are enough of a word.
constexpr std::size_t stem_letters = 5;

std::set<std::string> stems_of(std::string_view text) {
  std::set<std::string> stems;
  const std::string folded = fold(text);
  for (const std::string_view word : split(folded, ' '))
    if (word.size() >= stem_letters && !all_digits(word)) stems.emplace(word.substr(0, stem_letters));
  return stems;
}

std::string required_columns(const Layout& layout) {
  std::vector<std::string> names;
  std::set<std::size_t> entries;
  for (const ColumnRule& rule : layout.columns)
    if (rule.required && entries.insert(rule.entry).second) names.push_back(rule.pattern);
  return join(names, ", ");
}

}  // namespace

std::string tables_recalled_by(std::string_view file) {
  const std::set<std::string> sought = stems_of(file.substr(file.find_last_of("/\\") + 1));
  struct Recalled {
    std::string title;
    std::vector<std::string> levels;
    std::string columns;  // of the first level
  };
  std::vector<Recalled> found;
  for (const Layout& layout : catalogue()) {
    if (layout.kind != SourceKind::indicators) continue;
    const std::set<std::string> own = stems_of(layout.title);
    if (std::ranges::none_of(sought, [&](const std::string& stem) { return own.contains(stem); })) continue;
    std::string title = fmt::format("{} ({})", layout.title, layout.producer);
    auto entry = std::ranges::find(found, title, &Recalled::title);
    if (entry == found.end())
      entry = found.insert(found.end(), {std::move(title), {}, required_columns(layout)});
    entry->levels.emplace_back(layout.level.code);
  }
  std::string text;
  for (const Recalled& table : found)
    text += fmt::format("\n      {}, by {}: {}", table.title, join(table.levels, ", "), table.columns);
  return text.empty() ? text : text + "\n      `maillage list layouts` has them all";
}

}  // namespace maillage

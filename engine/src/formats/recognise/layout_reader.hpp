// One reader of layouts: of geodata/sources/*.toml, and of the sources that a study describes.
#pragma once

#include <span>
#include <string>

#include "formats/toml_reader.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

// What a layout may name, and whether its columns must all be there unless it says otherwise.
struct LayoutWords {
  enum class Columns : std::uint8_t { optional, required };
  std::span<const Level> levels;
  std::span<const Indicator> indicators;
  Columns columns = Columns::optional;
};

// One entry of `levels`: the level, and the text that takes the place of "{}" in its column names and in `only`.
struct LevelEntry {
  std::string word;
  std::string text;
};
[[nodiscard]] std::vector<LevelEntry> levels_of(TomlReader& entry);

[[nodiscard]] Layout layout_of(TomlReader& entry, const LevelEntry& level, const LayoutWords& words);

// A column for each indicator, named by its code; none is required.
void add_indicator_columns(std::span<const Indicator> indicators, Layout& layout);

// The `columns` and `ignore` of a table, put after those that the layout has.
void add_columns(TomlReader& table, const LevelEntry& level, const LayoutWords& words, Layout& layout);

}  // namespace maillage

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "formats/recognise/layout_reader.hpp"
#include "formats/toml_text.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/geodata.hpp"
#include "maillage/formats/recognise/indicators.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/recognise/levels.hpp"

namespace maillage {
namespace {

constexpr std::array<std::string_view, 8> kind_words{"boundaries", "zones",         "indicators",
                                                     "membership", "statuses",      "agreements",
                                                     "movements",  "correspondence"};

// Columns named by canonical codes, at least one of them.
void add_known_measures(Layout& layout) {
  const std::size_t before = layout.columns.size();
  add_indicator_columns(indicators(), layout);
  for (ColumnRule& rule : std::span(layout.columns).subspan(before)) rule.required = true;
}

// Several levels make several layouts; a table of columns may be shared by layouts of one file.
void read_layouts(const toml::table& table, const toml::table& document, const std::string& file,
                  std::vector<Layout>& layouts) {
  const LayoutWords words{levels(), indicators()};
  TomlReader names_levels(table, file, "layout");
  for (const LevelEntry& level : levels_of(names_levels)) {
    TomlReader entry(table, file, "layout");
    static_cast<void>(entry.node("levels"));
    static_cast<void>(entry.node("level"));
    Layout layout = layout_of(entry, level, words);
    if (const std::string share = entry.text("share"); !share.empty()) {
      const auto* shared = document["share"][share].as_table();
      if (shared == nullptr) entry.fail(nullptr, fmt::format("share.{} is not there", share));
      TomlReader columns(*shared, file, "share." + share);
      add_columns(columns, level, words, layout);
      columns.finish();
    }
    if (entry.truth("any_measure", false)) add_known_measures(layout);
    entry.finish();
    layouts.push_back(std::move(layout));
  }
}

std::vector<Layout> read_catalogue() {
  std::vector<Layout> layouts;
  for (const GeodataFile& file : geodata_files()) {
    if (!file.path.starts_with("sources/")) continue;
    const toml::table document = parse_geodata(file.path, file.text);
    const auto* tables = document["layout"].as_array();
    if (tables == nullptr) continue;
    try {
      for (const toml::node& item : *tables)
        read_layouts(*item.as_table(), document, "geodata/" + std::string(file.path), layouts);
    } catch (const Error& error) {
      throw Error(Failure::internal, error.message());
    }
  }
  return layouts;
}

}  // namespace

std::string_view to_string(SourceKind kind) {
  return kind_words[static_cast<std::size_t>(kind)];
}

const std::vector<Layout>& catalogue() {
  static const std::vector<Layout> layouts = read_catalogue();
  return layouts;
}

const Layout* find_layout(std::string_view id) {
  for (const Layout& layout : catalogue()) {
    if (layout.id == id) return &layout;
  }
  return nullptr;
}

}  // namespace maillage

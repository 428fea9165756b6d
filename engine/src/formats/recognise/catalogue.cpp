#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "formats/recognise/presence_words.hpp"
#include "formats/toml_text.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/geodata.hpp"
#include "maillage/formats/recognise/indicators.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/recognise/levels.hpp"

namespace maillage {
namespace {

constexpr std::array<std::string_view, 7> kind_words{"boundaries", "zones",      "indicators", "membership",
                                                     "statuses",   "agreements", "movements"};

[[noreturn]] void fault(std::string_view layout, const std::string& what) {
  throw Error(Failure::internal, message("geodata, layout {}: {}", layout, what));
}

SourceKind parse_kind(const std::string& id, std::string_view word) {
  const auto found = std::find(kind_words.begin(), kind_words.end(), word);
  if (found == kind_words.end()) fault(id, fmt::format("kind \"{}\" is none", word));
  return static_cast<SourceKind>(found - kind_words.begin());
}

Kind parse_measure_kind(const std::string& id, std::string_view word) {
  for (const Kind kind : {Kind::count, Kind::rate, Kind::intensive}) {
    if (to_string(kind) == word) return kind;
  }
  fault(id, fmt::format("measure kind \"{}\" is none", word));
}

// What one entry of `levels` says: the level, and the text that replaces {} in its column names.
struct LevelEntry {
  std::string word;
  std::string text;
};

std::vector<LevelEntry> levels_of(const toml::table& table) {
  std::vector<LevelEntry> levels;
  if (const auto* texts = table["levels"].as_table()) {
    for (const auto& [word, text] : *texts)
      levels.push_back({std::string(word.str()), text.value_or(std::string{})});
  } else {
    for (std::string& word : texts_at(table, "levels")) levels.push_back({std::move(word), {}});
  }
  return levels;
}

std::string with_level_text(std::string name, const std::string& text) {
  const std::size_t at = name.find("{}");
  if (at != std::string::npos) name.replace(at, 2, text);
  return name;
}

// The names that producers give to codes ("code") or names ("name") of a level.
const std::vector<std::string>& names_given(std::string_view what, const std::string& level) {
  using Lists = std::map<std::string, std::vector<std::string>, std::less<>>;
  static const Lists lists = [] {
    Lists all;
    for (const GeodataFile& file : geodata_files()) {
      if (file.path != "names.toml") continue;
      const toml::table document = parse_geodata(file.path, file.text);
      for (const auto& [kind, levels] : document)
        for (const auto& [word, names] : *levels.as_table())
          all[fmt::format("{} {}", kind.str(), word.str())] = texts_at(*levels.as_table(), word.str());
    }
    return all;
  }();
  static const std::vector<std::string> none;
  const auto found = lists.find(fmt::format("{} {}", what, level));
  return found == lists.end() ? none : found->second;
}

// "@code" and "@name" stand for the names of geodata/names.toml.
std::vector<std::string> with_names_given(const std::vector<std::string>& names, const std::string& level,
                                          bool of_the_row) {
  std::vector<std::string> all;
  const auto add = [&](const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
  };
  for (const std::string& name : names) {
    if (!name.starts_with('@')) {
      all.push_back(name);
      continue;
    }
    const std::string_view what = std::string_view(name).substr(1);
    add(names_given(what, level));
    if (of_the_row) add(names_given(what, "any"));
  }
  return all;
}

void read_labels(const toml::table& table, ColumnRule& rule) {
  const auto* pairs = table["labels"].as_array();
  if (pairs == nullptr) return;
  for (const toml::node& item : *pairs) {
    const auto& pair = *item.as_array();
    rule.labels.emplace_back(pair[0].value_or(std::string{}), pair[1].value_or(std::string{}));
  }
}

void read_info(const std::string& id, const toml::table& table, ColumnRule& rule) {
  const std::string code = text_at(table, "code");
  if (const Indicator* known = find_indicator(indicators(), code)) {
    rule.info = known->info;
    rule.kind = known->kind;
  }
  rule.info.code = code;
  if (table.contains("label")) rule.info.label = text_at(table, "label");
  if (table.contains("short")) rule.info.short_name = text_at(table, "short");
  if (table.contains("unit")) rule.info.unit = text_at(table, "unit");
  if (table.contains("kind")) rule.kind = parse_measure_kind(id, text_at(table, "kind"));
  rule.info.rounding = table["rounding"].value_or(rule.info.rounding);
  rule.info.decimals = table["decimals"].value_or(rule.info.decimals);
}

ColumnRule read_rule(const std::string& id, const toml::table& table, const Layout& layout) {
  ColumnRule rule;
  read_labels(table, rule);
  rule.role = text_at(table, "role");
  if (rule.role.empty()) rule.role = rule.labels.empty() ? "measure" : "category";
  const auto level_at = [&](std::string_view key) {
    const auto level = find_level(levels(), text_at(table, key));
    if (!level) fault(id, "a column has an unknown level");
    return *level;
  };
  if (table.contains("level")) rule.level = level_at("level");
  if (table.contains("coded_as")) rule.coded_as = level_at("coded_as");
  if (table.contains("code")) read_info(id, table, rule);
  rule.info.source = layout.producer.empty() ? layout.title : layout.producer + ", " + layout.title;
  rule.censored_at = table["censored_at"].value_or(0.0);
  rule.whole_censored_at = table["whole_censored_at"].value_or(0.0);
  rule.scale = table["scale"].value_or(1.0);
  rule.required = table["required"].value_or(false);
  rule.fractional = table["fractional"].value_or(false);
  rule.dates_zoning = table["dates_zoning"].value_or(false);
  rule.year_day = text_at(table, "year_day") == "first" ? YearDay::first : YearDay::last;
  rule.note = text_at(table, "note");
  rule.rebuild = text_at(table, "rebuild");
  return rule;
}

void read_columns(const toml::table& table, const std::string& level_text, Layout& layout) {
  std::size_t entry = layout.columns.empty() ? 0 : layout.columns.back().entry + 1;
  if (const auto* columns = table["columns"].as_array()) {
    for (const toml::node& item : *columns) {
      ColumnRule rule = read_rule(layout.id, *item.as_table(), layout);
      rule.entry = entry++;
      const bool of_parent = rule.role == "parent" || rule.role == "parent_name";
      const std::string& level = of_parent ? rule.level.code : layout.level.code;
      for (std::string& name : with_names_given(texts_at(*item.as_table(), "name"), level, !of_parent)) {
        rule.pattern = with_level_text(std::move(name), level_text);
        layout.columns.push_back(rule);
      }
    }
  }
  for (std::string& name : texts_at(table, "ignore")) {
    ColumnRule rule;
    rule.role = "ignored";
    rule.pattern = std::move(name);
    rule.entry = entry++;
    layout.columns.push_back(std::move(rule));
  }
}

// Columns named by canonical codes, at least one of them.
void add_known_measures(Layout& layout) {
  const std::size_t entry = layout.columns.back().entry + 1;
  for (const Indicator& indicator : indicators()) {
    ColumnRule rule;
    rule.pattern = indicator.info.code;
    rule.role = "measure";
    rule.info = indicator.info;
    rule.kind = indicator.kind;
    rule.required = true;
    rule.entry = entry;
    layout.columns.push_back(std::move(rule));
  }
}

void read_words(const toml::table& table, Layout& layout) {
  if (const auto* markers = table["markers"].as_table()) {
    for (const auto& [text, word] : *markers) {
      const auto presence = parse_presence(word.value_or(std::string{}));
      if (!presence) fault(layout.id, fmt::format("marker \"{}\" has no known meaning", text.str()));
      layout.markers.emplace(std::string(text.str()), *presence);
    }
  }
  if (const auto* only = table["only"].as_table()) {
    for (const auto& [column, value] : *only)
      layout.only.emplace(std::string(column.str()), value.value_or(std::string{}));
  }
  if (const auto* valid = table["valid"].as_table()) {
    layout.valid.from = day_at(*valid, "from").value_or(first_day);
    layout.valid.until = day_at(*valid, "until").value_or(no_end);
  }
  if (const auto* before = table["before"].as_table()) {
    layout.labels_since = day_at(*before, "day");
    ColumnRule rule;
    read_labels(*before, rule);
    layout.labels_before = {rule.labels.begin(), rule.labels.end()};
  }
  layout.placeholder_codes = {"^X+$", "^Z+$"};
  layout.total_codes = {"^ensemble( .*)?$", "^ensqp$", "^france( .*)?$", "^total( .*)?$", "^metro(pole)?$"};
}

Layout read_layout(const toml::table& document, const toml::table& table, const LevelEntry& level) {
  Layout layout;
  layout.id = text_at(table, "id");
  layout.title = text_at(table, "title");
  layout.producer = text_at(table, "producer");
  layout.kind = parse_kind(layout.id, text_at(table, "kind"));
  layout.key_form = text_at(table, "key_form");
  if (!level.word.empty() && !table.contains("level")) layout.id += "-" + level.word;
  const auto parsed = find_level(levels(), level.word);
  if (!parsed) fault(layout.id, fmt::format("level \"{}\" is none", level.word));
  layout.level = *parsed;
  layout.sheet = text_at(table, "sheet");
  layout.vintage = day_at(table, "vintage");
  layout.observed = day_at(table, "observed");
  layout.vintage_column = text_at(table, "vintage_column");
  layout.in_parts = table["in_parts"].value_or(false);
  layout.generic = table["generic"].value_or(false);
  layout.note = text_at(table, "note");
  read_words(table, layout);
  read_columns(table, level.text, layout);
  if (table.contains("share")) {
    const auto* shared = document["share"][text_at(table, "share")].as_table();
    if (shared == nullptr) fault(layout.id, "shares a table that is not there");
    read_columns(*shared, level.text, layout);
  }
  if (table["any_measure"].value_or(false)) add_known_measures(layout);
  return layout;
}

void read_file_of_layouts(const GeodataFile& file, std::vector<Layout>& layouts) {
  const toml::table document = parse_geodata(file.path, file.text);
  const auto* tables = document["layout"].as_array();
  if (tables == nullptr) return;
  for (const toml::node& item : *tables) {
    const toml::table& table = *item.as_table();
    if (table.contains("level")) {
      layouts.push_back(read_layout(document, table, {text_at(table, "level"), {}}));
    }
    for (const LevelEntry& level : levels_of(table)) layouts.push_back(read_layout(document, table, level));
  }
}

std::vector<Layout> read_catalogue() {
  std::vector<Layout> layouts;
  for (const GeodataFile& file : geodata_files()) {
    if (file.path.starts_with("sources/")) read_file_of_layouts(file, layouts);
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

#include "formats/recognise/layout_reader.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "formats/recognise/presence_words.hpp"
#include "formats/toml_text.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/geodata.hpp"

namespace maillage {
namespace {

const std::vector<std::string>& names_of_kinds() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const SourceKind kind :
         {SourceKind::boundaries, SourceKind::zones, SourceKind::indicators, SourceKind::membership,
          SourceKind::statuses, SourceKind::agreements, SourceKind::movements, SourceKind::correspondence})
      all.emplace_back(to_string(kind));
    return all;
  }();
  return names;
}

// Of a table that people describe; the registers of the catalogue have words of their own.
const std::vector<std::string>& plain_roles() {
  static const std::vector<std::string> roles{"key",         "key_part", "name",         "parent",
                                              "parent_name", "year",     "type",         "note",
                                              "measure",     "category", "figure_name",  "figure_value",
                                              "figure_unit", "ignored",  "figure_power", "figure_status"};
  return roles;
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

// [["C", "classified"], ["NC", "not_classified"]]
std::vector<std::pair<std::string, std::string>> labels_at(TomlReader& table) {
  std::vector<std::pair<std::string, std::string>> labels;
  const toml::node* found = table.node("labels");
  if (found == nullptr) return labels;
  const auto* pairs = found->as_array();
  const auto refuse = [&](const toml::node* at) {
    table.fail(at, message("labels is a list of pairs: [[\"text in the file\", \"code\"], …]"));
  };
  if (pairs == nullptr) refuse(found);
  for (const toml::node& item : *pairs) {
    const auto* pair = item.as_array();
    const auto first =
        pair != nullptr && pair->size() == 2 ? (*pair)[0].value_exact<std::string>() : std::nullopt;
    const auto second = first ? (*pair)[1].value_exact<std::string>() : std::nullopt;
    if (!second) refuse(&item);
    labels.emplace_back(*first, *second);
  }
  return labels;
}

Level level_at(TomlReader& table, std::string_view key, const LayoutWords& words) {
  return *find_level(words.levels, table.one_of(key, codes_of(words.levels), {}));
}

Kind kind_of_measure(std::string_view word) {
  for (const Kind kind : {Kind::rate, Kind::intensive})
    if (to_string(kind) == word) return kind;
  return Kind::count;
}

// What the program knows of the code, then what the entry says.
void read_info(TomlReader& table, const std::string& code, const LayoutWords& words, ColumnRule& rule) {
  if (const Indicator* known = find_indicator(words.indicators, code)) {
    rule.info = known->info;
    rule.kind = known->kind;
  }
  rule.info.code = code;
  rule.info.label = table.text("label", rule.info.label);
  rule.info.short_name = table.text("short", rule.info.short_name);
  rule.info.unit = table.text("unit", rule.info.unit);
  rule.kind = kind_of_measure(
      table.one_of("kind", {"count", "rate", "intensive"}, std::string(to_string(rule.kind))));
  rule.info.rounding = table.number("rounding").value_or(rule.info.rounding);
  rule.info.decimals = table.whole("decimals", rule.info.decimals);
}

ColumnRule read_rule(TomlReader& table, const Layout& layout, const LayoutWords& words) {
  const bool described = words.columns == LayoutWords::Columns::required;
  ColumnRule rule;
  rule.labels = labels_at(table);
  rule.role = table.text("role", rule.labels.empty() ? "measure" : "category");
  if (described) rule.role = table.one_of("role", plain_roles(), rule.role);
  if (table.has("level")) rule.level = level_at(table, "level", words);
  if (table.has("coded_as")) rule.coded_as = level_at(table, "coded_as", words);
  const std::string code = table.text("code");
  if (described && code.empty() && (rule.role == "measure" || rule.role == "category"))
    table.fail(nullptr,
               message("columns: a figure needs its code: {{ name = \"…\", code = \"population\" }}; "
                       "another column needs its role: one of {}",
                       join(plain_roles(), ", ")));
  if (!code.empty()) read_info(table, code, words, rule);
  rule.info.source = layout.producer.empty() ? layout.title : layout.producer + ", " + layout.title;
  rule.censored_at = table.number("censored_at").value_or(0);
  rule.whole_censored_at = table.number("whole_censored_at").value_or(0);
  rule.scale = table.number("scale").value_or(1);
  rule.required = table.truth("required", described && rule.role != "ignored");
  rule.fractional = table.truth("fractional", false);
  rule.dates_zoning = table.truth("dates_zoning", false);
  rule.year_day =
      table.one_of("year_day", {"first", "last"}, "last") == "first" ? YearDay::first : YearDay::last;
  rule.note = table.text("note");
  rule.rebuild = table.text("rebuild");
  return rule;
}

// A word of figure_status takes the place of the figure, with the name of its column: "CONF_STATUS=C".
void add_status_markers(const ColumnRule& rule, Layout& layout) {
  if (rule.role != "figure_status") return;
  for (const auto& [text, word] : rule.labels)
    if (const auto presence = parse_presence(word)) layout.markers[status_marker(rule, text)] = *presence;
}

class Columns {
 public:
  Columns(const LevelEntry& level, const LayoutWords& words, Layout& layout)
      : level_(level),
        words_(words),
        layout_(layout),
        entry_(layout.columns.empty() ? 0 : layout.columns.back().entry + 1) {}

  void add(ColumnRule rule, const std::vector<std::string>& names) {
    rule.entry = entry_++;
    const bool of_parent = rule.role == "parent" || rule.role == "parent_name";
    const std::string& level = of_parent ? rule.level.code : layout_.level.code;
    for (std::string& name : with_names_given(names, level, !of_parent)) {
      rule.pattern = with_level_text(std::move(name), level_.text);
      if (rule.info.label.empty() && rule.role == "measure") rule.info.label = rule.pattern;
      add_status_markers(rule, layout_);
      layout_.columns.push_back(rule);
    }
  }

  // key = "insee", or key = ["departement", "commune"]: one after the other.
  void add_key(const std::vector<std::string>& names) {
    ColumnRule rule;
    rule.required = true;
    rule.role = names.size() > 1 ? "key_part" : "key";
    for (const std::string& name : names) add(rule, {name});
  }

  void add_entry(TomlReader entry) {
    const std::vector<std::string> names = entry.texts("name");
    if (names.empty())
      entry.fail(nullptr, message("columns: an entry needs the name of its column: name = \"…\""));
    add(read_rule(entry, layout_, words_), names);
    entry.finish();
  }

  // columns = { population = "POP", epci = "EPCI" }: a figure, or a level that each row belongs to.
  void add_coded(TomlReader& columns) {
    for (const std::string& code : columns.keys()) {
      ColumnRule rule;
      rule.required = true;
      const auto level = find_level(words_.levels, code);
      if (level) {
        rule.role = "parent";
        rule.level = *level;
      } else {
        rule.role = "measure";
        rule.info.code = code;
        if (const Indicator* known = find_indicator(words_.indicators, code)) {
          rule.info = known->info;
          rule.kind = known->kind;
        }
      }
      add(rule, columns.texts(code));
    }
  }

 private:
  const LevelEntry& level_;
  const LayoutWords& words_;
  Layout& layout_;
  std::size_t entry_;
};

void read_words(TomlReader& entry, const LevelEntry& level, Layout& layout) {
  if (auto markers = entry.table("markers"))
    for (const std::string& text : markers->keys()) {
      const auto presence = parse_presence(markers->text(text));
      if (!presence)
        entry.fail(markers->node(text), message("markers: \"{}\" is none of {}", markers->text(text),
                                                join(presence_words(), ", ")));
      layout.markers.emplace(text, *presence);
    }
  if (auto only = entry.table("only"))
    for (const std::string& column : only->keys())
      layout.only.emplace(column, with_level_text(only->text(column), level.text));
  if (auto valid = entry.table("valid")) {
    layout.valid.from = valid->day("from").value_or(first_day);
    layout.valid.until = valid->day("until").value_or(no_end);
    valid->finish();
  }
  if (auto before = entry.table("before")) {
    layout.labels_since = before->day("day");
    for (auto& [text, code] : labels_at(*before)) layout.labels_before.emplace(text, code);
    before->finish();
  }
  layout.placeholder_codes = {"^X+$", "^Z+$"};
  layout.total_codes = {"^ensemble( .*)?$", "^ensqp$", "^france( .*)?$", "^total( .*)?$", "^metro(pole)?$"};
}

}  // namespace

std::vector<LevelEntry> levels_of(TomlReader& entry) {
  std::vector<LevelEntry> levels;
  if (entry.has("level")) levels.push_back({entry.text("level"), {}});
  const toml::node* found = entry.node("levels");
  if (found != nullptr && found->is_table()) {
    auto texts = entry.table("levels");
    for (const std::string& word : texts->keys()) levels.push_back({word, texts->text(word)});
  } else if (found != nullptr) {
    for (std::string& word : entry.texts("levels")) levels.push_back({std::move(word), {}});
  }
  return levels;
}

Layout layout_of(TomlReader& entry, const LevelEntry& level, const LayoutWords& words) {
  Layout layout;
  layout.family = entry.text("id");
  layout.id = layout.family;
  if (!level.word.empty() && !entry.has("level")) layout.id += "-" + level.word;
  layout.title = entry.text("title");
  layout.producer = entry.text("producer");
  const std::string kind = entry.one_of("kind", names_of_kinds(), "indicators");
  layout.kind = static_cast<SourceKind>(std::ranges::find(names_of_kinds(), kind) - names_of_kinds().begin());
  layout.key_form = entry.text("key_form");
  if (const auto parsed = find_level(words.levels, level.word)) {
    layout.level = *parsed;
  } else {
    static_cast<void>(entry.one_of("level", codes_of(words.levels), level.word));
  }
  layout.sheet = entry.text("sheet");
  layout.vintage = entry.day("vintage");
  layout.observed = entry.day("observed");
  layout.vintage_column = entry.text("vintage_column");
  layout.vintage_title = entry.text("vintage_title");
  layout.observed_title = entry.text("observed_title");
  layout.without = entry.texts("without");
  layout.in_parts = entry.truth("in_parts", false);
  layout.generic = entry.truth("generic", false);
  layout.note = entry.text("note");
  read_words(entry, level, layout);
  add_columns(entry, level, words, layout);
  return layout;
}

void add_indicator_columns(std::span<const Indicator> indicators, Layout& layout) {
  const std::size_t entry = layout.columns.empty() ? 0 : layout.columns.back().entry + 1;
  for (const Indicator& indicator : indicators) {
    ColumnRule rule;
    rule.pattern = indicator.info.code;
    rule.role = "measure";
    rule.info = indicator.info;
    rule.kind = indicator.kind;
    rule.entry = entry;
    layout.columns.push_back(std::move(rule));
  }
}

void add_columns(TomlReader& table, const LevelEntry& level, const LayoutWords& words, Layout& layout) {
  Columns columns(level, words, layout);
  if (const std::vector<std::string> key = table.texts("key"); !key.empty()) columns.add_key(key);
  if (const std::vector<std::string> name = table.texts("name"); !name.empty()) {
    ColumnRule rule;
    rule.role = "name";
    rule.required = true;
    columns.add(rule, name);
  }
  const toml::node* found = table.node("columns");
  if (found != nullptr && found->is_table()) {
    auto coded = table.table("columns");
    columns.add_coded(*coded);
  } else if (found != nullptr) {
    const toml::array* list = found->as_array();
    if (list == nullptr)
      table.fail(found, message("columns is a table, {{ population = \"POP\" }}, or a list, "
                                "[{{ name = \"POP\", code = \"population\" }}]"));
    for (const toml::node& item : *list) {
      if (!item.is_table()) table.fail(&item, message("columns: each is {{ name = \"…\", … }}"));
      columns.add_entry(TomlReader(*item.as_table(), table.file(), "columns"));
    }
  }
  ColumnRule ignored;
  ignored.role = "ignored";
  for (const std::string& name : table.texts("ignore")) columns.add(ignored, {name});
}

}  // namespace maillage

#include "maillage/study/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "formats/recognise/layout_reader.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/indicators.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/themes/theme.hpp"
#include "study/output_options.hpp"
#include "study/toml_file.hpp"
#include "study/windows_path.hpp"

namespace maillage {
namespace {

Message form_of_codes(const Level& level) {
  if (level == Level::commune) return message("five characters: 01004, 2A004");
  if (level == Level::epci) return message("the nine digits of a SIREN");
  if (level == Level::region) return message("two digits: 75, 01");
  return message("two characters, three overseas: 01, 2A, 974");
}

// 20 is Corsica before 1976; 97 and 98 lack their third digit.
bool is_code(std::string_view text, const Level& level) {
  const bool of_none = level == Level::departement && (text == "20" || text == "97" || text == "98");
  return looks_like_code(text, level) && !of_none;
}

// "1" is no département: "01" is.
void require_code(const TomlReader& reader, const toml::node* at, const std::string& key, const Level& level,
                  const std::string& code) {
  if (is_code(code, level)) return;
  const std::size_t width = level == Level::commune ? 5 : level == Level::epci ? 9 : 2;
  std::string mended(width - std::min(width, code.size()), '0');
  for (const char c : code) mended += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  reader.fail(
      at, message("{}: \"{}\" is no code of a {}; {}", key, code, level.one,
                  is_code(mended, level) ? message("did you mean \"{}\"?", mended) : form_of_codes(level)));
}

// unit = "share", or unit = { poverty_rate = "share" }.
void read_units(TomlReader& table, StatedFigures& stated) {
  const toml::node* found = table.node("unit");
  if (found == nullptr) return;
  const std::vector<std::string> words{"percent", "share"};
  const auto printed = [](const std::string& word) {
    return word == "share" ? Printed::shares : Printed::percents;
  };
  if (!found->is_table()) {
    stated.printed[""] = printed(table.one_of("unit", words, "percent"));
    return;
  }
  auto units = table.table("unit");
  for (const std::string& code : units->keys())
    stated.printed[code] = printed(units->one_of(code, words, "percent"));
}

void read_roundings(TomlReader& table, StatedFigures& stated) {
  const toml::node* found = table.node("rounding");
  if (found == nullptr) return;
  const auto step = [](TomlReader& reader, const std::string& key) {
    const auto value = reader.number(key);
    if (*value <= 0) reader.fail(reader.node(key), message("rounding is a step above zero: 0.1, 1, 5"));
    return *value;
  };
  if (!found->is_table()) {
    stated.rounding[""] = step(table, "rounding");
    return;
  }
  auto steps = table.table("rounding");
  for (const std::string& code : steps->keys()) stated.rounding[code] = step(*steps, code);
}

LayoutWords words_of(std::span<const Level> levels, std::span<const Indicator> indicators) {
  return {levels, indicators, LayoutWords::Columns::required};
}

// A layout of the study's own when it says its key; otherwise what its columns are called in the file.
void read_description(TomlReader& table, const LayoutWords& words, SourceSpec& spec) {
  const toml::node* columns = table.node("columns");
  if (table.has("key") || (columns != nullptr && columns->is_array())) {
    Layout layout = layout_of(table, {table.text("level", Level::commune.code), {}}, words);
    layout.id = described_layout;
    if (layout.title.empty()) layout.title = "declared in the study";
    if (columns == nullptr && layout.kind == SourceKind::indicators)
      add_indicator_columns(words.indicators, layout);
    if (std::ranges::none_of(layout.columns,
                             [](const ColumnRule& rule) {
                               return rule.role == "key" || rule.role == "key_part" ||
                                      rule.role == "figure_name";
                             }) &&
        layout.level != Level::nation)
      table.fail(nullptr, message("a source needs the column of its codes: key = \"…\""));
    spec.described = std::make_shared<const Layout>(std::move(layout));
    return;
  }
  if (table.has("level"))
    spec.level = *find_level(words.levels, table.one_of("level", codes_of(words.levels), {}));
  if (auto names = table.table("columns"))
    for (const std::string& code : names->keys()) spec.columns[code] = names->text(code);
}

Level level_at(TomlReader& table, std::string_view key, std::span<const Level> levels,
               const Level& fallback) {
  return *find_level(levels, table.one_of(key, codes_of(levels), fallback.code));
}

SourceSpec source_at(const TomlReader& reader, const toml::node& element, const std::filesystem::path& folder,
                     const LayoutWords& words) {
  SourceSpec spec;
  if (const auto path = element.value_exact<std::string>()) {
    spec.given = *path;
  } else if (element.is_table()) {
    TomlReader table(*element.as_table(), reader.file(), "sources");
    spec.given = table.text("path");
    if (spec.given.empty()) table.fail(&element, message("a source needs a path"));
    spec.layer = table.text("layer");
    spec.crs = table.whole("crs", 0);
    spec.layout = table.text("layout");
    spec.vintage = table.day("vintage");
    spec.observed = table.day("observed");
    spec.year = table.whole("year", 0);
    spec.complete_for = table.texts("complete_for");
    for (const std::string& code : spec.complete_for)
      if (code != "*")
        require_code(table, table.node("complete_for"), "complete_for", Level::departement, code);
    read_units(table, spec.stated);
    read_roundings(table, spec.stated);
    read_description(table, words, spec);
    table.finish();
  } else {
    reader.fail(&element, message("a source is a path between quotes, or {{ path = \"…\", … }}"));
  }
  if (std::ranges::any_of(spec.given, [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
    reader.fail(&element, backslash_advice());
  spec.path = folder / spec.given;
  return spec;
}

std::vector<SourceSpec> sources_at(TomlReader& reader, std::string_view key,
                                   const std::filesystem::path& folder, const LayoutWords& words) {
  const toml::node* found = reader.node(key);
  if (found == nullptr) return {};
  std::vector<SourceSpec> specs;
  if (const toml::array* list = found->as_array()) {
    for (const toml::node& element : *list) specs.push_back(source_at(reader, element, folder, words));
  } else {
    specs.push_back(source_at(reader, *found, folder, words));
  }
  return specs;
}

std::vector<TerritoryPart> territory_at(TomlReader& reader) {
  const toml::node* whole = reader.node("territory");
  std::vector<std::string> parts = reader.texts("territory");
  if (parts.empty()) parts = {"france"};
  std::vector<TerritoryPart> territory;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string& text = parts[i];
    const toml::node* found = whole != nullptr && whole->is_array() ? whole->as_array()->get(i) : whole;
    if (to_lower_ascii(text) == "france") {
      territory.push_back({Level::nation, "", reader.place_of(found)});
      continue;
    }
    const std::size_t colon = text.find(':');
    const auto level = find_level(named_levels(), text.substr(0, colon));
    const bool usable = level && (*level == Level::commune || *level == Level::epci ||
                                  *level == Level::departement || *level == Level::region);
    if (colon == std::string::npos || !usable || colon + 1 == text.size())
      reader.fail(found,
                  message("territory \"{}\" is not understood; write france, departement:17, region:75, "
                          "epci:241700434 or commune:17300",
                          text));
    territory.push_back({*level, text.substr(colon + 1), reader.place_of(found)});
    require_code(reader, found, "territory", *level, territory.back().code);
  }
  return territory;
}

// "17", "*", or { departement = "17", from = 2019-01-01, until = 2025-12-31 }; the last day is one of them.
Completeness completeness_of(const TomlReader& reader, const toml::node& element) {
  Period days = always;
  std::string code;
  if (const auto text = element.value_exact<std::string>()) {
    code = *text;
  } else if (element.is_table()) {
    TomlReader table(*element.as_table(), reader.file(), "ctg.complete_for");
    code = table.text("departement");
    if (code.empty())
      table.fail(&element, message("complete_for: the days of which département? departement = \"17\""));
    days.from = table.day("from").value_or(first_day);
    if (const auto last = table.day("until")) days.until = until_after(*last);
    if (days.empty()) table.fail(&element, message("complete_for: until is before from"));
    table.finish();
  } else {
    reader.fail(
        &element,
        message("complete_for: codes of départements between quotes (they keep their zeros), or the days of "
                "one, {{ departement = \"17\", from = 2019-01-01, until = 2025-12-31 }}"));
  }
  if (code == "*") return complete_everywhere(days);
  require_code(reader, &element, "complete_for", Level::departement, code);
  return complete_for({code}, days);
}

Completeness completeness_at(TomlReader& reader) {
  const toml::node* found = reader.node("complete_for");
  if (found == nullptr) return {};
  const toml::array* list = found->as_array();
  if (list == nullptr) return completeness_of(reader, *found);
  Completeness all;
  for (const toml::node& element : *list)
    std::ranges::move(completeness_of(reader, element).claims, std::back_inserter(all.claims));
  return all;
}

CtgSpec ctg_at(TomlReader table, Day at, const std::filesystem::path& folder) {
  CtgSpec spec;
  spec.registers = sources_at(table, "register", folder, words_of(levels(), indicators()));
  for (const SourceSpec& source : spec.registers)
    if (source.described)
      table.fail(table.node("register"),
                 message("a register has parties, no key: columns = {{ code = \"<column of the codes>\" }}"));
  spec.completeness = completeness_at(table);
  spec.question.at = at;
  spec.question.definition =
      table.one_of("definition", {"A", "B"}, "A") == "A" ? CtgDefinition::territory : CtgDefinition::party;
  spec.question.expiry_months = table.whole("expiry_months", 12);
  spec.question.tolerance_days = table.whole("tolerance_days", 0);
  spec.question.unresolved = table.one_of("unresolved_parties", {"doubt", "elsewhere"}, "doubt") == "doubt"
                                 ? UnresolvedParty::doubt
                                 : UnresolvedParty::elsewhere;
  spec.contract = table.text("contract");
  if (spec.registers.empty()) table.fail(nullptr, message("[ctg] needs register = \"…\""));
  table.finish();
  return spec;
}

std::vector<ReferenceSpec> references_at(TomlReader& reader, std::span<const Indicator> indicators,
                                         std::span<const Level> levels) {
  const toml::node* found = reader.node("reference");
  if (found == nullptr) return {};
  const toml::array* list = found->as_array();
  if (list == nullptr) reader.fail(found, message("references are written [[reference]]"));
  std::vector<ReferenceSpec> references;
  for (const toml::node& element : *list) {
    if (!element.is_table()) reader.fail(&element, message("references are written [[reference]]"));
    TomlReader table(*element.as_table(), reader.file(), "reference");
    ReferenceSpec spec;
    spec.measure = table.text("measure");
    spec.name = table.text("name");
    spec.level = level_at(table, "level", levels, Level::nation);
    const auto value = table.number("value");
    spec.source = table.text("source");
    spec.observed = table.day("observed");
    if (spec.measure.empty() || !value || spec.source.empty() || !spec.observed)
      table.fail(&element, message("a reference needs measure, value, source and observed (its day): a gap "
                                   "is worth its reference"));
    spec.value = *value;
    std::vector<std::string> compared{"rate_total", "poverty_rate"};
    for (const Indicator& indicator : indicators)
      if (!indicator.references.empty()) compared.push_back(indicator.info.code);
    if (std::ranges::find(compared, spec.measure) == compared.end()) {
      const auto near = closest(spec.measure, compared);
      table.fail(&element,
                 message("reference: nothing is compared with \"{}\"; known: {}{}", spec.measure,
                         join(compared, ", "), near ? message("; did you mean \"{}\"?", *near) : Message()));
    }
    if ((spec.measure == "rate_total" || spec.measure == "poverty_rate") && spec.value > 0 && spec.value < 1)
      table.fail(table.node("value"),
                 message("reference: {} for {} looks like a share of 1; rates are per hundred: value = {}",
                         plain_number(spec.value), spec.measure, plain_number(tidy(100 * spec.value))));
    table.finish();
    references.push_back(spec);
  }
  return references;
}

Setting setting_at(const TomlReader& reader, const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto truth = node.value_exact<bool>()) return *truth;
  if (node.is_number()) return node.value_or(0.0);
  const toml::array* list = node.as_array();
  if (list == nullptr)
    reader.fail(&node, message("a text, a number, true, false or a list of texts is expected here"));
  std::vector<std::string> texts;
  for (const toml::node& element : *list) {
    const auto text = element.value_exact<std::string>();
    if (!text) reader.fail(&element, message("every element must be a text between quotes"));
    texts.push_back(*text);
  }
  return texts;
}

// The codes of the figures that a source describes.
std::vector<std::string> figures_of(const SourceSpec& source) {
  std::vector<std::string> codes;
  if (source.described)
    for (const ColumnRule& rule : source.described->columns)
      if (rule.role == "measure") codes.push_back(rule.info.code);
  return codes;
}

// A part of a ratio is an indicator, or a count that a source of the study declares.
void require_part(const TomlReader& entry, const toml::node* at, const std::string& code,
                  std::span<const Indicator> indicators, std::span<const SourceSpec> sources) {
  const Indicator* known = find_indicator(indicators, code);
  if (known != nullptr && known->kind == Kind::count) return;
  if (known != nullptr)
    entry.fail(
        at, message("\"{}\" is a {}, and a rate is made of two counts", code, term(to_string(known->kind))));
  std::vector<std::string> counts;
  for (const Indicator& indicator : indicators)
    if (indicator.kind == Kind::count) counts.push_back(indicator.info.code);
  for (const SourceSpec& source : sources)
    for (std::string& described : figures_of(source)) counts.push_back(std::move(described));
  if (std::ranges::find(counts, code) != counts.end()) return;
  const auto near = closest(code, counts);
  entry.fail(
      at, message("no source gives \"{}\"{}; say which column of which source it is: {{ path = \"…\", key = "
                  "\"…\", columns = {{ {} = \"<column>\" }} }}",
                  code, near ? message("; did you mean \"{}\"?", *near) : Message(), code));
}

// The built-in indicators, then those of the study.
std::vector<Indicator> indicators_at(TomlReader& reader, std::span<const Level> levels) {
  std::vector<Indicator> all = indicators();
  auto table = reader.table("indicators");
  if (!table) return all;
  for (const std::string& code : table->keys()) {
    auto entry = table->table(code);
    if (const Indicator* built_in = find_indicator(all, code))
      entry->fail(nullptr, message("indicators.{} is built in (\"{}\"); choose another code", code,
                                   built_in->info.label));
    Settings settings;
    for (const std::string& key : entry->keys()) settings.emplace(key, setting_at(*entry, *entry->node(key)));
    Indicator own = indicator_of(
        code, settings,
        [&](std::string_view key, const Message& why) {
          entry->fail(key.empty() ? nullptr : entry->node(key), why);
        },
        levels);
    if (own.theme.empty()) own.theme = "indicators";
    if (is_computed(own.theme))
      entry->fail(entry->node("theme"),
                  message("theme \"{}\" is computed by the program; choose another name, or "
                          "leave it out: the layers are then called indicators_<level>",
                          own.theme));
    all.push_back(std::move(own));
  }
  return all;
}

void require_parts(TomlReader& reader, std::span<const Indicator> all, std::span<const SourceSpec> sources) {
  auto table = reader.table("indicators");
  for (std::size_t i = indicators().size(); i < all.size(); ++i) {
    if (!all[i].ratio) continue;
    auto entry = table->table(all[i].info.code);
    require_part(*entry, entry->node("numerator"), all[i].ratio->numerator, all, sources);
    require_part(*entry, entry->node("denominator"), all[i].ratio->denominator, all, sources);
    if (entry->has("weights"))
      require_part(*entry, entry->node("weights"), all[i].ratio->weights, all, sources);
  }
}

// A column is one figure: named for two, both would be that one.
void require_columns_once(TomlReader& reader, const SourceSpec& source) {
  std::map<std::string_view, std::string_view> code_of;
  const auto take = [&](std::string_view column, std::string_view code) {
    const auto [other, is_new] = code_of.try_emplace(column, code);
    if (!is_new && other->second != code)
      reader.fail(reader.node("sources"), message("{}: columns: \"{}\" is named for {} and for {}",
                                                  source.given, column, other->second, code));
  };
  for (const auto& [code, column] : source.columns) take(column, code);
  if (!source.described) return;
  for (const ColumnRule& rule : source.described->columns)
    if (rule.role == "measure") take(rule.pattern, rule.info.code);
}

// A figure that a declared source names is known, or a part of an indicator; a slip would be a figure that none shows.
void require_figures(TomlReader& reader, std::span<const SourceSpec> sources,
                     std::span<const Indicator> indicators) {
  constexpr std::size_t most_slips = 2;
  const auto is_part = [&](const std::string& code) {
    return std::ranges::any_of(indicators, [&](const Indicator& indicator) {
      return indicator.ratio && (indicator.ratio->numerator == code || indicator.ratio->denominator == code);
    });
  };
  for (const SourceSpec& source : sources) {
    require_columns_once(reader, source);
    for (const std::string& code : figures_of(source)) {
      if (find_indicator(indicators, code) != nullptr || is_part(code)) continue;
      for (const Indicator& known : indicators)
        if (slips_between(code, known.info.code) <= most_slips)
          reader.fail(reader.node("sources"),
                      message("{}: columns: {} is no figure of the program; did you mean \"{}\"?",
                              source.given, code, known.info.code));
    }
  }
}

// The levels that the program knows, then those of the study: [levels.bassin] column = "Bassin".
void read_levels(TomlReader& reader, Study& study) {
  study.levels = levels();
  auto table = reader.table("levels");
  if (!table) return;
  for (const std::string& code : table->keys()) {
    auto entry = table->table(code);
    if (find_level(study.levels, code))
      entry->fail(nullptr, message("levels.{} is built in; choose another code", code));
    if (!is_plain_code(code))
      entry->fail(
          nullptr,
          message("levels.{}: a code is made of small letters, digits and _, and begins with a letter",
                  code));
    Level level{code, entry->text("label", code), {}};
    level.many = entry->text("plural", level.one + "s");
    LevelColumn column{level, entry->text("column"), entry->text("name_column")};
    if (column.column.empty())
      entry->fail(nullptr,
                  message("levels.{} needs column = \"…\": the column of a table of communes that says "
                          "to which zone each belongs",
                          code));
    entry->finish();
    study.levels.push_back(std::move(level));
    study.level_columns.push_back(std::move(column));
  }
}

std::vector<CustomTerritory> custom_at(TomlReader& reader) {
  auto table = reader.table("territories");
  if (!table) return {};
  std::vector<CustomTerritory> territories;
  for (const std::string& code : table->keys()) {
    auto entry = table->table(code);
    CustomTerritory territory{code, entry->text("name", code), entry->texts("communes")};
    if (territory.communes.empty())
      entry->fail(nullptr, message("territories.{} needs communes = [\"…\"]", code));
    entry->finish();
    territories.push_back(std::move(territory));
  }
  return territories;
}

std::vector<Point> points_at(TomlReader& table, std::string_view key) {
  const toml::node* found = table.node(key);
  if (found == nullptr) return {};
  const toml::array* list = found->as_array();
  std::vector<Point> points;
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const toml::array* pair = list->get(i)->as_array();
    const auto x = pair != nullptr && pair->size() == 2 ? pair->get(0)->value<double>() : std::nullopt;
    const auto y = x ? pair->get(1)->value<double>() : std::nullopt;
    if (!y) table.fail(list->get(i), message("{}: every element is a point [longitude, latitude]", key));
    points.push_back({*x, *y});
  }
  if (list == nullptr) table.fail(found, message("{} is a list of points [[longitude, latitude], …]", key));
  return points;
}

}  // namespace

std::optional<Lang> lang_of_study(const std::filesystem::path& file) {
  try {
    const auto said = read_toml(file)["lang"].value<std::string>();
    if (said == "en") return Lang::en;
    if (said == "fr") return Lang::fr;
  } catch (const Error&) {
    // What is wrong with the file is said when it is read.
  }
  return std::nullopt;
}

Study read_study(const std::filesystem::path& file) {
  Study study;
  study.file = file;
  const toml::table root = read_toml(file);
  const std::filesystem::path folder = file.parent_path();
  TomlReader reader(root, file.string(), "");

  study.title = reader.text("title", file.stem().string());
  const auto at = reader.day("at");
  study.geography = reader.day("geography");
  study.territory = territory_at(reader);
  study.epci_policy = *parse_epci_policy(reader.one_of("epci_policy", {"seat", "any", "majority"}, "seat"));
  study.lang = reader.one_of("lang", {"fr", "en"}, "fr") == "fr" ? Lang::fr : Lang::en;
  read_levels(reader, study);
  study.indicators = indicators_at(reader, study.levels);
  study.sources = sources_at(reader, "sources", folder, words_of(study.levels, study.indicators));
  for (const SourceSpec& source : study.sources)
    if (!source.columns.empty())
      reader.fail(reader.node("sources"),
                  message("{}: columns are declared with their key: key = \"…\"", source.given));
  if (auto childcare = reader.table("childcare")) {
    study.childcare_target = childcare->number("target");
    study.childcare_target_source = childcare->text("target_source");
    childcare->finish();
  }
  study.custom = custom_at(reader);
  if (auto mesh = reader.table("mesh")) {
    study.allowed_holes = points_at(*mesh, "allowed_holes");
    mesh->finish();
  }
  require_parts(reader, study.indicators, study.sources);
  study.references = references_at(reader, study.indicators, study.levels);
  study.own_indicators = study.indicators.size() - indicators().size();
  require_figures(reader, study.sources, study.indicators);
  study.output = read_output(reader, study.indicators, study.levels);
  study.maps = maps_at(reader, folder, study.levels, at.value_or(no_end));
  const toml::node* ctg = reader.node("ctg");
  reader.finish();

  if (!at)
    reader.fail(nullptr,
                message("`at` is missing: the day everything is asked at, for example at = 2023-12-31"));
  study.at = *at;
  if (ctg != nullptr) study.ctg = ctg_at(*reader.table("ctg"), study.at, folder);
  if (study.sources.empty())
    reader.fail(nullptr, message("`sources` is missing or empty: name at least the communes"));
  return study;
}

}  // namespace maillage

#include "maillage/formats/recognise/indicators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "formats/toml_text.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/geodata.hpp"
#include "maillage/formats/recognise/levels.hpp"

namespace maillage {
namespace {

constexpr std::array<std::string_view, 19> known_keys{
    "label",         "label_en",   "short",   "unit",  "kind",     "numerator", "denominator",
    "part_of_whole", "per",        "weights", "field", "decimals", "rounding",  "theme",
    "levels",        "references", "worse",   "note",  "note_en"};
constexpr std::size_t longest_short_name = 7;

// The settings of one entry, each asked for by its type.
struct Entry {
  const std::string& code;
  const Settings& settings;
  const Refuse& refuse;

  [[nodiscard]] bool has(std::string_view key) const { return settings.contains(key); }

  template <class Type>
  [[nodiscard]] Type get(std::string_view key, Type fallback, std::string_view expected) const {
    const auto found = settings.find(key);
    if (found == settings.end()) return fallback;
    if (const Type* value = std::get_if<Type>(&found->second)) return *value;
    refuse(key, fmt::format("indicators.{}.{} must be {}", code, key, expected));
    return fallback;
  }
  [[nodiscard]] std::string text(std::string_view key) const {
    return get<std::string>(key, {}, "a text between quotes");
  }
  [[nodiscard]] double number(std::string_view key, double fallback) const {
    return get<double>(key, fallback, "a number");
  }
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const {
    const auto found = settings.find(key);
    if (found != settings.end())
      if (const auto* one = std::get_if<std::string>(&found->second)) return {*one};
    return get<std::vector<std::string>>(key, {}, "a text or a list of texts");
  }
  void fail(std::string_view key, const std::string& what) const {
    refuse(key, fmt::format("indicators.{}{}{}: {}", code, key.empty() ? "" : ".", key, what));
  }
};

void refuse_unknown_keys(const Entry& entry) {
  const std::vector<std::string> known(known_keys.begin(), known_keys.end());
  for (const auto& [key, value] : entry.settings) {
    if (std::ranges::find(known_keys, key) != known_keys.end()) continue;
    const auto near = closest(key, known);
    entry.refuse(key, fmt::format("unknown key \"indicators.{}.{}\"{}", entry.code, key,
                                  near ? fmt::format("; did you mean \"{}\"?", *near)
                                       : fmt::format("; known here: {}", join(known, ", "))));
  }
}

std::vector<Level> levels_at(const Entry& entry, std::string_view key, std::span<const Level> choices) {
  std::vector<Level> chosen;
  for (const std::string& word : entry.texts(key)) {
    if (const auto level = find_level(choices, word))
      chosen.push_back(*level);
    else
      entry.fail(key, fmt::format("\"{}\" is none of {}", word, join(codes_of(choices), ", ")));
  }
  return chosen;
}

Kind kind_at(const Entry& entry) {
  const bool is_ratio = entry.has("numerator") || entry.has("denominator");
  const std::string word = entry.text("kind");
  if (word.empty()) return is_ratio ? Kind::rate : Kind::count;
  for (const Kind kind : {Kind::count, Kind::rate, Kind::intensive}) {
    if (to_string(kind) != word) continue;
    if (is_ratio && kind != Kind::rate)
      entry.fail("kind", fmt::format("numerator and denominator make a rate, not a \"{}\"", word));
    return kind;
  }
  entry.fail("kind", fmt::format("\"{}\" is none of count, rate, intensive", word));
  return Kind::count;
}

std::optional<Ratio> ratio_at(const Entry& entry) {
  Ratio ratio;
  ratio.numerator = entry.text("numerator");
  ratio.denominator = entry.text("denominator");
  if (ratio.numerator.empty() && ratio.denominator.empty()) {
    for (const std::string_view key : {"part_of_whole", "per", "weights"})
      if (entry.has(key)) entry.fail(key, "belongs to a rate with numerator and denominator");
    return std::nullopt;
  }
  if (ratio.numerator.empty()) entry.fail("", "a rate with a denominator needs its numerator");
  if (ratio.denominator.empty()) entry.fail("", "a rate with a numerator needs its denominator");
  if (ratio.numerator == ratio.denominator)
    entry.fail("denominator", "is the numerator itself: the rate says nothing");
  for (const std::string& part : {ratio.numerator, ratio.denominator})
    if (part == entry.code) entry.fail("", "a rate cannot be its own numerator or denominator");
  if (entry.get<bool>("part_of_whole", false, "true or false")) ratio.relation = Relation::part_of_whole;
  ratio.per = entry.number("per", 100);
  if (!(ratio.per > 0) || !std::isfinite(ratio.per))
    entry.fail("per", "must be more than 0 (100 for percent)");
  if (entry.has("weights")) ratio.weights = entry.text("weights");
  return ratio;
}

ColumnInfo info_at(const Entry& entry, Kind kind) {
  ColumnInfo info;
  info.code = entry.code;
  info.label = entry.text("label");
  if (info.label.empty()) entry.fail("", "needs label = \"…\", the name that readers see");
  info.short_name = entry.text("short");
  if (info.short_name.size() > longest_short_name)
    entry.fail("short",
               fmt::format("\"{}\" has more than {} characters", info.short_name, longest_short_name));
  info.unit = entry.text("unit");
  info.field = entry.text("field");
  info.rounding = entry.number("rounding", 0);
  if (!(info.rounding >= 0)) entry.fail("rounding", "must be 0 (none) or more");
  const double decimals = entry.number("decimals", kind == Kind::rate ? 1 : 0);
  constexpr double most_decimals = 6;
  if (!(decimals >= 0 && decimals <= most_decimals) || decimals != std::floor(decimals))
    entry.fail("decimals", "must be a whole number from 0 to 6");
  else
    info.decimals = static_cast<int>(decimals);
  return info;
}

Setting setting_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto truth = node.value_exact<bool>()) return *truth;
  if (node.is_number()) return node.value_or(0.0);
  std::vector<std::string> texts;
  if (const toml::array* list = node.as_array())
    for (const toml::node& element : *list) texts.push_back(element.value_or(std::string{}));
  return texts;
}

std::vector<Indicator> read_indicators() {
  const auto files = geodata_files();
  const auto file = std::ranges::find(files, "indicators.toml", &GeodataFile::path);
  if (file == files.end()) throw Error(Failure::internal, "geodata/indicators.toml is not compiled in");
  const toml::table document = parse_geodata(file->path, file->text);
  std::vector<std::pair<std::uint32_t, Indicator>> by_line;
  for (const auto& [code, node] : document) {
    Settings settings;
    for (const auto& [key, value] : *node.as_table()) settings.emplace(key.str(), setting_of(value));
    const Refuse refuse = [](std::string_view, const std::string& message) {
      throw Error(Failure::internal, "geodata/indicators.toml: " + message);
    };
    by_line.emplace_back(node.source().begin.line,
                         indicator_of(std::string(code.str()), settings, refuse, levels()));
  }
  std::ranges::sort(by_line, {}, [](const auto& one) { return one.first; });
  std::vector<Indicator> indicators;
  for (auto& [line, indicator] : by_line) indicators.push_back(std::move(indicator));
  return indicators;
}

}  // namespace

Indicator indicator_of(const std::string& code, const Settings& settings, const Refuse& refuse,
                       std::span<const Level> levels) {
  const std::vector<Level> shown_at = levels_of_communes(levels);
  const Entry entry{code, settings, refuse};
  if (!is_plain_code(code))
    entry.fail(
        "",
        "a code is made of small letters, digits and _, begins with a letter and has at most 40 characters");
  refuse_unknown_keys(entry);
  Indicator indicator;
  indicator.kind = kind_at(entry);
  indicator.ratio = ratio_at(entry);
  indicator.info = info_at(entry, indicator.kind);
  indicator.theme = entry.text("theme");
  if (!indicator.theme.empty() && !is_plain_code(indicator.theme))
    entry.fail("theme",
               fmt::format("\"{}\": a theme is named in small letters, digits and _", indicator.theme));
  indicator.levels = levels_at(entry, "levels", shown_at);
  indicator.references = levels_at(entry, "references", {shown_at.begin() + 1, shown_at.end()});
  if (!indicator.references.empty() && indicator.kind == Kind::count)
    entry.fail("references", "a count is not compared with that of a larger territory; a rate is");
  const std::string worse = entry.text("worse");
  if (!worse.empty() && worse != "high" && worse != "low")
    entry.fail("worse", fmt::format("\"{}\" is neither high nor low", worse));
  indicator.worse_when_high = worse == "high";
  indicator.label_en = entry.text("label_en");
  indicator.note = entry.text("note");
  indicator.note_en = entry.text("note_en");
  return indicator;
}

const std::vector<Indicator>& indicators() {
  static const std::vector<Indicator> all = read_indicators();
  return all;
}

}  // namespace maillage

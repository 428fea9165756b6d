#include "maillage/formats/read/facts.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include "formats/recognise/label_words.hpp"
#include "formats/recognise/number_column.hpp"
#include "formats/recognise/presence_words.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/keys.hpp"

namespace maillage {
namespace {

std::string_view geometry_word(Geometry geometry) {
  switch (geometry) {
    case Geometry::polygons:
      return "polygons";
    case Geometry::other:
      return "other";
    default:
      return "none";
  }
}

ColumnFact column_fact(const Table& table, const BoundColumn& column) {
  const ColumnRule& rule = *column.rule;
  return {.name = table.columns[column.column],
          .role = rule.role,
          .code = rule.info.code,
          .label = rule.info.label,
          .unit = rule.info.unit,
          .year = column.year,
          .rounding = rule.info.rounding};
}

// Texts that are no figures, in the columns of figures: what they mean when the layout says so.
std::vector<MarkerFact> markers_of(const Table& table, const Recognition& recognition) {
  std::map<std::string, std::size_t, std::less<>> cells;
  for (const BoundColumn& column : recognition.columns) {
    if (column.rule->role != "measure") continue;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string_view text = trim(table.cell(row, column.column));
      if (!text.empty() && read_figure(text, {}, *column.rule)) continue;
      const auto found = cells.find(text);
      if (found != cells.end()) {
        ++found->second;
      } else if (cells.size() < 100) {
        cells.emplace(std::string(text), 1);
      }
    }
  }
  std::vector<MarkerFact> markers;
  for (const auto& [text, count] : cells) {
    markers.push_back({text, marker_of(*recognition.layout, text).value_or(Presence::not_available), count});
  }
  return markers;
}

// Notes on codes are facts of the file; what is wrong with them stays a finding.
void sort_findings(const Diagnostics& found, SourceFacts& facts, Diagnostics& diagnostics) {
  for (const Diagnostic& item : found.items) {
    if (item.severity == Severity::note)
      facts.put_right.push_back(message("column {}: {}; {}", item.place.column, item.found, item.advice));
    else
      diagnostics.add(item);
  }
}

void describe_recognised(const Table& table, const Recognition& recognition, SourceFacts& facts,
                         Diagnostics& diagnostics) {
  const Layout& layout = *recognition.layout;
  facts.layout = layout.id;
  facts.title = layout.title;
  facts.producer = layout.producer;
  facts.note = layout.note;
  facts.kind = layout.kind;
  facts.level = layout.level;
  facts.vintage = recognition.vintage;
  facts.observed = recognition.observed;
  facts.vintage_reason = recognition.vintage_reason;
  facts.also = recognition.also;
  facts.other_levels = codes_of(recognition.other_levels);
  facts.years = years_of(table, recognition);
  facts.markers = markers_of(table, recognition);
  for (const BoundColumn& column : recognition.columns) facts.columns.push_back(column_fact(table, column));
  const BoundColumn* key = recognition.find("key");
  if (key != nullptr) facts.key = table.columns[key->column];
  if (key == nullptr && layout.level != Level::nation) return;
  Diagnostics found;
  const Keys keys = keys_of(table, recognition, found);
  for (const BoundColumn& column : recognition.columns)
    if (column.rule->role == "parent") static_cast<void>(codes_of(table, column, layout, keys.rows, found));
  sort_findings(found, facts, diagnostics);
  facts.zones = std::unordered_set<std::string>(keys.codes.begin(), keys.codes.end()).size();
  facts.filtered = keys.filtered.size();
  facts.totals = keys.totals.size();
  facts.unlocated = keys.unlocated.size();
  facts.blank = keys.blank.size();
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

// A code that a study may give to a figure: "Nb places" -> nb_places.
std::string code_for(std::string_view column) {
  constexpr std::size_t longest = 40;
  std::string code = fold(column).substr(0, longest);
  std::ranges::replace(code, ' ', '_');
  return is_plain_code(code) ? code : "figure";
}

struct ColumnOfCodes {
  std::size_t column;
  Level level;
};

// The first column whose filled cells, nine in ten at least, are codes of one level, most of them once.
std::optional<ColumnOfCodes> column_of_codes(const Table& table) {
  for (const Level& level : {Level::commune, Level::epci, Level::qpv, Level::departement})
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      std::unordered_set<std::string_view> codes;
      std::size_t filled = 0, formed = 0;
      for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view text = trim(table.cell(row, column));
        if (text.empty()) continue;
        ++filled;
        if (looks_like_code(text, level) && codes.insert(text).second) ++formed;
      }
      if (formed > 0 && 10 * formed >= 9 * filled && 2 * filled > table.rows())
        return ColumnOfCodes{column, level};
    }
  return std::nullopt;
}

bool holds_numbers(const Table& table, std::size_t column) {
  std::size_t filled = 0, numbers = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view text = trim(table.cell(row, column));
    filled += text.empty() ? 0U : 1U;
    numbers += parse_number(text) ? 1U : 0U;
  }
  return numbers > 0 && 10 * numbers >= 8 * filled;
}

std::vector<std::string> description_of(const Table& table) {
  constexpr std::size_t most_figures = 3;
  const auto key = column_of_codes(table);
  std::string figures;
  std::size_t count = 0;
  for (std::size_t column = 0; column < table.columns.size() && count < most_figures; ++column)
    if ((!key || column != key->column) && holds_numbers(table, column) &&
        !looks_like_code(table.rows() > 0 ? trim(table.cell(0, column)) : "", Level::commune))
      figures += fmt::format("{}{} = {}", count++ > 0 ? ", " : "", code_for(table.columns[column]),
                             in_quotes(table.columns[column]));
  return {
      "sources = [",
      fmt::format("  {{ path = {}, key = {}, level = \"{}\", columns = {{ {} }} }},", in_quotes(table.file),
                  key ? in_quotes(table.columns[key->column]) : "\"<column of codes>\"",
                  key ? key->level.code : Level::commune.code,
                  figures.empty() ? "population = \"<column>\"" : figures),
      "]"};
}

}  // namespace

SourceFacts describe(const Source& source, const std::optional<Recognition>& recognition,
                     Diagnostics& diagnostics) {
  const Table& table = source.table;
  SourceFacts facts;
  facts.file = table.file;
  facts.format = source.format;
  facts.layer = table.layer;
  facts.rows = table.rows();
  facts.geometry = geometry_word(source.geometry);
  facts.quirks = table.facts;
  if (source.geometry == Geometry::polygons) {
    facts.points = source.shapes.points.size();
    facts.epsg = source.shapes.crs.epsg;
    for (std::size_t zone = 0; zone < source.shapes.zone_count(); ++zone)
      facts.shapes += source.shapes.empty(zone) ? 0U : 1U;
  }
  if (recognition) {
    describe_recognised(table, *recognition, facts, diagnostics);
  } else {
    facts.vintage_reason = message("no known layout");
    facts.near_misses = near_misses(table);
    facts.description = description_of(table);
  }
  std::vector<bool> named(table.columns.size(), false);
  for (const ColumnFact& column : facts.columns) named[*table.column(column.name)] = true;
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (!named[i]) facts.columns.push_back({.name = table.columns[i]});
  }
  return facts;
}

}  // namespace maillage

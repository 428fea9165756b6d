#include "maillage/formats/read/facts.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include "formats/recognise/label_words.hpp"
#include "formats/recognise/number_column.hpp"
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
    const auto meaning = recognition.layout->markers.find(to_lower_ascii(text));
    markers.push_back(
        {text, meaning == recognition.layout->markers.end() ? Presence::not_available : meaning->second,
         count});
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

}  // namespace

SourceFacts describe(const Source& source, Diagnostics& diagnostics) {
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
  const auto recognition = recognise(table);
  if (recognition) {
    describe_recognised(table, *recognition, facts, diagnostics);
  } else {
    facts.vintage_reason = message("no known layout");
    facts.near_misses = near_misses(table);
  }
  std::vector<bool> named(table.columns.size(), false);
  for (const ColumnFact& column : facts.columns) named[*table.column(column.name)] = true;
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (!named[i]) facts.columns.push_back({.name = table.columns[i]});
  }
  return facts;
}

}  // namespace maillage

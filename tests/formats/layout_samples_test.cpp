// A sample of each layout is recognised as itself and as nothing else, whatever its columns are called, in any order, with
// one of no need less and one of nobody's more.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "maillage/base/text.hpp"
#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/formats/recognise/layout.hpp"

using namespace maillage;

namespace {

struct Sample {
  std::string id;
  std::vector<std::vector<std::string>> lines;  // the names of the columns first
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  for (const std::string_view cell : split(line, ';')) cells.emplace_back(cell);
  return cells;
}

std::vector<Sample> read_samples() {
  std::ifstream in(LAYOUT_SAMPLES);
  std::vector<Sample> samples;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("== "))
      samples.push_back({line.substr(3), {}});
    else if (!line.empty() && !line.starts_with('#'))
      samples.back().lines.push_back(cells_of(line));
  }
  return samples;
}

Table table_of(const Sample& sample, const Layout& layout) {
  Table table;
  table.file = "sample.csv";
  table.columns = sample.lines.front();
  table.has_shapes = layout.kind == SourceKind::boundaries;
  for (std::size_t i = 1; i < sample.lines.size(); ++i) {
    for (const std::string& cell : sample.lines[i]) table.add_cell(cell);
    table.end_row(static_cast<std::int64_t>(i) + 1);
  }
  return table;
}

std::string layout_of(const Sample& sample, const Layout& layout) {
  Table table = table_of(sample, layout);
  const auto recognition = recognise(table);
  if (!recognition) {
    for (const NearMiss& miss : near_misses(table)) UNSCOPED_INFO(text_of(miss.sentence, Lang::en));
    return "";
  }
  return recognition->also.empty() ? recognition->layout->id
                                   : recognition->layout->id + " or " + join(recognition->also, ", ");
}

Sample reversed(Sample sample) {
  for (auto& line : sample.lines) std::ranges::reverse(line);
  return sample;
}

Sample with_foreign_column(Sample sample) {
  for (std::size_t i = 0; i < sample.lines.size(); ++i)
    sample.lines[i].insert(sample.lines[i].begin() + 1, i == 0 ? "Remarque du service" : "vu");
  return sample;
}

Sample without_column(Sample sample, std::size_t column) {
  for (auto& line : sample.lines) line.erase(line.begin() + static_cast<std::ptrdiff_t>(column));
  return sample;
}

// The rules that are bound to the columns of the sample, as the catalogue reads it.
const ColumnRule* rule_of(const Sample& sample, const Layout& layout, std::size_t column) {
  Table table = table_of(sample, layout);
  const auto recognition = recognise(table);
  if (!recognition) return nullptr;
  for (const BoundColumn& bound : recognition->columns)
    if (table.columns[bound.column] == sample.lines.front()[column]) return bound.rule;
  return nullptr;
}

// By another rule that has the column too: a département is a part of the key, and a level above.
bool is_needed(const Layout& layout, const std::string& column) {
  return std::ranges::any_of(layout.columns, [&](const ColumnRule& rule) {
    return rule.required && fold(rule.pattern) == fold(column);
  });
}

// Without names, the codes of a few regions, and the 1 that stands for the nation, are those of départements.
bool tells_level(const Layout& layout, const ColumnRule& rule) {
  return (layout.level == Level::region || layout.level == Level::nation) && rule.role == "name";
}

// Two lists of codes and names, of no producer, that give the same.
bool is_as_good(const std::string& found, const Layout& layout) {
  const Layout* other = find_layout(found);
  return other != nullptr && other->generic && layout.generic && other->level == layout.level &&
         other->kind == layout.kind;
}

bool is_plain(const std::string& pattern) {
  return pattern.find('(') == std::string::npos;
}

}  // namespace

TEST_CASE("samples: one of each layout, recognised as itself and nothing else") {
  const std::vector<Sample> samples = read_samples();
  std::set<std::string> seen;
  for (const Sample& sample : samples) {
    CAPTURE(sample.id);
    const Layout* layout = find_layout(sample.id);
    REQUIRE(layout != nullptr);
    seen.insert(sample.id);
    CHECK(layout_of(sample, *layout) == sample.id);
    CHECK(layout_of(reversed(sample), *layout) == sample.id);
    CHECK(layout_of(with_foreign_column(sample), *layout) == sample.id);
  }
  for (const Layout& layout : catalogue()) {
    CAPTURE(layout.id);
    CHECK(seen.contains(layout.id));
  }
}

TEST_CASE("samples: a column that is not needed may be missing") {
  for (const Sample& sample : read_samples()) {
    const Layout& layout = *find_layout(sample.id);
    for (std::size_t column = 0; column < sample.lines.front().size(); ++column) {
      const ColumnRule* rule = rule_of(sample, layout, column);
      if (rule == nullptr || rule->required || is_needed(layout, sample.lines.front()[column]) ||
          tells_level(layout, *rule))
        continue;
      CAPTURE(sample.id, sample.lines.front()[column]);
      const std::string found = layout_of(without_column(sample, column), layout);
      if (!is_as_good(found, layout)) CHECK(found == sample.id);
    }
  }
}

TEST_CASE("samples: a column may bear any of its names") {
  for (const Sample& sample : read_samples()) {
    const Layout& layout = *find_layout(sample.id);
    for (std::size_t column = 0; column < sample.lines.front().size(); ++column) {
      const ColumnRule* rule = rule_of(sample, layout, column);
      if (rule == nullptr || layout.generic || tells_level(layout, *rule)) continue;
      for (const ColumnRule& other : layout.columns) {
        if (other.entry != rule->entry || other.info.code != rule->info.code || !is_plain(other.pattern))
          continue;
        if (std::ranges::find(sample.lines.front(), other.pattern) != sample.lines.front().end()) continue;
        Sample renamed = sample;
        renamed.lines.front()[column] = other.pattern;
        CAPTURE(sample.id, sample.lines.front()[column], other.pattern);
        CHECK(layout_of(renamed, layout) == sample.id);
      }
    }
  }
}

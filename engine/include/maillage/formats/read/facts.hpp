// What a file is, for `maillage info` and for the manifest.
//
// describe looks at the whole source: which layout, of which vintage and why, what its rows are, what is
// odd about it and which markers stand in its cells. It decides nothing; a file that no layout explains is
// described too, with the nearest layouts, what each lacks, and the lines of a study that would make it known: its key is
// the first column of different codes of one form, its figures the columns of numbers.
//
//     const auto recognition = recognise(source.table);
//     SourceFacts facts = describe(source, recognition, diagnostics);
//     facts.layout;           // "dgcl-epcicom"
//     facts.vintage_reason;   // "sheet name Epcicom2025"
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

struct MarkerFact {
  std::string text;  // empty: the empty cell
  Presence meaning = Presence::not_available;
  std::size_t cells = 0;
};

struct ColumnFact {
  std::string name;  // as in the file
  std::string role;  // "key", "measure", …; empty: no rule explains it
  std::string code;  // canonical code of a measure or category
  std::string label;
  std::string unit;
  int year = 0;  // 0: none in the name
  double rounding = 0;
};

struct SourceFacts {
  std::string file, format, layer;
  std::string layout, title, producer, note;  // empty when not recognised
  std::optional<SourceKind> kind;
  std::optional<Level> level;
  std::optional<Day> vintage, observed;
  Message vintage_reason;
  std::string key;  // name of the key column
  std::size_t rows = 0;
  std::size_t zones = 0;  // different codes
  std::size_t filtered = 0, totals = 0, unlocated = 0, blank = 0;
  std::vector<int> years;
  std::size_t shapes = 0, points = 0;  // zones with polygons; their coordinates
  std::string geometry;                // "polygons", "other", "none"
  int epsg = 0;                        // 0: no shapes
  std::vector<ColumnFact> columns;
  std::vector<MarkerFact> markers;                          // of measures and categories, by text
  std::vector<std::pair<std::string, std::string>> quirks;  // what the reader noticed and undid
  std::vector<Message> put_right;                           // codes that were damaged, column by column
  std::vector<std::string> also;                            // other layouts that fit as well
  std::vector<std::string> other_levels;                    // of rows that are not those of `level`
  std::vector<NearMiss> near_misses;
  std::vector<std::string>
      description;  // of a file that is not recognised: how a study can describe it, in TOML
};

[[nodiscard]] SourceFacts describe(const Source& source, const std::optional<Recognition>& recognition,
                                   Diagnostics& diagnostics);

}  // namespace maillage

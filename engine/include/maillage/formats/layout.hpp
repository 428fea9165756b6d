// The catalogue: what the columns of a known source are and mean.
//
// A Layout describes one source by its columns, from one entry of geodata/sources/*.toml. A file is recognised when the
// columns that a layout requires are there; of several, the one that explains most columns wins. Column names may carry
// a year ("MED21", "pmun_2025"): the rule holds a pattern with (YY) or (YYYY) and the year is bound with the column.
//
// What a row of the source is about is `level`; what the source gives is `kind`:
//   boundaries   zones with shapes             zones        a list of zones (codes, names, parents)
//   indicators   figures per zone              membership   member -> group (commune -> EPCI), at a date
//   statuses     a status per zone (ZRR, FRR)  agreements   contracts with their parties
//   movements    the events of the COG
// One source may serve several: columns say so by their role.
//
// Column roles: key, name, parent (code of a containing zone; `level` says which), parent_name, measure, category,
// note (a flag that explains empty cells), date, year, type (filter), ignored; agreements have their own words (see
// geodata/sources/ctg.toml).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/formats/table.hpp"
#include "maillage/measure/measure.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

enum class SourceKind : std::uint8_t { boundaries, zones, indicators, membership, statuses, agreements, movements };
[[nodiscard]] std::string_view to_string(SourceKind kind);

struct ColumnRule {
  std::string pattern;            // column name; (YY) or (YYYY) stands for a year; compared without case
  std::string role;
  Level level = Level::commune;   // of a parent or parent_name
  ColumnInfo info;                // code, label, short_name, unit, rounding, … of a measure or category
  Kind kind = Kind::count;
  double censored_at = 0;         // a printed value equal to this means "this or less"; 0: none
  double scale = 1;               // printed value x scale = value in the unit
  bool required = false;
  std::map<std::string, std::string> labels;  // category: text in the file -> label code
};

struct Layout {
  std::string id;                 // "insee-populations"
  std::string title;
  std::string producer;
  SourceKind kind = SourceKind::indicators;
  Level level = Level::commune;
  std::string sheet;              // of a workbook; pattern with (YYYY); empty: any
  std::vector<ColumnRule> columns;
  std::map<std::string, Presence> markers;      // "s" -> secret_primary; also the empty cell
  std::vector<std::string> placeholder_codes;   // regular expressions: "^X+$", "^Z+$"
  std::vector<std::string> total_codes;         // regular expressions of keys of total rows: "^Ensemble$"
  std::map<std::string, std::string> only;      // column -> value: rows kept (TYPECOM = COM)
  std::string note;                             // what a reader must know
};

struct BoundColumn {
  std::size_t column = 0;
  const ColumnRule* rule = nullptr;
  int year = 0;  // bound by the pattern; 0: none
};

struct Recognition {
  const Layout* layout = nullptr;
  std::vector<BoundColumn> columns;
  std::vector<std::size_t> unexplained;  // columns of the table that no rule explains
  std::optional<Day> vintage;            // of the zoning that the keys speak of, when it can be told
  std::optional<Day> observed;           // of the figures
  std::string vintage_reason;

  [[nodiscard]] const BoundColumn* find(std::string_view role) const;
};

[[nodiscard]] const std::vector<Layout>& catalogue();
[[nodiscard]] std::optional<Recognition> recognise(const Table& table);

// Columns named by the user in the study file instead of recognised: { "population" = "POP", … }; an unknown column is
// Error{usage} with the nearest names.
[[nodiscard]] Recognition declare(const Table& table, const Layout& layout);

}  // namespace maillage

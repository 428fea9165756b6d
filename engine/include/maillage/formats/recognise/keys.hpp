// The codes of a table: which zone each of its rows speaks of.
//
// A key column is text that people and spreadsheets have damaged. It is put right only when the whole
// column proves how, and every repair is reported with a count and an example:
//   zeros lost    "1004" among "10001" and "2A004", and no code of the column starts with 0: "01004"
//                 (départements "6" -> "06", regions "1" -> "01", IRIS alike)
//   numbers       "200000172.0", "2.00000172E+08", "200 000 172": "200000172". "2.0E+08" has lost digits: a
//                 problem, the row stays with the code as printed and will match nothing
//   case, blanks  "2a004", " 01004", "01 004"
// A layout may say how to rebuild a key that the file leaves empty (Mayotte: CODCOM
// 601 -> 97601; regions by name).
//
// Rows that are no zone are kept apart, never dropped: `filtered` by the layout's `only` (TYPECOM other
// than COM), `totals` ("Ensemble", "France"), `unlocated` placeholders ("XX": counted by the source, but in
// no known zone), `blank` (no code). With a year, only the rows of that year are looked at: others are in
// `other_years`. Every row of the table is in exactly one list. Linear in the rows.
//
//     Keys keys = keys_of(table, recognition, diagnostics);
//     Matching matching = match(keys.views(), *communes);
//     Measure population = read_measure(table, *recognition.measure("population"), *recognition.layout,
//                                       table_rows(keys, matching), diagnostics);
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/table.hpp"
#include "maillage/zoning/matching.hpp"

namespace maillage {

struct Keys {
  std::vector<std::string> codes;   // one per row kept, put right
  std::vector<std::string> names;   // beside them; empty texts when the table has no name column
  std::vector<std::uint32_t> rows;  // their rows in the table
  std::vector<std::uint32_t> filtered, totals, unlocated, blank, other_years;
  int year = 0;  // the year asked for; 0: all rows

  [[nodiscard]] std::vector<std::string_view> views() const { return {codes.begin(), codes.end()}; }
};

inline constexpr int any_year = 0;
[[nodiscard]] Keys keys_of(const Table& table, const Recognition& recognition, Diagnostics& diagnostics,
                           int year = any_year);

// The codes of another column (a parent: EPCI, département), for the rows given, put right the same way.
// A placeholder ("ZZZZZZZZZ": no EPCI) and an empty cell give an empty text.
[[nodiscard]] std::vector<std::string> codes_of(const Table& table, const BoundColumn& column,
                                                const Layout& layout, std::span<const std::uint32_t> rows,
                                                Diagnostics& diagnostics);

// Per zone, its row in the table, or no_row: what read_measure takes.
[[nodiscard]] std::vector<std::uint32_t> table_rows(const Keys& keys, const Matching& matching);

// The years that the table's year column holds, ascending; empty when it has none.
[[nodiscard]] std::vector<int> years_of(const Table& table, const Recognition& recognition);

// Has this text the form of a code of that level? "1004" has not (yet): a commune takes five characters.
[[nodiscard]] bool looks_like_code(std::string_view text, const Level& level);

}  // namespace maillage

// From the text of cells to figures with their reasons, marks and bounds.
//
// For each zone the row given is read. No row: `no_match`. An empty cell or a marker ("s", "nd", "ns",
// "so", "…") gives the presence that the layout declares. When the layout names a note column
// (NOTE_FILO) and the note explains the empty cell, its reason is taken; a note never hides a figure
// that is there. Numbers take a decimal comma or point, one of them per column, and U+00A0, U+202F or
// blanks between thousands.
//
// The rounding that the layout declares gives bounds and the mark `rounded`: 60,0 published to the point
// is [59.5, 60.5]. It is declared, never inferred from printed decimals, but for one that is coarser than declared:
// a column of rates in tenths whose figures are all whole is read as rounded to 1. `censored_at` v: a printed v
// means "v or less", bounds [0, v + half a step], mark `censored`. `scale` is applied first: rounding and
// censoring are in the unit of the figure. A rate with a percent sign is in percents whatever the others are;
// shares where percents are due are settled before (formats/recognise/scale.hpp). ColumnInfo comes from the rule; `observed` from the year of the column name, else from the
// recognition or the year asked.
//
// Diagnostics, gathered per column with a count and a first example (row, column, value):
//   text-in-number         warning  read as missing (not_available), never as a number
//   unknown-marker         warning  a short text that no layout explains ("c"), read as missing
//   mixed-decimals         warning  "1.5" and "1,5" in one column: both read as decimals
//   ambiguous-thousands    problem  "1.234": a thousand or a decimal? read as missing
//   negative-figure        problem  a count or a rate below zero, read as missing
//   sentinel-figure        problem  999999 and other nines that stand for no figure: five nines, or fewer that
//                                   the other figures do not come near; read as missing
//   impossible-figure      problem  a share of a whole above 100, more than 200 places for 100 children (unless
//                                   the study states the unit), an income out of [1 000, 200 000]; as missing
//   share-among-percents   problem  0,14 among percents, read as missing
//   rate-in-count          problem  a column of counts whose figures all lie in [0, 100], with decimals; as missing
//   rounding-contradicted  warning  a figure that the declared step cannot print
//   rounding-coarser       warning  ten rates or more declared to the tenth, all of them whole
// Linear in the rows of the table.
//
//     Measure rate = read_measure(table, *recognition.measure("poverty_rate"), *recognition.layout, rows,
//                                 diagnostics);
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/table.hpp"
#include "maillage/measure/category.hpp"
#include "maillage/measure/measure.hpp"

namespace maillage {

[[nodiscard]] Measure read_measure(const Table& table, const BoundColumn& column, const Layout& layout,
                                   std::span<const std::uint32_t> row_of_zone, Diagnostics& diagnostics);

// Labels are those of the rule; a text that none explains is listed (unknown-label) and read as missing.
[[nodiscard]] Category read_category(const Table& table, const BoundColumn& column, const Layout& layout,
                                     std::span<const std::uint32_t> row_of_zone, Diagnostics& diagnostics);

}  // namespace maillage

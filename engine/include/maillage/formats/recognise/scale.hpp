// Whether the rates of a table are percents, as their unit says, or shares of one.
//
// A rate is given per hundred. A column of it whose figures all lie between 0 and 1, some of them above 0, is
// printed in shares (0,58 for 58 %), unless another column of the table shows that it is not:
//   rates of a whole (unit percent) and rate_total   such a column is always taken for shares
//   other rates (those of one kind of childcare)     when one of the former is, or when they are printed with
//                                                    more than a tenth and none of the former is in percents
// A column of which no figure is above 0 proves nothing and is read as it is; so is a column with percent signs.
// What is taken for shares becomes Printed::unclear: a problem, `share-not-percent`, and no figure is read, until
// the study states the unit. A stated unit ends the question: "share" multiplies by 100, "percent" reads the
// figures as they are, above 200 as well (formats/recognise/cells.hpp).
//
// A stated rounding replaces that of the layout, in the unit of the figure (percents). What is stated for the
// whole table ("") holds for its rates; a code holds before it. A code that the table does not have is
// Error{usage} with the nearest one. Linear in the rows.
//
//     state_figures(recognition, {.printed = {{"", Printed::shares}}}, "rates.csv");
//     judge_scales(table, recognition, keys.rows, diagnostics);
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/table.hpp"

namespace maillage {

// By canonical code; "": all rates of the table.
struct StatedFigures {
  std::map<std::string, Printed> printed;
  std::map<std::string, double> rounding;
};

void state_figures(Recognition& recognition, const StatedFigures& stated, const std::string& file);

void judge_scales(const Table& table, Recognition& recognition, std::span<const std::uint32_t> rows,
                  Diagnostics& diagnostics);

}  // namespace maillage

// What a column has become between two days, over the zones of the later one.
//
// The earlier figures are those of a run of their own, at the earlier day, on the communes, EPCI and territories of the later
// one: what is carried from communes is on constant ground. A figure published by EPCI is on the ground that the EPCI had on
// its day: where that is known to be other than today's the two are not compared, and where it is not known the change is
// refused. The population that weighs Ctg is that of the later day.
//   a rate, an intensive figure   the difference, in points of a percentage, else in its own unit
//   a count                       how much it has grown, in percent of what it was
//   a status of Ctg, ZRR or FRR   who entered, who left, who stayed; unknown when either day is
// Bounds are those of both days: the lowest later less the highest earlier, and the reverse.
#pragma once

#include <memory>
#include <vector>

#include "maillage/run/run.hpp"

namespace maillage {

struct Change {
  RunLayer layer;  // its one column is named by change_code
  Day before, after;
  std::vector<std::string> other_ground;  // zones not compared: their communes are others now
};

[[nodiscard]] std::string change_code(const std::string& column);
[[nodiscard]] bool is_change(const ColumnInfo& info);

// Throws Error{usage} when the two days hold one figure, none, or figures of ground that is not known to be the same.
[[nodiscard]] std::shared_ptr<const Change> change_of(const Run& later, const Run& earlier,
                                                      const RunLayer& shown, const std::string& column);

}  // namespace maillage

// Which agreements end soon, and whom that leaves uncovered.
//
// Asked from the day of the question and for some months: an agreement ends in that time when its last day,
// as far as it surely binds a commune of the field, falls from that day to the same day so many months later,
// both included. One that begins in that time and ends in it is there as well. A row is one agreement and one
// last day; an agreement of which parties leave on several days has several rows.
//
// `bound` are the communes of the field that the agreement binds, under the definition asked, until that
// last day. On the day after
//   uncovered   surely nothing covers them
//   unclear     cannot be known: the end is presumed and the agreement may run on, another is in doubt, the
//               register is no longer complete
// and the rest is bound by another agreement. Two agreements that end on one day may leave the same commune
// uncovered: it is in the row of each, and once in `uncovered` and `unclear` of the whole.
//
// An end that the register does not state is `presumed`; `latest` is then the last day on which the agreement
// may still bind. A hole that the tolerance of the question bridges leaves its communes covered.
//
// Law (tested): a commune is covered on the last day of a row and no longer on the next exactly when a row of
// that day holds it as uncovered or unclear: the rows are the steps down of the curve (themes/ctg/time.hpp).
//
// ctg_sum adds a count over communes of which some surely take part and others perhaps: the value is that of
// the sure ones, the bounds count none and all of the others, and the mark is `partial`.
//
//     const CtgExpiries soon = ctg_expiries(field, reg, {.at = day}, 24);
//     ctg_sum(*field.population, soon.ends.front().uncovered, soon.ends.front().unclear);
//
// O((communes + agreements x parties) x days on which something ends).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "maillage/themes/ctg/coverage.hpp"

namespace maillage {

struct CtgExpiry {
  std::uint32_t agreement = 0;
  Day last;                   // the last day on which it surely binds them
  std::optional<Day> latest;  // the last day on which it may, when that is another
  bool presumed = false;
  std::vector<EpciIndex> epci;  // bound themselves, of the field
  std::vector<CommuneIndex> bound;
  std::vector<CommuneIndex> uncovered;
  std::vector<CommuneIndex> unclear;
};

struct CtgExpiries {
  Day from;
  Day to;                               // both included
  std::vector<CtgExpiry> ends;          // by last day, then by the id of the agreement
  std::vector<CommuneIndex> uncovered;  // in some row
  std::vector<CommuneIndex> unclear;    // in some row, and uncovered in none
};

// `months` from 1 on.
[[nodiscard]] CtgExpiries ctg_expiries(const CtgField& field, const Register& reg,
                                       const CtgQuestion& question, int months);

[[nodiscard]] Cell ctg_sum(const Measure& count, std::span<const CommuneIndex> surely,
                           std::span<const CommuneIndex> perhaps);

}  // namespace maillage

// Ctg coverage over time: the curve, and what moved between two dates.
//
// Both hold geography and population constant: those of the field. What moves is the register alone, so
// the curve is piecewise constant and changes only on days when an agreement or a party begins or ends,
// or when the completeness of the register does. A point holds from its day until the next point. The
// first point is at `from`.
//
// The change between two dates is rate(after) - rate(before) in points; its bounds are [low after - high
// before, high after - low before], reached when what is unknown at each date is unknown independently. An
// entry is a commune (or counted EPCI) covered after and not covered before; an exit the reverse; the
// others that changed did so to or from unknown. Of the agreements that bind a commune of the field or its
// EPCI, `signed_between` lists those signed in that time (after `before`, up to `after`), `begun_between`
// those without a date of signature whose first day falls in it.
//
//     std::vector<CtgPoint> curve = ctg_curve(field, reg, question, new_year(2019), day);
//     CtgFlow flow = ctg_flow(field, reg, question, new_year(2023), day, diagnostics);
#pragma once

#include <vector>

#include "maillage/themes/ctg/coverage.hpp"

namespace maillage {

struct CtgPoint {
  Day day;
  CtgTally tally;
  CtgEpciTally epci_tally;
};

// Points from `from` to `last`, both included; points that change no figure are left out.
// question.at is not used.
[[nodiscard]] std::vector<CtgPoint> ctg_curve(const CtgField& field, const Register& reg,
                                              const CtgQuestion& question, Day from, Day last);

struct CtgFlow {
  Day before;
  Day after;
  CtgTally tally_before;
  CtgTally tally_after;
  CtgEpciTally epci_before;
  CtgEpciTally epci_after;
  std::vector<CommuneIndex> entries;  // communes
  std::vector<CommuneIndex> exits;
  std::vector<CommuneIndex> unclear;  // status changed, from or to unknown
  std::vector<EpciIndex> epci_entries;
  std::vector<EpciIndex> epci_exits;
  std::vector<std::uint32_t> signed_between;  // agreements
  std::vector<std::uint32_t> begun_between;
  Cell inhabitants_change;  // points
  Cell communes_change;
  Cell epci_change;
};

[[nodiscard]] CtgFlow ctg_flow(const CtgField& field, const Register& reg, const CtgQuestion& question,
                               Day before, Day after, Diagnostics& diagnostics);

}  // namespace maillage

// When something is in force, as far as the file tells.
//
// A Term holds two half-open periods. On the days of `certain` the thing surely is in force; outside
// `possible` it surely is not; between the two it is unknown. A fully dated fact has certain ==
// possible. A fact without any date has an empty `certain` and all days in `possible`: an unknown is
// never a no. `marks` say how the end is known when it is not stated: Mark::presumed, it rests on the
// convention (register/agreement_rows.hpp); Mark::censored, all that is known is that it came no later than
// the end of `possible`.
//
//     Term term{{effect, until_after(last)}, {effect, until_after(last)}};
//     in_force(term, day);   // Truth::yes, Truth::no, or Truth::unknown
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/measure/presence.hpp"

namespace maillage {

enum class Truth : std::uint8_t { no, unknown, yes };

inline constexpr Period always{first_day, no_end};
inline constexpr Period never{first_day, first_day};

struct Term {
  Period certain = always;
  Period possible = always;
  Marks marks;

  [[nodiscard]] constexpr bool end_presumed() const { return marks.has(Mark::presumed); }
  [[nodiscard]] constexpr bool end_stated() const { return marks.none() && possible.until < no_end; }
  friend constexpr bool operator==(const Term&, const Term&) = default;
};

[[nodiscard]] constexpr Term dated(Period period, Marks marks = {}) {
  return {period, period, marks};
}
[[nodiscard]] constexpr Term undated(Period possible = always) {
  return {never, possible, {}};
}

[[nodiscard]] Truth in_force(const Term& term, Day day);

// Both at once: a party to an agreement is bound while the agreement runs and the party
// has joined and not left. The marks are those of whichever ends first.
[[nodiscard]] Term both(const Term& a, const Term& b);

// The days of at least one of the periods, as disjoint periods in order. Periods that are at
// most `tolerance_days` apart are joined (0: only those that touch or overlap). Empty periods
// are left out. O(n log n).
[[nodiscard]] std::vector<Period> united(std::span<const Period> periods, int tolerance_days = 0);

}  // namespace maillage

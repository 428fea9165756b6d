// The situation of each commune and each EPCI on one day.
#pragma once

#include <vector>

#include "maillage/themes/ctg/coverage.hpp"
#include "themes/ctg/unresolved.hpp"

namespace maillage {

struct CtgDayAnswer {
  std::vector<CtgCommune> communes;  // those of the field, then those beyond
  PerZone<EpciIndex, CtgEpci> epci;
  CtgUnresolvedDay unresolved;
};

[[nodiscard]] CtgDayAnswer evaluate(const CtgField& field, const Register& reg, const CtgClaims& claims,
                                    const CtgQuestion& question, Day day);

// Every day after first_day on which some situation may change.
[[nodiscard]] std::vector<Day> event_days(const Register& reg, const CtgClaims& claims);

}  // namespace maillage

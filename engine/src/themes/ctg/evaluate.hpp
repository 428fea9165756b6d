// The situation of each commune and each EPCI on one day.
#pragma once

#include <array>
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

// What may bind a commune under the definition asked: through its EPCI, through another group, by itself.
[[nodiscard]] std::array<const CtgClaimSet*, 3> binding_claims(const CtgField& field, const CtgClaims& claims,
                                                               const CtgQuestion& question,
                                                               std::size_t commune);

// Every day after first_day on which some situation may change.
[[nodiscard]] std::vector<Day> event_days(const Register& reg, const CtgClaims& claims);

}  // namespace maillage

// Which EPCI are "of the territory", when some lie across the border of a département.
//
// 89 of the 1,255 EPCI span several départements. Three policies, and every output says which was used:
//   seat       the EPCI whose seat is in the territory: each EPCI in exactly one département
//   any        the EPCI with at least one commune in the territory: some are in several
//   majority   the EPCI with more than half of their inhabitants in the territory; half: by seat
// The territory is a set of départements. Seats come from a column of the membership table (DGCL: `dept`).
// An EPCI whose seat is not known is placed as `majority` does and listed ("epci-seat-unknown"); when its
// population is not known either, communes count instead of inhabitants ("epci-population-unknown"). A
// commune without EPCI enters none. O(communes + EPCI log EPCI); EPCI in zoning order.
//
//     TerritoryEpci chosen = epci_of_territory(membership, {"62"}, EpciPolicy::seat, diagnostics);
//     chosen.epci.size();   // 19, and 20 by EpciPolicy::any
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/base/lang.hpp"
#include "maillage/measure/measure.hpp"
#include "maillage/zoning/index.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

enum class EpciPolicy : std::uint8_t { seat, any, majority };
[[nodiscard]] std::string_view to_string(EpciPolicy policy);
[[nodiscard]] std::optional<EpciPolicy> parse_epci_policy(std::string_view text);

struct EpciMembership {
  ZoningRef communes;  // all communes of the EPCI, those beyond the border too
  ZoningRef epci;
  PerZone<WideIndex, EpciIndex> epci_of_commune;           // or `no_epci`
  PerZone<WideIndex, std::string> departement_of_commune;  // code; empty: unknown
  PerZone<EpciIndex, std::string> seat_departement;        // per EPCI: code; empty: unknown
  const Measure* population = nullptr;                     // of communes; null: none
};

struct TerritoryEpci {
  std::vector<EpciIndex> epci;      // of the territory, ascending
  std::vector<EpciIndex> touching;  // with a commune there, but not of the territory under this policy
  std::vector<EpciIndex> across;    // of the territory, with communes beyond its border
  std::string sentence;             // for the output
};

[[nodiscard]] TerritoryEpci epci_of_territory(const EpciMembership& membership,
                                              const std::set<std::string, std::less<>>& departements,
                                              EpciPolicy policy, Diagnostics& diagnostics,
                                              Lang lang = Lang::fr);

}  // namespace maillage

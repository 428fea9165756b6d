// Parties found nowhere, on one day: whom they may be, and how much they can add at most.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "layers/ctg_claims.hpp"

namespace maillage {

// A zone that such a party may be: an EPCI of the field, or (from the number of EPCI on) a commune.
using CtgUnit = std::uint32_t;

// Without suggestions a party may be any EPCI (or a commune in none), or any commune.
enum class CtgMayBe : std::uint8_t { suggested, any_epci, any_commune };

struct CtgUnresolvedParty {
  CtgMayBe may_be = CtgMayBe::suggested;
  std::vector<CtgUnit> suggested;  // ascending
};

struct CtgUnresolvedDay {
  std::vector<CtgUnresolvedParty> parties;
  std::vector<const CtgClaim*> epci;      // per EPCI: of the first party that may be it by suggestion
  std::vector<const CtgClaim*> communes;  // per commune, those beyond included
  const CtgClaim* open = nullptr;         // of the first party without suggestion
  bool any_epci = false;                  // some party may be any EPCI
  std::size_t commune_parties = 0;        // parties that may be some commune
};

// Points into `claims`.
[[nodiscard]] CtgUnresolvedDay unresolved_on(const CtgField& field, const CtgClaims& claims, Day day);

// The most that the parties add when each is one unit that they may be and no two the same; units without
// weight add nothing. An EPCI and a commune of it count apart.
[[nodiscard]] double most_added(const CtgField& field, const CtgUnresolvedDay& day,
                                const std::map<CtgUnit, double>& weights);

}  // namespace maillage

// Parties found nowhere, on one day: whom they may be, and how much they can add at most.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "themes/ctg/claims.hpp"

namespace maillage {

struct CtgUnresolvedDay {
  // Zones that some party surely is, if it is in the field at all: the only one suggested for it.
  std::set<std::uint32_t> alone_epci;
  std::set<std::uint32_t> alone_communes;
  std::vector<std::vector<std::uint32_t>> among_epci;  // of parties with several suggestions; ascending
  std::size_t any_epci = 0;                            // parties that may be any EPCI, or a commune in none
  std::size_t any_commune = 0;                         // parties that may be any commune
  std::vector<const CtgClaim*> epci;      // per EPCI: of the first party that may be it by suggestion
  std::vector<const CtgClaim*> communes;  // per commune, those beyond included
  const CtgClaim* open = nullptr;         // of the first party without suggestion
};

// Points into `claims`.
[[nodiscard]] CtgUnresolvedDay unresolved_on(const CtgField& field, const CtgClaims& claims, Day day);

// A commune that only such parties may cover, and what it weighs.
using CtgWeight = std::pair<std::uint32_t, double>;

// The most that the parties add when each is one zone that it may be and no two the same. Where parties that
// are EPCI meet parties that are communes, never less than the most.
[[nodiscard]] double most_added(const CtgField& field, const CtgUnresolvedDay& day,
                                std::span<const CtgWeight> weights);

// The most EPCI of those listed that they are; `lacking` are the communes that each lacks to be covered by
// its communes, 0 when it cannot be.
[[nodiscard]] std::size_t most_epci_added(const CtgUnresolvedDay& day, std::span<const std::uint32_t> epci,
                                          std::span<const std::size_t> lacking);

}  // namespace maillage

// Agreements that each bind some of the land of a commune, and together all of it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "themes/ctg/claims.hpp"

namespace maillage {

struct PartClaim {
  std::uint32_t agreement = 0;
  Term term;
  std::vector<std::uint32_t> parts;
};

// Adds to the set a claim for each stretch of days on which the claims surely bind all `whole` parts.
void add_whole_days(CtgClaimSet& set, std::span<const PartClaim> claims, std::size_t whole);

}  // namespace maillage

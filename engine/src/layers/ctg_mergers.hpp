// Agreements of communes that have merged since.
#pragma once

#include <string>
#include <vector>

#include "layers/ctg_claims.hpp"

namespace maillage {

// A claim on the code of a former commune of `commune`; the code may be its own, from before the merger.
struct FormerClaim {
  std::string code;
  CtgClaim claim;
};

// Moves the claims of former communes to the commune of today: to `own` on the days when every
// former commune is bound, to `merged` for the rest. `components` are the codes of all former
// communes, as the field lists them.
void settle_merger(CtgCommuneClaims& commune, const std::vector<std::string>& components,
                   const std::vector<FormerClaim>& claims);

}  // namespace maillage

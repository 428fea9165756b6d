// Projections in which a run draws.
#pragma once

#include <vector>

#include "maillage/run/run.hpp"

namespace maillage {

// Those that are legal in the départements of the territory, each once; Lambert-93 where overseas zones were moved beside the
// mainland.
[[nodiscard]] std::vector<Crs> legal_projections(const Run& run);

}  // namespace maillage

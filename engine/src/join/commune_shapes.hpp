// The boundaries at hand, as zones of the communes of a study.
#pragma once

#include <vector>

#include "maillage/join/boundaries.hpp"

namespace maillage {

// Several files may bring the communes of several départements; of two that draw one commune the earlier
// one stands ("shape-twice"). Communes of the territory that no file draws are a warning ("no-shape"); districts
// that no file draws of a city drawn by districts a problem ("district-missing").
// Consumes the shapes of the inputs.
[[nodiscard]] GatheredShapes gather_shapes(std::vector<Input>& inputs, const Geography& geography,
                                           Diagnostics& diagnostics);

}  // namespace maillage

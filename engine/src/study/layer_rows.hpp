// Some zones of a layer.
#pragma once

#include <vector>

#include "maillage/layers/layer.hpp"

namespace maillage {

// The zones listed, ascending, with every column, note and reference of the layer.
[[nodiscard]] Layer with_zones(const Layer& layer, const std::vector<std::size_t>& zones);

}  // namespace maillage

// The identity card of each zone: what it belongs to, its inhabitants, its area.
#pragma once

#include "maillage/run/run.hpp"

namespace maillage {

[[nodiscard]] Layer territory_layer(const Run& run, const Level& level);

}  // namespace maillage

// The territory itself as a layer: code and name of each zone, what a commune belongs to, how many communes a group has,
// its inhabitants and its area. Every level has one; a column of which nothing is known stays out of the files.
//
//     Layer layer = territory_layer(inputs, Level::commune);
#pragma once

#include "maillage/themes/theme.hpp"

namespace maillage {

[[nodiscard]] Layer territory_layer(const ThemeInputs& inputs, const Level& level);

}  // namespace maillage

// The levels that the program knows: those that it names (zoning/level.hpp), then those of geodata/levels.toml.
//
// Read once, at the first call; a study adds its own (study/study.hpp).
//
//     find_level(levels(), "zone_emploi")->many;      // "zones d'emploi"
#pragma once

#include <vector>

#include "maillage/zoning/level.hpp"

namespace maillage {

[[nodiscard]] const std::vector<Level>& levels();

}  // namespace maillage

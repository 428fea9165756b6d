// The boundaries at hand, as zones of the communes of a study.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "maillage/join/geography.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

// Shapes of the file zones that the study keeps, and the commune of `wide` that each of them belongs to.
struct Ground {
  Shapes shapes;
  std::vector<std::uint32_t> commune_of;  // in `wide`
  std::map<std::uint32_t, std::vector<std::string>>
      districts_of;  // of a city drawn by districts: those drawn
  std::string file;  // the files, joined by " + "; empty: none
  bool moved_overseas = false;
};

// Several files may bring the communes of several départements; of two that draw one commune the earlier
// one stands ("shape-twice"). Communes of the territory that no file draws are a warning ("no-shape"); districts
// that no file draws of a city drawn by districts a problem ("district-missing").
// Consumes the shapes of the inputs.
[[nodiscard]] Ground gather_ground(std::vector<Input>& inputs, const Geography& geography,
                                   Diagnostics& diagnostics);

}  // namespace maillage

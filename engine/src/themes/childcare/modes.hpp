// Private to the childcare layer: which mode offers most in a zone.
#pragma once

#include "themes/columns.hpp"

namespace maillage {

struct DominantModes {
  Category category;
  bool four_modes = false;  // the source gives EAJE as a whole only
};

// `rates` are the rate columns of the layer, by suffix.
[[nodiscard]] DominantModes dominant_modes(const LevelFigures& figures, const MeasureMap& rates);

}  // namespace maillage

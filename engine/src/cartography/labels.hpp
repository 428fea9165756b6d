// Names on the map, none over another.
#pragma once

#include <vector>

#include "cartography/page.hpp"

namespace maillage {

struct LabelWanted {
  std::string text;
  Point at;          // the middle it should have
  double clear = 0;  // radius of the circle there, which the name should not cover
};

// Those that find room in the frame, in the order given, each in a halo; `obstacles` are boxes that none may cover.
[[nodiscard]] std::vector<Item> labels_in(const std::vector<LabelWanted>& wanted, std::vector<Box> obstacles,
                                          const Frame& frame, double size);

}  // namespace maillage

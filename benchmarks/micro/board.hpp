// A territory for micro-benchmarks.
#pragma once

#include <cstddef>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

// A board of squares whose sides are bent by a fixed wave, 40 points a side: shared borders, no randomness.
inline Shapes board(std::size_t side) {
  Shapes shapes;
  const auto wave = [](double along, double across) {
    return 0.05 * ((static_cast<long>(along * 40) * 7919 + static_cast<long>(across) * 104729) % 97) / 97.0;
  };
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column) {
      const auto x = static_cast<double>(column), y = static_cast<double>(row);
      for (int i = 0; i < 40; ++i)
        shapes.points.push_back({x + i / 40.0, i == 0 ? y : y + wave(x + i / 40.0, y)});
      for (int i = 0; i < 40; ++i)
        shapes.points.push_back({i == 0 ? x + 1 : x + 1 + wave(y + i / 40.0, x + 1), y + i / 40.0});
      for (int i = 40; i > 0; --i)
        shapes.points.push_back({x + i / 40.0, i == 40 ? y + 1 : y + 1 + wave(x + i / 40.0, y + 1)});
      for (int i = 40; i > 0; --i)
        shapes.points.push_back({i == 40 ? x : x + wave(y + i / 40.0, x), y + i / 40.0});
      shapes.points.push_back({x, y});
      shapes.close_ring();
      shapes.close_polygon();
      shapes.close_zone();
    }
  }
  shapes.crs = lambert93;
  return shapes;
}

}  // namespace maillage

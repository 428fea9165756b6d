// Points of the same coordinates under one number.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maillage/zoning/shapes.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

struct NumberedPoints {
  std::vector<Point> vertices;     // each once; -0.0 is 0.0
  std::vector<std::uint32_t> ids;  // of each point, its vertex; no_zone where a coordinate is no number
};

// On two threads; the numbers depend on the points alone.
[[nodiscard]] NumberedPoints number_points(std::span<const Point> points);

}  // namespace maillage

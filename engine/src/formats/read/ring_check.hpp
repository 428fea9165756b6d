// What makes a ring unusable, whatever the format it comes from.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

// Thrown while one feature is read; whoever knows the file and the feature makes an Error of it.
struct Unusable {
  std::string what;
};

[[nodiscard]] inline bool is_ring(std::span<const Point> points) {
  return points.size() >= 4 && points.front() == points.back();
}

[[nodiscard]] inline std::string ring_problem(std::span<const Point> points) {
  if (points.size() >= 4)
    return fmt::format("a ring is not closed: it starts at ({}, {}) and ends at ({}, {})", points.front().x,
                       points.front().y, points.back().x, points.back().y);
  return fmt::format("a ring has {} point{}; it needs 4 at least, the last equal to the first", points.size(),
                     points.size() == 1 ? "" : "s");
}

}  // namespace maillage

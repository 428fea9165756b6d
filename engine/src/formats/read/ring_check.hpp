// What makes a ring unusable, whatever the format it comes from.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>

#include "maillage/base/message.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

// Thrown while one feature is read; whoever knows the file and the feature makes an Error of it.
struct Unusable {
  Message what;
};

[[nodiscard]] inline bool is_ring(std::span<const Point> points) {
  return points.size() >= 4 && points.front() == points.back();
}

[[nodiscard]] inline Message ring_problem(std::span<const Point> points) {
  if (points.size() >= 4)
    return message("a ring is not closed: it starts at {} and ends at {}",
                   message("({}, {})", points.front().x, points.front().y),
                   message("({}, {})", points.back().x, points.back().y));
  return message("a ring has {} {0|point|points}; it needs 4 at least, the last equal to the first",
                 points.size());
}

}  // namespace maillage

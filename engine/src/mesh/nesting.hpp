// Which hole lies in which outline.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

enum class Side : std::uint8_t { outside, on, inside };

// Where a point lies relative to a line of points and the segment that closes it, by winding number: `on`
// for the line itself. Exact.
[[nodiscard]] Side side_of(Point point, std::span<const Point> line);

// For each hole the place of the smallest outline around it, or no_outline.
inline constexpr std::uint32_t no_outline = 0xffffffff;
[[nodiscard]] std::vector<std::uint32_t> nest(std::span<const std::span<const Point>> outlines,
                                              std::span<const std::span<const Point>> holes);

}  // namespace maillage

// Small facts about rings and zones. Private to geometry/.
#pragma once

#include <span>
#include <string_view>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

[[nodiscard]] double signed_area(std::span<const Point> ring);
[[nodiscard]] double ring_length(std::span<const Point> ring);

// Outer rings less holes, whatever their direction.
[[nodiscard]] double zone_area(const Shapes& shapes, std::size_t zone);

// Why no ring can be made of these points ("Ring not closed"); empty when one can.
[[nodiscard]] std::string_view ring_fault(std::span<const Point> ring);

// Without branches: which side two boxes lie apart on cannot be foreseen.
[[nodiscard]] inline bool meet(const Box& a, const Box& b) {
  const bool across = (a.min_x <= b.max_x) & (b.min_x <= a.max_x);
  const bool up = (a.min_y <= b.max_y) & (b.min_y <= a.max_y);
  return across & up;
}

// Boxes of all zones; a zone without shape has an inverted box, which meets nothing.
[[nodiscard]] std::vector<Box> zone_boxes(const Shapes& shapes);

// The rings of all polygons of a zone follow each other.
[[nodiscard]] std::ranges::iota_view<std::size_t, std::size_t> rings_of_zone(const Shapes& shapes,
                                                                             std::size_t zone);

}  // namespace maillage

// The ground common to two zones whose borders do not meet, without GEOS. Private to geometry/.
#pragma once

#include <optional>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct Common {
  double area = 0;
  double perimeter = 0;
};

// nullopt when a segment of one meets the box of a segment of the other: their borders may touch. Both
// zones valid. Otherwise every ring lies wholly inside or wholly outside the other zone, which comparisons
// of coordinates decide exactly, and the border of the common ground is made of the rings that lie inside.
[[nodiscard]] std::optional<Common> common_if_apart(const Shapes& a, std::size_t zone_a, const Box& box_a,
                                                    const Shapes& b, std::size_t zone_b, const Box& box_b);

}  // namespace maillage

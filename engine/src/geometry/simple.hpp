// A cheap proof that a zone is valid. Private to geometry/.
#pragma once

#include "maillage/zoning/shapes.hpp"

namespace maillage {

// True only for zones that are certainly valid; false means "ask GEOS". O(points log
// points) on everyday shapes.
[[nodiscard]] bool certainly_valid(const Shapes& shapes, std::size_t zone);

}  // namespace maillage

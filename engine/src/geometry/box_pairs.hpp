// Candidates of an overlay. Private to geometry/.
#pragma once

#include <cstdint>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct ZonePair {
  std::uint32_t a;
  std::uint32_t b;
};

// Pairs of boxes that meet, borders included, sorted by (a, b). Inverted boxes meet nothing.
[[nodiscard]] std::vector<ZonePair> box_pairs(const std::vector<Box>& a, const std::vector<Box>& b);

}  // namespace maillage

// One zone of the first layer against its candidates of the second. Private to geometry/.
#pragma once

#include <span>
#include <vector>

#include "geometry/box_pairs.hpp"
#include "geometry/repair.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

// A layer ready to be overlaid: usable shapes and what is asked of them again and again.
struct Overlaid {
  UsableLayer layer;
  std::vector<Box> boxes;
  std::vector<double> areas;
  std::vector<double> perimeters;  // of the zones used, else 0
  NameOf name_of;
};

struct FoundPiece {
  std::uint32_t b = 0;
  double area = 0;
  double width = 0;
};

struct OverlaidZone {
  std::vector<FoundPiece> pieces;  // by b
  double outside = 0;
  double outside_width = 0;
  double counted_twice = 0;
  double gap = 0;
  std::size_t snapped = 0;
};

// `candidates` are the pairs of one zone of a.
[[nodiscard]] OverlaidZone overlay_zone(const Overlaid& a, const Overlaid& b,
                                        std::span<const ZonePair> candidates);

[[nodiscard]] double mean_width(double area, double perimeter);

}  // namespace maillage

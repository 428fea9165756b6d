// Circles whose area is proportional to a count.
#pragma once

#include <vector>

#include "cartography/page.hpp"

namespace maillage {

inline constexpr Colour circle_fill{0xc8, 0x54, 0x2b};
inline constexpr double circle_opacity = 0.72;
inline constexpr double largest_circle_share = 1.0 / 14;  // its radius, of the shorter side of the frame

struct CircleScale {
  double largest_value = 0;
  double largest_radius = 0;

  [[nodiscard]] double radius(double value) const;
};

// As large as reads well: together at most a sixth of the land, alone at most a fourteenth of the shorter side of the frame.
[[nodiscard]] CircleScale circle_scale(const MapCircles& circles, double land_mm2, const Frame& frame);

// Three nested circles of readable values, each with its number.
[[nodiscard]] Block circle_legend(const MapCircles& circles, const CircleScale& scale, const Page& page,
                                  double width, Lang lang);

}  // namespace maillage

// What the colours, lines and hatchings of a map mean, and how long a kilometre is.
#pragma once

#include "cartography/page.hpp"

namespace maillage {

// How the outline of a zone drawn in part is dashed, on the map and in the legend.
inline constexpr Stroke partial_stroke{{0x1a, 0x1a, 0x1a}, 0.45, true};
inline constexpr Stroke overlay_stroke{{0xe0, 0x2b, 0x86}, 0.4, false};
inline constexpr Stroke group_stroke{{0x3c, 0x42, 0x48}, 0.32, false};

// Empty when the map has no class.
[[nodiscard]] Block class_legend(const Map& map, const Page& page, double width);

// What is marked over the classes: doubt, parts, borders of groups, overlays.
[[nodiscard]] Block mark_legend(const Map& map, const Page& page, double width);

[[nodiscard]] Block scale_bar(double mm_per_metre, const Page& page, double width, Lang lang);

}  // namespace maillage

// The measures of a page, and pieces that are laid out on it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "maillage/cartography/display_list.hpp"
#include "maillage/cartography/map.hpp"

namespace maillage {

inline constexpr Colour black{0x1a, 0x1a, 0x1a};
inline constexpr Colour grey_text{0x55, 0x5b, 0x61};
inline constexpr Colour white{0xff, 0xff, 0xff};
inline constexpr Colour warning_red{0xa3, 0x2a, 0x12};

struct Frame {
  double left = 0, top = 0, width = 0, height = 0;
};

struct Page {
  double width, height, margin;
  double title, text, small;  // sizes of letters
  bool legend_below;
  double legend_share;  // of the width, when it is beside the map
};

[[nodiscard]] const Page& page_of(PageFormat format);

// A piece of the page, its top left corner at the origin.
struct Block {
  std::vector<Item> items;
  double width = 0;
  double height = 0;
};

// The piece below the others.
void stack(Block& block, Block next, double gap);

void place(std::vector<Item>& items, const Block& block, double left, double top);

struct TextStyle {
  double size = 3;
  bool bold = false;
  bool italic = false;
  Colour colour = black;
};

// A text in lines of that width.
[[nodiscard]] Block paragraph(std::string_view text, const TextStyle& style, double width);

// "Source : Cnaf": the head in bold, the rest after it on the same line and below.
[[nodiscard]] Block headed(std::string_view head, std::string_view text, const TextStyle& style, double width,
                           Lang lang);

}  // namespace maillage

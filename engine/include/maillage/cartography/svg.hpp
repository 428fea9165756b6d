// A drawing as SVG 1.1, text as text.
//
// What is written can be searched, corrected in Inkscape and read aloud: every line of text is a <text> element in the font
// family of the maps (Liberation Sans, else Arial, Helvetica, any sans-serif), every zone a <path> with its name as <title>,
// every group a <g> with its id; <title> and <desc> of the whole stand first. Sizes are millimetres, printed with two
// decimals: 0.01 mm. The bytes depend on the drawing alone. Characters that XML forbids, and marks that turn the direction of
// reading, are left out, all others are escaped. Linear in the drawing.
//
//     std::ofstream("map.svg") << to_svg(page);
#pragma once

#include <string>

#include "maillage/cartography/display_list.hpp"

namespace maillage {

[[nodiscard]] std::string to_svg(const Drawing& drawing);

}  // namespace maillage

// Pictures and pages from our SVG: PNG and PDF, by librsvg and cairo.
//
// One drawing code and one look: what a reader sees in the PNG is what the SVG says, and a drawing that somebody corrected in
// Inkscape can be rendered by the same road. Drawing the list a second time with cairo and Pango would be a third faster
// (0.42 against 0.67 s for all EPCI on 2 000 px) and would be a second meaning of every item to keep equal to the first.
//
// Fonts: text is set in Liberation Sans where it is installed, else in what fontconfig gives for Arial or any sans-serif;
// font_used says which, so that a fallback can be announced. In a PDF text stays text and the fonts used are embedded. The
// bytes of SVG are the same everywhere; those of PNG and PDF depend on the fonts and libraries installed, not on the clock:
// `date` is the day the PDF bears.
//
// Errors: an SVG that librsvg does not read is Error{internal}; a picture beyond what cairo holds (32 767 px) Error{usage}.
//
//     const std::string picture = to_png(to_svg(page), 150);
#pragma once

#include <string>

#include "maillage/base/date.hpp"

namespace maillage {

inline constexpr double print_dpi = 200;

[[nodiscard]] std::string to_png(const std::string& svg, double dpi = print_dpi);
[[nodiscard]] std::string to_pdf(const std::string& svg, const std::string& title, Day date);

// The family that replaces Liberation Sans here: itself where it is installed.
[[nodiscard]] std::string font_used();

}  // namespace maillage

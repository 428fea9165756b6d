// How long a text is when it is set in the font of the maps, Liberation Sans, and where its lines break.
//
// The widths are compiled in, so that a page is laid out alike on every machine, whether the font is there or not. They are
// those of Arial too: where only Arial is installed the page still fits. Kerning is left out (less than 2 % of a line). A
// character without a width of its own counts as a wide one. Lengths are in the unit of `size`.
//
// wrap breaks at blanks and after hyphens, never inside a number or before ; : ! ? % (these hold on by narrow blanks); a
// word longer than the line is cut where the line ends, unless the line is shorter than 20 em: there it is alone, uncut. Linear
// in the text.
//
//     text_width("Pas-de-Calais", 3.5, Weight::bold);
//     for (const std::string& line : wrap(note, 2.5, 190)) use(line);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maillage {

enum class Weight : std::uint8_t { regular, bold };

[[nodiscard]] double text_width(std::string_view text, double size, Weight weight = Weight::regular);

[[nodiscard]] std::vector<std::string> wrap(std::string_view text, double size, double width,
                                            Weight weight = Weight::regular);

}  // namespace maillage

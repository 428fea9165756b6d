// Maps drawn with letters: each cell of a picture is a unit square of the zone that its letter names.
//
// Zone 0 is 'A', zone 1 'B'…; a dot is no zone. Row 0 is the top. `levels` cuts each side of a cell in
// 2^levels pieces and bends it like a coast, the same way for both neighbours; bends of different
// sides never meet. Rings are drawn around one cell after the other: where a zone touches itself in a
// corner its ring does too.
#pragma once

#include <string>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage::test {

using Picture = std::vector<std::string>;

Shapes draw(const Picture& picture, std::size_t zones, int levels = 0, Crs crs = lambert93);

// A picture with random letters among the first `zones`, and dots; the same for the same seed.
Picture random_picture(std::size_t width, std::size_t height, std::size_t zones, unsigned seed);

double area_of(const Shapes& shapes, std::size_t zone);
double total_area(const Shapes& shapes);

// One zone per list of rings; the first ring of each is its outline.
using Rings = std::vector<std::vector<Point>>;
Shapes shapes_of(const std::vector<Rings>& zones, Crs crs = lambert93);

}  // namespace maillage::test

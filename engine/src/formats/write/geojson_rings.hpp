// Rings as GeoJSON text: turned the right way, rounded without flattening.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

enum class Turn : std::uint8_t { left, right };

// Appends "[[x,y],…]" and returns the decimals that were needed: more than `decimals` when the ring would
// have been flattened or turned over by rounding.
int append_ring(std::string& text, std::span<const Point> ring, Turn turn, int decimals);

// Appends the geometry of a zone, or null. Returns how many rings needed more decimals.
std::size_t append_geometry(std::string& text, const Shapes& shapes, std::size_t zone, int decimals);

}  // namespace maillage

// The shape of one zone as the WKB of a multipolygon: how geometry crosses to GDAL, whole,
// without a call per point.
#pragma once

#include <cstdint>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

enum class RingOrder : std::uint8_t { outer_counter_clockwise, outer_clockwise };  // GeoPackage; Shapefile

// Replaces `wkb`. Rings are turned as asked, whatever their order in `shapes`.
void write_wkb(const Shapes& shapes, std::size_t zone, RingOrder order, std::vector<unsigned char>& wkb);

}  // namespace maillage

// OGR geometries as flat shapes.
#pragma once

#include <ogr_geometry.h>

#include <cstddef>

#include "formats/read/reading_notes.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

// Adds one zone. A geometry that no zone can have, or a broken ring, throws Unusable (ring_check.hpp).
void append_zone(Shapes& shapes, const OGRGeometry* geometry, std::size_t row, GeometryFindings& found);

}  // namespace maillage

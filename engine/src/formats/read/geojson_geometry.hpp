// One geometry of a GeoJSON feature, read into flat shapes.
#pragma once

#include <cstddef>

#include "formats/read/json_values.hpp"
#include "formats/read/reading_notes.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

// Appends the polygons of the feature at `position` to the shapes, without closing the zone; other kinds of
// geometry are checked and left. Throws Unusable.
void read_geometry(json::value geometry, std::size_t position, Shapes& shapes, GeometryFindings& found);

}  // namespace maillage

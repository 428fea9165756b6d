// The EPSG code of the reference system that GDAL found in a file.
#pragma once

#include <ogr_spatialref.h>

#include <string>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

// Error{unreadable} when there is none, or when it matches no EPSG code; `file` names
// the file in the message.
[[nodiscard]] Crs crs_of_reference(const OGRSpatialReference* reference, const std::string& file);

}  // namespace maillage

// The shapes of one layer as a tiling: what the mesh finds, in the words of diagnostics.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

using ZoneName = std::function<std::string(std::size_t zone)>;

// What building the mesh found: rings that cross or touch themselves, ground claimed twice.
void report_mesh(const MeshReport& report, const Shapes& shapes, const ZoneName& name,
                 const std::string& file, Diagnostics& diagnostics);

// Polygons that are not valid: named before anything is measured on them or drawn from them.
void check_validity(const Shapes& shapes, const ZoneName& name, const std::string& file,
                    Diagnostics& diagnostics);

void check_tiling(const Shapes& shapes, const ZoneName& name, const std::string& file,
                  const std::vector<Point>& allowed_holes, Diagnostics& diagnostics);

}  // namespace maillage

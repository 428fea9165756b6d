// The shapes of one layer as a tiling: what the mesh finds, in the words of diagnostics.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
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

// Positions of which an earlier one has the code and, by the same points, the outline (a row of `shapes`); ascending.
std::vector<std::uint32_t> drawn_again(const Shapes& shapes, std::span<const std::string> codes,
                                       std::span<const std::uint32_t> rows);

// Holes, overlaps and the like between zones, each drawn once.
void check_tiling(const Shapes& shapes, const ZoneName& name, const std::string& file,
                  const std::vector<Point>& allowed_holes, Diagnostics& diagnostics);

// Zones of one département lie near each other: one far from the middle of the others has a wrong place or a wrong code.
void check_distances(const Shapes& shapes, const ZoneName& name, std::span<const std::string> departements,
                     const std::string& file, Diagnostics& diagnostics);

}  // namespace maillage

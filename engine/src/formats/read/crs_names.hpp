// Names of coordinate reference systems, as files write them.
#pragma once

#include <optional>
#include <string_view>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

// "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::2154",
// "EPSG:2154", "http://…/EPSG/0/2154", "IGNF:LAMB93".
[[nodiscard]] std::optional<Crs> crs_of_name(std::string_view name);

// Systems that differ by nothing that matters here get one number: the three-dimensional ones that of their
// plane, the later realisations of RGF93 that of the first.
[[nodiscard]] Crs canonical_crs(int epsg);

}  // namespace maillage

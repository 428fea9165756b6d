// Areas and lengths of shapes, in square metres and metres.
//
// Ellipsoidal area: the area on the ellipsoid enclosed by the geodesics that join consecutive points (C. F.
// F. Karney, "Algorithms for geodesics", J. Geodesy 87, 2013, section 6; the implementation of PROJ,
// geodesic.h). The ellipsoid is WGS84 for EPSG:4326 and GRS80 for EPSG:4171 and 4258; the two differ by less
// than 1e-9 of an area. Planar area: the shoelace formula on projected coordinates, taken relative to the
// first point of each ring so that coordinates of millions of metres do not eat the last digits. A Lambert-93
// area differs from the true one by up to 0.2 %: it is right to intersect with, and to compare with other
// planar areas only. The area of a zone is the sum over its polygons of |outer ring| - sum of |holes|: the
// direction of rings does not matter. A zone without shape has area 0. Lengths are perimeters, holes
// included.
//
// zone_areas chooses: ellipsoidal for degrees and for projections that do not keep areas near the truth (Web
// and World Mercator, brought back to degrees first); planar elsewhere. It says which in words, to be printed
// beside the figure. geodesic_areas also takes projected shapes: they are brought back to degrees first.
//
// Guarantees: identical bytes for any number of threads. Errors: a coordinate that is no place on earth is
// Error{unreadable} naming the zone (by its index); planar_areas of degrees is Error{usage}.
// Cost: about 1 microsecond a point for ellipsoidal areas, 2 nanoseconds for planar ones; parallel over
// zones.
//
//     ZoneAreas areas = zone_areas(communes);
//     fmt::print("{:.1f} km2, {}\n", areas.square_metres[zone] / 1e6, areas.method);
//     // 48.3 km2, ellipsoidal (PROJ geodesic, WGS84)
#pragma once

#include <string>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct ZoneAreas {
  std::vector<double> square_metres;
  std::string method;  // "ellipsoidal (PROJ geodesic, GRS80)", "planar EPSG:2154"
};

[[nodiscard]] ZoneAreas zone_areas(const Shapes& shapes);

[[nodiscard]] std::vector<double> geodesic_areas(const Shapes& shapes);
[[nodiscard]] std::vector<double> geodesic_lengths(const Shapes& shapes);
[[nodiscard]] std::vector<double> planar_areas(const Shapes& shapes);
[[nodiscard]] std::vector<double> planar_lengths(const Shapes& shapes);

}  // namespace maillage

// Areas and lengths of shapes, in square metres and metres.
//
// Ellipsoidal area: the area on the ellipsoid enclosed by the geodesics that join consecutive points (C. F.
// F. Karney, "Algorithms for geodesics", J. Geodesy 87, 2013, section 6), as PROJ's geodesic.h computes it.
// Rings whose edges are all under 0.03 degrees (3 km) use a series of the fifth order instead, 20 times
// faster and equal to PROJ's sum within 1e-9 of the area or 0.001 m2 (tested over the earth). The ellipsoid
// is WGS84 for EPSG:4326 and GRS80 for EPSG:4171 and 4258; the two differ by less than 1e-9 of an area.
//
// Planar area: the shoelace formula on projected coordinates, relative to the first point of each ring so
// that coordinates of millions of metres do not eat the last digits. Lambert-93 areas differ from the true
// ones, by -0.2 % (latitude 46.5) to +0.6 % (south of Corsica; +0.4 % in the far north): right to intersect
// with, and to compare with each other locally.
//
// The area of a zone is the sum over its polygons of |outer ring| less |holes|: the direction of rings does
// not matter. A zone without shape has area 0. Lengths are perimeters, holes included.
//
// zone_areas chooses: ellipsoidal for degrees and for projections that do not keep areas near the truth
// (Web and World Mercator, brought back to degrees first); planar elsewhere. It says which in words, to
// be printed beside the figure. geodesic_areas also takes projected shapes, brought back to degrees
// first: published areas use it.
//
// Guarantees: identical bytes for any number of threads. Errors: a coordinate that is no place on
// earth is Error{unreadable} naming the zone (by its index); planar areas of degrees are Error{usage}.
// Cost: 40 nanoseconds a point for ellipsoidal areas (1 microsecond with long edges), 2 for planar
// ones; parallel over zones.
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
[[nodiscard]] std::vector<double> planar_areas(const Shapes& shapes);

}  // namespace maillage

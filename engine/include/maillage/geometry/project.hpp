// Shapes from one coordinate reference system to another, by PROJ.
//
// Axes are always longitude then latitude, or easting then northing, whatever the authority says. PROJ
// never goes to the network. Every point is carried once and edges stay straight between the new points: an
// edge of 10 km bends by about 1.5 m between degrees and Lambert-93, one of 1 km by 1.5 cm, and both zones
// that share an edge see it bend alike. Equal input points give equal output points, so shared borders stay
// shared. WGS84 and the legal French systems (RGF93, RGAF09, RGFG95, RGR92, RGM04) are taken as coincident,
// as EPSG does (accuracy 1 to 2 m).
//
// legal_crs gives the projection that is legal in a département (arrêté of 5 March 2019 for decree
// 2019-165, and EPSG): Lambert-93 for every code of two characters ("17", "2A", and fictional ones), UTM
// overseas. Any other code is Error{usage}.
//
// Guarantees: identical bytes for any number of threads; the same crs gives a plain copy. Errors: an
// unknown EPSG number is Error{usage}; a coordinate that cannot be carried is Error{unreadable}
// naming the zone (by its index), the coordinate and both systems. Cost: about 0.5 microsecond a
// point, parallel over points.
//
//     Shapes planar = project(communes, legal_crs("66"));   // EPSG:2154
#pragma once

#include <string>
#include <string_view>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

[[nodiscard]] Shapes project(const Shapes& shapes, Crs target);

[[nodiscard]] Crs legal_crs(std::string_view departement_code);

// "EPSG:2154 (RGF93 v1 / Lambert-93)"; the number alone when PROJ does not know it.
[[nodiscard]] std::string describe(Crs crs);

}  // namespace maillage

// How finely a layer's coordinates are written, hence how far its borders may be from where they should be.
//
// The precision of a layer is the step of the grid on which its coordinates were rounded: 10^-decimals in
// the units of its crs, in metres on the Earth (a degree is taken as 111 195 m, the length of one degree
// of latitude). 4 decimals of a degree: 11 m. 2 decimals of a metre: 1 cm. Decimals are the smallest
// number with which at least 99 % of the coordinates are written exactly; full doubles give 9 decimals or
// more and are said to be 9.
//
// It is a floor, never a promise: a simplified layer may be written with 15 decimals. It must be
// asked of the shapes as read: after a projection every layer has 9 decimals. Deterministic; looks
// at 20 000 points at most.
//
//     coordinate_precision(qpv).metres;   // 11.1 for QPV in degrees with 4 decimals
#pragma once

#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct Precision {
  int decimals = 9;
  double metres = 0;
};

[[nodiscard]] Precision coordinate_precision(const Shapes& shapes);

}  // namespace maillage

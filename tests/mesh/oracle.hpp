// What GEOS says: an independent opinion on validity and unions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage::test {

// Empty when all polygons of all zones are valid, alone and as one multipolygon per
// zone; else the first reason.
std::string first_invalid(const Shapes& shapes);

struct Ground {
  double area = 0;
  std::size_t parts = 0;
  std::size_t holes = 0;
};
// Per group the union of its zones by GEOS; zones must be valid.
std::vector<Ground> unite(const Shapes& shapes, const std::vector<std::uint32_t>& group_of_zone,
                          std::size_t groups);
std::vector<Ground> ground_of(const Shapes& shapes);

// The sum of the areas of all zones minus the area of their union: 0 when nothing overlaps.
double overlapping_area(const Shapes& shapes);

}  // namespace maillage::test

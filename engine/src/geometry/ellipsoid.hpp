// Areas of single rings on an ellipsoid. Private to geometry/.
#pragma once

#include <geodesic.h>

#include <span>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

class Ellipsoid {
 public:
  explicit Ellipsoid(Crs crs);

  // Points in degrees, |latitude| <= 90; the ring is closed. Area without sign.
  [[nodiscard]] double area(std::span<const Point> ring) const;

 private:
  // Area between the equator and the parallel, for one radian of longitude.
  [[nodiscard]] double belt(double sine) const;
  [[nodiscard]] double area_of_short_edges(std::span<const Point> ring) const;

  geod_geodesic geodesic_;
  double semi_axis_;
  double squared_eccentricity_;
};

}  // namespace maillage

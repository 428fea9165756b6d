// Faults of single zones, and layers made usable for GEOS. Private to geometry/.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "geometry/geos.hpp"
#include "maillage/geometry/overlay.hpp"
#include "maillage/geometry/validity.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

// The first fault of each zone for which `used` is not 0, in order.
[[nodiscard]] std::vector<InvalidShape> faults_among(const Shapes& shapes, const std::vector<char>& used);

using NameOf = std::function<std::string(std::size_t)>;

// A layer whose zones may all go to GEOS: the shapes given, with some zones replaced by valid ones.
struct UsableLayer {
  const Shapes& given;
  Shapes mended;
  std::vector<std::uint32_t> mended_zones;  // ascending; mended_zones[i] is zone i of `mended`

  struct Place {
    const Shapes& shapes;
    std::size_t zone;
  };
  [[nodiscard]] Place at(std::size_t zone) const;
};

// Invalid zones among `used` are replaced and listed in `repairs`. A ring that GEOS cannot hold is
// Error{unreadable} naming the zone by name_of. The shapes must outlive the layer.
[[nodiscard]] UsableLayer usable_layer(const Shapes& shapes, const std::vector<char>& used, Side side,
                                       const NameOf& name_of, std::vector<Repair>& repairs);

[[nodiscard]] geos::Geometry from_zone(const UsableLayer& layer, std::size_t zone);

}  // namespace maillage

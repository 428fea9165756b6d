#include "geometry/repair.hpp"

#include <algorithm>

#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"

namespace maillage {

UsableLayer::Place UsableLayer::at(std::size_t zone) const {
  const auto found = std::lower_bound(mended_zones.begin(), mended_zones.end(), zone);
  if (found == mended_zones.end() || *found != zone) return {given, zone};
  return {mended, static_cast<std::size_t>(found - mended_zones.begin())};
}

UsableLayer usable_layer(const Shapes& shapes, const std::vector<char>& used, Side side,
                         const NameOf& name_of, std::vector<Repair>& repairs) {
  UsableLayer layer{shapes, {}, {}};
  layer.mended.crs = shapes.crs;
  for (const InvalidShape& fault : faults_among(shapes, used)) {
    with_context(name_of(fault.zone), [&] {
      geos::append_zone(layer.mended, *geos::make_valid(*geos::from_zone(shapes, fault.zone)));
    });
    layer.mended_zones.push_back(fault.zone);
    repairs.push_back({side, fault.zone, fault.reason, fault.location, zone_area(shapes, fault.zone),
                       zone_area(layer.mended, layer.mended.zone_count() - 1)});
  }
  return layer;
}

geos::Geometry from_zone(const UsableLayer& layer, std::size_t zone) {
  const auto [shapes, place] = layer.at(zone);
  return geos::from_zone(shapes, place);
}

}  // namespace maillage

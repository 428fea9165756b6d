// Faults of single zones, and layers made usable for GEOS. Private to geometry/.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "maillage/geometry/overlay.hpp"
#include "maillage/geometry/validity.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

// The first fault of each zone for which `used` is not 0, in order.
[[nodiscard]] std::vector<InvalidShape> faults_among(const Shapes& shapes, const std::vector<char>& used);

using NameOf = std::function<std::string(std::size_t)>;

// The layer with its invalid zones among `used` replaced by valid ones, each listed in `repairs`; nullopt
// when none is. A ring that GEOS cannot hold is Error{unreadable} naming the zone by name_of.
[[nodiscard]] std::optional<Shapes> repaired(const Shapes& shapes, const std::vector<char>& used, Side side,
                                             const NameOf& name_of, std::vector<Repair>& repairs);

}  // namespace maillage

// Do the coordinates agree with the CRS that they are said to be in?
//
// Every tool believes what a file declares, and an overlay of degrees with metres then finds nothing, in
// silence. Here the boxes of the French territories, in degrees and in each usual projection, catch it:
//   - degrees declared as metres, metres declared as degrees: Error{unreadable} saying which CRS would fit;
//   - swapped axes (latitude first, northing first), whole file or one zone among others:
//     Error{unreadable};
//   - NaN, infinities, degrees beyond 180 and 90: Error{unreadable} naming the zone;
//   - outside every French territory: a warning, "outside-france", once for the file;
//   - a CRS that is not one of those in use for French territories: a note, "crs-unchecked";
//   - an overseas zone drawn beside the mainland: moved_overseas, for which area and overlay mean nothing.
// A zone is judged by its first point, and named as `feature N`, N from 1. O(points).
//
//     require_plausible(source.shapes, "communes.geojson", diagnostics);
//     if (auto moved = moved_overseas(shapes, codes); !moved.empty())
//       diagnostics.add(moved_overseas_problem(moved, codes, "epci.geojson"));
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

void require_plausible(const Shapes& shapes, std::string_view file, Diagnostics& diagnostics);

// The overseas territory ("971" to "978", "986" to "988") that a code speaks of: of a commune or
// département ("97411", "974"), of a QPV ("QP974001", "QN97101M"), of an EPCI whose SIREN holds it
// ("249740119"). Empty: the mainland, or the code does not say.
[[nodiscard]] std::string_view overseas_of(std::string_view code);

// The zones whose code is overseas and whose shape is elsewhere. codes[zone] is the code of the zone, or of
// its département when the zone's own says nothing (most EPCI).
[[nodiscard]] std::vector<std::size_t> moved_overseas(const Shapes& shapes,
                                                      std::span<const std::string> codes);
[[nodiscard]] Diagnostic moved_overseas_problem(std::span<const std::size_t> moved,
                                                std::span<const std::string> codes, std::string_view file);

}  // namespace maillage

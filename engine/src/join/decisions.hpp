// What the program decided on the way, in sentences for the manifest: a reader can redo it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "maillage/base/message.hpp"
#include "maillage/geometry/overlay.hpp"
#include "maillage/measure/measure.hpp"

namespace maillage {

// How far a perimeter is from the day asked: at constant geography it may be another day's.
enum class Apart : std::uint8_t { near, after, long_before, unknown };
[[nodiscard]] Apart apart(const std::optional<Day>& perimeter, Day asked);

[[nodiscard]] Message perimeter_decision(const Message& what, const std::string& source,
                                         const std::optional<Day>& perimeter, Day asked);
[[nodiscard]] Message area_decision(const Measure& area);
// `tolerance` in metres: pieces thinner are slivers.
[[nodiscard]] Message overlay_decision(const Overlay& overlay, const Crs& crs, double tolerance);

}  // namespace maillage

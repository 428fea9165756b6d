// What the program decided on the way, in sentences for the manifest: a reader can redo it.
#pragma once

#include <string>
#include <vector>

#include "maillage/geometry/overlay.hpp"
#include "maillage/study/run.hpp"

namespace maillage {

[[nodiscard]] std::string ctg_decision(const Study& study, const CtgRun& ctg);
[[nodiscard]] std::string area_decision(const Measure& area);
// `tolerance` in metres: pieces thinner are slivers.
[[nodiscard]] std::string overlay_decision(const Overlay& overlay, const Crs& crs, double tolerance);

}  // namespace maillage

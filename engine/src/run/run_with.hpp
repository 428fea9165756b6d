// A run in two halves, for what looks at the sources in between.
#pragma once

#include <span>
#include <vector>

#include "maillage/join/inputs.hpp"
#include "maillage/run/run.hpp"

namespace maillage {

// Reads `sources` of run.study.
[[nodiscard]] std::vector<Input> read_sources(Run& run, std::span<const SourceSpec> sources);

// All that a run makes of the sources read, nothing written.
[[nodiscard]] Run run_with(Run run, std::vector<Input> inputs);

// The same study at an earlier day, on the communes, EPCI and territories of the later run, and with its population for Ctg. Of
// sources that give the same figures at several days, those of the latest day not after the one asked. No overlay of QPV.
[[nodiscard]] Run run_on_ground_of(const Run& later, Day day);

}  // namespace maillage

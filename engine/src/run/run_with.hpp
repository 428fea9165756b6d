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

}  // namespace maillage

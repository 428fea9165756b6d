// The list that a Caf sends round: the communes without Ctg, or of which it is not known, with the reason.
// ctg_missing.csv of a run and `ctg --missing` are this one layer.
#pragma once

#include "maillage/run/run.hpp"

namespace maillage {

[[nodiscard]] Layer missing_list(const Run& run);

}  // namespace maillage

// Diagnostics as JSON, the same in the manifest and in `check --format json`.
#pragma once

#include <nlohmann/json.hpp>

#include "maillage/base/diagnostics.hpp"

namespace maillage {

[[nodiscard]] nlohmann::ordered_json diagnostics_json(const Diagnostics& diagnostics, Lang lang);

}  // namespace maillage

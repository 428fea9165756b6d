// The Ctg answer with stable English keys.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "maillage/run/run.hpp"
#include "maillage/themes/ctg/time.hpp"

namespace maillage {

[[nodiscard]] nlohmann::ordered_json ctg_json(const Run& run, const Layer& rows, const std::string& sentence);
[[nodiscard]] nlohmann::ordered_json ctg_curve_json(const std::vector<CtgPoint>& points);
[[nodiscard]] nlohmann::ordered_json ctg_flow_json(const Run& run, const CtgFlow& flow);

}  // namespace maillage

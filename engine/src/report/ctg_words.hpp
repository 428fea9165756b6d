// What the answers about Ctg share: their figures as JSON, and in the cells of a table.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "maillage/base/lang.hpp"
#include "maillage/themes/ctg/coverage.hpp"
#include "maillage/zoning/index.hpp"

namespace maillage {

[[nodiscard]] nlohmann::ordered_json number_json(double value);
[[nodiscard]] nlohmann::ordered_json cell_json(const Cell& cell);
[[nodiscard]] nlohmann::ordered_json tally_json(const CtgTally& tally);
[[nodiscard]] nlohmann::ordered_json epci_json(const CtgEpciTally& tally);

[[nodiscard]] nlohmann::ordered_json codes_json(const auto& zones, const Zoning& zoning) {
  auto codes = nlohmann::ordered_json::array();
  for (const auto zone : zones) codes.push_back(zoning.code(number(zone)));
  return codes;
}

[[nodiscard]] std::string population_text(const Cell& cell, Lang lang);
[[nodiscard]] std::string status_word(CtgStatus status, Lang lang);

// A count with its doubt: "1 200", "environ 40" of what is rounded, "entre 300 et 500", "au moins 300", "?".
[[nodiscard]] std::string count_text(const Cell& cell, Lang lang);

// A change in points: "+3,4 points", "entre 0 et 5,4 points".
[[nodiscard]] std::string points_text(const Cell& points, Lang lang);

// What heads a count of communes in a table: "enfants < 3 ans".
[[nodiscard]] std::string count_heading(const Measure& count, Lang lang);

}  // namespace maillage

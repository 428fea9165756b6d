// Membership of the communes of the reference: départements, régions, EPCI, as the sources tell them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "join/reference_list.hpp"
#include "maillage/join/geography.hpp"

namespace maillage {

[[nodiscard]] std::string territory_words(const Study& study);  // "departement 17 + commune 79001"

// Per commune of the reference, the code of its département (or région); from a parent
// column, else from its code.
[[nodiscard]] std::vector<std::string> departements_of(const Zoning& communes,
                                                       const std::vector<Input>& inputs,
                                                       Diagnostics& diagnostics);
[[nodiscard]] std::map<std::string, std::string> regions_of_departements(
    const Zoning& communes, const std::vector<std::string>& departements, const std::vector<Input>& inputs,
    Diagnostics& diagnostics);
// Names of the zones of a level, from any source about that level.
[[nodiscard]] std::map<std::string, std::string> names_of(const Level& level,
                                                          const std::vector<Input>& inputs);

}  // namespace maillage

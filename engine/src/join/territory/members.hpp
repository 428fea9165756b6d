// Who is in the territory of a study, commune by commune of the reference, and what each belongs to: départements and
// régions as the sources name them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "join/territory/perimeters.hpp"
#include "join/territory/reference_list.hpp"
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
// Names of the zones of a level, from any source about that level but one.
[[nodiscard]] std::map<std::string, std::string> names_of(const Level& level,
                                                          const std::vector<Input>& inputs,
                                                          const Input* but = nullptr);

// The territory within the reference, and what is known of each of its communes.
struct Members {
  std::vector<char> inside;                    // per commune of the reference
  std::vector<std::size_t> communes_of_part;   // per part of the territory of the study
  std::vector<std::string> departements;       // per commune of the reference
  std::map<std::string, std::string> regions;  // département -> région
  Affiliations epci;

  [[nodiscard]] std::string region_of(const std::string& departement) const {
    const auto found = regions.find(departement);
    return found == regions.end() ? std::string() : found->second;
  }
};

[[nodiscard]] bool is_france(const Study& study);

[[nodiscard]] Members members_of(const Study& study, const std::vector<Input>& inputs,
                                 const Geography& geography, Affiliations epci, Diagnostics& diagnostics);

// Each part of the territory that a study asks for must hold at least one commune: else Error{usage} with the line of the
// study, what is known at that level and what comes near.
void require_territory(const Study& study, const std::vector<Input>& inputs, const Geography& geography,
                       const Members& members);

}  // namespace maillage

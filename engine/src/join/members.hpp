// Who is in the territory of a study, commune by commune of the reference.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "join/affiliations.hpp"
#include "maillage/join/geography.hpp"

namespace maillage {

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

}  // namespace maillage

// Which codes of EPCI, départements and régions exist, as far as the sources of a study tell.
//
// A code is of the study; or elsewhere (a table that was read has it, or it is one of France's départements,
// régions or collectivities of outre-mer); or in no table read, which is a fault of its row; or cannot be
// checked: it has the form and the key of a SIREN, and the lists read are not those of its département.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/join/accounts.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/join/inputs.hpp"

namespace maillage {

enum class CodePlace : std::uint8_t { here, elsewhere, unmatched, unchecked };

struct KnownCodes {
  Level level = Level::epci;
  std::map<std::string, std::string, std::less<>> here;       // code -> name
  std::map<std::string, std::string, std::less<>> elsewhere;  // the others that a table has
  std::set<std::string, std::less<>> listed;    // départements whose communes are listed with their EPCI
  std::set<std::string, std::less<>> of_study;  // départements of the communes of the study
  std::optional<Day> day;                       // of the memberships
};

[[nodiscard]] KnownCodes known_codes(Level level, const std::vector<Input>& inputs,
                                     const Geography& geography);
// `of_table`: the day of the table that has the code. EPCI come and go: a SIREN of another year than that of the
// memberships cannot be checked, unless it says itself that it is of a département of the study.
[[nodiscard]] CodePlace place_of(std::string_view code, const KnownCodes& known, std::optional<Day> of_table);
[[nodiscard]] std::string suggestion_for(const std::string& code, const KnownCodes& known);

}  // namespace maillage

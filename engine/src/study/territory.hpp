// Membership of the communes of the reference: départements, régions, EPCI, as the sources tell them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maillage/study/geography.hpp"
#include "study/reference_list.hpp"

namespace maillage {

[[nodiscard]] std::string territory_words(const Study& study);  // "departement 17 + commune 79001"

// What a membership table says of one commune.
struct EpciRow {
  std::string commune;
  std::string name;
  std::string epci;  // empty: said to be in none
  std::string departement;
};

struct EpciTable {
  const Input* input = nullptr;
  Day day;
  std::optional<Day> told;                   // the same, when the table tells it
  std::vector<EpciRow> rows;                 // codes as the table has them
  std::map<std::string, std::string> names;  // EPCI -> name
  std::map<std::string, std::string> seats;  // EPCI -> département
};

[[nodiscard]] std::vector<EpciTable> epci_tables(const std::vector<Input>& inputs, Day fallback,
                                                 Diagnostics& diagnostics);

// Per commune of the reference, the code of its département (or région); from a parent
// column, else from its code.
[[nodiscard]] std::vector<std::string> departements_of(const Zoning& communes,
                                                       const std::vector<Input>& inputs,
                                                       Diagnostics& diagnostics);
[[nodiscard]] std::map<std::string, std::string> regions_of_departements(
    const Zoning& communes, const std::vector<std::string>& departements, const std::vector<Input>& inputs,
    Diagnostics& diagnostics);
// Names of the zones of a level, from any source about that level.
[[nodiscard]] std::map<std::string, std::string> names_of(Level level, const std::vector<Input>& inputs);

}  // namespace maillage

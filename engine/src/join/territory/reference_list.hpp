// Which list of communes is the reference of the study.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/join/inputs.hpp"
#include "maillage/zoning/history.hpp"

namespace maillage {

struct ReferenceList {
  const Input* input = nullptr;
  Day day;
  std::optional<Day> stated;  // the same, when a source or the study states it
  std::string edition;
  ZoningRef communes;
};

[[nodiscard]] CommuneHistory history_from(const std::vector<Input>& inputs, Diagnostics& diagnostics);
[[nodiscard]] ReferenceList choose_reference(const Study& study, const std::vector<Input>& inputs,
                                             const CommuneHistory& history, Diagnostics& diagnostics);

// The day of the communes that an input speaks of: stated, recognised, or found from its codes.
[[nodiscard]] std::optional<Day> vintage_of(const Input& input, const CommuneHistory& history,
                                            const Zoning& communes_now);

}  // namespace maillage

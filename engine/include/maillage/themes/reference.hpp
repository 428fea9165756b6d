// What a figure is compared with: a rate that a table holds or that the study states,
// with its source and its day.
//
// A reference is never recomputed in silence: without one, the comparison is not available. `cells` holds
// one cell for all zones (the nation), or one per zone (each zone its own département).
//
//     ReferenceRate nation{.name = "France", .source = "Cnaf, txcouv_pe_nat", .observed = day,
//                          .cells = {rounded(60.9, 0.1)}};
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "maillage/measure/measure.hpp"

namespace maillage {

struct ReferenceRate {
  std::string name;
  std::string source;
  std::optional<Day> observed;
  std::vector<Cell> cells;

  [[nodiscard]] Cell at(std::size_t zone) const {
    if (cells.empty()) return missing(Presence::not_available);
    return cells.size() == 1 ? cells.front() : cells[zone];
  }
};

// A goal that the study sets; exact by nature.
struct Target {
  double value = 0;
  std::string source;
};

}  // namespace maillage

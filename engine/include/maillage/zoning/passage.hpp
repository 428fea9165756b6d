// From the communes of one day to those of a later one.
//
// Each commune of `from` goes whole to the commune of `to` that holds its land: mergers, chains
// of mergers, changes of code and of département within the year, mergers undone since. All
// weights are 1 (Basis::exact).
//
// A commune of `from` that has been split in between is *cut*: no published figure says how much of it went
// where. Its main heir (same name, else same code, else most parts) receives everything and the others
// nothing, and all of them are said to be cut: a figure of the main heir then covers more than its present
// territory, the others have none. What builds measures marks the first `partial` with bounds [0, value]
// and leaves the others without match. Never silently right.
//
// Each target has a state:
//   whole       its sources cover it, all of it and nothing else
//   cut         a source that it touches is split between communes: main heir, or piece of another commune
//   incomplete  part of its land has no source zone (a commune merged with one outside the territory, for
//               example)
//   none        no source zone has its land, and no commune that was split either
//
// Communes of `from` that do not exist on its day are taken on the nearest day on which they did, and
// listed. Two zones of `from` that hold the same land (a merged commune and its successor in one table)
// are listed as a problem: their sum would count twice. Zones of `from` whose land is in no zone of `to`
// go outside, and are listed. A code that the history does not know goes to the same code. Linear in
// zones and parts, times log.
//
//     Passage passage = forward(history, communes_2018, communes_2026, diagnostics);
//     Carried births = carry(births_2018, passage.crosswalk);
//     passage.reestablished.front();   // 85165 L'Oie, out of 85084 since 2024-01-01
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/zoning/crosswalk.hpp"
#include "maillage/zoning/history.hpp"

namespace maillage {

enum class Cover : std::uint8_t { whole, cut, incomplete, none };

// A commune of `to` whose land lies inside a larger commune of `from`, without a figure or
// a shape of its own there.
struct Reestablished {
  std::string code;
  std::string name;
  std::string parent;  // the code in `from`
  Day day;             // since when it exists
};

// A source zone split between several targets; the first is the main heir.
struct Cut {
  std::uint32_t source;
  std::vector<std::uint32_t> targets;
};

struct Passage {
  Crosswalk crosswalk;
  std::vector<Cover> cover;  // per target zone
  std::vector<Reestablished> reestablished;
  std::vector<Cut> cuts;
};

// Error{usage} when `to` is earlier than `from`.
[[nodiscard]] Passage forward(const CommuneHistory& history, ZoningRef from, ZoningRef to,
                              Diagnostics& diagnostics);

}  // namespace maillage

// From the communes of one day to those of a later one.
//
// Each commune of `from` goes whole to the commune of `to` that holds its land: mergers, chains
// of mergers, changes of code and of département within the year, mergers undone since. All
// weights are 1 (Basis::exact).
//
// A commune of `from` that has been split in between is *cut*: no published figure says how much of it went
// where. Its main heir (same name, else same code, else most parts) receives everything and the others
// nothing: a figure of the main heir then covers more than its present territory, and the others lack what is
// theirs of it. What builds measures gives the main heir of a count [0, value] of it, and each of the others
// [0, value] besides what it has of its own. Never silently right.
//
// Each target has a cover: what the source zones given to it hold of its land.
//   more    one of them holds other land as well (main heir of a commune split since)
//   less    some of its land is in a source zone given to another target: a piece of a commune split since
//   absent  some of its land is in no source zone (a commune merged with one outside the territory, for example)
//   none    nothing is given to it
// Without any of these its sources cover it, all of it and nothing else.
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

struct Cover {
  bool more = false;
  bool less = false;
  bool absent = false;
  bool none = false;

  friend bool operator==(const Cover&, const Cover&) = default;
};
inline constexpr Cover whole_cover{};

// A commune of `to` whose land lies inside a larger commune of `from`, without a figure or
// a shape of its own there.
struct Reestablished {
  std::string code;
  std::string name;
  std::string parent;  // the code in `from`
  Day day;             // since when it exists
};

// A source zone split between several targets, or between one and the outside; the first is the main heir.
struct Cut {
  std::uint32_t source = 0;
  std::vector<std::uint32_t> targets;
  bool lost = false;  // some of its land is in no target
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

// The land that a code of a commune names, and where it goes afterwards.
//
// A fact about a commune (an agreement, a status) is stated with a code, and holds from a day on. The code
// names land: that of the commune which bears it on that day. Later the commune may merge, change its code
// or its département, grow or be split; the fact goes with the land, as far as anybody can say.
//
// land_over_time follows it from the day on, as stretches of days that touch, the last one open-ended. In
// each, `kept` are the parts (zoning/history.hpp) that surely are still bound together with the name, and
// `left` those that were and have been split off since: the fact may still hold for them, or not.
//   merger, change of code or of département   all of the land goes to one commune: it is kept
//   split                                      what goes on as the commune, by its name or by its code, is
//                                              kept; the other parts are left; all of them when its name
//                                              and its code went to different communes
//   the commune grows                          what it gains is not named: neither kept nor left
// How the code names land on the day:
//   of_the_day      it is a commune then
//   ceased          it was one before, and one commune holds all of its land then: that commune is named
//   divided         it was one before, and several hold its land then: all of it is left
//   not_yet         it is one later: its land is left until its first day, kept from then on
//   unknown         the history does not name the code, or its land belongs to no commune: no stretches
//
// O(log codes + states of the codes that held the land x parts).
//
//     LandOfCode land = land_over_time(history, "17392", *parse_day("2022-03-23"));
//     land.naming;             // ceased: it merged into 17160 in 2018
//     land.stretches[0].kept;  // the parts of 17160
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "maillage/zoning/history.hpp"

namespace maillage {

enum class LandNaming : std::uint8_t { of_the_day, ceased, divided, not_yet, unknown };

struct LandStretch {
  Period period;
  std::vector<std::uint32_t> kept;  // ascending
  std::vector<std::uint32_t> left;  // ascending
};

struct LandOfCode {
  LandNaming naming = LandNaming::unknown;
  std::vector<LandStretch> stretches;
};

[[nodiscard]] LandOfCode land_over_time(const CommuneHistory& history, std::string_view code, Day from);

}  // namespace maillage

// When is a list of communes from? The communes of a day, and the days that explain a list of codes.
//
// The communes of a day are the codes that no event names and that exist now, and the
// codes whose history says so.
//
// detect_vintage looks at every day since 1943 on which the set of communes changed. For each it counts
// `strangers`, codes of the list that were no commune then, and `absent`, communes of the same départements
// that the list lacks. The days with the fewest strangers are kept, and among them those with the fewest
// absent: with a complete table the answer is a range between two events; with a partial one (communes
// above 10 000 inhabitants) `absent` says that it is one. Codes that were never communes (districts,
// totals, typing slips) are strangers on all days and do not weigh. Works on one département as on France.
// O(days of events + codes x log).
//
//     VintageGuess guess = detect_vintage(codes, history, communes_now);
//     guess.days[0];     // from 2019-01-01 until 2024-12-31 included
//     guess.strangers;   // {"62847"}: then explain each with suggest()
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/zoning/history.hpp"

namespace maillage {

struct VintageGuess {
  std::vector<Period>
      days;  // best first day ascending; several when they tie; one that lasts has until = no_end
  std::vector<std::string> strangers;  // codes of the list that are no commune in the last of these periods
  std::size_t absent = 0;
  std::size_t communes = 0;  // communes of these départements in that period
  Period latest;             // the last one with the fewest strangers, whatever is absent

  // What a list lacks dates it only when it is nearly complete: one commune of fourteen says nothing of 1949.
  [[nodiscard]] bool is_partial() const { return absent > 2 && 10 * absent > communes; }
  [[nodiscard]] Period last() const { return is_partial() ? latest : days.back(); }
};

[[nodiscard]] VintageGuess detect_vintage(std::span<const std::string> codes, const CommuneHistory& history,
                                          std::span<const std::string> communes_now);

// Codes of the communes of a day, ascending.
[[nodiscard]] std::vector<std::string> communes_on(Day day, const CommuneHistory& history,
                                                   std::span<const std::string> communes_now);

// "17", "2A", "974": what a commune code says of its département.
[[nodiscard]] std::string_view departement_of(std::string_view commune);

}  // namespace maillage

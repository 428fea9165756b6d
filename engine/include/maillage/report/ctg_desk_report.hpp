// What would change, and what would suffice, as text for stdout.
//
//   what-if   table: the two answers in a sentence each, their rates and the change in points, then commune by commune what
//             changes; csv: these communes; json: { what, without, with, change, communes }
//   reach     table: how far the register goes, the smallest set, what each of its members brings, how many sets do as
//             well; where something is unknown, the set that is sure and the one below which none can do; csv: the members
//             of the sure set; json: { share, count, by, sure, possible, out_of_reach }
// Keys are stable English.
//
//     fmt::print("{}", ctg_what_if_text(run, what_if, "epci:200067106", "table"));
//     fmt::print("{}", ctg_reach_text(run, ctg_reach(run.ctg->field, run.ctg->answer, {.share = 96}), "json"));
#pragma once

#include <string>

#include "maillage/run/ctg_what_if.hpp"
#include "maillage/run/run.hpp"
#include "maillage/themes/ctg/reach.hpp"

namespace maillage {

[[nodiscard]] std::string ctg_what_if_text(const Run& run, const CtgWhatIf& what_if, const std::string& what,
                                           const std::string& format);
[[nodiscard]] std::string ctg_reach_text(const Run& run, const CtgReach& reach, const std::string& format);

}  // namespace maillage

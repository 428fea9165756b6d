// What if these signed? The same answer, over the register with more rows.
//
// The rows are read as those of a register, by the same reader, after those of the study; they say what they
// say there: an id that the register knows adds parties to that agreement, `supersedes` ends the old one. So the
// answer is that of the study with the rows in its register, and its own problems are those of these rows.
//
// Zones in place of rows, "epci:200067106,commune:62041": each signs an agreement of its own on the day asked,
// for four years. One that the field does not hold is Error{usage}, with the nearest; one that is covered
// already is a warning, "what-if-covered": it changes nothing on that day.
//
//     Diagnostics news;   // what the rows add to those of the run
//     const CtgWhatIf what_if = suppose(run, "epci:200067106", news);
//     what_if.effect.gained.size();
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "maillage/run/run.hpp"
#include "maillage/themes/ctg/effect.hpp"

namespace maillage {

struct CtgWhatIf {
  std::unique_ptr<CtgRun> with;
  CtgEffect effect;
};

// `what`: the path of a file, or zones as above. The run has answered the Ctg question.
[[nodiscard]] CtgWhatIf suppose(const Run& run, const std::string& what, Diagnostics& news);

}  // namespace maillage

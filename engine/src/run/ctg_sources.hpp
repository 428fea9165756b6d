// Which sources of a study the Ctg question uses.
#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/study/study.hpp"
#include "maillage/zoning/level.hpp"

namespace maillage {

// What the answer counts over communes, as codes of measures, the first that a table holds: children, else those whom
// the Caf knows, and foyers allocataires.
inline constexpr std::array<std::string_view, 2> counts_of_children{"children_under_3",
                                                                    "caf_children_under_3"};
inline constexpr std::array<std::string_view, 1> counts_of_households{"caf_households"};

struct CtgSources {
  std::vector<SourceSpec> read;
  std::vector<std::string> not_read;  // as the study names them
};

// Told by the heads of the sources. Lists, memberships, movements and whatever gives a group of communes or a figure that
// the answer counts are read, and the boundaries of the communes when a level is drawn; nothing is left out unless a list
// of zones says which communes there are.
[[nodiscard]] CtgSources sources_of_ctg(const Study& study, const std::set<Level>& drawn);

}  // namespace maillage

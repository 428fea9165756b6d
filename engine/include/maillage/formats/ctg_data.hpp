// What the program knows of Ctg as data: geodata/ctg.toml.
//
//   ctg_themes   what an agreement may be about, with the words that registers use for it
//   ctg_path     the share of the population that the branch meant to cover at the end of each year, and who said so
// Read once, at the first call.
//
//     find_ctg_theme(ctg_themes(), "Parentalité")->code;   // "parentalite"
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "maillage/themes/ctg/by_theme.hpp"

namespace maillage {

[[nodiscard]] const std::vector<CtgTheme>& ctg_themes();

struct CtgPath {
  std::string source;
  std::vector<std::pair<int, double>> shares;  // year, percent; ascending
};
[[nodiscard]] const CtgPath& ctg_path();

}  // namespace maillage

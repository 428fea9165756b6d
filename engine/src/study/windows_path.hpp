// Paths as Windows writes them, in a study file.
#pragma once

#include <string_view>

namespace maillage {

inline constexpr std::string_view backslash_advice =
    "a backslash between double quotes begins an escape: write paths with slashes, \"data/ctg.csv\"";

}  // namespace maillage

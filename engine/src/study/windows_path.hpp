// Paths as Windows writes them, in a study file.
#pragma once

#include "maillage/base/message.hpp"

namespace maillage {

[[nodiscard]] inline Message backslash_advice() {
  return message(
      "a backslash between double quotes begins an escape: write paths with slashes, \"data/ctg.csv\"");
}

}  // namespace maillage

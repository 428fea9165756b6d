// Smallest subsets of weights whose sum reaches a threshold.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace maillage {

struct SmallestSets {
  bool reached = false;
  std::vector<std::size_t> first;  // ascending; of the smallest sets, the first in lexical order
  std::size_t count = 0;           // of smallest sets, up to `most` + 1
};

// Weights are positive; sums of them must be exact (whole numbers below 2^53).
[[nodiscard]] SmallestSets smallest_sets(std::span<const double> weights, double threshold, std::size_t most);

}  // namespace maillage

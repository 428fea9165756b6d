// The best way to cut a sorted list into classes.
#pragma once

#include <cstdint>
#include <vector>

namespace maillage {

// Different values in ascending order, each with the number of times it is there.
struct Ties {
  std::vector<double> values;
  std::vector<std::size_t> counts;
};

enum class PartitionCost : std::uint8_t { squared_count, squared_distance };

// The first value of each class after the first, of the best partition into exactly `classes` classes, at most as many as
// there are values. Equal costs: the earlier cut.
[[nodiscard]] std::vector<std::size_t> best_partition(const Ties& ties, std::size_t classes,
                                                      PartitionCost cost);

}  // namespace maillage

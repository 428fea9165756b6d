// Which points stay, when so many polygon vertices may be written.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

// The number of zones on the two sides of each arc: an interior point is written once for each.
[[nodiscard]] std::uint32_t sides_of(const Mesh& mesh, std::size_t arc);

struct Selection {
  double threshold = 0;
  std::vector<std::uint8_t> keep;  // per point of mesh.points
};

// Keeps the points that are always kept, and those heavier than the threshold.
[[nodiscard]] Selection select_heavier(const Mesh& mesh, std::span<const double> weights, double threshold);

// Keeps the heaviest points as long as those of finite weight are written at most `budget` times in all.
// Points of the same weight go by their coordinates.
[[nodiscard]] Selection select_within(const Mesh& mesh, std::span<const double> weights, std::size_t budget);

}  // namespace maillage

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
[[nodiscard]] Selection select_heavier(std::span<const double> weights, double threshold);

// Chooses as often as asked among points weighed and counted once.
class Selector {
 public:
  Selector(const Mesh& mesh, std::span<const double> weights);

  // How many times all the points of finite weight are written.
  [[nodiscard]] std::size_t written() const { return total_; }

  // Keeps the heaviest points as long as those of finite weight are written at most `budget` times in all.
  // Points of the same weight go by their coordinates.
  [[nodiscard]] Selection within(std::size_t budget) const;

 private:
  const Mesh& mesh_;
  std::span<const double> weights_;
  std::vector<std::uint64_t> written_;  // by class of weight
  std::size_t total_ = 0;
};

}  // namespace maillage

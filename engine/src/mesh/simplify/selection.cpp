#include "mesh/simplify/selection.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "maillage/base/parallel.hpp"
#include "mesh/exact.hpp"
#include "mesh/simplify/visvalingam.hpp"

namespace maillage {
namespace {

constexpr std::size_t arc_grain = 2048;

// Positive doubles are in the order of their bits: the upper ones are classes that can be counted.
constexpr int class_bits = 16;
std::size_t class_of(double weight) {
  return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(weight) >> (63 - class_bits));
}

struct Choice {
  std::size_t index;
  std::uint32_t sides;
};

}  // namespace

std::uint32_t sides_of(const Mesh& mesh, std::size_t arc) {
  return (mesh.left[arc] != no_zone ? 1U : 0U) + (mesh.right[arc] != no_zone ? 1U : 0U);
}

Selection select_heavier(std::span<const double> weights, double threshold) {
  Selection selection{threshold, std::vector<std::uint8_t>(weights.size())};
  parallel_for(weights.size(), 65536, [&](std::size_t begin, std::size_t end, std::size_t) {
    for (std::size_t i = begin; i < end; ++i) selection.keep[i] = weights[i] > threshold ? 1 : 0;
  });
  return selection;
}

Selector::Selector(const Mesh& mesh, std::span<const double> weights)
    : mesh_(mesh), weights_(weights), written_(std::size_t{1} << class_bits) {
  const std::size_t grain = mesh.arc_count() / 8 + 1;
  std::vector<std::vector<std::uint64_t>> counts(block_count(mesh.arc_count(), grain), written_);
  parallel_for(mesh.arc_count(), grain, [&](std::size_t begin, std::size_t end, std::size_t block) {
    for (std::size_t arc = begin; arc < end; ++arc) {
      const std::uint32_t sides = sides_of(mesh_, arc);
      for (std::size_t i = mesh_.arc_begin(arc) + 1; i + 1 < mesh_.arc_end[arc]; ++i)
        if (weights_[i] != always_kept) counts[block][class_of(weights_[i])] += sides;
    }
  });
  for (const auto& count : counts)
    std::transform(written_.begin(), written_.end(), count.begin(), written_.begin(), std::plus<>{});
  total_ = std::accumulate(written_.begin(), written_.end(), std::size_t{0});
}

Selection Selector::within(std::size_t budget) const {
  std::size_t left = budget;
  std::size_t cut = written_.size();  // the class that fits in part only
  while (cut > 0 && written_[cut - 1] <= left) left -= written_[--cut];
  if (cut == 0) return select_heavier(weights_, -1);
  --cut;

  Selection selection{0, std::vector<std::uint8_t>(weights_.size())};
  std::vector<std::vector<Choice>> parts(block_count(mesh_.arc_count(), arc_grain));
  parallel_for(mesh_.arc_count(), arc_grain, [&](std::size_t begin, std::size_t end, std::size_t block) {
    for (std::size_t arc = begin; arc < end; ++arc)
      for (std::size_t i = mesh_.arc_begin(arc); i < mesh_.arc_end[arc]; ++i) {
        const std::size_t weight = class_of(weights_[i]);
        selection.keep[i] = weight > cut ? 1 : 0;
        if (weight == cut) parts[block].push_back({i, sides_of(mesh_, arc)});
      }
  });
  std::vector<Choice> last;
  for (const auto& part : parts) last.insert(last.end(), part.begin(), part.end());
  std::sort(last.begin(), last.end(), [&](const Choice& a, const Choice& b) {
    if (weights_[a.index] != weights_[b.index]) return weights_[a.index] > weights_[b.index];
    return before(mesh_.points[a.index], mesh_.points[b.index]);
  });
  for (const Choice& choice : last) {
    selection.threshold = weights_[choice.index];
    if (choice.sides > left) break;
    left -= choice.sides;
    selection.keep[choice.index] = 1;
  }
  return selection;
}

}  // namespace maillage

#include "selection.hpp"

#include <algorithm>
#include <bit>

#include "exact.hpp"
#include "maillage/base/parallel.hpp"
#include "visvalingam.hpp"

namespace maillage {
namespace {

constexpr std::size_t arc_grain = 2048;

// Positive doubles are in the order of their bits: the upper ones are classes that can be counted.
constexpr int class_bits = 18;
std::size_t class_of(double weight) {
  return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(weight) >> (63 - class_bits));
}

template <class Visit>
void each_choice(const Mesh& mesh, std::span<const double> weights, Visit visit) {
  for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc) {
    const std::uint32_t sides = sides_of(mesh, arc);
    for (std::size_t i = mesh.arc_begin(arc) + 1; i + 1 < mesh.arc_end[arc]; ++i)
      if (weights[i] != always_kept) visit(i, sides);
  }
}

}  // namespace

std::uint32_t sides_of(const Mesh& mesh, std::size_t arc) {
  return (mesh.left[arc] != no_zone ? 1U : 0U) + (mesh.right[arc] != no_zone ? 1U : 0U);
}

Selection select_heavier(const Mesh& mesh, std::span<const double> weights, double threshold) {
  Selection selection{threshold, std::vector<std::uint8_t>(mesh.points.size())};
  parallel_for(weights.size(), 65536, [&](std::size_t begin, std::size_t end, std::size_t) {
    for (std::size_t i = begin; i < end; ++i) selection.keep[i] = weights[i] > threshold ? 1 : 0;
  });
  return selection;
}

Selection select_within(const Mesh& mesh, std::span<const double> weights, std::size_t budget) {
  std::vector<std::uint64_t> written(std::size_t{1} << class_bits);
  each_choice(mesh, weights,
              [&](std::size_t i, std::uint32_t sides) { written[class_of(weights[i])] += sides; });
  std::size_t left = budget;
  std::size_t cut = written.size();  // the class that fits in part only
  while (cut > 0 && written[cut - 1] <= left) left -= written[--cut];
  if (cut == 0) return select_heavier(mesh, weights, -1);
  --cut;

  struct Choice {
    std::size_t index;
    std::uint32_t sides;
  };
  std::vector<Choice> last;
  each_choice(mesh, weights, [&](std::size_t i, std::uint32_t sides) {
    if (class_of(weights[i]) == cut) last.push_back({i, sides});
  });
  std::sort(last.begin(), last.end(), [&](const Choice& a, const Choice& b) {
    if (weights[a.index] != weights[b.index]) return weights[a.index] > weights[b.index];
    return before(mesh.points[a.index], mesh.points[b.index]);
  });

  Selection selection{0, std::vector<std::uint8_t>(mesh.points.size())};
  parallel_for(weights.size(), 65536, [&](std::size_t begin, std::size_t end, std::size_t) {
    for (std::size_t i = begin; i < end; ++i) selection.keep[i] = class_of(weights[i]) > cut ? 1 : 0;
  });
  for (const Choice& choice : last) {
    selection.threshold = weights[choice.index];
    if (choice.sides > left) break;
    left -= choice.sides;
    selection.keep[choice.index] = 1;
  }
  return selection;
}

}  // namespace maillage

#include "themes/ctg/smallest_sets.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>

namespace maillage {
namespace {

// Weights in descending order, some of them taken out: the sum of the r largest that are left. O(log n).
class Largest {
 public:
  Largest(std::span<const double> weights, std::span<const std::size_t> order)
      : rank_(order.size()), sums_(order.size() + 1, 0), counts_(order.size() + 1, 0) {
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      rank_[order[rank]] = rank;
      add(rank, weights[order[rank]], 1);
    }
  }
  void take_out(std::size_t item, double weight) { add(rank_[item], -weight, -1); }

  [[nodiscard]] double sum(std::ptrdiff_t r) const {
    double total = 0;
    std::size_t at = 0;
    for (std::size_t step = std::bit_floor(sums_.size()); step > 0; step /= 2)
      if (at + step < sums_.size() && counts_[at + step] <= r) {
        at += step;
        r -= counts_[at];
        total += sums_[at];
      }
    return total;
  }

 private:
  void add(std::size_t rank, double weight, std::ptrdiff_t count) {
    for (std::size_t i = rank + 1; i < sums_.size(); i += i & (~i + 1)) {
      sums_[i] += weight;
      counts_[i] += count;
    }
  }

  std::vector<std::size_t> rank_;
  std::vector<double> sums_;  // Fenwick trees
  std::vector<std::ptrdiff_t> counts_;
};

// An item is of the first set when the largest that come after it can complete what is taken with it.
std::vector<std::size_t> first_set(std::span<const double> weights, std::span<const std::size_t> order,
                                   double threshold, std::size_t size) {
  std::vector<std::size_t> taken;
  double sum = 0;
  Largest later(weights, order);
  for (std::size_t item = 0; item < weights.size() && taken.size() < size; ++item) {
    later.take_out(item, weights[item]);
    const auto lacking = static_cast<std::ptrdiff_t>(size - taken.size() - 1);
    const bool enough_left = weights.size() - item - 1 >= size - taken.size() - 1;
    if (!enough_left || sum + weights[item] + later.sum(lacking) < threshold) continue;
    taken.push_back(item);
    sum += weights[item];
  }
  return taken;
}

// Walks the subsets of `size` of descending weights; a branch is left as soon as the largest that remain cannot
// complete it, so that each one walked to its end is a set.
std::size_t count_sets(std::span<const double> descending, double threshold, std::size_t size,
                       std::size_t most) {
  const std::size_t n = descending.size();
  std::vector<double> prefix(n + 1, 0);
  std::partial_sum(descending.begin(), descending.end(), prefix.begin() + 1);
  std::vector<std::size_t> picked;
  std::size_t count = 0, next = 0;
  double sum = 0;
  for (;;) {
    const std::size_t lacking = size - picked.size();
    if (next + lacking <= n && sum + prefix[next + lacking] - prefix[next] >= threshold) {
      if (lacking == 1) {
        if (++count > most) return count;
      } else {
        picked.push_back(next);
        sum += descending[next];
      }
      ++next;
      continue;
    }
    if (picked.empty()) return count;
    next = picked.back();
    sum -= descending[next];
    picked.pop_back();
    ++next;
  }
}

}  // namespace

SmallestSets smallest_sets(std::span<const double> weights, double threshold, std::size_t most) {
  if (threshold <= 0) return {.reached = true, .first = {}, .count = 1};
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t item) { return weights[item]; });
  std::vector<double> descending;
  for (const std::size_t item : order) descending.push_back(weights[item]);
  double sum = 0;
  for (std::size_t size = 1; size <= order.size(); ++size) {
    sum += descending[size - 1];
    if (sum >= threshold)
      return {.reached = true,
              .first = first_set(weights, order, threshold, size),
              .count = count_sets(descending, threshold, size, most)};
  }
  return {};
}

}  // namespace maillage

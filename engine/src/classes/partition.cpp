#include "classes/partition.hpp"

#include <limits>

namespace maillage {
namespace {

// Sums up to each value, so that the cost of any class is O(1). Values are taken from the middle one, which keeps the
// difference of two large squares exact enough.
struct Sums {
  std::vector<double> count, value, square;

  explicit Sums(const Ties& ties) : count(ties.values.size() + 1), value(count), square(count) {
    const double middle = ties.values[ties.values.size() / 2];
    for (std::size_t i = 0; i < ties.values.size(); ++i) {
      const double times = static_cast<double>(ties.counts[i]);
      const double from_middle = ties.values[i] - middle;
      count[i + 1] = count[i] + times;
      value[i + 1] = value[i] + times * from_middle;
      square[i + 1] = square[i] + times * from_middle * from_middle;
    }
  }

  // Of the class [first, end).
  [[nodiscard]] double cost(PartitionCost kind, std::size_t first, std::size_t end) const {
    const double n = count[end] - count[first];
    if (kind == PartitionCost::squared_count) return n * n;
    const double sum = value[end] - value[first];
    const double spread = square[end] - square[first] - sum * sum / n;
    return spread > 0 ? spread : 0;
  }
};

// One more class: `before[e]` is the best cost of the first e values, `now[e]` that with a class more, which begins at
// cut[e]. The best cut never moves back as the end moves on, so the middle end halves the cuts left for the others.
struct Step {
  const Sums& sums;
  PartitionCost kind;
  const std::vector<double>& before;
  std::vector<double>& now;
  std::vector<std::uint32_t>& cut;

  void solve(std::size_t first_end, std::size_t last_end, std::size_t first_cut, std::size_t last_cut) {
    if (first_end > last_end) return;
    const std::size_t end = first_end + (last_end - first_end) / 2;
    std::size_t best = first_cut;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t at = first_cut; at <= last_cut && at < end; ++at) {
      const double total = before[at] + sums.cost(kind, at, end);
      if (total < least) {
        least = total;
        best = at;
      }
    }
    now[end] = least;
    cut[end] = static_cast<std::uint32_t>(best);
    if (end > first_end) solve(first_end, end - 1, first_cut, best);
    solve(end + 1, last_end, best, last_cut);
  }
};

}  // namespace

std::vector<std::size_t> best_partition(const Ties& ties, std::size_t classes, PartitionCost cost) {
  const std::size_t size = ties.values.size();
  if (size == 0) return {};
  classes = classes < size ? classes : size;
  const Sums sums(ties);
  std::vector<double> before(size + 1, std::numeric_limits<double>::infinity()), now(before);
  for (std::size_t end = 1; end <= size; ++end) before[end] = sums.cost(cost, 0, end);
  std::vector<std::vector<std::uint32_t>> cuts;
  for (std::size_t made = 1; made < classes; ++made) {
    cuts.emplace_back(size + 1, 0);
    Step{sums, cost, before, now, cuts.back()}.solve(made + 1, size, made, size - 1);
    before.swap(now);
  }
  std::vector<std::size_t> begins(cuts.size());
  for (std::size_t i = cuts.size(), end = size; i-- > 0;) begins[i] = end = cuts[i][end];
  return begins;
}

}  // namespace maillage

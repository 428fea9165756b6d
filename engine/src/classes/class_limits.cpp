#include "maillage/classes/class_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "maillage/base/error.hpp"

namespace maillage {
namespace {

// Different values in ascending order, each with the number of times it is there.
struct Ties {
  std::vector<double> values;
  std::vector<std::size_t> counts;
};

enum class PartitionCost : std::uint8_t { squared_count, squared_distance };

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

// The first value of each class after the first, of the best partition into exactly `classes` classes, at most as many as
// there are values. Equal costs: the earlier cut.
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

constexpr double open_end = std::numeric_limits<double>::infinity();

constexpr std::array<std::pair<ClassRule, std::string_view>, 8> rule_words{
    {{ClassRule::automatic, "automatic"},
     {ClassRule::quantile, "quantile"},
     {ClassRule::natural, "natural"},
     {ClassRule::equal, "equal"},
     {ClassRule::deviation, "deviation"},
     {ClassRule::reference, "reference"},
     {ClassRule::around, "around"},
     {ClassRule::manual, "manual"}}};

// Through decimal text: the limit compared with must be the number that the legend prints.
double rounded_to(double value, int decimals) {
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  double result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result == 0 ? 0 : result;
}

double not_above(double value, int decimals) {
  const double near = rounded_to(value, decimals);
  return near > value ? rounded_to(near - std::pow(10.0, -decimals), decimals) : near;
}

double not_below(double value, int decimals) {
  const double near = rounded_to(value, decimals);
  return near < value ? rounded_to(near + std::pow(10.0, -decimals), decimals) : near;
}

// The number with the fewest digits that is above `low` and not above `high`, one that ends in 5 before others of as many
// digits; of several, the nearest to their middle.
std::optional<double> readable_between(double low, double high, int decimals) {
  const double largest = std::max({std::abs(low), std::abs(high), std::numeric_limits<double>::min()});
  const auto multiple_of = [&](double step, int places) -> std::optional<double> {
    for (const double times :
         {std::round((low + high) / 2 / step), std::floor(high / step), std::ceil(low / step)}) {
      const double number = rounded_to(times * step, std::max(0, places));
      if (low < number && number <= high) return number;
    }
    return std::nullopt;
  };
  constexpr double five = 5;
  for (int power = std::max(static_cast<int>(std::floor(std::log10(largest))) + 1, -decimals);
       power >= -decimals; --power) {
    const double step = std::pow(10.0, power);
    if (const auto number = multiple_of(five * step, -power)) return number;
    if (const auto number = multiple_of(step, -power)) return number;
  }
  const double last = not_above(high, decimals);
  return low < last ? std::optional(last) : std::nullopt;
}

// Values that print alike from below cannot be separated by a printed limit: they are one.
Ties ties_of(std::span<const double> sorted, int decimals) {
  Ties ties;
  double printed = 0;
  for (const double value : sorted) {
    const double here = not_above(value, decimals);
    if (!ties.values.empty() && here == printed) {
      ++ties.counts.back();
      continue;
    }
    ties.values.push_back(value);
    ties.counts.push_back(1);
    printed = here;
  }
  return ties;
}

// Both ends, and between them the limits that leave no class empty.
std::vector<double> with_ends(std::span<const double> sorted, const std::vector<double>& inner, int decimals,
                              bool keep_empty) {
  std::vector<double> limits{not_above(sorted.front(), decimals)};
  const double last = not_below(sorted.back(), decimals);
  for (const double limit : inner) {
    if (limit <= limits.back() || limit > sorted.back()) continue;
    const auto from = std::ranges::lower_bound(sorted, limits.back());
    if (!keep_empty && std::ranges::lower_bound(sorted, limit) == from) continue;
    limits.push_back(limit);
  }
  // A last class that holds the largest value alone has one limit twice: [31, 31].
  limits.push_back(last);
  return limits;
}

std::vector<double> cut_limits(std::span<const double> sorted, std::size_t classes, PartitionCost cost,
                               int decimals) {
  const Ties ties = ties_of(sorted, decimals);
  std::vector<double> inner;
  std::size_t seen = 0, value = 0;
  for (const std::size_t begin : best_partition(ties, classes, cost)) {
    for (; value < begin; ++value) seen += ties.counts[value];
    inner.push_back(*readable_between(sorted[seen - 1], sorted[seen], decimals));
  }
  return with_ends(sorted, inner, decimals, false);
}

std::vector<double> equal_limits(std::span<const double> sorted, std::size_t classes, int decimals) {
  const double step = (sorted.back() - sorted.front()) / static_cast<double>(classes);
  constexpr double leeway = 0.05;
  std::vector<double> inner;
  for (std::size_t i = 1; i < classes; ++i) {
    const double exact = sorted.front() + static_cast<double>(i) * step;
    const auto readable = readable_between(exact - leeway * step, exact + leeway * step, decimals);
    inner.push_back(readable.value_or(rounded_to(exact, decimals)));
  }
  return with_ends(sorted, inner, decimals, true);
}

std::vector<double> deviation_limits(std::span<const double> sorted, int decimals) {
  const double size = static_cast<double>(sorted.size());
  double sum = 0, squares = 0;
  for (const double value : sorted) sum += value;
  const double mean = sum / size;
  for (const double value : sorted) squares += (value - mean) * (value - mean);
  const double deviation = std::sqrt(squares / size);
  std::vector<double> inner;
  for (const double times : {-1.5, -0.5, 0.5, 1.5})
    inner.push_back(rounded_to(mean + times * deviation, decimals));
  return with_ends(sorted, inner, decimals, false);
}

std::vector<double> open_limits(const std::vector<double>& inner) {
  std::vector<double> limits{-open_end};
  limits.insert(limits.end(), inner.begin(), inner.end());
  limits.push_back(open_end);
  limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
  return limits;
}

std::vector<double> reference_limits(double reference, int decimals) {
  constexpr std::array<double, 5> ratios{0.60, 0.85, 1.0, 1.15, 1.40};
  std::vector<double> inner;
  for (const double ratio : ratios) inner.push_back(rounded_to(ratio * reference, decimals));
  return open_limits(inner);
}

// Classes are shared out by the values on each side. One side alone: quantiles of it.
std::vector<double> limits_on_both_sides(std::span<const double> sorted, double reference,
                                         std::size_t classes, int decimals) {
  const double limit = rounded_to(reference, decimals);
  const auto below = static_cast<std::size_t>(std::ranges::lower_bound(sorted, limit) - sorted.begin());
  if (below == 0 || below == sorted.size())
    return cut_limits(sorted, classes, PartitionCost::squared_count, decimals);
  constexpr std::size_t most_of_a_side = 3;
  const double share = static_cast<double>(below * (classes + 1)) / static_cast<double>(sorted.size());
  const std::size_t left =
      std::clamp<std::size_t>(static_cast<std::size_t>(std::lround(share)), 1, most_of_a_side);
  const std::size_t right = std::clamp<std::size_t>(classes + 1 - left, 1, most_of_a_side);
  std::vector<double> limits = cut_limits(sorted.first(below), left, PartitionCost::squared_count, decimals);
  const std::vector<double> above =
      cut_limits(sorted.subspan(below), right, PartitionCost::squared_count, decimals);
  limits.back() = limit;
  limits.insert(limits.end(), above.begin() + 1, above.end());
  return limits;
}

bool is_balanced(std::span<const double> sorted, const std::vector<double>& limits, int decimals) {
  const std::vector<std::size_t> counts = class_counts(sorted, limits);
  std::size_t used = 0, first = 0;
  for (const std::size_t count : counts) {
    const auto held = sorted.subspan(first, count);
    first += count;
    if (count == 0) continue;
    ++used;
    if (2 * count > sorted.size() && not_above(held.front(), decimals) != not_above(held.back(), decimals))
      return false;
  }
  return used >= 2;
}

ClassLimits automatic_limits(std::span<const double> sorted, const ClassChoice& choice, int decimals) {
  if (choice.reference) {
    std::vector<double> limits = reference_limits(*choice.reference, decimals);
    if (is_balanced(sorted, limits, decimals)) return {ClassRule::reference, std::move(limits)};
    limits = limits_on_both_sides(sorted, *choice.reference, choice.classes, decimals);
    const bool is_on_both_sides = sorted.front() < *choice.reference && *choice.reference <= sorted.back();
    if (is_on_both_sides && is_balanced(sorted, limits, decimals))
      return {ClassRule::around, std::move(limits)};
  }
  constexpr std::size_t most_more = 2, least = 2;
  // Of few values no class is for one alone.
  const std::size_t classes = std::min(choice.classes, std::max(least, sorted.size() / 2));
  std::vector<double> first;
  for (std::size_t more = 0; more <= most_more; ++more) {
    std::vector<double> limits = cut_limits(sorted, classes + more, PartitionCost::squared_count, decimals);
    if (is_balanced(sorted, limits, decimals)) return {ClassRule::quantile, std::move(limits)};
    if (more == 0) first = std::move(limits);
  }
  return {ClassRule::quantile, std::move(first)};
}

}  // namespace

ClassLimits class_limits(std::span<const double> values, const ClassChoice& choice, int decimals) {
  const bool needs_reference = choice.rule == ClassRule::reference || choice.rule == ClassRule::around;
  if (needs_reference && !choice.reference)
    throw Error(Failure::usage, message("classes around a reference need one, and the layer gives none"));
  if (values.empty()) return {};
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  switch (choice.rule) {
    case ClassRule::automatic:
      return automatic_limits(sorted, choice, decimals);
    case ClassRule::quantile:
      return {choice.rule, cut_limits(sorted, choice.classes, PartitionCost::squared_count, decimals)};
    case ClassRule::natural:
      return {choice.rule, cut_limits(sorted, choice.classes, PartitionCost::squared_distance, decimals)};
    case ClassRule::equal:
      return {choice.rule, equal_limits(sorted, choice.classes, decimals)};
    case ClassRule::deviation:
      return {choice.rule, deviation_limits(sorted, decimals)};
    case ClassRule::reference:
      return {choice.rule, reference_limits(*choice.reference, decimals)};
    case ClassRule::around:
      return {choice.rule, limits_on_both_sides(sorted, *choice.reference, choice.classes, decimals)};
    case ClassRule::manual:
      return {choice.rule, open_limits(choice.limits)};
  }
  throw Error(Failure::internal, message("a rule of classes without limits"));
}

std::vector<std::size_t> class_counts(std::span<const double> values, std::span<const double> limits) {
  std::vector<std::size_t> counts(limits.empty() ? 0 : limits.size() - 1, 0);
  if (counts.empty()) return counts;
  for (const double value : values) {
    const auto above = std::ranges::upper_bound(limits.first(limits.size() - 1), value);
    if (above != limits.begin() && value <= limits.back())
      ++counts[static_cast<std::size_t>(above - limits.begin()) - 1];
  }
  return counts;
}

std::size_t different_values(std::span<const double> values, int decimals) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  return ties_of(sorted, decimals).values.size();
}

std::optional<ClassRule> parse_class_rule(std::string_view word) {
  const auto found = std::ranges::find(rule_words, word, &std::pair<ClassRule, std::string_view>::second);
  return found == rule_words.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace maillage

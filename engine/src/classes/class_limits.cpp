#include "maillage/classes/class_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace maillage {

// Through decimal text: the limit compared with must be the number that the legend prints.
double rounded_to(double value, int decimals) {
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  double result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result == 0 ? 0 : result;
}

std::vector<double> limits_around(double reference, int decimals) {
  constexpr std::array<double, 5> ratios{0.60, 0.85, 1.0, 1.15, 1.40};
  constexpr double open = std::numeric_limits<double>::infinity();
  std::vector<double> limits{-open};
  for (const double ratio : ratios) limits.push_back(rounded_to(ratio * reference, decimals));
  limits.push_back(open);
  limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
  return limits;
}

std::vector<double> quantile_limits(std::span<const double> values, std::size_t classes, int decimals) {
  if (values.empty()) return {};
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const double step = std::pow(10.0, -decimals);
  double low = rounded_to(sorted.front(), decimals);
  double high = rounded_to(sorted.back(), decimals);
  if (low > sorted.front()) low = rounded_to(low - step, decimals);
  if (high < sorted.back()) high = rounded_to(high + step, decimals);
  std::vector<double> limits{low};
  for (std::size_t i = 1; i < classes; ++i) {
    const double limit = rounded_to(sorted[i * sorted.size() / classes], decimals);
    const auto first = std::lower_bound(sorted.begin(), sorted.end(), limits.back());
    const auto here = std::lower_bound(sorted.begin(), sorted.end(), limit);
    if (here > first && here != sorted.end()) limits.push_back(limit);
  }
  limits.push_back(high);
  return limits;
}

}  // namespace maillage

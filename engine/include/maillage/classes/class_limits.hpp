// Limits of graduated classes: class i is [limits[i], limits[i + 1]), the last one closed.
#pragma once

#include <span>
#include <vector>

namespace maillage {

// The number rounded to that many decimals.
[[nodiscard]] double rounded_to(double value, int decimals);

// -inf, 0.60 r, 0.85 r, r, 1.15 r, 1.40 r, +inf, each rounded; equal limits merge.
[[nodiscard]] std::vector<double> limits_around(double reference, int decimals);

// At most `classes` classes holding equal numbers of the values, none empty; the ends are rounded
// outwards. No value: no limit.
[[nodiscard]] std::vector<double> quantile_limits(std::span<const double> values, std::size_t classes,
                                                  int decimals);

}  // namespace maillage

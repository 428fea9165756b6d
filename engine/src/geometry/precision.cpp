#include "maillage/geometry/precision.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace maillage {
namespace {

constexpr int most_decimals = 9;
constexpr std::array<double, most_decimals + 1> power_of_ten{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

// A whole number divided by a power of ten rounds to the double that the decimal text
// reads as: the test is exact.
int decimals_of(double value) {
  for (int decimals = 0; decimals < most_decimals; ++decimals) {
    const double power = power_of_ten[static_cast<std::size_t>(decimals)];
    if (std::round(value * power) / power == value) return decimals;
  }
  return most_decimals;
}

}  // namespace

Precision coordinate_precision(const Shapes& shapes) {
  constexpr std::size_t most_points = 20000;
  constexpr double metres_per_degree = 111195;
  const std::size_t step = std::max<std::size_t>(1, shapes.points.size() / most_points);
  std::array<std::size_t, most_decimals + 1> having{};
  std::size_t looked_at = 0;
  for (std::size_t i = 0; i < shapes.points.size(); i += step) {
    ++having[static_cast<std::size_t>(decimals_of(shapes.points[i].x))];
    ++having[static_cast<std::size_t>(decimals_of(shapes.points[i].y))];
    looked_at += 2;
  }
  Precision precision;
  std::size_t written_exactly = 0;
  for (int decimals = 0; decimals <= most_decimals && looked_at > 0; ++decimals) {
    written_exactly += having[static_cast<std::size_t>(decimals)];
    precision.decimals = decimals;
    if (written_exactly * 100 >= looked_at * 99) break;
  }
  precision.metres = (shapes.crs.is_geographic() ? metres_per_degree : 1) /
                     power_of_ten[static_cast<std::size_t>(precision.decimals)];
  return precision;
}

}  // namespace maillage

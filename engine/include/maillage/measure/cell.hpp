// One figure with its doubt, and the arithmetic that carries the doubt.
//
// A Cell is a value, an interval [lower, upper] that surely holds the true figure, a presence and marks. A
// known exact figure has lower = value = upper. A missing count lies in [0, +inf) unless something bounds
// it. Invariant: lower <= upper; when known, lower <= value <= upper; when missing, value is NaN.
//
// Formulas (exact hulls when the operands are independent, which holds for sums over distinct zones and for
// a numerator and denominator read from different columns):
//   add        [al + bl, au + bu]
//   subtract   [al - bu, au - bl]
//   ratio      100 * num / den in [100 nl / du, 100 nu / dl]; den containing 0 opens the upper side
//   share      100 * part / (part + rest) in [100 pl / (pl + ru), 100 pu / (pu + rl)]: the hull of a part
//              of its whole
// A sum with a missing part is known when at least one part is: its value is what is known, its
// mark `partial`, its bounds those of the whole. A ratio whose denominator is zero is
// not_applicable, not an error. All O(1).
//
//     Cell places = known(100);
//     Cell children = rounded(230, 5);        // printed to the nearest 5: [227.5, 232.5]
//     Cell rate = ratio(places, children);    // 43.48, [43.01, 43.96], rounded
#pragma once

#include <limits>
#include <span>

#include "maillage/measure/presence.hpp"

namespace maillage {

struct Bounds {
  double lower = 0;
  double upper = std::numeric_limits<double>::infinity();

  [[nodiscard]] constexpr bool exact() const { return lower == upper; }
  [[nodiscard]] constexpr bool holds(double value) const { return lower <= value && value <= upper; }
  friend constexpr bool operator==(const Bounds&, const Bounds&) = default;
};

inline constexpr Bounds any_count{};
inline constexpr Bounds any_number{-std::numeric_limits<double>::infinity(),
                                   std::numeric_limits<double>::infinity()};

struct Cell {
  double value = std::numeric_limits<double>::quiet_NaN();
  Bounds bounds = any_count;
  Presence presence = Presence::not_available;
  Marks marks;

  [[nodiscard]] constexpr bool is_known() const { return presence == Presence::known; }
};

[[nodiscard]] Cell known(double value);
[[nodiscard]] Cell known(double value, Bounds bounds, Marks marks);
[[nodiscard]] Cell missing(Presence why, Bounds bounds = any_count);

// A figure printed to the nearest multiple of `step`; never below zero.
[[nodiscard]] Cell rounded(double value, double step);

[[nodiscard]] Cell add(const Cell& a, const Cell& b);
[[nodiscard]] Cell subtract(const Cell& a, const Cell& b);
[[nodiscard]] Cell sum(std::span<const Cell> cells);  // the sum of nothing is a known zero
[[nodiscard]] Cell ratio(const Cell& numerator, const Cell& denominator, double scale = 100);

}  // namespace maillage

// A cell and a figure that it may hide: what the arithmetic of doubt must never lose.
#pragma once

#include <rapidcheck.h>

#include <cmath>
#include <ostream>

#include "maillage/measure/cell.hpp"

namespace maillage {

struct Case {
  Cell cell;
  double truth = 0;
};

inline void showValue(const Case& value, std::ostream& out) {  // NOLINT: the name rapidcheck looks for
  out << to_string(value.cell.presence) << " " << value.cell.value << " [" << value.cell.bounds.lower << ", "
      << value.cell.bounds.upper << "] truth " << value.truth;
}

inline bool near(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

inline bool holds(const Bounds& bounds, double value) {
  const double noise = 1e-9 * std::max(1.0, std::abs(value));
  return bounds.lower - noise <= value && value <= bounds.upper + noise;
}

inline bool sound(const Cell& cell) {
  if (!(cell.bounds.lower <= cell.bounds.upper)) return false;
  return cell.is_known() ? cell.bounds.holds(cell.value) : std::isnan(cell.value);
}

namespace gen {

// A count: exact, rounded, bounded by something, or not known at all.
inline rc::Gen<Case> count() {
  const auto within = [](int end) { return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end)); };
  return rc::gen::exec([within] {
    const double value = *within(200);
    const int form = *within(6);
    if (form == 0) return Case{missing(Presence::secret_primary), value};
    if (form == 1) return Case{missing(Presence::secret_primary, {0, value + *within(20)}), value};
    if (form == 2) {
      const double printed = 5 * std::round(value / 5);
      return Case{rounded(printed, 5), value};
    }
    if (form == 3) {
      const Bounds bounds{std::max(0.0, value - *within(10)), value + *within(10)};
      return Case{known((bounds.lower + bounds.upper) / 2, bounds, Mark::estimated), value};
    }
    return Case{known(value), value};
  });
}

inline rc::Gen<std::vector<Case>> counts() {
  return rc::gen::container<std::vector<Case>>(count());
}

}  // namespace gen
}  // namespace maillage

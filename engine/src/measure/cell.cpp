#include "maillage/measure/cell.hpp"

#include <algorithm>
#include <cmath>

#include "maillage/measure/cell_sum.hpp"

namespace maillage {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Rounding of the interval arithmetic must not push a value out of its own bounds.
Cell with_value(Cell cell, double value) {
  cell.value = value;
  cell.presence = Presence::known;
  cell.bounds = {std::min(cell.bounds.lower, value), std::max(cell.bounds.upper, value)};
  return cell;
}

double quotient(double numerator, double denominator, double scale) {
  if (denominator > 0) return scale * numerator / denominator;
  return numerator > 0 ? infinity : 0;
}

}  // namespace

Cell known(double value) {
  return {value, {value, value}, Presence::known, {}};
}

Cell known(double value, Bounds bounds, Marks marks) {
  return {value, bounds, Presence::known, marks};
}

Cell missing(Presence why, Bounds bounds) {
  return {std::numeric_limits<double>::quiet_NaN(), bounds, why, {}};
}

Cell rounded(double value, double step) {
  if (step <= 0) return known(value);
  return known(value, {std::max(0.0, value - step / 2), value + step / 2}, Mark::rounded);
}

Cell add(const Cell& a, const Cell& b) {
  Cell sum = missing(a.presence == b.presence ? a.presence : Presence::not_available,
                     {a.bounds.lower + b.bounds.lower, a.bounds.upper + b.bounds.upper});
  sum.marks = a.marks | b.marks;
  if (a.is_known() && b.is_known()) return with_value(sum, a.value + b.value);
  if (!a.is_known() && !b.is_known()) return sum;
  sum.marks |= Mark::partial;
  return with_value(sum, a.is_known() ? a.value : b.value);
}

Cell subtract(const Cell& a, const Cell& b) {
  Cell difference = missing(a.is_known() ? b.presence : a.presence,
                            {a.bounds.lower - b.bounds.upper, a.bounds.upper - b.bounds.lower});
  difference.marks = a.marks | b.marks;
  return a.is_known() && b.is_known() ? with_value(difference, a.value - b.value) : difference;
}

void CellSum::add(const Cell& cell) {
  lower_.add(cell.bounds.lower);
  upper_.add(cell.bounds.upper);
  marks_ |= cell.marks;
  if (cell.is_known()) {
    value_.add(cell.value);
    ++known_;
    return;
  }
  const bool same_reason = missing_ == 0 || reason_ == cell.presence;
  reason_ = same_reason ? cell.presence : Presence::not_available;
  ++missing_;
}

Cell CellSum::cell() const {
  if (empty()) return known(0);
  Cell total = missing(reason_, {lower_.value(), upper_.value()});
  total.marks = marks_;
  if (known_ == 0) return total;
  if (missing_ > 0) total.marks |= Mark::partial;
  return with_value(total, value_.value());
}

Cell sum(std::span<const Cell> cells) {
  CellSum total;
  for (const Cell& cell : cells) total.add(cell);
  return total.cell();
}

Cell ratio(const Cell& numerator, const Cell& denominator, double scale) {
  if (denominator.is_known() && denominator.value == 0 && denominator.bounds.exact())
    return missing(Presence::not_applicable);
  Cell result = missing(numerator.is_known() ? denominator.presence : numerator.presence,
                        {std::isinf(denominator.bounds.upper)
                             ? 0
                             : quotient(numerator.bounds.lower, denominator.bounds.upper, scale),
                         quotient(numerator.bounds.upper, denominator.bounds.lower, scale)});
  result.marks = numerator.marks | denominator.marks;
  if (!numerator.is_known() || !denominator.is_known()) return result;
  if (denominator.value == 0) {
    result.presence = Presence::not_available;
    return result;
  }
  return with_value(result, scale * numerator.value / denominator.value);
}

}  // namespace maillage

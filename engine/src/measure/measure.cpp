#include "maillage/measure/measure.hpp"

#include <fmt/format.h>

#include "maillage/base/error.hpp"

namespace maillage {

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::count:
      return "count";
    case Kind::rate:
      return "rate";
    case Kind::intensive:
      return "intensive";
  }
  return "count";
}

Measure::Measure(ColumnInfo column, Kind column_kind, std::size_t size)
    : info(std::move(column)),
      kind(column_kind),
      values_(size, std::numeric_limits<double>::quiet_NaN()),
      presences_(size, Presence::not_available),
      marks_(size) {}

Bounds Measure::implied_bounds(std::size_t zone) const {
  if (presences_[zone] == Presence::known) return {values_[zone], values_[zone]};
  return any_count;
}

Cell Measure::at(std::size_t zone) const {
  return {values_[zone], has_bounds() ? bounds_[zone] : implied_bounds(zone), presences_[zone], marks_[zone]};
}

void Measure::set(std::size_t zone, const Cell& cell) {
  values_[zone] = cell.value;
  presences_[zone] = cell.presence;
  marks_[zone] = cell.marks;
  if (has_bounds()) {
    bounds_[zone] = cell.bounds;
  } else if (cell.bounds != implied_bounds(zone)) {
    bounds_.reserve(size());
    for (std::size_t i = 0; i < size(); ++i) bounds_.push_back(implied_bounds(i));
    bounds_[zone] = cell.bounds;
  }
}

}  // namespace maillage

// A column of figures over a zoning.
//
// Shape: one cell per zone, in the zoning's order. Value, presence and marks are stored apart; bounds only
// for the columns that need them (a column whose every cell is exact, or wholly open, stores none). `at`
// and `set` speak in Cells.
//
// The kind says what may be done with the column, and the engine refuses the rest with a sentence:
//   count      adds up over zones (inhabitants, places, children)
//   rate       never added, never averaged: recomputed from its numerator and denominator
//   intensive  any other figure that does not add up (a median, a published rate without its parts)
// Categories are another type (measure/category.hpp): arithmetic on a label does not compile.
//
// ColumnInfo travels with every column to the files: stable English `code`, French `label`, `short_name` of
// at most 7 ASCII characters (a DBF name holds 10; the rest is for the suffixes of status and bounds),
// unit, observation day, source, field ("champ"), and the rounding step that the source declares (0: none).
//
//     Measure population({.code = "population", .unit = "inhabitants"}, Kind::count, zoning->size());
//     population.set(0, known(1234));
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/measure/cell.hpp"

namespace maillage {

enum class Kind : std::uint8_t { count, rate, intensive };
[[nodiscard]] std::string_view to_string(Kind kind);

struct ColumnInfo {
  std::string code;
  std::string label;
  std::string short_name;
  std::string unit;
  std::optional<Day> observed;
  std::string source;
  std::string field;
  double rounding = 0;
  int decimals = 0;  // decimals worth printing
};

class Measure {
 public:
  Measure() = default;
  Measure(ColumnInfo column, Kind column_kind, std::size_t size);

  ColumnInfo info;
  Kind kind = Kind::count;

  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] Cell at(std::size_t zone) const;
  void set(std::size_t zone, const Cell& cell);
  [[nodiscard]] bool has_bounds() const { return !bounds_.empty(); }

 private:
  [[nodiscard]] Bounds implied_bounds(std::size_t zone) const;

  std::vector<double> values_;
  std::vector<Presence> presences_;
  std::vector<Marks> marks_;
  std::vector<Bounds> bounds_;
};

}  // namespace maillage

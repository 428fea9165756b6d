// Private to the layers: what their columns have in common.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/phrases.hpp"
#include "maillage/themes/figures.hpp"
#include "maillage/themes/layer.hpp"

namespace maillage {

// Do the two intervals meet, give or take the noise of arithmetic?
[[nodiscard]] inline bool overlap(const Bounds& a, const Bounds& b) {
  const double noise = 1e-9 * std::max({1.0, std::abs(a.lower), std::abs(b.lower)});
  return a.lower <= b.upper + noise && b.lower <= a.upper + noise;
}

// Alike in all that is known of them.
[[nodiscard]] bool same(const Cell& a, const Cell& b);

[[nodiscard]] std::string interval_text(const Cell& cell);  // "57.14 [57.09, 57.19]"

// per x numerator / denominator of one zone; missing when either is missing or is a sum with missing parts.
[[nodiscard]] Cell own_rate(const Cell& numerator, const Cell& denominator, const Ratio& ratio);

enum class Origin : std::uint8_t { none, published, computed, rebuilt };
[[nodiscard]] std::string_view to_string(Origin origin);

struct Chosen {
  Cell cell;
  Origin origin = Origin::none;
};

// The rate that is used for each zone: published, else computed from its own figures, else rebuilt from its
// parts when enough of them is known.
[[nodiscard]] std::vector<Chosen> choose_rates(const LevelFigures& figures, const Indicator& indicator,
                                               double least_known_share);

// The source and the day of a rate: the published column's when there is one, else the numerator's.
void describe(ColumnInfo& info, const LevelFigures& figures, const Indicator& indicator);

// The sum of some cells, all of them known and whole; otherwise the reason of the first that is not.
[[nodiscard]] Cell whole_sum(const std::vector<Cell>& cells);

// A cell with the code, words and unit of a layer, keeping source, day, field and
// rounding of where it comes from.
[[nodiscard]] Measure renamed(const Measure& measure, const ColumnInfo& words);

// "54,2"; "entre 15,3 et 44,9" when the cell is partial or missing, rounded outward; "au moins 15,3"; "54,2
// là où il est connu" when nothing bounds the rest; "non disponible".
[[nodiscard]] std::string cell_text(const Cell& cell, int decimals, Lang lang);

// The same with its percent sign: "54,2 %", "54.2%".
[[nodiscard]] std::string percent_cell_text(const Cell& cell, int decimals, Lang lang);

// Spaces before ; : % are thin in French; English has none.
[[nodiscard]] std::string spaced(std::string text, Lang lang);

// "1 commune", "17 communes".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many, Lang lang);

}  // namespace maillage

// The English of what layers call their columns in French.
//
// Columns bear French labels from the file that gives them to the last layer; a run in English puts them in English at its
// end, in one place: the label of an indicator by its own label_en, any other by geodata/labels.toml, which holds the French
// and the English of each. What neither knows, such as a column that a study names itself, stays as it is. O(log n) a label.
//
//     put_in_english(info, study.indicators);   // "Nombre de communes" becomes "Number of communes"
#pragma once

#include <span>

#include "maillage/measure/measure.hpp"
#include "maillage/themes/indicator.hpp"

namespace maillage {

// Label and field.
void put_in_english(ColumnInfo& info, std::span<const Indicator> indicators);

}  // namespace maillage

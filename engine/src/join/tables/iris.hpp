// Figures by IRIS, added up to their communes.
//
// The code of an IRIS begins with that of its commune; a commune that is not divided is its own, 0000. Counts
// are added; rates and medians are not, and stay out. A sum is partial when an IRIS has no figure, or is not
// there: another table of the study lists it, or the numbers of those at hand leave a gap, or a divided commune
// has one only. The national edition has them all, whatever their numbers.
#pragma once

#include <vector>

#include "join/tables/commune_join.hpp"

namespace maillage {

// By IRIS, with a column of counts.
[[nodiscard]] bool has_counts_by_iris(const Input& input);

struct IrisJoin {
  CommuneJoin communes;                               // its account counts the rows of the IRIS
  std::vector<std::vector<std::uint32_t>> positions;  // per commune of `from`: those of `keys`
  std::vector<std::size_t> absent;                    // IRIS known not to be there; gaps count as one
};

[[nodiscard]] IrisJoin join_iris(const Input& input, const std::vector<Input>& inputs,
                                 const Geography& geography, Diagnostics& diagnostics);

// A column of counts over the communes of the table.
[[nodiscard]] Measure read_iris(const Input& input, const BoundColumn& column, const IrisJoin& join,
                                Diagnostics& diagnostics);

}  // namespace maillage

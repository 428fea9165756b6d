// The rows of one commune table brought to the communes of the study.
#pragma once

#include <vector>

#include "maillage/measure/category.hpp"
#include "maillage/study/accounts.hpp"
#include "maillage/study/geography.hpp"
#include "maillage/study/inputs.hpp"
#include "maillage/zoning/passage.hpp"

namespace maillage {

struct CommuneJoin {
  ZoningRef from;  // the communes of the table, cities instead of their districts
  std::vector<std::vector<std::uint32_t>> rows_of;  // per commune of `from`: rows of the table to add up
  Crosswalk to_wide;
  std::vector<Cover> cover;  // per commune of `wide`
  Account account;
};

[[nodiscard]] CommuneJoin join_communes(const Input& input, const Geography& geography,
                                        Diagnostics& diagnostics);

// A column over the communes of the table, and figures of these brought to the communes of the study:
// counts are carried; a rate stands for a commune that comes from one alone.
[[nodiscard]] Measure read_joined(const Input& input, const BoundColumn& column, const CommuneJoin& join,
                                  Diagnostics& diagnostics);
[[nodiscard]] Measure brought(const Measure& measure, const CommuneJoin& join);
[[nodiscard]] Category join_category(const Input& input, const BoundColumn& column, const CommuneJoin& join,
                                     Diagnostics& diagnostics);

}  // namespace maillage

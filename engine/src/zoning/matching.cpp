#include "maillage/zoning/matching.hpp"

namespace maillage {

Matching match(std::span<const std::string_view> row_codes, const Zoning& zoning) {
  Matching matching;
  matching.rows = row_codes.size();
  matching.row_of.assign(zoning.size(), no_row);
  for (std::size_t i = 0; i < row_codes.size(); ++i) {
    const auto row = static_cast<std::uint32_t>(i);
    if (row_codes[i].empty()) {
      matching.blank.push_back(row);
    } else if (const auto zone = zoning.find(row_codes[i]); !zone) {
      matching.unmatched.push_back(row);
    } else if (matching.row_of[*zone] != no_row) {
      matching.duplicated.push_back(row);
    } else {
      matching.row_of[*zone] = row;
      ++matching.matched;
    }
  }
  for (std::size_t zone = 0; zone < zoning.size(); ++zone)
    if (matching.row_of[zone] == no_row) matching.without_row.push_back(static_cast<std::uint32_t>(zone));
  return matching;
}

}  // namespace maillage

// Joining the rows of a table to the zones of a zoning, with every row accounted for.
//
// Each row of the table ends in exactly one state: matched, unmatched (its code is no zone), duplicated
// (its code was already taken by an earlier row), blank (no code). Each zone ends matched or without a row.
// Nothing is dropped in silence and nothing is multiplied: of several rows with one code the first counts,
// the others are listed. Suggestions for unmatched codes come from the caller, who knows successors,
// districts and lost zeros. O((rows + zones) log zones).
//
//     Matching matching = match(codes, *communes);
//     matching.row_of[zone];      // row, or no_row
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/zoning/zoning.hpp"

namespace maillage {

inline constexpr std::uint32_t no_row = 0xffffffff;

struct Matching {
  std::vector<std::uint32_t> row_of;       // per zone: its row, or no_row
  std::vector<std::uint32_t> unmatched;    // rows whose code is no zone
  std::vector<std::uint32_t> duplicated;   // rows whose code an earlier row has
  std::vector<std::uint32_t> blank;        // rows without a code
  std::vector<std::uint32_t> without_row;  // zones that no row names
  std::size_t matched = 0;
  std::size_t rows = 0;
};

[[nodiscard]] Matching match(std::span<const std::string_view> row_codes, const Zoning& zoning);

}  // namespace maillage

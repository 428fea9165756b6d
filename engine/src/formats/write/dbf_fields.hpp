// Widths of DBF fields: as wide as the widest cell of the column, no more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "maillage/formats/flat_table.hpp"

namespace maillage {

inline constexpr std::size_t longest_dbf_text = 254;

struct DbfField {
  int width = 1;
  int precision = 0;
  std::size_t too_long = 0;  // texts that do not fit
  std::size_t first_too_long = 0;
};

[[nodiscard]] std::vector<DbfField> dbf_fields(const FlatTable& table);

// At most `bytes` bytes, cut between two characters.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes);

}  // namespace maillage

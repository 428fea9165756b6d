#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace maillage {

// "row 7", "rows 7, 9, 12 and 41 more".
[[nodiscard]] std::string list_rows(std::span<const std::int64_t> lines);

}  // namespace maillage

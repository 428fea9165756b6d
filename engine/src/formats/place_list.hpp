#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace maillage {

// "line 7", "lines 7, 9, 12 and 41 more".
[[nodiscard]] std::string list_lines(std::span<const std::int64_t> lines);

}  // namespace maillage

// Counts in English messages: "no row", "1 row", "17 rows".
//
//     fmt::format("{} left out", counted(rows, "row"));
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace maillage {

[[nodiscard]] inline std::string counted(std::size_t count, std::string_view word) {
  return (count == 0 ? "no" : std::to_string(count)) + " " + std::string(word) + (count > 1 ? "s" : "");
}

}  // namespace maillage

// How the end of the agreement that a situation speaks of is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "maillage/themes/ctg/coverage.hpp"

namespace maillage {

enum class EndBasis : std::uint8_t {
  stated,    // the register gives the day
  presumed,  // the longest term is over by then
  latest     // the register says that it is over, on its own day
};
[[nodiscard]] std::string_view to_string(EndBasis basis);

[[nodiscard]] EndBasis end_basis(const CtgSituation& situation, const Register& reg);

// The last day of what covered it; none when the register does not give that day.
[[nodiscard]] std::optional<Day> stated_last_end(CtgReason reason, const CtgSituation& situation,
                                                 const Register& reg);

}  // namespace maillage

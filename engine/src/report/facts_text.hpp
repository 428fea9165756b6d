// The facts of a file in a few lines: what `info` and `check` of a file both begin with.
#pragma once

#include <string>
#include <string_view>

#include "maillage/formats/read/facts.hpp"

namespace maillage {

// "  what         value"; nothing when there is no value.
[[nodiscard]] std::string fact_line(std::string_view what, const std::string& value);

// Its name, then what it is, format, vintage, key, counts, shapes, what was put right in its codes.
[[nodiscard]] std::string facts_summary(const SourceFacts& facts);

}  // namespace maillage

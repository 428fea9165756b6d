// The facts of a file in a few lines: what `info` and `check` of a file both begin with.
#pragma once

#include <string>
#include <string_view>

#include "maillage/base/message.hpp"
#include "maillage/formats/read/facts.hpp"

namespace maillage {
// "  what         value", the words in one column; nothing when there is no value.
[[nodiscard]] std::string fact_line(const Message& what, const Message& value, Lang lang);

// Its name, then what it is, format, vintage, key, counts, shapes, what was put right in its codes.
[[nodiscard]] std::string facts_summary(const SourceFacts& facts, Lang lang);

}  // namespace maillage

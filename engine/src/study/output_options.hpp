// The table [output] of a study: what is written, and what contradicts itself there.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "maillage/study/study.hpp"
#include "study/toml_reader.hpp"

namespace maillage {

// Of the whole study. Options that cannot have an effect beside the others stop the reading, at their line.
[[nodiscard]] OutputSpec read_output(TomlReader& reader, std::span<const Indicator> indicators,
                                     std::span<const Level> levels);

}  // namespace maillage

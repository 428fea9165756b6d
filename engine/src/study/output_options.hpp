// What a study writes: its table [output], what contradicts itself there, and its tables [[map]].
#pragma once

#include <span>
#include <string>
#include <vector>

#include "formats/toml_reader.hpp"
#include "maillage/study/map_spec.hpp"
#include "maillage/study/study.hpp"
#include "maillage/zoning/level.hpp"

namespace maillage {

[[nodiscard]] std::vector<MapSpec> maps_at(TomlReader& reader, const std::filesystem::path& folder,
                                           std::span<const Level> levels, Day at);

// Of the whole study. Options that cannot have an effect beside the others stop the reading, at their line.
[[nodiscard]] OutputSpec read_output(TomlReader& reader, std::span<const Indicator> indicators,
                                     std::span<const Level> levels);

}  // namespace maillage

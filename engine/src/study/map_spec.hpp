// The tables [[map]] of a study.
#pragma once

#include <span>
#include <vector>

#include "maillage/study/map_spec.hpp"
#include "maillage/zoning/level.hpp"
#include "study/toml_reader.hpp"

namespace maillage {

[[nodiscard]] std::vector<MapSpec> maps_at(TomlReader& reader, const std::filesystem::path& folder,
                                           std::span<const Level> levels);

}  // namespace maillage

// A TOML file read whole; what is wrong with it is told with its line, its column and what to write.
#pragma once

#include <filesystem>

#include "study/toml_reader.hpp"

namespace maillage {

[[nodiscard]] toml::table read_toml(const std::filesystem::path& path);

}  // namespace maillage

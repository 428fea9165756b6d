// A study file as TOML: Error{usage} with the place, and what to write instead, when it is none.
#pragma once

#include <filesystem>

#include "formats/toml_reader.hpp"

namespace maillage {

[[nodiscard]] toml::table read_toml(const std::filesystem::path& path);

}  // namespace maillage

// Which layer of several a reader is asked for.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "maillage/formats/table.hpp"

namespace maillage {

// The index of the wanted layer; of the only one when none is named. Error{usage} with the names when there
// is no such layer, or several and none is named.
[[nodiscard]] std::size_t choose_layer(const std::vector<std::string>& names, const std::string& wanted,
                                       const std::string& file);

// The first rows of a layer, enough to recognise it by.
[[nodiscard]] Table gdal_sample(const std::filesystem::path& path, const std::string& layer);

}  // namespace maillage

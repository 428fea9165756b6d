// index.html of a run: what is in the folder, in words, each file a link.
#pragma once

#include <span>
#include <string>

#include "maillage/formats/write/output_folder.hpp"
#include "maillage/run/run.hpp"

namespace maillage {

[[nodiscard]] std::string index_page(const Run& run, std::span<const StagedFile> files);

}  // namespace maillage

// manifest.json: what a run was made of and what it made.
//
// Keys are English and stable: program, version, study (file, title, at, sha256), sources (path as given,
// bytes, sha256, layout, vintage and why, rows, what the reader undid), accounts (where every row went),
// steps (the graph of the run), decisions (policy, tolerance, fallback, in sentences), sentences, layers,
// diagnostics, files (path, bytes, sha256). No clock, no absolute path: two runs on the same inputs write
// the same bytes. Sources beyond 1 MB are hashed on several threads.
//
//     std::string text = manifest_text(run, staged.folder(), staged.files());
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "maillage/formats/write/output_folder.hpp"
#include "maillage/run/run.hpp"

namespace maillage {

[[nodiscard]] std::string manifest_text(const Run& run, const std::filesystem::path& folder,
                                        const std::vector<StagedFile>& files);

[[nodiscard]] std::string_view program_version();

}  // namespace maillage

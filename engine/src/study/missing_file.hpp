// What to say of files that are not there: where each was looked for, and the name that may be meant.
#pragma once

#include <filesystem>
#include <string>

#include "maillage/study/study.hpp"

namespace maillage {

// "comunes.csv: no such file; looked for /data/17/comunes.csv; did you mean "communes.csv"?"
[[nodiscard]] Message missing_file(const std::filesystem::path& path, const std::string& given);

void require_file(const std::filesystem::path& path);  // Error{io} when it is not there
void require_files(const Study& study);  // the same, of all the files that a study names at once

}  // namespace maillage

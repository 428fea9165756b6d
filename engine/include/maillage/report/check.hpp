// `maillage check`: the join doctor and the geometry check, of a study or of one file.
//
// Of a study: every row of every source accounted for, with the codes that find no zone, the zones that no
// row names and what they may be; the registers' own findings; the shapes as a tiling (holes, overlaps,
// slits, T-junctions, invalid rings). Of one file: what it is, what its reading shows, duplicated codes,
// and the tiling of its shapes. Each problem of the tiling names its zones and its place; `spots` are the
// same as points for a GIS. Problems found make the answer "no" (exit 1); warnings and notes do not. Holes
// declared in the study ([mesh] allowed_holes) are no problem.
//
//     CheckReport report = check_study(read_study("study.toml"));
//     report.diagnostics.count(Severity::problem);
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/read/facts.hpp"
#include "maillage/join/accounts.hpp"
#include "maillage/study/study.hpp"

namespace maillage {

struct CheckReport {
  std::optional<SourceFacts> facts;  // of one file
  std::vector<std::string> checked;  // what was looked at
  std::vector<Account> accounts;     // of a study
  Diagnostics diagnostics;
};

[[nodiscard]] CheckReport check_study(const Study& study);
[[nodiscard]] CheckReport check_file(const std::filesystem::path& file, const std::string& layer);

// At most `most` lines of each list; --format json has them all.
[[nodiscard]] std::string check_text(const CheckReport& report, std::size_t most = 40);
[[nodiscard]] std::string check_json(const CheckReport& report);
// The problem spots as GeoJSON points (WGS84). Error{usage} when no shapes were checked.
[[nodiscard]] std::string check_spots(const CheckReport& report);

}  // namespace maillage

// `maillage info`: the facts of files, as text or JSON.
//
// A file with several layers gives one entry per layer. Nothing is judged: a file that no layout explains
// is described all the same, with its near misses.
//
//     fmt::print("{}", info_text(info_report({"epcicom.xlsx"}, "", diagnostics)));
#pragma once

#include <string>
#include <vector>

#include "maillage/formats/read/facts.hpp"

namespace maillage {

struct InfoReport {
  std::vector<SourceFacts> sources;
};

[[nodiscard]] InfoReport info_report(const std::vector<std::string>& files, const std::string& layer,
                                     Diagnostics& diagnostics);
[[nodiscard]] std::string info_text(const InfoReport& report);
[[nodiscard]] std::string info_json(const InfoReport& report);

}  // namespace maillage

// `maillage info`: the facts of files, as text or JSON.
//
// A file with several layers gives one entry per layer. Nothing is judged: a file that no layout explains
// is described all the same, with its near misses and the lines of a study that would make it known; columns that it does
// not use are listed, and the themes that show something of it. A file that cannot be
// read is among `faults` and does not hide the others; when it is alone, its fault is thrown. Of several files or layers,
// the text begins with a table of one line each.
//
//     fmt::print("{}", info_text(info_report({"epcicom.xlsx"}, "", diagnostics)));
#pragma once

#include <string>
#include <vector>

#include "maillage/base/error.hpp"
#include "maillage/formats/read/facts.hpp"

namespace maillage {

struct UnreadFile {
  std::string file;
  Error error;
};

struct InfoReport {
  std::vector<SourceFacts> sources;
  std::vector<UnreadFile> faults;
};

[[nodiscard]] InfoReport info_report(const std::vector<std::string>& files, const std::string& layer,
                                     Diagnostics& diagnostics);
[[nodiscard]] std::string info_text(const InfoReport& report, Lang lang);
[[nodiscard]] std::string info_json(const InfoReport& report, Lang lang);

}  // namespace maillage

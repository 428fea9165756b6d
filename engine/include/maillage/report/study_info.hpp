// `maillage info study.toml`: what a study names, each source with what it is, and what is not found.
//
// Every source and register is looked at as a run would read it; what stops a run (a file that is not
// there, columns that no layout explains) is listed beside its name, all of them at once. Nothing is joined.
//
//     const StudyInfo info = study_info(read_study("study.toml"), diagnostics);
//     info.complete();
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/study/study.hpp"

namespace maillage {

struct NamedSource {
  std::string given;  // as the study has it
  std::string role;   // "source", "register"
  std::string layout, title;
  std::optional<Day> vintage;
  Message vintage_reason;
  std::size_t rows = 0, zones = 0;
  Message fault;  // why a run would stop here; empty: found and recognised
};

struct StudyInfo {
  std::string file, title, at, territory;
  std::vector<NamedSource> sources;

  [[nodiscard]] bool complete() const;
};

[[nodiscard]] StudyInfo study_info(const Study& study, Diagnostics& diagnostics);
[[nodiscard]] std::string study_info_text(const StudyInfo& info, Lang lang);
[[nodiscard]] std::string study_info_json(const StudyInfo& info, Lang lang);

}  // namespace maillage

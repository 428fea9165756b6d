// `maillage init`: a folder of downloads looked at, and a study made of it.
//
// Every file of the folder (those in folders below are left aside) is described as `maillage info` does, in one line: what it
// is, its day, and what it is good for. Of several editions of one table the study takes the latest that is not after the day
// asked, else the earliest; the others are named in a comment. Files of one edition are parts of it and all taken. What is not
// recognised or not readable is said, and hides nothing.
//
//   territory   as given ("66" is département 66), else the one département of the boundaries or lists, else Error{usage}
//   at          as given, else the day of the latest list of communes or EPCI that is taken, else Error{usage}
// The study is text of TOML with comments in `lang`, the formats gpkg, qgis and xlsx asked for where there are shapes. What
// each theme lacks, with its producer and the title under which it is published, comes from geodata/needs.toml. Without a
// register the study names registre-ctg.xlsx, and `form` is to be filled from the geography of the study.
//
// Nothing is written here but by write_draft, which never overwrites: a file that is there is Error{io}.
//
//     const StudyDraft draft = draft_study("dossier", {.territory = "66"}, diagnostics);
//     write_draft(draft);
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/base/diagnostics.hpp"
#include "maillage/base/lang.hpp"

namespace maillage {

struct DraftOptions {
  std::string territory;
  std::optional<Day> at;
  Lang lang = Lang::fr;
};

enum class FileUse : std::uint8_t {
  source,
  register_,
  other_edition,
  study,
  no_use,
  not_recognised,
  not_readable
};

struct FoundFile {
  std::string name;
  std::string layer;  // when the file has several that are known
  std::string what;   // title of the layout; a fault
  std::optional<Day> day;
  FileUse use = FileUse::no_use;
};

struct LackingNeed {
  std::string theme, what, producer, title;
};

struct StudyDraft {
  std::filesystem::path folder;
  std::vector<FoundFile> files;
  std::vector<LackingNeed> lacking;
  std::string territory;  // "departement:66"
  Day at;
  std::string text;   // of etude.toml
  bool form = false;  // registre-ctg.xlsx is to be made
  Lang lang = Lang::fr;
};

[[nodiscard]] StudyDraft draft_study(const std::filesystem::path& folder, const DraftOptions& options,
                                     Diagnostics& diagnostics);
[[nodiscard]] std::string draft_text(const StudyDraft& draft);

// Writes etude.toml, then registre-ctg.xlsx where it is to be made; returns how many zones the form names.
std::size_t write_draft(const StudyDraft& draft, Diagnostics& diagnostics);

}  // namespace maillage

#include <fmt/format.h>

#include <filesystem>
#include <string>

#include "command.hpp"
#include "maillage/base/date.hpp"
#include "maillage/base/error.hpp"
#include "maillage/report/study_draft.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

int init(const Arguments& arguments) {
  DraftOptions options{.territory = arguments.text("territory"), .at = {}, .lang = arguments.lang};
  if (arguments.has("at")) {
    options.at = parse_day(arguments.text("at"));
    if (!options.at)
      throw Error(Failure::usage,
                  message("--{} {}: not a day; write 2023-12-31", std::string("at"), arguments.text("at")));
  }
  progress(message("looking at the files"), arguments);
  Diagnostics diagnostics;
  const std::filesystem::path folder = arguments.text("FOLDER");
  const StudyDraft draft = draft_study(folder, options, diagnostics);
  const std::size_t zones = write_draft(draft, diagnostics);
  progress_done(arguments);
  show(diagnostics, arguments, arguments.lang);
  print_text(draft_text(draft));
  const std::string study = (folder / "etude.toml").generic_string();
  print_text(say(arguments.lang, "\nWritten: {}\n", study));
  if (draft.form)
    print_text(say(arguments.lang, "Written: {}, {} to fill in\n",
                   (folder / "registre-ctg.xlsx").generic_string(), counted(zones, "row")));
  print_text(say(arguments.lang, "Then: maillage run {} -o out\n", study));
  return diagnostics.count(Severity::warning) + diagnostics.count(Severity::problem) > 0 ? 1 : 0;
}

}  // namespace

Command init_command() {
  return {
      .name = "init",
      .summary = message("a study from a folder of files, and a register to fill in"),
      .description = message("Says in one line what each file of the folder is, its day and what it is good "
                             "for, and writes etude.toml:\n"
                             "a study with comments, with what is missing for each theme, who publishes it "
                             "and under which title. Without\n"
                             "a register of agreements it writes registre-ctg.xlsx: the EPCI and communes of "
                             "the territory with their\n"
                             "codes, to be filled in. Nothing that is there is overwritten."),
      .positionals = {{"FOLDER", message("the folder of your files")}},
      .options = {{.name = "territory",
                   .value = "ZONE",
                   .help = message("66, region:76, epci:SIREN, …; else the one département of the files")},
                  {.name = "at",
                   .value = "DAY",
                   .help =
                       message("the day of the study; else that of the latest list of communes or EPCI")}},
      .common_options = {"threads", "quiet", "verbose"},
      .clashes = {},
      .exit_codes = {{0, message("written")},
                     {1, message("written, but some file cannot be read or has problems")}},
      .examples = {"maillage init dossier", "maillage init dossier --territory 66 --at 2023-12-31"},
      .run = init};
}

}  // namespace maillage::cli

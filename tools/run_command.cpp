#include <utility>

#include "command.hpp"
#include "maillage/run/publish.hpp"
#include "maillage/run/run.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

int run_it(const Arguments& arguments) {
  progress(message("reading the study"), arguments);
  Study study = study_of(arguments, "STUDY");
  StagedFolder folder(arguments.text("output"), arguments.has("overwrite") ? Overwrite::yes : Overwrite::no,
                      output_plan(study));
  Run run = run_study(std::move(study));
  progress(message("writing"), arguments);
  publish(run, folder);
  progress_done(arguments);
  show(run.diagnostics, arguments, arguments.lang);
  for (const std::string& sentence : run.sentences) print_text(sentence + "\n");
  return run.diagnostics.count(Severity::problem) > 0 ? 1 : 0;
}

}  // namespace

Command run_command() {
  return {
      .name = "run",
      .summary = message("compute a study and write its layers"),
      .description = message(
          "Reads the sources that the study names, joins them, computes the layers and writes them to a "
          "folder, with\n"
          "manifest.json beside them. The answer goes to stdout, in the language of the study. The folder is "
          "written\n"
          "whole or not at all; a folder that maillage wrote before is replaced."),
      .positionals = {{"STUDY", message("the study file (TOML); see `maillage help study`")}},
      .options = {{.name = "output",
                   .letter = 'o',
                   .value = "DIR",
                   .help = message("folder to write"),
                   .fallback = "out"},
                  {.name = "overwrite",
                   .help = message("write into a folder that holds files of others; they stay, and one in "
                                   "the way stops the run")}},
      .common_options = {"threads", "quiet", "verbose"},
      .clashes = {},
      .exit_codes =
          {{0, message("written")},
           {1,
            message("written, but the data hold problems: they are listed on stderr and in the manifest")}},
      .examples = {"maillage run study.toml -o out"},
      .run = run_it};
}

}  // namespace maillage::cli

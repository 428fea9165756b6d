#include <filesystem>
#include <utility>

#include "command.hpp"
#include "maillage/run/publish.hpp"
#include "maillage/run/run.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

// Computes and writes; the run is handed back for its answer.
Run write_study(const Arguments& arguments, Study study) {
  StagedFolder folder(arguments.text("output"), arguments.has("overwrite") ? Overwrite::yes : Overwrite::no,
                      output_plan(study));
  Run run = run_study(std::move(study));
  progress(message("writing"), arguments);
  publish(run, folder);
  progress_done(arguments);
  show(run.diagnostics, arguments, arguments.lang);
  return run;
}

int exit_code_of(const Run& run) {
  return run.diagnostics.count(Severity::problem) > 0 ? 1 : 0;
}

int run_it(const Arguments& arguments) {
  progress(message("reading the study"), arguments);
  const Run run = write_study(arguments, study_of(arguments, "STUDY"));
  for (const std::string& sentence : run.sentences) print_text(sentence + "\n");
  return exit_code_of(run);
}

// A project alone: what `formats = ["qgis"]` writes, whatever else the study asks for.
int write_project(const Arguments& arguments) {
  progress(message("reading the study"), arguments);
  Study study = study_of(arguments, "STUDY");
  study.output.formats = {"qgis", "gpkg"};
  study.maps.clear();
  const Run run = write_study(arguments, std::move(study));
  const std::filesystem::path project = run.study.file.stem().string() + ".qgz";
  print_text((std::filesystem::path(arguments.text("output")) / project).string() + "\n");
  return exit_code_of(run);
}

std::vector<Option> options_of_folder() {
  return {{.name = "output",
           .letter = 'o',
           .value = "DIR",
           .help = message("folder to write"),
           .fallback = "out"},
          {.name = "overwrite",
           .help = message("write into a folder that holds files of others; they stay, and one in "
                           "the way stops the run")}};
}

std::vector<ExitCode> exit_codes_of_folder() {
  return {{0, message("written")},
          {1, message("written, but the data hold problems: they are listed on stderr and in the manifest")}};
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
      .options = options_of_folder(),
      .common_options = {"threads", "quiet", "verbose"},
      .clashes = {},
      .exit_codes = exit_codes_of_folder(),
      .examples = {"maillage run study.toml -o out"},
      .run = run_it};
}

Command qgis_command() {
  return {
      .name = "qgis",
      .summary = message("write a QGIS project of a study"),
      .description = message(
          "Writes what formats = [\"qgis\"] in [output] writes: a GeoPackage with every layer, and beside it "
          "a "
          "project (.qgz)\n"
          "that opens them by theme, with titles, legends, labels, tips and a print layout for each layer. "
          "Its path goes to stdout."),
      .positionals = {{"STUDY", message("the study file (TOML); see `maillage help study`")}},
      .options = options_of_folder(),
      .common_options = {"threads", "quiet", "verbose"},
      .clashes = {},
      .exit_codes = exit_codes_of_folder(),
      .examples = {"maillage qgis study.toml -o out"},
      .run = write_project};
}

}  // namespace maillage::cli

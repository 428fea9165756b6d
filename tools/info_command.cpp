#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/report/info.hpp"
#include "maillage/report/study_info.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

bool is_study(const std::string& file) {
  return std::filesystem::path(file).extension() == ".toml";
}

int info_of_study(const Arguments& arguments) {
  if (arguments.texts("FILE").size() > 1)
    throw Error(Failure::usage, message("a study is described alone: ask for the files in another command"));
  if (arguments.has("layer"))
    throw Error(Failure::usage,
                message("--layer is of a data file; the sources of a study name their own layers"));
  Diagnostics diagnostics;
  const StudyInfo found = study_info(study_of(arguments, "FILE"), diagnostics);
  if (arguments.text("format") == "json")
    fmt::print("{}", study_info_json(found, arguments.lang));
  else
    print_text(study_info_text(found, arguments.lang));
  show(diagnostics, arguments, arguments.lang);
  return found.complete() ? 0 : 1;
}

int info_of_files(const Arguments& arguments) {
  Diagnostics diagnostics;
  const InfoReport report = info_report(arguments.texts("FILE"), arguments.text("layer"), diagnostics);
  if (arguments.text("format") == "json")
    fmt::print("{}", info_json(report, arguments.lang));
  else
    print_text(info_text(report, arguments.lang));
  show(diagnostics, arguments, arguments.lang);
  if (!report.faults.empty()) return report.faults.front().error.exit_code();
  const auto recognised = [](const SourceFacts& facts) {
    return !facts.layout.empty() && facts.also.empty();
  };
  return std::ranges::all_of(report.sources, recognised) ? 0 : 1;
}

int info(const Arguments& arguments) {
  return std::ranges::any_of(arguments.texts("FILE"), is_study) ? info_of_study(arguments)
                                                                : info_of_files(arguments);
}

}  // namespace

Command info_command() {
  return {.name = "info",
          .summary = message("what a file is: source, vintage, key, counts, quirks; what a study names"),
          .description = message(
              "Reads a file and says what it is: the layout recognised and its producer, the vintage and how "
              "it is known,\n"
              "the key, rows and zones, encoding, what the reader undid (title lines, lost zeros), markers "
              "met, CRS.\n"
              "Files with several layers are described layer by layer. Of a study (.toml): each source that "
              "it names, as "
              "a run\n"
              "would read it, and what is not found."),
          .positionals = {{"FILE", message("one or more files, or a study (.toml)"), true, true}},
          .options = {{.name = "layer", .value = "NAME", .help = message("only this layer or sheet")},
                      {.name = "format",
                       .letter = 'f',
                       .value = "FORMAT",
                       .help = message("how to print"),
                       .fallback = "table",
                       .choices = {"table", "json"}}},
          .common_options = {"threads", "quiet", "verbose"},
          .clashes = {},
          .exit_codes = {{0, message("every file is found and recognised")},
                         {1, message("some file or layer is not")}},
          .examples = {"maillage info epcicom.xlsx", "maillage info communes.geojson -f json"},
          .run = info};
}

}  // namespace maillage::cli

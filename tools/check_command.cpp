#include <fmt/format.h>

#include <limits>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/report/check.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

int check(const Arguments& arguments) {
  const std::filesystem::path file = arguments.text("FILE");
  const bool is_study = file.extension() == ".toml";
  if (is_study && arguments.has("layer"))
    throw Error(Failure::usage,
                message("--layer is of a data file; {} is a study: its sources name their own layers",
                        file.string()));
  progress(message("checking"), arguments);
  const CheckReport report =
      is_study ? check_study(study_of(arguments, "FILE")) : check_file(file, arguments.text("layer"));
  progress_done(arguments);
  const std::string format = arguments.text("format");
  const Lang lang = arguments.lang;
  if (format == "table")
    print_text(arguments.has("verbose") ? check_text(report, lang, std::numeric_limits<std::size_t>::max())
                                        : check_text(report, lang));
  else
    fmt::print("{}", format == "json" ? check_json(report, lang) : check_spots(report, lang));
  return report.diagnostics.count(Severity::problem) > 0 ? 1 : 0;
}

}  // namespace

Command check_command() {
  return {
      .name = "check",
      .summary = message("the join doctor and the geometry check, of a study or a file"),
      .description = message(
          "Of a study (.toml): where every row of every source went, which codes find no zone and what they "
          "may be,\n"
          "which zones have no row, what the register says wrong, and whether the communes tile the ground. "
          "Of one\n"
          "file: what its reading shows, duplicated codes, invalid shapes, holes and overlaps with both "
          "zones and\n"
          "the place. --format geojson gives the problem spots as a layer."),
      .positionals = {{"FILE", message("a study (.toml) or a data file")}},
      .options = {{.name = "layer", .value = "NAME", .help = message("layer or sheet of a data file")},
                  {.name = "format",
                   .letter = 'f',
                   .value = "FORMAT",
                   .help = message("how to print"),
                   .fallback = "table",
                   .choices = {"table", "json", "geojson"}}},
      .common_options = {"threads", "quiet", "verbose"},
      .clashes = {{"verbose", "format=json", message("the JSON is whole already")},
                  {"verbose", "format=geojson", message("the points are whole already")}},
      .exit_codes = {{0, message("no problem found")}, {1, message("problems found")}},
      .examples = {"maillage check study.toml", "maillage check communes.geojson -f geojson > spots.geojson"},
      .run = check};
}

}  // namespace maillage::cli

#include <fmt/format.h>

#include "command.hpp"
#include "maillage/study/check.hpp"

namespace maillage::cli {
namespace {

int check(const Arguments& arguments) {
  const std::filesystem::path file = arguments.text("FILE");
  const CheckReport report =
      file.extension() == ".toml" ? check_study(read_study(file)) : check_file(file, arguments.text("layer"));
  const std::string format = arguments.text("format");
  fmt::print("{}", format == "json"      ? check_json(report)
                   : format == "geojson" ? check_spots(report)
                                         : check_text(report));
  return report.diagnostics.count(Severity::problem) > 0 ? 1 : 0;
}

}  // namespace

Command check_command() {
  return {
      .name = "check",
      .summary = "the join doctor and the geometry check, of a study or a file",
      .description =
          "Of a study (.toml): where every row of every source went, which codes find no zone and what they "
          "may be,\n"
          "which zones have no row, what the register says wrong, and whether the communes tile the ground. "
          "Of one\n"
          "file: what its reading shows, duplicated codes, invalid shapes, holes and overlaps with both "
          "zones and\n"
          "the place. --format geojson gives the problem spots as a layer.",
      .positionals = {{"FILE", "a study (.toml) or a data file"}},
      .options = {{.name = "layer", .value = "NAME", .help = "layer or sheet of a data file"},
                  {.name = "format",
                   .letter = 'f',
                   .value = "FORMAT",
                   .help = "how to print",
                   .fallback = "table",
                   .choices = {"table", "json", "geojson"}}},
      .exit_codes = {{0, "no problem found"}, {1, "problems found"}},
      .examples = {"maillage check study.toml", "maillage check communes.geojson -f geojson > spots.geojson"},
      .run = check};
}

}  // namespace maillage::cli

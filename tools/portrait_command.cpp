#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/report/portrait.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

// Nobody else's file is replaced but when asked.
void put(const std::filesystem::path& path, const std::string& text, const Arguments& arguments) {
  if (std::filesystem::exists(path) && !arguments.has("overwrite"))
    throw Error(Failure::io,
                message("{} is there already: name another with -o, or use --overwrite", path.string()));
  write_file(path, text);
}

std::string text_as(const Portrait& portrait, const std::string& format) {
  return format == "json" ? portrait_json(portrait) : portrait_page(portrait);
}

int portrait(const Arguments& arguments) {
  progress(message("reading the study"), arguments);
  Study study = study_of(arguments, "STUDY");
  study.output.formats = {"geojson"};  // shapes are drawn
  const Run run = run_study(std::move(study));
  progress_done(arguments);
  show(run.diagnostics, arguments, arguments.lang);
  const std::string format = arguments.text("format");
  if (!arguments.has("all")) {
    const PortraitZone zone = portrait_zone(run, arguments.text("zone"));
    const std::string file =
        arguments.has("output") ? arguments.text("output") : fmt::format("portrait-{}.{}", zone.code, format);
    put(file, text_as(portrait_of(run, zone), format), arguments);
    print_text(say(arguments.lang, "Written: {}\n", file));
    return run.diagnostics.count(Severity::problem) > 0 ? 1 : 0;
  }
  const std::filesystem::path folder = arguments.has("output") ? arguments.text("output") : "portraits";
  const std::vector<PortraitZone> zones = portrait_zones(run);
  std::filesystem::create_directories(folder);
  for (const PortraitZone& zone : zones)
    put(folder / fmt::format("{}.{}", zone.code, format), text_as(portrait_of(run, zone), format), arguments);
  print_text(
      say(arguments.lang, "Written: {} in {}\n", counted(zones.size(), "file"), folder.generic_string()));
  return run.diagnostics.count(Severity::problem) > 0 ? 1 : 0;
}

}  // namespace

Command portrait_command() {
  return {
      .name = "portrait",
      .summary = message("a page about a territory: figures, ranks, communes without Ctg, a map"),
      .description = message(
          "Writes one HTML page, that needs no network, prints and works without script: every figure of the "
          "study\n"
          "for the zone with its doubt, its rank among the zones of its level, its source, day and field; "
          "the communes\n"
          "without Ctg and why; the agreements that end; a map of the communes to search and to colour."),
      .positionals = {{"STUDY", message("the study file")}},
      .options = {{.name = "zone",
                   .value = "ZONE",
                   .help = message("62, epci:SIREN, …; else the territory of the study")},
                  {.name = "all", .help = message("the département and each of its EPCI, a file each")},
                  {.name = "format",
                   .letter = 'f',
                   .value = "FORMAT",
                   .help = message("how to write"),
                   .fallback = "html",
                   .choices = {"html", "json"}},
                  {.name = "output",
                   .letter = 'o',
                   .value = "FILE",
                   .help = message("file to write, with --all the folder [portrait-<code>.html, portraits]")},
                  {.name = "overwrite", .help = message("replace what is there")}},
      .common_options = {"threads", "quiet", "verbose"},
      .clashes = {{"zone", "all", message("one zone, or all of them")}},
      .exit_codes = {{0, message("written")}, {1, message("written, but the data hold problems")}},
      .examples = {"maillage portrait study.toml", "maillage portrait study.toml --zone epci:200067106",
                   "maillage portrait study.toml --all -o portraits"},
      .run = portrait};
}

}  // namespace maillage::cli

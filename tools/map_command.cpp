#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/cartography/render.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/run/maps.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

[[noreturn]] void refuse(const Message& why) {
  throw Error(Failure::usage, why);
}

std::string format_of(const std::filesystem::path& path) {
  std::string extension = to_lower_ascii(path.extension().string());
  if (!extension.empty()) extension.erase(0, 1);
  if (std::ranges::find(map_formats, extension) != map_formats.end()) return extension;
  refuse(message("-o {}: the name ends in none of .svg, .png, .pdf: a map is one of these", path.string()));
}

double limit_in(std::string_view text) {
  if (const auto number = parse_number(text)) return *number;
  refuse(message("--limits: \"{}\" is no number; write --limits 40;50;60", text));
}

std::size_t classes_in(const std::string& text) {
  std::size_t classes = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), classes);
  if (error != std::errc() || end != text.data() + text.size() || classes < 2 || classes > most_map_classes)
    refuse(message("--classes {}: a reader tells 2 to {} classes apart", text, most_map_classes));
  return classes;
}

MapSpec spec_from(const Arguments& arguments, const Study& study) {
  MapSpec spec;
  spec.measure = arguments.text("MEASURE");
  spec.level = arguments.text("level");
  const std::vector<std::string> levels = codes_of(levels_of_communes(study.levels));
  if (!spec.level.empty() && std::ranges::find(levels, spec.level) == levels.end()) {
    const auto near = closest(spec.level, levels);
    refuse(message("--level {}: none of {}{}", spec.level, join(levels, ", "),
                   near ? message("; did you mean {}?", *near) : Message()));
  }
  spec.kind = *parse_map_kind(arguments.text("kind"));
  spec.circles = arguments.text("circles");
  spec.classes.rule = *parse_class_rule(arguments.text("rule"));
  spec.classes_asked = arguments.has("classes");
  if (spec.classes_asked) spec.classes.classes = classes_in(arguments.text("classes"));
  if (arguments.has("limits")) {
    const std::string limits = arguments.text("limits");
    for (const std::string_view limit : split(limits, ';')) spec.classes.limits.push_back(limit_in(limit));
    if (std::ranges::adjacent_find(spec.classes.limits, std::greater_equal<>()) != spec.classes.limits.end())
      refuse(message("--limits: numbers must rise, as in --limits 40;50;60"));
    spec.classes.rule = ClassRule::manual;
  }
  if (spec.classes.rule == ClassRule::manual && spec.classes.limits.empty())
    refuse(message("--rule manual needs --limits 40;50;60"));
  spec.page = *parse_page_format(arguments.text("page"));
  spec.title = arguments.text("title");
  spec.subtitle = arguments.text("subtitle");
  spec.behind = arguments.text("behind");
  spec.over = arguments.text("over");
  spec.hatch = arguments.text("hatch");
  if (arguments.has("since")) {
    spec.since = parse_day(arguments.text("since"));
    if (!spec.since) refuse(message("--since {}: not a day; write 2023-12-31", arguments.text("since")));
    if (*spec.since >= study.at)
      refuse(message("--since {} is not before the day of the study, {}", *spec.since, study.at));
  }
  return spec;
}

// Whole or not at all: what was there before stays until the new file is on the disk beside it.
void write(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::path fresh = path;
  fresh += ".maillage-new";
  std::error_code problem;
  try {
    write_file(fresh, bytes);
    std::filesystem::rename(fresh, path, problem);
  } catch (const Error&) {
    problem = std::make_error_code(std::errc::io_error);
  }
  if (problem) {
    std::error_code ignored;
    std::filesystem::remove(fresh, ignored);
    throw Error(Failure::io,
                message("{}: cannot be written; is the folder there, and the disk not full?", path.string()));
  }
  fmt::print("{}\n", printable_line(path.string()));
}

// The map, and its caption beside it.
void write_map(const NamedMap& map, const std::filesystem::path& path, const std::string& format, Day date) {
  write(path, map_bytes(map, format, date));
  write(std::filesystem::path(path).replace_extension(".caption.txt"), map.caption);
}

void warn_of_font(const std::string& format, Diagnostics& diagnostics) {
  constexpr std::string_view wanted = "Liberation Sans";
  if (format == "svg") return;
  const std::string used = font_used();
  if (used == wanted) return;
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "map-font",
       .place = {},
       .found = message("{} stands for {}, which is not installed",
                        used.empty() ? message("no font") : Message(used), wanted),
       .expected = std::string(wanted),
       .advice = message("names may run into each other; install fonts-liberation2, or write .svg")});
}

int draw(const Arguments& arguments) {
  progress(message("reading the study"), arguments);
  Study study = study_of(arguments, "STUDY");
  MapSpec spec = spec_from(arguments, study);
  const bool one = !spec.measure.empty();
  for (const std::string_view option : {"level", "kind", "circles", "title", "limits", "since"})
    if (!one && arguments.has(option))
      refuse(message("--{} belongs to one map: name its MEASURE; without one, each theme gets its own map",
                     option));
  const std::filesystem::path output = arguments.has("output") ? arguments.text("output")
                                       : one                   ? "map.svg"
                                                               : "maps";
  const std::string format = one ? format_of(output) : arguments.text("format");
  if (const auto level = find_level(study.levels, spec.level);
      level && !study.output.levels.empty() &&
      std::ranges::find(study.output.levels, *level) == study.output.levels.end())
    study.output.levels.push_back(*level);
  study.maps = {spec};
  Run run = run_study(std::move(study));
  progress(message("drawing"), arguments);
  const std::vector<NamedMap> maps = maps_of(run);
  warn_of_font(format, run.diagnostics);
  progress_done(arguments);
  show(run.diagnostics, arguments, arguments.lang);
  if (one) {
    write_map(maps.front(), output, format, run.study.at);
  } else {
    std::error_code ignored;
    std::filesystem::create_directories(output, ignored);
    for (const NamedMap& map : maps) write_map(map, output / (map.stem + "." + format), format, run.study.at);
  }
  return run.diagnostics.count(Severity::problem) > 0 ? 1 : 0;
}

}  // namespace

Command map_command() {
  return {
      .name = "map",
      .summary = message("draw a map that goes into a report"),
      .description = message(
          "A rate is drawn in classes of colour, a count as circles, a status as categories; around it "
          "title, dates, legend,\n"
          "scale, field, source. The caption, with a text for those who cannot see the map, stands beside it "
          "(.caption.txt). Without\n"
          "MEASURE the maps that the themes of the study deserve are written to a folder."),
      .positionals =
          {{"STUDY", message("the study file")},
           {"MEASURE",
            message("a column of its layers, such as rate_total; `maillage list measures STUDY` names them"),
            false}},
      .options = {{.name = "output",
                   .letter = 'o',
                   .value = "FILE",
                   .help = message("map.svg, map.png or map.pdf; without MEASURE a folder [map.svg, maps]")},
                  {.name = "format",
                   .letter = 'f',
                   .value = "FORMAT",
                   .help = message("of the maps in a folder"),
                   .fallback = "svg",
                   .choices = {"svg", "png", "pdf"}},
                  {.name = "level",
                   .value = "LEVEL",
                   .help = message("zones drawn; EPCI where they have figures, else communes")},
                  {.name = "kind",
                   .value = "KIND",
                   .help = message("what the measure allows"),
                   .fallback = "automatic",
                   .choices = {"automatic", "choropleth", "circles", "categories"}},
                  {.name = "circles",
                   .value = "COUNT",
                   .help = message("a count drawn as circles over the classes")},
                  {.name = "since",
                   .value = "DAY",
                   .help = message(
                       "what the measure has become since that day: a difference, or who entered and left")},
                  {.name = "rule",
                   .value = "RULE",
                   .help = message("how classes are cut"),
                   .fallback = "automatic",
                   .choices = {"automatic", "quantile", "natural", "equal", "deviation", "reference",
                               "around", "manual"}},
                  {.name = "classes", .value = "N", .help = message("number of classes, 2 to 8 [5]")},
                  {.name = "limits", .value = "LIST", .help = message("limits of one's own, as 40;50;60")},
                  {.name = "page",
                   .value = "PAGE",
                   .help = message("size of the page"),
                   .fallback = "a4",
                   .choices = {"a4", "a4-portrait", "slide", "web"}},
                  {.name = "title",
                   .value = "TEXT",
                   .help = message("instead of the one made from the measure")},
                  {.name = "subtitle", .value = "TEXT", .help = message("instead of the title of the study")},
                  {.name = "behind",
                   .value = "FILE",
                   .help = message("polygons around the territory, drawn in grey")},
                  {.name = "over",
                   .value = "FILE",
                   .help = message("polygons whose outlines are drawn over the zones, such as QPV")},
                  {.name = "hatch",
                   .value = "STATUS",
                   .help = message("communes with this status are hatched over the zones"),
                   .choices = {"zrr", "frr"}}},
      .common_options = {"threads", "quiet", "verbose"},
      .clashes = {{"limits", "classes", message("limits say how many classes there are")},
                  {"since", "circles", message("a change is drawn in classes, or as entries and exits")},
                  {"since", "kind", message("a change is drawn in classes, or as entries and exits")},
                  {"format", "MEASURE", message("the name given to -o says the format")}},
      .exit_codes = {{0, message("drawn")},
                     {1, message("drawn, but the data hold problems: they are listed on stderr")}},
      .examples = {"maillage map study.toml",
                   "maillage map study.toml rate_total --level epci -o couverture.pdf",
                   "maillage map study.toml caf_coverage_rate --circles caf_households -o caf.svg",
                   "maillage map study.toml ctg_status --level commune --since 2022-12-31 -o entries.png"},
      .run = draw};
}

}  // namespace maillage::cli

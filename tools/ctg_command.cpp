#include <fmt/format.h>

#include <algorithm>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/report/ctg_report.hpp"
#include "maillage/run/run.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

Day day_of(const Arguments& arguments, std::string_view option) {
  const auto day = parse_day(arguments.text(option));
  if (!day)
    throw Error(Failure::usage,
                message("--{} {}: not a day; write 2023-12-31", option, arguments.text(option)));
  return *day;
}

Study study_for(const Arguments& arguments) {
  Study study = study_of(arguments, "STUDY");
  if (!study.ctg)
    throw Error(Failure::usage,
                message("{}: no [ctg] table; add [ctg] register = \"…\"", arguments.text("STUDY")));
  if (arguments.has("at")) {
    study.at = day_of(arguments, "at");
    study.ctg->question.at = study.at;
  }
  if (arguments.has("definition"))
    study.ctg->question.definition =
        arguments.text("definition") == "A" ? CtgDefinition::territory : CtgDefinition::party;
  for (const std::string_view option : {"curve", "since"})
    if (arguments.has(option) && day_of(arguments, option) >= study.at)
      throw Error(Failure::usage,
                  message("--{} {} is not before the day asked, {}: write an earlier day, or ask at a "
                          "later one with --at",
                          option, arguments.text(option), study.at));
  return study;
}

// A level that a column gives is laid out when it is asked for.
Level level_asked(Study& study, const std::string& code) {
  const std::vector<Level> known = levels_of_communes(study.levels);
  const auto level = find_level(known, code);
  if (!level) {
    const auto near = closest(code, codes_of(known));
    throw Error(Failure::usage, message("--by {}: none of {}{}", code, join(codes_of(known), ", "),
                                        near ? message("; did you mean {}?", *near) : Message()));
  }
  if (std::ranges::find(study.output.levels, *level) == study.output.levels.end())
    study.output.levels.push_back(*level);
  return *level;
}

void print_answer(const std::string& text, std::string_view format) {
  if (format == "table")
    print_text(text);
  else
    fmt::print("{}", text);
}

int answer(const Arguments& arguments) {
  progress(message("reading the study"), arguments);
  const std::string format = arguments.text("format");
  Study study = study_for(arguments);
  const Level level = level_asked(study, arguments.text("by"));
  const std::set<Level> drawn = format == "geojson" ? std::set{level} : std::set<Level>{};
  const Run run = run_ctg_question(std::move(study), drawn);
  progress_done(arguments);
  show(run.diagnostics, arguments, arguments.lang);
  if (!run.not_read.empty() && !arguments.has("quiet"))
    fmt::print(stderr, "{}",
               say(arguments.lang, "not read, for this question uses nothing of them: {}\n",
                   printable_line(join(run.not_read, ", "))));
  Diagnostics printing;
  if (arguments.has("curve")) {
    print_answer(ctg_curve_text(run, day_of(arguments, "curve"), format), format);
  } else if (arguments.has("since")) {
    print_answer(ctg_flow_text(run, day_of(arguments, "since"), format, printing), format);
  } else {
    CtgReport report{run};
    report.level = level;
    if (arguments.has("by")) report.rows = CtgRows::all;
    if (arguments.has("missing")) report.rows = CtgRows::missing;
    print_answer(ctg_report_text(report, format, printing), format);
  }
  show(printing, arguments, arguments.lang);
  return run.ctg->answer.all_covered() ? 0 : 1;
}

}  // namespace

Command ctg_command() {
  return {
      .name = "ctg",
      .summary = message("which communes lack Ctg coverage?"),
      .description = message(
          "Answers from the study's register at its day: the rates, and with --missing every commune that is "
          "not\n"
          "covered or of which nobody can tell, with the reason. What is unknown is never counted as not "
          "covered:\n"
          "rates then have two bounds."),
      .positionals = {{"STUDY", message("the study file; its [ctg] table names the register")}},
      .options = {{.name = "at", .value = "DAY", .help = message("ask at this day instead of the study's")},
                  {.name = "missing",
                   .letter = 'm',
                   .help = message("list only what is not wholly covered, or unknown")},
                  {.name = "by",
                   .value = "LEVEL",
                   .help = message("one line per zone of this level; `maillage list levels` names them"),
                   .fallback = "commune",
                   .choices = {}},
                  {.name = "definition",
                   .value = "A|B",
                   .help = message("A: territory engaged; B: the commune itself is party"),
                   .choices = {"A", "B"}},
                  {.name = "curve",
                   .value = "DAY",
                   .help = message(
                       "coverage from that day to the day asked, at constant geography and population")},
                  {.name = "since",
                   .value = "DAY",
                   .help = message("entries, exits and change in points since that day")},
                  {.name = "format",
                   .letter = 'f',
                   .value = "FORMAT",
                   .help = message("how to print"),
                   .fallback = "table",
                   .choices = {"table", "csv", "json", "geojson"}}},
      .common_options = {"threads", "quiet", "verbose"},
      .clashes = {{"curve", "since", message("each is an answer of its own")},
                  {"curve", "missing", message("a curve counts communes, it lists none")},
                  {"curve", "by", message("a curve is that of the whole territory")},
                  {"curve", "format=geojson", message("a curve has no shapes; use table, csv or json")},
                  {"since", "missing",
                   message("a change counts communes; --since … --format json names them")},
                  {"since", "by", message("a change is that of the whole territory")},
                  {"since", "format=geojson", message("a change has no shapes; use table or json")},
                  {"since", "format=csv", message("a change is no list of rows; use table or json")}},
      .exit_codes = {{0, message("every commune is covered")},
                     {1, message("some commune is not covered, or unknown")}},
      .examples = {"maillage ctg study.toml --missing",
                   "maillage ctg study.toml --at 2024-12-31 --by epci --format csv",
                   "maillage ctg study.toml --curve 2019-01-01"},
      .run = answer};
}

}  // namespace maillage::cli

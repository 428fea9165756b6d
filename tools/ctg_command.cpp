#include <fmt/format.h>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/study/ctg_report.hpp"
#include "maillage/study/run.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

Study study_for(const Arguments& arguments) {
  Study study = read_study(arguments.text("STUDY"));
  if (!study.ctg)
    throw Error(Failure::usage,
                fmt::format("{}: no [ctg] table; add [ctg] register = \"…\"", arguments.text("STUDY")));
  if (arguments.has("at")) {
    const auto day = parse_day(arguments.text("at"));
    if (!day)
      throw Error(Failure::usage, fmt::format("--at {}: not a day; write 2023-12-31", arguments.text("at")));
    study.at = *day;
    study.ctg->question.at = *day;
  }
  if (arguments.has("definition"))
    study.ctg->question.definition =
        arguments.text("definition") == "A" ? CtgDefinition::territory : CtgDefinition::party;
  return study;
}

Level level_for(const Arguments& arguments) {
  return *parse_level(arguments.text("by"));
}

int answer(const Arguments& arguments) {
  progress("reading the study", arguments);
  const Run run = run_ctg_question(study_for(arguments));
  progress_done(arguments);
  show(run.diagnostics, arguments);
  const CtgReport report{run, arguments.has("missing"), level_for(arguments)};
  const std::string format = arguments.text("format");
  if (arguments.has("curve")) {
    const auto from = parse_day(arguments.text("curve"));
    if (!from)
      throw Error(Failure::usage,
                  fmt::format("--curve {}: not a day; write 2019-01-01", arguments.text("curve")));
    fmt::print("{}", ctg_curve_text(run, *from, format));
  } else if (arguments.has("since")) {
    const auto since = parse_day(arguments.text("since"));
    if (!since)
      throw Error(Failure::usage,
                  fmt::format("--since {}: not a day; write 2022-12-31", arguments.text("since")));
    fmt::print("{}", ctg_flow_text(run, *since, format));
  } else {
    fmt::print("{}", ctg_report_text(report, format));
  }
  return run.ctg->answer.all_covered() ? 0 : 1;
}

}  // namespace

Command ctg_command() {
  return {
      .name = "ctg",
      .summary = "which communes lack Ctg coverage?",
      .description =
          "Answers from the study's register at its day: the rates, and with --missing every commune that is "
          "not\n"
          "covered or of which nobody can tell, with the reason. What is unknown is never counted as not "
          "covered:\n"
          "rates then have two bounds.",
      .positionals = {{"STUDY", "the study file; its [ctg] table names the register"}},
      .options =
          {{.name = "at", .value = "DAY", .help = "ask at this day instead of the study's"},
           {.name = "missing", .letter = 'm', .help = "list the communes that are not covered or unknown"},
           {.name = "by",
            .value = "LEVEL",
            .help = "one line per zone of this level",
            .fallback = "commune",
            .choices = {"commune", "epci", "departement", "region"}},
           {.name = "definition",
            .value = "A|B",
            .help = "A: territory engaged; B: the commune itself is party",
            .choices = {"A", "B"}},
           {.name = "curve",
            .value = "DAY",
            .help = "coverage from that day to the day asked, at constant geography and population"},
           {.name = "since", .value = "DAY", .help = "entries, exits and change in points since that day"},
           {.name = "format",
            .letter = 'f',
            .value = "FORMAT",
            .help = "how to print",
            .fallback = "table",
            .choices = {"table", "csv", "json", "geojson"}}},
      .exit_codes = {{0, "every commune is covered"}, {1, "some commune is not covered, or unknown"}},
      .examples = {"maillage ctg study.toml --missing",
                   "maillage ctg study.toml --at 2024-12-31 --by epci --format csv",
                   "maillage ctg study.toml --curve 2019-01-01"},
      .run = answer};
}

}  // namespace maillage::cli

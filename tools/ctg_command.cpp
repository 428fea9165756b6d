#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/ctg_data.hpp"
#include "maillage/report/ctg_compare_report.hpp"
#include "maillage/report/ctg_desk_report.hpp"
#include "maillage/report/ctg_expiry_report.hpp"
#include "maillage/report/ctg_report.hpp"
#include "maillage/run/ctg_what_if.hpp"
#include "maillage/run/run.hpp"
#include "maillage/themes/ctg/by_theme.hpp"
#include "maillage/themes/ctg/expiry.hpp"
#include "maillage/themes/ctg/reach.hpp"
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

void ask_for_theme(Study& study, const std::string& word) {
  const CtgTheme* theme = find_ctg_theme(ctg_themes(), word);
  if (theme == nullptr) {
    std::vector<std::string> labels;
    for (const CtgTheme& known : ctg_themes()) labels.push_back(known.in(study.lang));
    const auto near = closest(word, labels);
    throw Error(Failure::usage, message("--theme {}: none of {}{}", word, join(labels, ", "),
                                        near ? message("; did you mean {}?", *near) : Message()));
  }
  study.ctg->question.theme = theme->code;
  study.ctg->contract = say(study.lang, "a Ctg about {}", theme->in(study.lang));
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
  if (arguments.text("definition") == "B") study.ctg->question.definition = CtgDefinition::party;
  if (arguments.text("definition") == "A") study.ctg->question.definition = CtgDefinition::territory;
  if (arguments.has("theme")) ask_for_theme(study, arguments.text("theme"));
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

// "24m", "24 mois", "2y", "2 ans"; a number alone counts months.
int months_of(const Arguments& arguments) {
  const std::string text = arguments.text("expiring");
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string unit = fold(text.substr(digits));
  const std::vector<std::string> in_months{"", "m", "mois", "month", "months"};
  const std::vector<std::string> in_years{"y", "a", "an", "ans", "year", "years"};
  const bool years = std::ranges::find(in_years, unit) != in_years.end();
  constexpr int most = 1200;
  int number = 0;
  if (digits > 0 && digits <= 4) number = std::stoi(text.substr(0, digits)) * (years ? 12 : 1);
  if ((!years && std::ranges::find(in_months, unit) == in_months.end()) || number < 1 || number > most)
    throw Error(Failure::usage, message("--expiring {}: not a time; write 24m (months) or 2y (years)", text));
  return number;
}

double share_of(const Arguments& arguments) {
  std::string text = arguments.text("reach");
  if (text.ends_with('%')) text.pop_back();
  const auto share = parse_number(text);
  if (!share || !(*share > 0 && *share <= 100))
    throw Error(Failure::usage,
                message("--reach {}: not a percentage above 0 and up to 100; write --reach 96",
                        arguments.text("reach")));
  return *share;
}

// `--by` of an answer that has rows of its own.
bool by_second(const Arguments& arguments, std::string_view option, std::string_view first,
               std::string_view second) {
  if (!arguments.has("by")) return false;
  const std::string by = arguments.text("by");
  if (by != first && by != second)
    throw Error(Failure::usage, message("--by {}: with --{} one of {}, {}", by, option, first, second));
  return by == second;
}

int answer_expiring(const Run& run, const Arguments& arguments, Diagnostics& printing) {
  const std::string format = arguments.text("format");
  const CtgExpiries soon =
      ctg_expiries(run.ctg->field, run.ctg->reg, run.ctg->answer.question, months_of(arguments));
  const bool by_epci = by_second(arguments, "expiring", "agreement", "epci");
  print_answer(
      ctg_expiry_text({run, soon, by_epci ? ExpiryRows::epci : ExpiryRows::agreement}, format, printing),
      format);
  return soon.uncovered.empty() && soon.unclear.empty() ? 0 : 1;
}

int answer_what_if(const Run& run, const Arguments& arguments, Diagnostics& printing) {
  const std::string format = arguments.text("format");
  const CtgWhatIf what_if = suppose(run, arguments.text("what-if"), printing);
  print_answer(ctg_what_if_text(run, what_if, arguments.text("what-if"), format), format);
  return what_if.with->answer.all_covered() ? 0 : 1;
}

int answer_themes(const Run& run, const Arguments& arguments, Diagnostics& printing) {
  print_answer(ctg_themes_text(run, arguments.text("format"), printing), arguments.text("format"));
  return run.ctg->answer.all_covered() ? 0 : 1;
}

int answer_compare(const Run& run, const Level& level, const Arguments& arguments) {
  print_answer(ctg_compare_text(run, level, arguments.text("format")), arguments.text("format"));
  return run.ctg->answer.all_covered() ? 0 : 1;
}

int answer_reach(const Run& run, const Arguments& arguments) {
  const std::string format = arguments.text("format");
  const std::string unit = arguments.text("count");
  const ReachQuestion question{
      .share = share_of(arguments),
      .unit = unit == "epci"       ? ReachUnit::epci
              : unit == "communes" ? ReachUnit::communes
                                   : ReachUnit::inhabitants,
      .signer = by_second(arguments, "reach", "epci", "commune") ? ReachSigner::commune : ReachSigner::epci};
  const CtgReach reach = ctg_reach(run.ctg->field, run.ctg->answer, question);
  print_answer(ctg_reach_text(run, reach, format), format);
  return reach.sure.reached ? 0 : 1;
}

bool lists_themes(const Arguments& arguments) {
  return arguments.text("definition") == "C" && !arguments.has("theme");
}

// Answers with rows of their own, refused before anything is read.
void check_own_rows(const Arguments& arguments) {
  if (arguments.has("expiring")) {
    static_cast<void>(months_of(arguments));
    static_cast<void>(by_second(arguments, "expiring", "agreement", "epci"));
  } else if (arguments.text("format") == "ics") {
    throw Error(Failure::usage, message("--format ics is a calendar of ends: add --expiring 24m"));
  }
  if (lists_themes(arguments)) {
    for (const std::string_view other :
         {"by", "missing", "curve", "since", "expiring", "what-if", "reach", "compare"})
      if (arguments.has(other))
        throw Error(
            Failure::usage,
            message("--definition C lists all themes; with --{}, ask for one: --theme jeunesse", other));
    if (arguments.text("format") == "geojson")
      throw Error(Failure::usage, message("a table of themes has no shapes; use table, csv or json"));
  }
  if (arguments.has("reach")) {
    static_cast<void>(share_of(arguments));
    static_cast<void>(by_second(arguments, "reach", "epci", "commune"));
  } else if (arguments.has("count")) {
    throw Error(Failure::usage, message("--count says what --reach counts: add --reach 96"));
  }
}

bool has_own_rows(const Arguments& arguments) {
  return arguments.has("expiring") || arguments.has("what-if") || arguments.has("reach");
}

int print_report(const Run& run, const Level& level, const Arguments& arguments, Diagnostics& printing) {
  const std::string format = arguments.text("format");
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
  return run.ctg->answer.all_covered() ? 0 : 1;
}

int answer(const Arguments& arguments) {
  check_own_rows(arguments);
  progress(message("reading the study"), arguments);
  Study study = study_for(arguments);
  const std::string by =
      arguments.has("compare") && !arguments.has("by") ? "departement" : arguments.text("by");
  const Level level = has_own_rows(arguments) ? Level::commune : level_asked(study, by);
  const bool draws = arguments.text("format") == "geojson";
  const Run run = run_ctg_question(std::move(study), draws ? std::set{level} : std::set<Level>{});
  progress_done(arguments);
  show(run.diagnostics, arguments, arguments.lang);
  if (!run.not_read.empty() && !arguments.has("quiet"))
    fmt::print(stderr, "{}",
               say(arguments.lang, "not read, for this question uses nothing of them: {}\n",
                   printable_line(join(run.not_read, ", "))));
  Diagnostics printing;
  const int code = arguments.has("expiring")  ? answer_expiring(run, arguments, printing)
                   : arguments.has("what-if") ? answer_what_if(run, arguments, printing)
                   : arguments.has("reach")   ? answer_reach(run, arguments)
                   : arguments.has("compare") ? answer_compare(run, level, arguments)
                   : lists_themes(arguments)  ? answer_themes(run, arguments, printing)
                                              : print_report(run, level, arguments, printing);
  show(printing, arguments, arguments.lang);
  return code;
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
      .options =
          {{.name = "at", .value = "DAY", .help = message("ask at this day instead of the study's")},
           {.name = "missing",
            .letter = 'm',
            .help = message("list only what is not wholly covered, or unknown")},
           {.name = "by",
            .value = "LEVEL",
            .help = message("one line per zone of this level; `maillage list levels` names them"),
            .fallback = "commune",
            .choices = {}},
           {.name = "definition",
            .value = "A|B|C",
            .help = message("A: territory engaged; B: the commune itself is party; C: theme by theme"),
            .choices = {"A", "B", "C"}},
           {.name = "theme",
            .value = "THEME",
            .help = message("count only agreements about that theme (definition C): jeunesse, logement, …")},
           {.name = "compare",
            .help =
                message("départements, or --by region, in one table, along the years of the official path")},
           {.name = "curve",
            .value = "DAY",
            .help = message("coverage from that day to the day asked, at constant geography and population")},
           {.name = "since",
            .value = "DAY",
            .help = message("entries, exits and change in points since that day")},
           {.name = "expiring",
            .value = "TIME",
            .help = message("agreements that end within that time (24m, 2y), and whom that leaves uncovered; "
                            "--by agreement or epci")},
           {.name = "what-if",
            .value = "WHAT",
            .help = message("the answer with more signatures beside the answer without: a file of rows as in "
                            "the register,\nor epci:SIREN,commune:CODE")},
           {.name = "reach",
            .value = "PERCENT",
            .help = message("a smallest set of EPCI whose signature reaches that share; --by commune: of "
                            "communes")},
           {.name = "count",
            .value = "WHAT",
            .help = message("what --reach counts"),
            .fallback = "inhabitants",
            .choices = {"inhabitants", "communes", "epci"}},
           {.name = "format",
            .letter = 'f',
            .value = "FORMAT",
            .help = message("how to print"),
            .fallback = "table",
            .choices = {"table", "csv", "json", "geojson", "ics"}}},
      .common_options = {"threads", "quiet", "verbose"},
      .clashes =
          {{"curve", "since", message("each is an answer of its own")},
           {"curve", "missing", message("a curve counts communes, it lists none")},
           {"curve", "by", message("a curve is that of the whole territory")},
           {"curve", "format=geojson", message("a curve has no shapes; use table, csv or json")},
           {"since", "missing", message("a change counts communes; --since … --format json names them")},
           {"since", "by", message("a change is that of the whole territory")},
           {"since", "format=geojson", message("a change has no shapes; use table or json")},
           {"since", "format=csv", message("a change is no list of rows; use table or json")},
           {"expiring", "curve", message("each is an answer of its own")},
           {"expiring", "since", message("each is an answer of its own")},
           {"expiring", "what-if", message("each is an answer of its own")},
           {"expiring", "reach", message("each is an answer of its own")},
           {"expiring", "missing", message("what is missing today does not end: ask one, then the other")},
           {"what-if", "curve", message("each is an answer of its own")},
           {"what-if", "since", message("each is an answer of its own")},
           {"what-if", "reach", message("each is an answer of its own")},
           {"what-if", "missing",
            message("it lists what changes; add the rows to the register to list the rest")},
           {"what-if", "by", message("it lists what changes commune by commune")},
           {"what-if", "format=geojson", message("a comparison has no shapes; use table, csv or json")},
           {"reach", "curve", message("each is an answer of its own")},
           {"reach", "since", message("each is an answer of its own")},
           {"reach", "missing", message("it lists who would sign, not who lacks an agreement")},
           {"theme", "definition=A", message("a theme is definition C")},
           {"theme", "definition=B", message("a theme is definition C")},
           {"compare", "curve", message("each is an answer of its own")},
           {"compare", "since", message("each is an answer of its own")},
           {"compare", "missing", message("each is an answer of its own")},
           {"compare", "expiring", message("each is an answer of its own")},
           {"compare", "what-if", message("each is an answer of its own")},
           {"compare", "reach", message("each is an answer of its own")},
           {"compare", "format=geojson", message("a comparison has no shapes; use table, csv or json")},
           {"reach", "format=geojson", message("a set has no shapes; use table, csv or json")}},
      .exit_codes =
          {{0, message("every commune is covered (--what-if: with these signatures; --expiring: none falls "
                       "uncovered; --reach: the share is reached)")},
           {1, message("some commune is not covered, or unknown (--reach: no set is sure to reach it)")}},
      .examples = {"maillage ctg study.toml --missing",
                   "maillage ctg study.toml --at 2024-12-31 --by epci --format csv",
                   "maillage ctg study.toml --curve 2019-01-01",
                   "maillage ctg study.toml --expiring 24m -f ics",
                   "maillage ctg study.toml --what-if epci:200067106", "maillage ctg study.toml --reach 96"},
      .run = answer};
}

}  // namespace maillage::cli

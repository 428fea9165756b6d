#include "maillage/run/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>

#include "join/accounts/open_account.hpp"
#include "join/decisions.hpp"
#include "join/levels.hpp"
#include "join/overlays/qpv.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/write/writers.hpp"
#include "maillage/themes/ctg/words.hpp"
#include "maillage/themes/priority.hpp"
#include "run/base_sentence.hpp"
#include "run/ctg_sources.hpp"
#include "run/run_with.hpp"
#include "run/theme_layers.hpp"
#include "study/missing_file.hpp"

namespace maillage {
namespace {

std::vector<std::string> names_of(std::span<const SourceRecord> sources) {
  std::vector<std::string> names;
  for (const SourceRecord& source : sources) names.push_back(source.given);
  return names;
}

void lay_out_geography(Run& run, const std::vector<Input>& inputs) {
  run.geography = build_geography(run.study, inputs, run.diagnostics);
  run.steps.push_back({"geography", {"tables"}, "communes"});
  stop_point();
}

// The population settles which EPCI count.
void take_figures(Run& run, StudyFigures figures) {
  run.figures = std::move(figures);
  run.steps.push_back({"join", {"tables", "communes"}, "figures"});
  run.counted =
      count_epci(run.study, run.geography, find_measure(run.figures.communes, "population"), run.diagnostics);
  run.accounts = run.figures.accounts;
  run.decisions = run.geography.decisions;
  if (!run.counted.sentence.empty())
    run.decisions.push_back(
        message("epci_policy: {} ({} EPCI)", to_string(run.study.epci_policy), run.counted.epci.size()));
}

void take_shapes(Run& run, StudyShapes shapes) {
  run.shapes = std::move(shapes);
  run.decisions.insert(run.decisions.end(), run.shapes.decisions.begin(), run.shapes.decisions.end());
  if (run.shapes.present()) run.steps.push_back({"shapes", {run.shapes.file, "communes"}, "outlines"});
}

ShapeNeeds shape_needs(const Study& study, const std::set<Level>& levels) {
  ShapeNeeds needs;
  const bool draws = std::ranges::any_of(study.output.formats, [](const std::string& format) {
    return find_writer(format)->shapes != WriterShapes::none;
  });
  if (draws || !study.maps.empty()) needs.drawn = levels;
  // A map marks the zones of which only a part is drawn, which the shapes of all communes show.
  needs.measured = !study.maps.empty();
  needs.measured |= study.output.areas != AreaMethod::none && uses(study, "area");
  return needs;
}

// Figures and boundaries come from inputs and geography alone: each is made while the other is. Shapes are drawn
// once both are there.
void join_and_draw(Run& run, std::vector<Input>& inputs, const ShapeNeeds& needs) {
  Diagnostics of_figures, of_shapes;
  StudyFigures figures;
  Boundaries boundaries;
  const std::vector<JoinedTable> joined = join_tables(inputs, run.geography);
  side_by_side(
      [&] { boundaries = boundaries_of(run.study, inputs, joined, run.geography, needs, of_shapes); },
      [&] {
        figures =
            build_figures(inputs, joined, run.geography, run.study.at, run.study.indicators, of_figures);
      });
  std::ranges::move(of_figures.items, std::back_inserter(run.diagnostics.items));
  take_figures(run, std::move(figures));
  StudyShapes shapes =
      draw_shapes(run.study, std::move(boundaries), run.geography, run.counted, needs, of_shapes);
  std::ranges::move(of_shapes.items, std::back_inserter(run.diagnostics.items));
  take_shapes(run, std::move(shapes));
}

Message claim_text(const CompletenessClaim& claim) {
  Message text = claim.departements.empty() ? Message(std::string("*")) : joined(claim.departements, ", ");
  if (claim.period.from != first_day) text = message("{} from {}", text, claim.period.from);
  if (claim.period.until != no_end) text = message("{} until {}", text, day_before(claim.period.until));
  return text;
}

Message completeness_text(const Completeness& completeness) {
  if (completeness.claims.empty()) return message("complete nowhere: silence is unknown");
  std::vector<Message> claims;
  std::ranges::transform(completeness.claims, std::back_inserter(claims), claim_text);
  return message("complete for {}", joined(std::move(claims), ", "));
}

Message ctg_decision(const Study& study, const CtgRun& ctg) {
  const CtgQuestion& question = ctg.answer.question;
  return message(
      "Ctg: definition {}; register {}; expiring: within {} months; holes of up to {} days tolerated; a "
      "party "
      "that is not found {}",
      letter_of(question), completeness_text(study.ctg->completeness), question.expiry_months,
      question.tolerance_days,
      question.unresolved == UnresolvedParty::doubt ? message("leaves communes unknown")
                                                    : message("lies elsewhere"));
}

void answer_ctg(Run& run) {
  run.ctg = run_ctg(run.study, run.geography, run.counted, run.figures, run.diagnostics);
  std::ranges::copy(run.ctg->sources, std::back_inserter(run.sources));
  run.decisions.push_back(ctg_decision(run.study, *run.ctg));
  run.steps.push_back({"ctg", {"communes", "figures", join(names_of(run.ctg->sources), ", ")}, "ctg answer"});
  run.accounts.insert(run.accounts.end(), run.ctg->accounts.begin(), run.ctg->accounts.end());
  run.sentences.push_back(
      ctg_sentence(run.ctg->field, run.ctg->answer, {.lang = run.study.lang, .by = run.study.ctg->contract}));
}

Message why_not_used(const Run& run, const Input& input) {
  const Level level = input.layout().level;
  if (level == Level::qpv && input.source.geometry == Geometry::polygons)
    return run.shapes.measured == nullptr ? message(
                                                "QPV are laid on the communes: add the boundaries of the "
                                                "communes, and the theme priority")
                                          : message("the theme priority is not asked for");
  if (level == Level::qpv) return message("the theme priority is not asked for");
  if (input.layout().kind == SourceKind::boundaries)
    return message("outlines above the communes are made from the boundaries of the communes");
  return message("leave it out, or name what it should give");
}

// A source of which no step has taken a row has its account all the same, and is named.
void account_for_others(Run& run, const std::vector<Input>& inputs) {
  for (const Input& input : inputs) {
    const bool has_account = std::ranges::any_of(run.accounts, [&](const Account& account) {
      return account.file == input.name() && account.layer == input.source.table.layer;
    });
    if (has_account) continue;
    Account account = open_account(input);
    const SourceKind kind = input.layout().kind;
    const Level level = input.layout().level;
    const bool is_list = kind == SourceKind::zones || kind == SourceKind::membership;
    const bool serves = kind == SourceKind::movements ||
                        (is_list && (level == Level::departement || level == Level::region ||
                                     level == Level::epci || run.geography.to.contains(level)));
    const std::size_t explained = account.filtered + account.totals + account.unlocated + account.blank;
    (serves ? account.matched : account.filtered) += account.rows - explained;
    run.accounts.push_back(std::move(account));
    if (serves) continue;
    run.diagnostics.add(
        {.severity = Severity::warning,
         .code = "source-not-used",
         .place = {.file = input.name(), .layer = input.source.table.layer},
         .found = message("{} ({}): {} that no layer of this study uses", input.layout().title,
                          term(level.code), counted(input.source.table.rows(), "row")),
         .expected = Message(),
         .advice = why_not_used(run, input)});
  }
}

// What a table owes a row and has none: its figures are missing there, and a sum over it is partial. Files of one layout and
// day are parts of one table.
void report_zones_without_row(Run& run) {
  constexpr std::size_t most_named = 5;
  std::map<std::tuple<std::string, Level, std::optional<Day>>, std::vector<const Account*>> tables;
  for (const Account& account : run.accounts)
    tables[{account.layout, account.level, account.vintage}].push_back(&account);
  for (const auto& [key, parts] : tables) {
    std::map<std::string_view, std::size_t> lacking;
    for (const Account* part : parts)
      for (const Loose& zone : part->without_row) ++lacking[zone.code];
    const Account& first = *parts.front();
    std::vector<std::string> zones, named;
    for (const Loose& zone : first.without_row) {
      if (lacking[zone.code] < parts.size()) continue;
      zones.push_back(zone.code);
      if (named.size() < most_named)
        named.push_back(zone.name.empty() ? zone.code : fmt::format("{} {}", zone.code, zone.name));
    }
    if (zones.empty()) continue;
    const std::string shown = join(named, ", ") + (zones.size() > most_named ? ", …" : "");
    run.diagnostics.add(
        {.severity = Severity::warning,
         .code = "zones-without-row",
         .place = {.file = first.file, .layer = first.layer},
         .found = parts.size() > 1 ? message("{} of the study without row in any of its files ({}): {}",
                                             counted(zones.size(), "zone"), first.level.code, shown)
                                   : message("{} of the study without row ({}): {}",
                                             counted(zones.size(), "zone"), first.level.code, shown),
         .expected = message("a row for each"),
         .advice = message("what the file gives is not known there, and sums over them are partial"),
         .count = static_cast<std::int64_t>(zones.size()),
         .zones = std::move(zones)});
  }
}

void report_absent_levels(Run& run, const std::set<Level>& levels) {
  for (const Level& level : run.study.output.levels)
    if (!levels.contains(level))
      run.diagnostics.add(
          {.severity = Severity::warning,
           .code = "level-not-there",
           .place = {.file = run.study.file.filename().string(), .column = "output.levels"},
           .found = message("{} is asked for, and the study has no whole {}", level.code, level.one),
           .expected =
               message("a level of which the territory holds every commune, or a column that says to which "
                       "zone each belongs"),
           .advice = message("there is no layer of it")});
}

std::string former_qpv_sentence(int edition, const Study& study) {
  return say(study.lang, "QPV: the edition of {} is not in force on {}, no figure.", edition,
             day_text(study.at, study.lang));
}

// Shapes beyond the territory may not be at hand: an EPCI drawn without all its
// communes is not its outline.
void report_incomplete_outlines(Run& run) {
  const Crosswalk* to_epci = crosswalk_to(run.geography, Level::epci);
  if (to_epci == nullptr || !run.shapes.drawn.contains(Level::epci) || run.shapes.measured == nullptr) return;
  std::set<EpciIndex> lacking;
  for (const WideIndex zone : zones_to<WideIndex>(run.geography.wide->size()))
    if (run.shapes.measured->empty(number(zone))) lacking.insert(epci_at(run.geography, zone));
  std::vector<std::string> zones;
  for (const EpciIndex epci : run.counted.epci)
    if (lacking.contains(epci)) zones.push_back(to_epci->to()->code(number(epci)));
  if (zones.empty()) return;
  run.diagnostics.add(
      {.severity = Severity::warning,
       .code = "epci-outline-incomplete",
       .place = {.file = run.shapes.file},
       .found = message("{} EPCI of the territory with communes that have no shape here: {}", zones.size(),
                        join(zones, ", ")),
       .expected = message("the shapes of all communes of an EPCI"),
       .advice =
           message("their outlines are those of the communes at hand; add the boundaries of the neighbouring "
                   "départements"),
       .count = static_cast<std::int64_t>(zones.size()),
       .zones = zones});
}

// The year of the figures of a source, when one serves all of them.
std::optional<Day> observed_of(const Input& input) {
  if (input.keys.year != any_year) return day_before(new_year(input.keys.year + 1));
  return input.recognition.observed;
}

// Of columns that hold one figure at several years, those of the latest year not after the day, else the earliest.
void keep_columns_of(Day day, Recognition& recognition) {
  std::map<std::string, int> chosen;
  for (const BoundColumn& column : recognition.columns) {
    if (column.rule->role != "measure" || column.year == 0) continue;
    const auto [place, is_first] = chosen.emplace(column.rule->info.code, column.year);
    const bool is_late = place->second > year_of(day);
    if (!is_first &&
        (is_late ? column.year < place->second : column.year <= year_of(day) && column.year > place->second))
      place->second = column.year;
  }
  std::erase_if(recognition.columns, [&](const BoundColumn& column) {
    const auto found = column.rule->role == "measure" && column.year != 0
                           ? chosen.find(column.rule->info.code)
                           : chosen.end();
    return found != chosen.end() && found->second != column.year;
  });
}

// The same among sources that give the same figures by the same zones.
void keep_editions_of(Day day, std::vector<Input>& inputs) {
  std::map<std::pair<Level, std::set<std::string>>, std::set<Day>> days;
  const auto key_of = [](const Input& input) {
    std::set<std::string> codes;
    for (const BoundColumn& column : input.recognition.columns)
      if (column.rule->role == "measure") codes.insert(column.rule->info.code);
    return std::pair(input.layout().level, codes);
  };
  for (Input& input : inputs) {
    keep_columns_of(day, input.recognition);
    if (const auto observed = observed_of(input); observed && input.layout().kind == SourceKind::indicators)
      days[key_of(input)].insert(*observed);
  }
  std::erase_if(inputs, [&](const Input& input) {
    const auto known = days.find(key_of(input));
    const auto observed = observed_of(input);
    if (known == days.end() || !observed || input.layout().kind != SourceKind::indicators) return false;
    const auto after = known->second.upper_bound(day);
    return *observed != (after == known->second.begin() ? *after : *std::prev(after));
  });
}

// With all that was found on the way: one of these things is the cause.
[[noreturn]] void refuse_without_layers(const Run& run) {
  std::vector<Message> lines{
      message("{}: the sources hold no figure for the themes asked", run.study.file.string())};
  for (const Diagnostic& item : run.diagnostics.items)
    if (item.severity != Severity::note) lines.push_back(Message(to_text(item, run.study.lang)));
  throw Error(Failure::usage, joined(std::move(lines), "\n"));
}

}  // namespace

std::vector<Input> read_sources(Run& run, std::span<const SourceSpec> sources) {
  require_files(run.study);
  std::vector<Input> inputs = load_inputs(sources, run.study.at, run.study.level_columns, run.diagnostics);
  std::ranges::transform(inputs, std::back_inserter(run.sources), record_of);
  run.steps.push_back({"read", names_of(run.sources), "tables"});
  stop_point();
  return inputs;
}

Run run_with(Run run, std::vector<Input> inputs) {
  auto digests = in_background([&sources = run.study.sources] { return digests_of(sources); });
  lay_out_geography(run, inputs);
  const std::set<Level> levels = levels_of(run.study, run.geography);
  report_absent_levels(run, levels);
  join_and_draw(run, inputs, shape_needs(run.study, levels));
  report_incomplete_outlines(run);
  if (auto area = commune_areas(run.study, run.geography, run.shapes)) {
    run.decisions.push_back(area_decision(*area));
    run.figures.communes.measures.insert_or_assign("area", std::move(*area));
  }
  stop_point();
  QpvOverlay overlay;
  if (uses(run.study, "qpv")) {
    overlay = overlay_qpv(run.study, inputs, run.geography, run.shapes, run.decisions, run.accounts,
                          run.diagnostics);
    join_qpv_tables(inputs, run.geography, run.study.at, run.figures, overlay, run.accounts, run.diagnostics);
  }
  if (overlay.qpv != nullptr)
    run.steps.push_back({"overlay", {overlay.qpv->edition(), "outlines"}, "pieces of QPV"});
  account_for_others(run, inputs);
  report_zones_without_row(run);
  inputs.clear();
  set_digests(run.sources, digests.get());

  prepare(run.figures, run.diagnostics);
  run.levels =
      figures_by_level(run.geography, run.counted, run.figures, run.study.indicators, run.diagnostics);
  run.steps.push_back({"aggregate", {"figures", "communes"}, "figures by level"});
  stop_point();

  if (run.study.ctg) answer_ctg(run);
  add_layers(run, levels, overlay);
  run.steps.push_back({"layers", {"figures by level", "ctg answer", "pieces of QPV", "outlines"}, "layers"});
  if (overlay.not_in_force != 0)
    run.sentences.push_back(former_qpv_sentence(overlay.not_in_force, run.study));
  run.sentences.push_back(base_sentence(run));
  if (run.layers.empty() && !run.diagnostics.has("status-not-in-force")) refuse_without_layers(run);
  return run;
}

Run run_on_ground_of(const Run& later, Day day) {
  Run run;
  run.study = later.study;
  run.study.at = day;
  if (run.study.ctg) run.study.ctg->question.at = day;
  std::vector<Input> inputs = read_sources(run, run.study.sources);
  keep_editions_of(day, inputs);
  run.geography = later.geography;
  run.counted = later.counted;
  run.shapes = later.shapes;
  run.figures = build_figures(inputs, join_tables(inputs, run.geography), run.geography, day,
                              run.study.indicators, run.diagnostics);
  run.accounts = run.figures.accounts;
  if (const Measure* area = find_measure(later.figures.communes, "area"))
    run.figures.communes.measures.insert_or_assign("area", *area);
  prepare(run.figures, run.diagnostics);
  run.levels =
      figures_by_level(run.geography, run.counted, run.figures, run.study.indicators, run.diagnostics);
  if (run.study.ctg) run.ctg = run_ctg(run.study, run.geography, run.counted, later.figures, run.diagnostics);
  add_layers(run, levels_of(run.study, run.geography), QpvOverlay{});
  return run;
}

Run run_study(Study study) {
  Run run;
  run.study = std::move(study);
  std::vector<Input> inputs = read_sources(run, run.study.sources);
  return run_with(std::move(run), std::move(inputs));
}

Run run_ctg_question(Study study, const std::set<Level>& drawn) {
  Run run;
  run.study = std::move(study);
  require_files(run.study);
  CtgSources sources = sources_of_ctg(run.study, drawn);
  run.not_read = std::move(sources.not_read);
  std::vector<Input> inputs = read_sources(run, sources.read);
  lay_out_geography(run, inputs);
  if (drawn.empty())
    take_figures(run, build_figures(inputs, join_tables(inputs, run.geography), run.geography, run.study.at,
                                    run.study.indicators, run.diagnostics));
  else
    join_and_draw(run, inputs, {.drawn = drawn, .measured = false});
  stop_point();
  answer_ctg(run);
  run.sentences.push_back(base_sentence(run));
  return run;
}

}  // namespace maillage

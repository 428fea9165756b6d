#include "maillage/study/ctg_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/registers.hpp"
#include "maillage/register/agreement_rows.hpp"
#include "study/ground_words.hpp"

namespace maillage {
namespace {

Completeness completeness_of(const CtgSpec& spec) {
  if (spec.complete_for.empty()) return {};
  if (std::ranges::find(spec.complete_for, "*") != spec.complete_for.end())
    return complete_everywhere(spec.complete_period);
  return complete_for(spec.complete_for, spec.complete_period);
}

// A column that nobody reads may be one whose name is misspelt: its dates would be presumed in silence.
void report_unknown_columns(const Input& input, Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const ColumnRule& rule : input.layout().columns) known.push_back(rule.pattern);
  for (const std::size_t column : input.recognition.unexplained) {
    const std::string& name = input.source.table.columns[column];
    const auto near = closest(name, known);
    diagnostics.add(
        {.severity = Severity::warning,
         .code = "unknown-column",
         .place = {.file = input.name(), .column = name},
         .found = fmt::format("column \"{}\" is not read", name),
         .expected = join(known, ", "),
         .advice = near ? fmt::format("did you mean \"{}\"?", *near) : "rename it if it holds one of these"});
  }
}

std::vector<AgreementRow> rows_of(const Study& study, CtgRun& run, Diagnostics& diagnostics) {
  std::vector<Input> inputs;
  for (const SourceSpec& spec : study.ctg->registers)
    inputs.push_back(load_input(spec, study.at, diagnostics));
  std::vector<AgreementRow> rows;
  for (const Input& input : inputs) {
    if (input.layout().kind != SourceKind::agreements)
      throw Error(
          Failure::usage,
          fmt::format("{} is recognised as \"{}\", not as a list of agreements; see `maillage help ctg`",
                      input.name(), input.layout().title));
    std::vector<AgreementRow> read =
        agreement_rows(input.source.table, input.recognition, input.source.format);
    report_unknown_columns(input, diagnostics);
    Account account;
    account.file = input.name();
    account.layer = input.source.table.layer;
    account.layout = input.layout().id;
    account.rows = input.source.table.rows();
    account.matched = read.size();
    account.filtered = account.rows - std::min(account.rows, account.matched);
    run.accounts.push_back(account);
    run.files.push_back(input.name());
    rows.insert(rows.end(), std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
  }
  return rows;
}

std::vector<FormerCommune> former_communes(const Geography& geography, const Register& reg) {
  std::vector<FormerCommune> former;
  const std::vector<Day> days = event_days(reg);
  if (!geography.has_history || days.empty() || days.front() >= geography.day) return former;
  const Day start = days.front();
  for (std::size_t commune = 0; commune < geography.communes->size(); ++commune) {
    const std::vector<std::string> before =
        predecessors(geography.history, geography.communes->code(commune), start, geography.day);
    if (before.size() < 2) continue;
    for (const std::string& code : before) {
      const auto heir = successor(geography.history, code, start, geography.day);
      former.push_back({code, static_cast<std::uint32_t>(commune), heir ? heir->day : geography.day});
    }
    // The commune that kept its code was merged on the day of the others.
    const auto first = former.end() - static_cast<std::ptrdiff_t>(before.size());
    Day merged = start;
    for (auto it = first; it != former.end(); ++it) merged = std::max(merged, it->merged);
    for (auto it = first; it != former.end(); ++it)
      if (it->code == geography.communes->code(commune)) it->merged = merged;
  }
  return former;
}

void lay_out_field(const Geography& geography, const StudyFigures& figures, const Study& study, CtgRun& run) {
  CtgField& field = run.field;
  field.communes = geography.communes;
  run.population =
      Measure({.code = "population", .label = "population"}, Kind::count, geography.communes->size());
  if (const Measure* known_population = find_measure(figures.communes, "population")) {
    run.population.info = known_population->info;
    for (std::size_t i = 0; i < geography.wide_of.size(); ++i)
      run.population.set(i, known_population->at(geography.wide_of[i]));
  }
  field.population = &run.population;
  field.population_label = population_label(run.population);
  field.epci = geography.epci.zoning;
  std::vector<char> inside(geography.wide->size(), 0);
  std::vector<Zone> departements, regions;
  for (const std::uint32_t zone : geography.wide_of) {
    inside[zone] = 1;
    const std::uint32_t epci = geography.epci.group_of[zone];
    field.epci_of.push_back(epci == outside ? (geography.epci.empty() ? epci_unknown : no_epci) : epci);
    departements.push_back({geography.departement_of[zone], geography.departement_of[zone]});
  }
  std::ranges::sort(departements, {}, &Zone::code);
  const auto twice = std::ranges::unique(departements, {}, &Zone::code);
  departements.erase(twice.begin(), twice.end());
  for (Zone& zone : departements)
    if (const auto named = geography.departements.zoning->find(zone.code))
      zone.name = geography.departements.zoning->name(*named);
  field.departements =
      make_zoning(Level::departement, geography.day, geography.edition, std::move(departements));
  for (const std::uint32_t zone : geography.wide_of)
    field.departement_of.push_back(
        static_cast<std::uint32_t>(*field.departements->find(geography.departement_of[zone])));
  const bool every_region =
      !geography.regions.empty() && std::ranges::all_of(geography.wide_of, [&](std::uint32_t zone) {
        return geography.regions.group_of[zone] != outside;
      });
  if (every_region) {
    field.regions = geography.regions.zoning;
    for (const std::uint32_t zone : geography.wide_of)
      field.region_of.push_back(geography.regions.group_of[zone]);
  }
  field.counted_epci = geography.counted.epci;
  field.epci_policy = to_string(study.epci_policy);
  for (std::size_t zone = 0; zone < geography.wide->size(); ++zone)
    if (!inside[zone] && geography.epci.group_of[zone] != outside)
      field.beyond.push_back(
          {geography.wide->code(zone), geography.epci.group_of[zone], geography.departement_of[zone]});
  field.history = &geography.epci_history;
  field.former = former_communes(geography, run.reg);
}

}  // namespace

std::unique_ptr<CtgRun> run_ctg(const Study& study, const Geography& geography, const StudyFigures& figures,
                                Diagnostics& diagnostics) {
  if (!study.ctg)
    throw Error(Failure::usage,
                fmt::format("{}: no [ctg] table; add [ctg] register = \"…\"", study.file.string()));
  auto run = std::make_unique<CtgRun>();
  const std::vector<AgreementRow> rows = rows_of(study, *run, diagnostics);
  run->reg = register_from_rows(rows, {.completeness = completeness_of(*study.ctg)}, diagnostics);
  lay_out_field(geography, figures, study, *run);
  run->answer = ctg_coverage(run->field, run->reg, study.ctg->question, diagnostics);
  return run;
}

}  // namespace maillage

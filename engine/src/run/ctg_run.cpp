#include "maillage/run/ctg_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <span>
#include <string_view>

#include "join/accounts/open_account.hpp"
#include "join/tables/name_checks.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/ctg_data.hpp"
#include "maillage/formats/recognise/registers.hpp"
#include "maillage/register/agreement_rows.hpp"
#include "maillage/register/form_rows.hpp"
#include "maillage/themes/ctg/by_theme.hpp"
#include "run/base_sentence.hpp"
#include "run/ctg_sources.hpp"
#include "run/party_hints.hpp"

namespace maillage {
namespace {

bool is_territory_code(std::string_view text) {
  const PartyType type = type_of_code(text);
  return (type == PartyType::commune || type == PartyType::epci) && text.size() >= 5;
}

// Filled cells of a column that are codes of communes or EPCI: at least nine in ten.
bool holds_codes(const Table& table, std::size_t column) {
  std::size_t filled = 0, codes = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view text = trim(table.cell(row, column));
    filled += text.empty() ? 0U : 1U;
    codes += is_territory_code(text) ? 1U : 0U;
  }
  return filled > 0 && 10 * codes >= 9 * filled;
}

std::optional<std::string> column_of_codes(const Table& table) {
  for (std::size_t column = 0; column < table.columns.size(); ++column)
    if (holds_codes(table, column)) return table.columns[column];
  return std::nullopt;
}

Message how_to_name(const Input& input, const std::string& column) {
  return message(
      "rename it in the file, or say so in the study: register = {{ path = \"{}\", columns = {{ code = "
      "\"{}\" }} }}",
      input.name(), column);
}

// Rows of agreements without any party answer nothing: said once, not row by row.
void require_parties(const std::vector<Input>& inputs) {
  for (const Input& input : inputs)
    if (input.recognition.find("party_code") != nullptr || input.recognition.find("members") != nullptr)
      return;
  const Input& input = inputs.front();
  const Table& table = input.source.table;
  const auto near = column_of_codes(table);
  throw Error(
      Failure::usage,
      message("{}: no column \"code\" says whom each agreement binds (the SIREN of an EPCI, the code of "
              "a commune); columns are: {}; {}",
              input.name(), join(table.columns, ", "),
              near ? message("did you mean \"{}\"? {}", *near, how_to_name(input, *near))
                   : message("add it, or name the file of the signatories as a second register")));
}

// Names where codes are expected, and codes in another column: the columns are confused.
void require_codes(const Input& input, const std::vector<AgreementRow>& rows) {
  const BoundColumn* column = input.recognition.find("party_code");
  const auto filled = [](const AgreementRow& row) { return !row.party_code.empty(); };
  const auto first = std::ranges::find_if(rows, filled);
  if (column == nullptr || first == rows.end()) return;
  const auto is_code = [](const AgreementRow& row) {
    return type_of_code(row.party_code) != PartyType::unknown;
  };
  if (std::ranges::any_of(rows, is_code)) return;
  const auto other = column_of_codes(input.source.table);
  if (!other) return;
  throw Error(Failure::usage, message("{}: column \"{}\" holds no code (\"{}\"), but column \"{}\" does: {}",
                                      input.name(), input.source.table.columns[column->column],
                                      first->party_code, *other, how_to_name(input, *other)));
}

// A column that is not read may be one whose name is misspelt: its dates would be presumed in silence.
void report_unknown_columns(const Input& input, Diagnostics& diagnostics) {
  std::vector<std::string> known;
  std::size_t last = 0;
  std::vector<std::string> first;  // of the names of each column
  for (const ColumnRule& rule : input.layout().columns) {
    if (first.empty() || rule.entry != last) first.push_back(rule.pattern);
    last = rule.entry;
    known.push_back(rule.pattern);
  }
  for (const std::size_t column : input.recognition.unexplained) {
    const std::string& name = input.source.table.columns[column];
    const auto near = closest(name, known);
    diagnostics.add({.severity = Severity::warning,
                     .code = "unknown-column",
                     .place = {.file = input.name(), .column = name},
                     .found = message("column \"{}\" is not read", name),
                     .expected = join(first, ", "),
                     .advice = near ? message("did you mean \"{}\"?", *near)
                                    : message("rename it if it holds one of these")});
  }
}

// What a row lacks because it is cut short is a consequence: the cause is a problem too, and comes first.
void blame_short_rows(const Input& input, std::size_t since, Diagnostics& diagnostics) {
  const std::vector<std::int64_t>& cut = input.source.table.short_lines;
  const auto of_file = [&](const Diagnostic& item) { return item.place.file == input.name(); };
  const bool matters = std::any_of(diagnostics.items.begin() + static_cast<std::ptrdiff_t>(since),
                                   diagnostics.items.end(), [&](const Diagnostic& item) {
                                     return item.severity == Severity::problem && of_file(item) &&
                                            std::ranges::find(cut, item.place.row) != cut.end();
                                   });
  if (!matters) return;
  for (Diagnostic& item : diagnostics.items)
    if (item.code == "short-row" && of_file(item)) item.severity = Severity::problem;
}

// A row that could not be read is an agreement all the same: of some party, on some days.
void add_unread_rows(CtgRun& run, const Diagnostics& diagnostics) {
  for (Account& account : run.accounts)
    for (const Diagnostic& item : diagnostics.items) {
      if (item.place.file != account.file || (item.code != "long-row" && item.code != "truncated-row"))
        continue;
      const auto rows = static_cast<std::size_t>(item.count);
      account.rows += rows;
      account.filtered += rows;
      Party anyone;
      anyone.type = PartyType::unknown;
      Agreement unread;
      unread.id = fmt::format("{}, row {}", account.file, item.place.row);
      unread.source = {account.file, item.place.row};
      unread.term = undated();
      unread.parties = {anyone};
      run.reg.agreements.insert(run.reg.agreements.end(), rows, unread);
    }
}

// Fills `reg`, `accounts` and `sources` of the run.
void read_registers(const Study& study, CtgRun& run, Diagnostics& diagnostics) {
  const std::vector<Input> inputs = load_inputs(study.ctg->registers, study.at, {}, diagnostics);
  for (const Input& input : inputs)
    if (input.layout().kind != SourceKind::agreements)
      throw Error(
          Failure::usage,
          message("{} is recognised as \"{}\", not as a list of agreements; see `maillage help ctg-file`",
                  input.name(), input.layout().title));
  require_parties(inputs);
  std::vector<AgreementRow> rows;
  for (const Input& input : inputs) {
    std::vector<AgreementRow> read =
        agreement_rows(input.source.table, input.recognition, input.source.format, diagnostics);
    for (AgreementRow& row : read) row.observed = input.recognition.observed;
    FormRows form = without_blank_rows(std::move(read), diagnostics);
    read = std::move(form.rows);
    run.form_codes.merge(form.codes);
    require_codes(input, read);
    report_unknown_columns(input, diagnostics);
    Account account = open_account(input);
    account.matched = read.size();
    account.filtered = account.rows - std::min(account.rows, read.size());
    run.accounts.push_back(std::move(account));
    run.sources.push_back(record_of(input));
    rows.insert(rows.end(), std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
  }
  rows.insert(rows.end(), study.ctg->supposed.begin(), study.ctg->supposed.end());
  set_digests(run.sources, digests_of(study.ctg->registers));
  const std::size_t before = diagnostics.items.size();
  run.reg = register_from_rows(rows, {.completeness = study.ctg->completeness, .at = study.at}, diagnostics);
  for (const Input& input : inputs) blame_short_rows(input, before, diagnostics);
  add_unread_rows(run, diagnostics);
}

// The parties of one row of a file, as the answer found them.
struct RowParties {
  std::vector<const CtgParty*> all;

  [[nodiscard]] bool any(PartyPlace place) const {
    return std::ranges::any_of(all, [&](const CtgParty* party) { return party->place == place; });
  }
};

const Party& party_of(const Register& reg, const CtgParty& found) {
  return reg.agreements[found.agreement].parties[found.party];
}

Loose loose_row(const Register& reg, const RowParties& parties, std::int64_t row) {
  std::vector<std::string> codes, names;
  std::vector<Message> suggestions;
  for (const CtgParty* found : parties.all) {
    if (found->place != PartyPlace::nowhere) continue;
    const Party& party = party_of(reg, *found);
    codes.push_back(party.code.empty() ? party.name : party.code);
    names.push_back(party.name.empty() ? reg.agreements[found->agreement].label : party.name);
    if (!found->suggestions.empty())
      suggestions.push_back(message("did you mean {}?", joined(found->suggestions, " or ")));
  }
  return {join(codes, "; "), row, join(names, "; "), joined(std::move(suggestions), " ")};
}

void move_row(const Register& reg, const RowParties& parties, std::int64_t row, Account& account) {
  if (account.matched == 0) return;
  if (parties.any(PartyPlace::nowhere)) {
    account.unmatched.push_back(loose_row(reg, parties, row));
  } else if (parties.any(PartyPlace::here)) {
    return;
  } else if (parties.any(PartyPlace::moved)) {
    ++account.moved;
    for (const CtgParty* found : parties.all)
      if (found->place == PartyPlace::moved)
        account.moves.push_back({party_of(reg, *found).code, found->zone, found->event});
  } else if (parties.any(PartyPlace::elsewhere)) {
    ++account.elsewhere;
  } else {
    ++account.filtered;
  }
  --account.matched;
}

void report_nothing_here(const Account& account, Diagnostics& diagnostics) {
  if (account.matched + account.moved + account.unmatched.size() > 0 || account.elsewhere == 0) return;
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "register-elsewhere",
       .place = {.file = account.file},
       .found = message("no row of the register concerns the territory: {} of other territories, {} of no "
                        "commune or EPCI",
                        account.elsewhere, account.filtered),
       .expected = message("agreements of the communes or EPCI of the territory"),
       .advice = message("check that this is the register of the territory asked")});
}

// Sorts the rows of the accounts: matched until now, they are moved, elsewhere, left out or unmatched as
// their parties are. A register none of whose rows concerns the territory is reported.
void account_for_parties(CtgRun& run, Diagnostics& diagnostics) {
  std::map<std::pair<std::string, std::int64_t>, RowParties> rows;
  for (const CtgParty& found : run.answer.parties) {
    const SourceRow& source = party_of(run.reg, found).source;
    rows[{source.file, source.row}].all.push_back(&found);
  }
  for (Account& account : run.accounts) {
    const auto first = rows.lower_bound({account.file, std::numeric_limits<std::int64_t>::min()});
    for (auto row = first; row != rows.end() && row->first.first == account.file; ++row)
      move_row(run.reg, row->second, row->first.second, account);
    report_nothing_here(account, diagnostics);
  }
}

// Communes of the territory by a level that has a zone for one of them at least.
void add_other_level(const Geography& geography, const Crosswalk& crosswalk, CtgField& field) {
  const auto zone_of = [&](std::size_t commune) -> std::optional<std::size_t> {
    const WideIndex wide = geography.wide_of[zone_at<CommuneIndex>(commune)];
    const std::uint32_t zone = whole_target(crosswalk, number(wide));
    return zone == outside ? std::nullopt : std::optional<std::size_t>(zone);
  };
  CtgLevel level{assign(field.communes, crosswalk.to(), zone_of, crosswalk.source())};
  std::set<std::uint32_t> across;
  for (std::size_t zone = 0; zone < geography.wide->size(); ++zone)
    if (whole_target(crosswalk, zone) != outside && !geography.communes->find(geography.wide->code(zone)))
      across.insert(whole_target(crosswalk, zone));
  level.across = across.size();
  field.others.push_back(std::move(level));
}

// A measure of the wide list, over the communes of the territory.
Measure of_territory(const Measure& wide, const Geography& geography) {
  Measure measure(wide.info, wide.kind, geography.communes->size());
  for (const CommuneIndex commune : zones_to<CommuneIndex>(geography.wide_of.size()))
    measure.set(number(commune), wide.at(number(geography.wide_of[commune])));
  return measure;
}

bool says_something(const Measure& measure) {
  for (std::size_t zone = 0; zone < measure.size(); ++zone)
    if (measure.at(zone).is_known()) return true;
  return false;
}

// Whom a lack of agreement concerns, where a table counts them by commune.
void count_others(const Geography& geography, const StudyFigures& figures, CtgRun& run) {
  for (const std::span<const std::string_view> codes :
       {std::span<const std::string_view>(counts_of_children),
        std::span<const std::string_view>(counts_of_households)}) {
    for (const std::string_view code : codes) {
      const Measure* wide = find_measure(figures.communes, code);
      if (wide == nullptr) continue;
      Measure measure = of_territory(*wide, geography);
      if (!says_something(measure)) continue;
      run.field.counts.push_back(&run.counts.emplace_back(std::move(measure)));
      break;
    }
  }
}

void lay_out_field(const Geography& geography, const TerritoryEpci& counted, const StudyFigures& figures,
                   const Study& study, CtgRun& run) {
  CtgField& field = run.field;
  field.communes = geography.communes;
  run.population =
      Measure({.code = "population", .label = "population"}, Kind::count, geography.communes->size());
  if (const Measure* known_population = find_measure(figures.communes, "population"))
    run.population = of_territory(*known_population, geography);
  count_others(geography, figures, run);
  field.population = &run.population;
  field.population_label = population_label(run.population, study.lang);
  const Crosswalk* to_epci = crosswalk_to(geography, Level::epci);
  field.epci = to_epci != nullptr ? to_epci->to() : make_zoning(Level::epci, geography.day, "", {});
  PerZone<WideIndex, char> inside(geography.wide->size(), 0);
  std::vector<Zone> departements;
  for (const WideIndex zone : geography.wide_of) {
    inside[zone] = 1;
    const EpciIndex epci = epci_at(geography, zone);
    const bool unknown = to_epci == nullptr || geography.without_known_epci[zone] != 0;
    field.epci_of.push_back(epci == no_epci && unknown ? epci_unknown : epci);
    departements.push_back({geography.departement_of[zone], geography.departement_of[zone]});
  }
  std::ranges::sort(departements, {}, &Zone::code);
  const auto twice = std::ranges::unique(departements, {}, &Zone::code);
  departements.erase(twice.begin(), twice.end());
  const Crosswalk* whole_departements = crosswalk_to(geography, Level::departement);
  for (Zone& zone : departements)
    if (const auto named =
            whole_departements != nullptr ? whole_departements->to()->find(zone.code) : std::nullopt)
      zone.name = whole_departements->to()->name(*named);
  field.departements =
      make_zoning(Level::departement, geography.day, geography.edition, std::move(departements));
  for (const WideIndex zone : geography.wide_of)
    field.departement_of.push_back(
        static_cast<std::uint32_t>(*field.departements->find(geography.departement_of[zone])));
  for (const auto& [level, crosswalk] : geography.to)
    if (level != Level::epci && level != Level::departement) add_other_level(geography, crosswalk, field);
  field.counted_epci = counted.epci;
  field.epci_policy = to_string(study.epci_policy);
  for (const WideIndex zone : zones_to<WideIndex>(geography.wide->size()))
    if (const EpciIndex epci = epci_at(geography, zone); !inside[zone] && epci != no_epci)
      field.beyond.push_back({geography.wide->code(number(zone)), epci, geography.departement_of[zone]});
  field.history = geography.has_history ? geography.history : nullptr;
  field.memberships = geography.epci_history;
  field.everywhere = geography.all;
  field.ept = geography.ept;
}

// A form names every EPCI: one that it does not name was struck out, which says nothing of its agreements.
void report_struck_out(const CtgRun& run, Diagnostics& diagnostics) {
  if (run.form_codes.empty()) return;
  std::vector<std::string> codes, names;
  for (const EpciIndex zone : run.field.counted_epci) {
    const std::string& code = run.field.epci->code(number(zone));
    if (run.form_codes.contains(code)) continue;
    codes.push_back(code);
    names.push_back(fmt::format("{} {}", code, run.field.epci->name(number(zone))));
  }
  if (codes.empty()) return;
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "form-struck-out",
       .place = {.file = run.accounts.front().file},
       .found = message("the register lists the EPCI of the territory but {}", join(names, ", ")),
       .expected = message("a row for each, with \"pas de convention\" where there is none"),
       .advice = message("its row was removed: where complete_for holds, it counts as without agreement"),
       .count = static_cast<std::int64_t>(codes.size()),
       .zones = codes});
}

// Where the register is not said to be complete, silence proves nothing: better known
// before the answer is read.
void report_incomplete(const Study& study, const CtgRun& run, Diagnostics& diagnostics) {
  const Zoning& departements = *run.field.departements;
  std::vector<std::string> open;
  std::vector<char> is_open(departements.size(), 0);
  for (std::size_t i = 0; i < departements.size(); ++i) {
    if (run.reg.completeness.holds(departements.code(i), study.at)) continue;
    is_open[i] = 1;
    open.push_back(departements.code(i));
  }
  if (open.empty()) return;
  const auto communes = std::ranges::count_if(
      run.field.departement_of, [&](std::uint32_t departement) { return is_open[departement] != 0; });
  constexpr std::size_t most_named = 10;
  const std::vector<std::string> named(
      open.begin(), open.begin() + static_cast<std::ptrdiff_t>(std::min(most_named, open.size())));
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "register-incomplete",
       .place = {.file = study.file.filename().string(), .column = "ctg.complete_for"},
       .found = message(
           "nothing says that the register is complete on {} for {}: {}{} ({})", study.at,
           open.size() == 1 ? message("this département") : message("these {} départements", open.size()),
           join(named, ", "), open.size() > most_named ? std::string(", …") : Message(),
           counted(static_cast<std::size_t>(communes), "commune")),
       .expected = message("every département of the territory where the register lists all agreements"),
       .advice = message(
           "a commune without agreement there is \"unknown\", not \"not covered\"; add them to complete_for "
           "if the register lists all of theirs"),
       .count = static_cast<std::int64_t>(open.size()),
       .zones = open});
}

// What was signed after the day of the register is not in it, whatever the study says of its completeness.
void report_older(const Study& study, const CtgRun& run, Diagnostics& diagnostics) {
  for (const SourceRecord& source : run.sources) {
    if (!source.observed || *source.observed >= study.at) continue;
    diagnostics.add(
        {.severity = Severity::warning,
         .code = "register-older",
         .place = {.file = source.given},
         .found = message("a register of {}, asked about {}", *source.observed, study.at),
         .expected = message("a register of the day asked or later"),
         .advice =
             message("agreements signed in between are not in it: where complete_for says that silence means "
                     "none, it says so of these too")});
  }
}

// An EPCI of the territory may reach into a département for which nothing is said of the register.
void report_incomplete_beyond(const Study& study, const CtgRun& run, Diagnostics& diagnostics) {
  std::set<std::string> departements;
  std::vector<std::string> names, codes;
  for (const EpciIndex zone : run.field.counted_epci) {
    bool beyond = false;
    for (const std::string& code : run.answer.epci[zone].incomplete) {
      if (run.field.departements->find(code)) continue;
      departements.insert(code);
      beyond = true;
    }
    if (!beyond) continue;
    codes.push_back(run.field.epci->code(number(zone)));
    names.push_back(run.field.epci->name(number(zone)));
  }
  if (codes.empty()) return;
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "register-incomplete-beyond",
       .place = {.file = study.file.filename().string(), .column = "ctg.complete_for"},
       .found = message("{} unknown because of communes in départements outside complete_for ({}): {}",
                        codes.size() == 1 ? message("an EPCI is") : message("{} EPCI are", codes.size()),
                        fmt::format("{}", fmt::join(departements, ", ")), join(names, ", ")),
       .expected = message("a register that is complete for every département that its EPCI reach into"),
       .advice =
           message("add them to complete_for if the register lists the agreements of these communes too"),
       .count = static_cast<std::int64_t>(codes.size()),
       .zones = codes});
}

// Definition C: from here on the register is that of the theme.
void ask_for_theme(const Study& study, CtgRun& run, Diagnostics& diagnostics) {
  check_themes(run.reg, ctg_themes(), diagnostics);
  const CtgTheme* theme = find_ctg_theme(ctg_themes(), study.ctg->question.theme);
  if (theme == nullptr)
    throw Error(Failure::internal, message("no theme is called {}", study.ctg->question.theme));
  run.reg = for_theme(run.reg, *theme, ctg_themes());
  Diagnostics of_coverage;  // said of the whole register
  run.answer =
      with_theme_reasons(ctg_coverage(run.field, run.reg, study.ctg->question, of_coverage), run.answer);
}

}  // namespace

std::unique_ptr<CtgRun> run_ctg(const Study& study, const Geography& geography, const TerritoryEpci& counted,
                                const StudyFigures& figures, Diagnostics& diagnostics) {
  if (!study.ctg)
    throw Error(Failure::usage,
                message("{}: no [ctg] table; add [ctg] register = \"…\"", study.file.string()));
  auto run = std::make_unique<CtgRun>();
  read_registers(study, *run, diagnostics);
  lay_out_field(geography, counted, figures, study, *run);
  report_struck_out(*run, diagnostics);
  report_incomplete(study, *run, diagnostics);
  run->answer = ctg_coverage(run->field, run->reg, study.ctg->question, diagnostics);
  if (!study.ctg->question.theme.empty()) ask_for_theme(study, *run, diagnostics);
  report_incomplete_beyond(study, *run, diagnostics);
  report_older(study, *run, diagnostics);
  account_for_parties(*run, diagnostics);
  suggest_parties(geography, run->reg, diagnostics);
  check_party_names(geography, run->reg, diagnostics);
  return run;
}

}  // namespace maillage

#include "run/ctg_register.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "join/open_account.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/registers.hpp"
#include "maillage/register/agreement_rows.hpp"

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

// A column that nobody reads may be one whose name is misspelt: its dates would be presumed in silence.
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

}  // namespace

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
    require_codes(input, read);
    report_unknown_columns(input, diagnostics);
    Account account = open_account(input);
    account.matched = read.size();
    account.filtered = account.rows - std::min(account.rows, read.size());
    run.accounts.push_back(std::move(account));
    run.sources.push_back(record_of(input));
    rows.insert(rows.end(), std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
  }
  set_digests(run.sources, digests_of(study.ctg->registers));
  const std::size_t before = diagnostics.items.size();
  run.reg = register_from_rows(rows, {.completeness = study.ctg->completeness, .at = study.at}, diagnostics);
  for (const Input& input : inputs) blame_short_rows(input, before, diagnostics);
  add_unread_rows(run, diagnostics);
}

}  // namespace maillage

#include "maillage/formats/recognise/registers.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "formats/recognise/code_forms.hpp"
#include "formats/recognise/code_repair.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/cells.hpp"

namespace maillage {
namespace {

// Texts of a role, row by row; empty when the table has no such column.
class RoleText {
 public:
  RoleText(const Table& table, const Recognition& recognition, std::string_view role)
      : table_(table), column_(recognition.find(role)) {}

  [[nodiscard]] std::string_view at(std::size_t row) const {
    return column_ == nullptr ? std::string_view{} : trim(table_.cell(row, column_->column));
  }
  [[nodiscard]] std::string name() const {
    return column_ == nullptr ? std::string{} : table_.columns[column_->column];
  }

 private:
  const Table& table_;
  const BoundColumn* column_;
};

// A party that a postal code names is not known.
void set_postal_codes_apart(std::vector<std::string>& codes, const Table& table, std::string_view column,
                            Diagnostics& diagnostics) {
  if (!are_postal_codes(codes, column)) return;
  if (std::ranges::all_of(
          codes, [](const std::string& code) { return code.empty() || has_form(code, CodeForm::commune); }))
    throw Error(
        Failure::usage,
        message("{}: column \"{}\" holds postal codes (\"{}\"), each of several communes or of another "
                "one's Insee code; a party is named by its Insee code or its SIREN",
                table.file, column, codes.front()));
  std::int64_t count = 0;
  for (std::string& code : codes)
    if (has_form(code, CodeForm::commune)) {
      code = as_postal_code(code);
      ++count;
    }
  diagnostics.add(
      {.severity = Severity::problem,
       .code = "postal-codes",
       .place = {.file = table.file, .layer = table.layer, .column = std::string(column)},
       .found = message("{} parties whose codes read as postal codes", count),
       .expected = message("Insee codes of communes"),
       .advice =
           message("a postal code is that of several communes, or of another one's Insee code: until it is "
                   "corrected nobody knows which commune each party is"),
       .count = count});
}

std::vector<std::string> party_codes(const Table& table, const Recognition& recognition,
                                     Diagnostics& diagnostics) {
  const RoleText text(table, recognition, "party_code");
  std::vector<std::string> codes;
  std::vector<std::int64_t> lines;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    codes.emplace_back(text.at(row));
    lines.push_back(table.line_of(row));
  }
  repair_party_codes(codes, lines, {.file = table.file, .layer = table.layer, .column = text.name()},
                     diagnostics);
  set_postal_codes_apart(codes, table, text.name(), diagnostics);
  return codes;
}

}  // namespace

std::vector<AgreementRow> agreement_rows(const Table& table, const Recognition& recognition,
                                         std::string_view format, Diagnostics& diagnostics) {
  const std::pair<std::string_view, std::string AgreementRow::*> roles[] = {
      {"agreement_id", &AgreementRow::id},
      {"label", &AgreementRow::label},
      {"agreement_level", &AgreementRow::level},
      {"party_type", &AgreementRow::party_type},
      {"party_role", &AgreementRow::role},
      {"date_signature", &AgreementRow::date_signature},
      {"date_effect", &AgreementRow::date_effect},
      {"date_end", &AgreementRow::date_end},
      {"status", &AgreementRow::status},
      {"joined", &AgreementRow::joined},
      {"left", &AgreementRow::left},
      {"themes", &AgreementRow::themes},
      {"supersedes", &AgreementRow::supersedes},
      {"members", &AgreementRow::members_text}};
  const bool workbook = format == "XLSX" || format == "ODS";
  std::vector<AgreementRow> rows(table.rows());
  for (const auto& [role, member] : roles) {
    const RoleText text(table, recognition, role);
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row].*member = text.at(row);
  }
  const std::vector<std::string> codes = party_codes(table, recognition, diagnostics);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row].party_code = codes[row];
    rows[row].file = table.file;
    rows[row].row = table.line_of(row);
    rows[row].excel_serials = workbook;
  }
  return rows;
}

std::vector<CommuneEvent> commune_events(const Table& table, const Recognition& recognition,
                                         Diagnostics& diagnostics) {
  const RoleText mod(table, recognition, "mod"), date(table, recognition, "date");
  const RoleText type_before(table, recognition, "type_before"), before(table, recognition, "before");
  const RoleText name_before(table, recognition, "name_before"), type_after(table, recognition, "type_after");
  const RoleText after(table, recognition, "after"), name_after(table, recognition, "name_after");
  std::vector<CommuneEvent> events;
  events.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    CommuneEvent event;
    const std::string_view kind = mod.at(row);
    const auto [end, failure] = std::from_chars(kind.data(), kind.data() + kind.size(), event.mod);
    const auto day = parse_day(date.at(row));
    if (failure != std::errc{} || end != kind.data() + kind.size() || !day) {
      diagnostics.add(
          {.severity = Severity::problem,
           .code = "movement-unreadable",
           .place = {.file = table.file, .row = table.line_of(row), .column = day ? mod.name() : date.name()},
           .found = message("\"{}\"", day ? kind : date.at(row)),
           .expected = day ? message("the number of a kind of event") : message("a day"),
           .advice = message("the row is left out")});
      continue;
    }
    event.effective = *day;
    event.type_before = type_before.at(row);
    event.before = before.at(row);
    event.name_before = name_before.at(row);
    event.type_after = type_after.at(row);
    event.after = after.at(row);
    event.name_after = name_after.at(row);
    event.row = table.line_of(row);
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace maillage

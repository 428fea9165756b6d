#include "maillage/register/form_rows.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::find(words, fold(text)) != words.end();
}

bool says_none(const AgreementRow& row) {
  constexpr std::array<std::string_view, 7> words{
      "pas de convention", "aucune", "aucune convention", "sans convention", "sans", "none", "no agreement"};
  return is_one_of(row.status, words);
}

bool is_example(const AgreementRow& row) {
  constexpr std::array<std::string_view, 2> words{"exemple", "example"};
  return is_one_of(row.status, words);
}

bool states_something(const AgreementRow& row) {
  return std::ranges::any_of(
      std::array{&row.id, &row.date_signature, &row.date_effect, &row.date_end, &row.joined, &row.left},
      [](const std::string* text) { return !trim(*text).empty(); });
}

}  // namespace

FormRows without_blank_rows(std::vector<AgreementRow> rows, Diagnostics& diagnostics) {
  FormRows form;
  for (AgreementRow& row : rows) {
    form.codes.insert(std::string(trim(row.party_code)));
    if (is_example(row)) {
      ++form.blank;
      continue;
    }
    if (says_none(row) && !states_something(row)) {
      ++form.blank;
      continue;
    }
    if (says_none(row))
      diagnostics.add(
          {.severity = Severity::problem,
           .code = "form-half-filled",
           .place = {.file = row.file, .row = row.row, .column = "status", .zone = row.party_code},
           .found = message("\"{}\" beside a number or a day", row.status),
           .expected = message("a row without number and days, or the status of the agreement"),
           .advice = message("choose a status, or empty the row; until then it is unknown whether "
                             "the zone is covered")});
    form.rows.push_back(std::move(row));
  }
  if (form.blank == 0) form.codes.clear();
  return form;
}

}  // namespace maillage

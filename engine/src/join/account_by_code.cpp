#include "join/account_by_code.hpp"

#include <fmt/format.h>

#include <set>

#include "join/known_codes.hpp"
#include "join/open_account.hpp"
#include "maillage/base/counted.hpp"

namespace maillage {
namespace {

std::string_view what(Level level) {
  switch (level) {
    case Level::commune:
      return "commune";
    case Level::epci:
      return "EPCI";
    case Level::departement:
      return "département";
    case Level::region:
      return "région";
    default:
      return "zone";
  }
}

}  // namespace

void report_duplicates(const Input& input, const std::vector<std::uint32_t>& positions,
                       Diagnostics& diagnostics) {
  if (positions.empty()) return;
  std::vector<std::string> twice;
  for (const std::uint32_t position : positions)
    twice.push_back(fmt::format("{} (row {})", input.keys.codes[position],
                                input.source.table.line_of(input.keys.rows[position])));
  diagnostics.add(
      {.severity = Severity::problem,
       .code = "duplicate-code",
       .place = {.file = input.name()},
       .found = fmt::format("{} whose code an earlier row has: {}{}", counted(twice.size(), "row"),
                            twice.front(), twice.size() > 1 ? ", …" : ""),
       .expected = fmt::format("each {} once", what(input.layout().level)),
       .advice = "the first row stands, the others are left out: no row is multiplied",
       .count = static_cast<std::int64_t>(twice.size()),
       .zones = twice});
}

void report_unmatched(const Account& account, Diagnostics& diagnostics) {
  if (account.unmatched.empty()) return;
  std::vector<std::string> zones;
  for (const Loose& loose : account.unmatched) zones.push_back(loose.code);
  const Loose& first = account.unmatched.front();
  diagnostics.add(
      {.severity = Severity::problem,
       .code = "unmatched-code",
       .place = {.file = account.file, .row = first.row},
       .found = fmt::format("{} of no {} of any table read: {}{}{}",
                            counted(account.unmatched.size(), "code"), what(account.level), first.code,
                            first.suggestion.empty() ? "" : " (" + first.suggestion + ")",
                            account.unmatched.size() > 1 ? ", …" : ""),
       .expected = account.level == Level::commune
                       ? "codes of the communes read, or older ones with the movements of the COG"
                       : fmt::format("codes of {} that a table read lists", what(account.level)),
       .advice = "`maillage check` lists them all; these rows are in no figure",
       .count = static_cast<std::int64_t>(account.unmatched.size()),
       .zones = zones});
}

void report_unchecked(const Account& account, std::size_t codes, const std::string& example,
                      Diagnostics& diagnostics) {
  if (codes == 0) return;
  diagnostics.add({.severity = Severity::note,
                   .code = "codes-not-checked",
                   .place = {.file = account.file},
                   .found = fmt::format("{} that no list read can confirm, for example {}",
                                        counted(codes, "code"), example),
                   .expected = fmt::format("a list of the {} of their départements", what(account.level)),
                   .advice = "their form is right; they are taken as elsewhere",
                   .count = static_cast<std::int64_t>(codes)});
}

Account account_by_code(const Input& input, const std::vector<Input>& inputs, const Geography& geography,
                        Diagnostics& diagnostics) {
  Account account = open_account(input);
  const Level level = input.layout().level;
  if (level == Level::nation) {
    account.matched = input.keys.codes.size();
    return account;
  }
  const KnownCodes known = known_codes(level, inputs, geography);
  const std::optional<Day> day =
      input.recognition.observed ? input.recognition.observed : input.recognition.vintage;
  const bool in_parts = input.layout().in_parts;
  std::set<std::string_view> seen;
  std::vector<std::uint32_t> twice;
  std::size_t unchecked = 0;
  std::string example;
  for (std::uint32_t position = 0; position < input.keys.codes.size(); ++position) {
    const std::string& code = input.keys.codes[position];
    if (!seen.insert(code).second && !in_parts) {
      twice.push_back(position);
      continue;
    }
    switch (place_of(code, known, day)) {
      case CodePlace::here:
        ++account.matched;
        break;
      case CodePlace::elsewhere:
        ++account.elsewhere;
        break;
      case CodePlace::unchecked:
        if (unchecked++ == 0) example = code;
        ++account.elsewhere;
        break;
      case CodePlace::unmatched:
        account.unmatched.push_back({code, input.source.table.line_of(input.keys.rows[position]),
                                     input.keys.names.empty() ? "" : input.keys.names[position],
                                     suggestion_for(code, known)});
    }
  }
  account.duplicated = twice.size();
  for (const auto& [code, name] : known.here)
    if (!seen.contains(code)) account.without_row.push_back({code, 0, name, ""});
  report_duplicates(input, twice, diagnostics);
  report_unmatched(account, diagnostics);
  report_unchecked(account, unchecked, example, diagnostics);
  return account;
}

}  // namespace maillage

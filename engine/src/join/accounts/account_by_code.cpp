#include "join/accounts/account_by_code.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/recognise/code_forms.hpp"
#include "join/accounts/open_account.hpp"
#include "join/territory/epci_codes.hpp"
#include "join/territory/members.hpp"
#include "join/territory/membership_tables.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/join/accounts.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/join/inputs.hpp"
#include "maillage/zoning/suggestions.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

enum class CodePlace : std::uint8_t { here, elsewhere, unmatched, unchecked };

struct KnownCodes {
  Level level = Level::epci;
  std::map<std::string, std::string, std::less<>> here;       // code -> name
  std::map<std::string, std::string, std::less<>> elsewhere;  // the others that a table has
  std::set<std::string, std::less<>> listed;    // départements whose communes are listed with their EPCI
  std::set<std::string, std::less<>> of_study;  // départements of the communes of the study
  std::optional<Day> day;                       // of the memberships
};

constexpr std::size_t most_named = 3;
constexpr std::size_t departements_of_france = 96;

// Collectivities of outre-mer that tables of départements hold as well.
constexpr std::array<std::string_view, 8> collectivities{"975", "977", "978", "984",
                                                         "986", "987", "988", "989"};
constexpr std::array<std::string_view, 5> overseas_departements{"971", "972", "973", "974", "976"};

bool is_departement(std::string_view code) {
  if (code == "2A" || code == "2B") return true;
  if (code.size() == 3) return std::ranges::find(overseas_departements, code) != overseas_departements.end();
  return code.size() == 2 && all_digits(code) && code >= "01" && code <= "95" && code != "20";
}

bool is_region(std::string_view code) {
  return std::ranges::any_of(region_names(), [&](const auto& region) { return region.first == code; });
}

bool is_of_france(std::string_view code, const Level& level) {
  if (level == Level::region) return is_region(code);
  if (level != Level::departement) return false;
  return is_departement(code) || std::ranges::find(collectivities, code) != collectivities.end();
}

// "24" and the département of the seat begin the SIREN of the EPCI made before 2010.
std::string_view departement_in(std::string_view siren) {
  return siren.starts_with("24") && siren.size() == 9 ? siren.substr(2, 2) : std::string_view();
}

void add_zones(const Zoning& zoning, KnownCodes& known) {
  for (const Zone& zone : zoning.zones()) known.here.insert_or_assign(zone.code, zone.name);
}

KnownCodes known_codes(const Level& level, const std::vector<Input>& inputs, const Geography& geography) {
  KnownCodes known;
  known.level = level;
  known.day = geography.epci_day;
  for (const WideIndex zone : geography.wide_of) known.of_study.insert(geography.departement_of[zone]);
  if (const Crosswalk* zones = crosswalk_to(geography, level)) add_zones(*zones->to(), known);
  const auto names = names_of(level, inputs);
  if (level == Level::departement)
    for (const WideIndex zone : geography.wide_of) {
      const std::string& code = geography.departement_of[zone];
      const auto name = names.find(code);
      known.here.try_emplace(code, name != names.end() ? name->second : code);
    }
  for (const Input& input : inputs) {
    const ParentCodes* const parents = is_about_communes(input) ? input.parents_at(level) : nullptr;
    const bool lists = input.layout().level == level && input.layout().kind != SourceKind::indicators;
    static const std::vector<std::string> none;
    const std::vector<std::string>& codes = parents != nullptr ? parents->codes
                                            : lists            ? input.keys.codes
                                                               : none;
    for (std::size_t row = 0; row < codes.size(); ++row) {
      if (codes[row].empty() || (level == Level::epci && epci_code_kind(codes[row]) != EpciCode::right))
        continue;
      if (parents != nullptr) known.listed.emplace(departement_of(input.keys.codes[row]));
      if (known.here.contains(codes[row])) continue;
      const auto name = names.find(codes[row]);
      known.elsewhere.try_emplace(codes[row], name != names.end() ? name->second : "");
    }
  }
  if (level == Level::departement)
    for (const Zone& zone : geography.all->zones())
      if (const std::string code(departement_of(zone.code)); !known.here.contains(code))
        known.elsewhere.try_emplace(code, "");
  return known;
}

// `of_table`: the day of the table that has the code. EPCI come and go: a SIREN of another year than that of the
// memberships cannot be checked, unless it says itself that it is of a département of the study.
CodePlace place_of(std::string_view code, const KnownCodes& known, std::optional<Day> of_table) {
  if (known.here.contains(code)) return CodePlace::here;
  if (known.elsewhere.contains(code) || is_of_france(code, known.level)) return CodePlace::elsewhere;
  if (known.level != Level::epci || epci_code_kind(code) != EpciCode::right) return CodePlace::unmatched;
  if (known.of_study.contains(departement_in(code))) return CodePlace::unmatched;
  const bool of_another_year = of_table && known.day && year_of(*of_table) != year_of(*known.day);
  const bool is_listed =
      known.listed.size() >= departements_of_france || known.listed.contains(departement_in(code));
  return is_listed && !of_another_year ? CodePlace::unmatched : CodePlace::unchecked;
}

Message suggestion_for(const std::string& code, const KnownCodes& known) {
  std::vector<std::string> near;
  for (const auto* codes : {&known.here, &known.elsewhere})
    for (const auto& [other, name] : *codes)
      if (near.size() < most_named && slips_between(code, other) == 1)
        near.push_back(name.empty() || name == other ? other : fmt::format("{} {}", other, name));
  if (!near.empty()) return message("did you mean {}?", joined(near, " or "));
  if (known.level != Level::epci) return message("no code of a {}", known.level.one);
  if (epci_code_kind(code) == EpciCode::siret) {
    const auto epci = known.here.find(code.substr(0, 9));
    return epci == known.here.end() ? epci_code_fault(code)
                                    : message("{} {}", epci_code_fault(code), epci->second);
  }
  const Message fault = epci_code_fault(code);
  return fault.empty() ? message("an EPCI of no table read: dissolved, merged or created since?") : fault;
}

}  // namespace

void report_duplicates(const Input& input, const std::vector<std::uint32_t>& positions,
                       Diagnostics& diagnostics) {
  if (positions.empty()) return;
  constexpr std::size_t most_named = 5;
  std::vector<std::string> twice;
  std::vector<Message> named;
  for (const std::uint32_t position : positions) {
    const auto line = input.source.table.line_of(input.keys.rows[position]);
    twice.push_back(fmt::format("{} (row {})", input.keys.codes[position], line));
    if (named.size() < most_named) named.push_back(message("{} (row {})", input.keys.codes[position], line));
  }
  diagnostics.add({.severity = Severity::problem,
                   .code = "duplicate-code",
                   .place = {.file = input.name()},
                   .found = message("{} whose code an earlier row has: {}{}", counted(twice.size(), "row"),
                                    joined(std::move(named), ", "),
                                    twice.size() > most_named ? std::string(", …") : Message()),
                   .expected = message("each {} once", input.layout().level.one),
                   .advice = message("the first row stands, the others are left out: no row is multiplied"),
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
       .found = message("{} of no {} of any table read: {}{}{}", counted(account.unmatched.size(), "code"),
                        account.level.one, first.code,
                        first.suggestion.empty() ? Message() : message(" ({})", first.suggestion),
                        account.unmatched.size() > 1 ? std::string(", …") : Message()),
       .expected = account.level == Level::commune
                       ? message("codes of the communes read, or older ones with the movements of the COG")
                       : message("codes of {} that a table read lists", account.level.one),
       .advice = message("`maillage check` lists them all; these rows are in no figure"),
       .count = static_cast<std::int64_t>(account.unmatched.size()),
       .zones = zones});
}

void report_unchecked(const Account& account, std::size_t codes, const std::string& example,
                      Diagnostics& diagnostics) {
  if (codes == 0) return;
  diagnostics.add(
      {.severity = Severity::note,
       .code = "codes-not-checked",
       .place = {.file = account.file},
       .found = message("{} that no list read can confirm, for example {}", counted(codes, "code"), example),
       .expected = message("a list of the {} of their départements", account.level.one),
       .advice = message("their form is right; they are taken as elsewhere"),
       .count = static_cast<std::int64_t>(codes)});
}

Account account_by_code(const Input& input, const std::vector<Input>& inputs, const Geography& geography,
                        Diagnostics& diagnostics) {
  Account account = open_account(input);
  const Level level = input.layout().level;
  const bool has_codes = level != Level::nation;
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
    switch (has_codes ? place_of(code, known, day) : CodePlace::here) {
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
    if (has_codes && !seen.contains(code)) account.without_row.push_back({code, 0, name, {}});
  report_duplicates(input, twice, diagnostics);
  report_unmatched(account, diagnostics);
  report_unchecked(account, unchecked, example, diagnostics);
  return account;
}

}  // namespace maillage

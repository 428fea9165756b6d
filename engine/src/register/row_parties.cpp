#include "register/row_parties.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "maillage/base/text.hpp"
#include "maillage/register/members.hpp"
#include "register/agreement_dates.hpp"
#include "register/agreement_words.hpp"

namespace maillage {
namespace {

Place place_of(const AgreementRow& row, std::string_view column, std::string_view zone = {}) {
  return {.file = row.file,
          .layer = {},
          .row = row.row,
          .column = std::string(column),
          .zone = std::string(zone)};
}

Role role_of(const AgreementRow& row, Diagnostics& diagnostics) {
  if (trim(row.role).empty()) return Role::signatory;
  if (const std::optional<Role> role = parse_role(row.role)) return *role;
  diagnostics.add({.severity = Severity::problem,
                   .code = "role",
                   .place = place_of(row, "role"),
                   .found = message("\"{}\"", row.role),
                   .expected = message("signatory, beneficiary, cosigner or transferring"),
                   .advice = message("until it is corrected, whether this party is bound is unknown")});
  return Role::unknown;
}

bool contradicts(PartyType stated, PartyType from_code) {
  if (stated == PartyType::commune) return from_code != PartyType::commune && from_code != PartyType::unknown;
  if (stated == PartyType::epci)
    return from_code == PartyType::commune || from_code == PartyType::departement;
  return stated == PartyType::departement && from_code != PartyType::departement &&
         from_code != PartyType::unknown;
}

PartyType stated_type(const AgreementRow& row, Diagnostics& diagnostics) {
  if (trim(row.party_type).empty()) return PartyType::unknown;
  if (const std::optional<PartyType> type = parse_party_type(row.party_type)) return *type;
  diagnostics.add({.severity = Severity::warning,
                   .code = "party-type",
                   .place = place_of(row, "code_type"),
                   .found = message("\"{}\"", row.party_type),
                   .expected = message("COM, EPCI, DEP, SYND or other"),
                   .advice = message("the type is taken from the code")});
  return PartyType::unknown;
}

PartyType settled_type(const AgreementRow& row, std::string_view code, PartyType stated,
                       Diagnostics& diagnostics) {
  const PartyType from_code = type_of_code(code);
  if (stated == PartyType::unknown) return from_code;
  if (!contradicts(stated, from_code)) return stated;
  diagnostics.add(
      {.severity = Severity::problem,
       .code = "party-type",
       .place = place_of(row, "code_type"),
       .found = message("type \"{}\" with code \"{}\"", row.party_type, code),
       .expected = message("a code of that type; this one is a code of type {}", to_string(from_code)),
       .advice = message("the type is taken from the code; correct the row")});
  return from_code;
}

bool is_territory(PartyType type) {
  return type == PartyType::commune || type == PartyType::epci;
}

// Codes that could never be found: said here, with the row at hand, rather than when the question is asked.
void check_code(const AgreementRow& row, Party& party, Diagnostics& diagnostics, Gathered& gathered) {
  if (party.type == PartyType::commune && party.code.size() == 9) {
    if (std::optional<std::string> insee = commune_of_siren(party.code)) {
      gathered.add({.severity = Severity::note,
                    .code = "commune-siren",
                    .place = place_of(row, "code"),
                    .found = message("SIREN {} of a commune", party.code),
                    .expected = message("its Insee code"),
                    .advice = message("read as commune {}", *insee)});
      party.code = std::move(*insee);
      return;
    }
  }
  const PartyType from_code = type_of_code(party.code);
  const bool good = party.type == PartyType::commune
                        ? from_code == PartyType::commune && party.code.size() == 5
                    : party.type == PartyType::epci ? party.code.size() == 9 && all_digits(party.code)
                                                    : party.type != PartyType::unknown;
  if (good) return;
  const bool lost_zero = party.code.size() == 4 && all_digits(party.code);
  diagnostics.add(
      {.severity = Severity::problem,
       .code = "party-code",
       .place = place_of(row, "code", party.code),
       .found = party.name.empty() ? message("\"{}\"", party.code)
                                   : message("\"{}\" ({})", party.code, party.name),
       .expected =
           message("a commune (5 characters), an EPCI (SIREN of 9 digits), a syndicat or a département"),
       .advice = lost_zero
                     ? message("did the code lose its zero? \"0{}\"", party.code)
                     : message("correct the code; until then nobody knows which territory this party is")});
  if (is_territory(party.type)) party.type = PartyType::unknown;
}

Term joined_term(const AgreementRow& row, const SourceRow& source, Diagnostics& diagnostics) {
  StatedDay joined;
  StatedDay left;
  state(joined, {row.joined, "joined", &source, row.excel_serials}, diagnostics);
  state(left, {row.left, "left", &source, row.excel_serials}, diagnostics);
  const TermReading reading = term_of_party(joined, left);
  if (reading.out_of_order) {
    diagnostics.add({.severity = Severity::problem,
                     .code = "dates-out-of-order",
                     .place = place_of(row, "left"),
                     .found = message("joined {}, left {}", row.joined, row.left),
                     .expected = message("left after joined"),
                     .advice = message("until it is corrected, whether this party is bound is unknown")});
  }
  return reading.term;
}

// A cell of codes may hold several: "241700434, 241700459", "241700624/241700632".
std::vector<Member> members_in_code(std::string_view code) {
  std::string separated(code);
  std::ranges::replace(separated, '/', ';');
  std::vector<Member> members = parse_members(separated);
  const bool all_codes = members.size() > 1 && std::ranges::all_of(members, [](const Member& member) {
                           return member.name.empty() && type_of_code(member.code) != PartyType::unknown;
                         });
  if (!all_codes) members = {Member{"", std::string(code)}};
  return members;
}

}  // namespace

std::vector<Party> parties_of_row(const AgreementRow& row, Diagnostics& diagnostics, Gathered& gathered) {
  std::vector<Member> members = parse_members(row.members_text);
  const std::string_view code = trim(row.party_code);
  if (!code.empty()) {
    const std::vector<Member> codes = members_in_code(code);
    members.insert(members.begin(), codes.begin(), codes.end());
  }
  if (members.empty()) return {};
  if (members.size() == 1 && members.front().name.empty()) members.front().name = trim(row.party_name);

  const SourceRow source{row.file, row.row};
  const Role role = role_of(row, diagnostics);
  const PartyType stated = stated_type(row, diagnostics);
  const Term joined = joined_term(row, source, diagnostics);
  std::vector<std::string> themes;
  for (const std::string_view some : split(row.themes, ','))
    for (const std::string_view theme : split(some, ';'))
      if (!trim(theme).empty()) themes.emplace_back(trim(theme));

  std::vector<Party> parties;
  for (Member& member : members) {
    Party party{std::move(member.code), stated, role, joined, themes, std::move(member.name), source};
    if (party.code.empty()) {
      party.type = PartyType::unknown;
      diagnostics.add(
          {.severity = Severity::problem,
           .code = "member-without-code",
           .place = place_of(row, "members", party.name),
           .found = message("\"{}\"", party.name),
           .expected = message("Name (code)"),
           .advice = message("add its code; until then nobody knows which territory this party is")});
    } else {
      party.type = settled_type(row, party.code, stated, diagnostics);
      check_code(row, party, diagnostics, gathered);
    }
    parties.push_back(std::move(party));
  }
  return parties;
}

Party nameless_party(const AgreementRow& row, Diagnostics& diagnostics) {
  const SourceRow source{row.file, row.row};
  Party party;
  party.type = PartyType::unknown;
  party.role = role_of(row, diagnostics);
  party.joined = joined_term(row, source, diagnostics);
  party.source = source;
  return party;
}

}  // namespace maillage

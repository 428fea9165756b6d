// Agreements and their parties: a Ctg, or any other contract between territories.
//
// An Agreement runs over a Term. Its parties are communes, EPCI, départements, syndicats, others; each has
// a role and a term of its own (joined, left), so that a party is bound on the days of both (`term_of`).
//
// Status. `signed_`, `expired` and `terminated` agreements are in force over their dates; `in_negotiation`
// never is. One that is `expired` or `terminated` without an end stopped on a day that is not stated: it is
// surely in force on none (register/agreement_rows.hpp). `unknown` is a status that the file spells in a way
// that is not understood: in force is then unknown on every day of the term.
//
// Types. `other` is a party that is no territory (Caf, MSA); `unknown` one that may be a territory and that
// is not named: a code of no known form, a member without a code (its code is empty).
//
// Roles. A signatory or a beneficiary is bound by the agreement. A cosigner accompanies it (Caf,
// département, MSA) and is not covered through it. `transferring` is a commune listed as having transferred
// its competence to the EPCI that signs: it is bound through that EPCI, while it belongs to it. `unknown`:
// spelled in a way that is not understood.
//
//     for (const Party& party : agreement.parties) Truth bound = in_force(term_of(agreement, party), day);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/register/term.hpp"

namespace maillage {

enum class PartyType : std::uint8_t { commune, epci, departement, syndicat, other, unknown };
enum class Role : std::uint8_t { signatory, beneficiary, cosigner, transferring, unknown };
enum class AgreementStatus : std::uint8_t { signed_, in_negotiation, expired, terminated, unknown };

[[nodiscard]] std::string_view to_string(PartyType type);
[[nodiscard]] std::string_view to_string(AgreementStatus status);

// Where a fact was read: file, and line as the user's tools count (0: none).
struct SourceRow {
  std::string file;
  std::int64_t row = 0;
};

struct Party {
  std::string code;
  PartyType type = PartyType::commune;
  Role role = Role::signatory;
  Term joined;                      // from the day it joins to the day it is out
  std::vector<std::string> themes;  // none: every theme of the agreement
  std::string name;                 // as the file has it; may be empty
  SourceRow source;
};

struct Agreement {
  std::string id;
  std::string label;
  std::string level;  // as the file has it: epci, commune, group
  AgreementStatus status = AgreementStatus::signed_;
  Term term;
  std::optional<Day> signature;
  std::string supersedes;  // the id of the agreement that it replaces; empty: none
  std::vector<Party> parties;
  SourceRow source;
};

// The days on which the party is bound by the agreement, its status and the doubt on its role included.
[[nodiscard]] Term term_of(const Agreement& agreement, const Party& party);

// The type of a party from its code alone: five characters (also 2A, 2B) or a SIREN in 21 with a right
// key: commune; other SIREN in 20 or 24: EPCI; SIREN in 25, 26: syndicat; one to three characters of a
// département: departement; else unknown.
[[nodiscard]] PartyType type_of_code(std::string_view code);

// "211703368" -> "17336": the SIREN of a commune of the mainland spells its Insee code.
// nullopt when it does not.
[[nodiscard]] std::optional<std::string> commune_of_siren(std::string_view siren);

}  // namespace maillage

// What the register says of each EPCI and each commune of a field, resolved once for all days.
#pragma once

#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/register/register.hpp"
#include "maillage/themes/ctg/coverage.hpp"

namespace maillage {

// One agreement that binds a commune or an EPCI on the days of its term. `doubt` is the reason to give on
// the days when it may bind and does not surely.
struct CtgClaim {
  std::uint32_t agreement = 0;
  Term term;
  CtgReason doubt = CtgReason::date_unknown;
  std::optional<Day> until;  // of the agreement, when the term ends earlier with the land that it binds
};

// Claims of one party with the days that they surely cover, tolerance included.
struct CtgClaimSet {
  std::vector<CtgClaim> claims;
  std::vector<Period> covered;
  std::vector<std::uint32_t> negotiations;
};

struct CtgCommuneClaims {
  CtgClaimSet own;      // on its land
  CtgClaimSet grouped;  // of its EPT; of its EPCI, when its land is in several
  bool in_several_epci = false;
  CtgClaimSet transfer;        // listed as transferring, with its EPCI of the field
  std::vector<CtgClaim> left;  // of an EPCI that is gone or that it left
};

// An agreement of which a party is found nowhere. It may bind one of the zones suggested; without any (it is
// `open`) any EPCI, or any commune when its code has that form.
struct CtgUnresolved {
  CtgClaim claim;
  bool commune = false;  // the code has the form of a commune
  bool open = false;
  std::vector<std::uint32_t> epci;      // suggested, of the field
  std::vector<std::uint32_t> communes;  // suggested, of the field
};

struct CtgClaims {
  std::vector<CtgClaimSet> epci;           // per EPCI of the field
  std::vector<CtgCommuneClaims> communes;  // those of the field, then those beyond
  std::vector<CtgUnresolved> unresolved;
  std::vector<std::vector<std::uint32_t>> members;  // per EPCI: its communes, in that order
  std::vector<CtgParty> parties;
};

[[nodiscard]] CtgClaims resolve_claims(const CtgField& field, const Register& reg,
                                       const CtgQuestion& question, Diagnostics& diagnostics);

// Communes of the field, then those beyond.
[[nodiscard]] std::size_t commune_count(const CtgField& field);
[[nodiscard]] const std::string& commune_code(const CtgField& field, std::size_t commune);
[[nodiscard]] EpciIndex epci_of(const CtgField& field, std::size_t commune);
[[nodiscard]] std::string_view departement_of(const CtgField& field, std::size_t commune);

}  // namespace maillage

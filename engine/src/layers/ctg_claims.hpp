// What the register says of each EPCI and each commune of a field, resolved once for all days.
#pragma once

#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/layers/ctg_question.hpp"
#include "maillage/register/register.hpp"

namespace maillage {

// One agreement that binds a commune or an EPCI on the days of its term.
struct CtgClaim {
  std::uint32_t agreement = 0;
  Term term;
};

// Claims of one party with the days that they surely cover, tolerance included.
struct CtgClaimSet {
  std::vector<CtgClaim> claims;
  std::vector<Period> covered;
  std::vector<std::uint32_t> negotiations;
};

struct CtgCommuneClaims {
  CtgClaimSet own;                  // on its code
  CtgClaimSet transfer;             // listed as transferring, with its EPCI of the field
  std::vector<CtgClaim> left;       // of an EPCI that is gone or that it left
  std::vector<CtgClaim> misplaced;  // listed as transferring, with another EPCI
  std::vector<CtgClaim> merged;     // of some of its former communes
};

// An agreement that may bind any commune: one of its parties is not found.
struct CtgDoubt {
  CtgClaim claim;
  std::string departement;  // empty: any
};

struct CtgClaims {
  std::vector<CtgClaimSet> epci;           // per EPCI of the field
  std::vector<CtgCommuneClaims> communes;  // those of the field, then those beyond
  std::vector<CtgDoubt> doubts;
  std::vector<std::vector<std::uint32_t>> members;  // per EPCI: its communes, in that order
};

[[nodiscard]] CtgClaims resolve_claims(const CtgField& field, const Register& reg,
                                       const CtgQuestion& question, Diagnostics& diagnostics);

// Communes of the field, then those beyond.
[[nodiscard]] std::size_t commune_count(const CtgField& field);
[[nodiscard]] const std::string& commune_code(const CtgField& field, std::size_t commune);
[[nodiscard]] std::uint32_t epci_of(const CtgField& field, std::size_t commune);
[[nodiscard]] std::string_view departement_of(const CtgField& field, std::size_t commune);

}  // namespace maillage

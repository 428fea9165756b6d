#include "maillage/register/agreement.hpp"

#include <algorithm>

#include "maillage/base/text.hpp"
#include "maillage/zoning/suggestions.hpp"

namespace maillage {
namespace {

bool is_commune_code(std::string_view code) {
  if (code.size() != 5) return false;
  if (all_digits(code)) return true;
  return code[0] == '2' && (code[1] == 'A' || code[1] == 'B') && all_digits(code.substr(2));
}

bool is_departement_code(std::string_view code) {
  if (code == "2A" || code == "2B" || code == "69D" || code == "69M") return true;
  if (!all_digits(code)) return false;
  return code.size() == 2 || (code.size() == 3 && code.substr(0, 2) == "97");
}

}  // namespace

std::string_view to_string(PartyType type) {
  switch (type) {
    case PartyType::commune:
      return "commune";
    case PartyType::epci:
      return "epci";
    case PartyType::departement:
      return "departement";
    case PartyType::syndicat:
      return "syndicat";
    case PartyType::other:
      return "other";
    case PartyType::unknown:
      return "unknown";
  }
  return "unknown";
}

std::string_view to_string(AgreementStatus status) {
  switch (status) {
    case AgreementStatus::signed_:
      return "signed";
    case AgreementStatus::in_negotiation:
      return "in_negotiation";
    case AgreementStatus::expired:
      return "expired";
    case AgreementStatus::terminated:
      return "terminated";
    case AgreementStatus::unknown:
      return "unknown";
  }
  return "unknown";
}

Term term_of(const Agreement& agreement, const Party& party) {
  if (agreement.status == AgreementStatus::in_negotiation) return dated(never);
  Term term = both(agreement.term, party.joined);
  if (agreement.status == AgreementStatus::unknown || party.role == Role::unknown) term.certain = never;
  return term;
}

PartyType type_of_code(std::string_view code) {
  if (is_commune_code(code)) return PartyType::commune;
  if (is_departement_code(code)) return PartyType::departement;
  if (code.size() != 9 || !all_digits(code)) return PartyType::unknown;
  const std::string_view family = code.substr(0, 2);
  if (family == "21" && has_siren_key(code)) return PartyType::commune;
  if (family == "20" || family == "24") return PartyType::epci;
  if (family == "25" || family == "26") return PartyType::syndicat;
  if (family == "22") return PartyType::departement;
  return PartyType::unknown;
}

std::optional<std::string> commune_of_siren(std::string_view siren) {
  if (!has_siren_key(siren) || siren.substr(0, 2) != "21") return std::nullopt;
  const std::string_view departement = siren.substr(2, 2);
  // Corsica kept 20 in its SIREN: 2A or 2B is not known. Overseas the département takes three digits.
  if (departement == "20" || departement == "00") return std::nullopt;
  if (departement == "97") return std::string(siren.substr(2, 3)) + std::string(siren.substr(6, 2));
  if (siren[4] != '0') return std::nullopt;
  return std::string(departement) + std::string(siren.substr(5, 3));
}

}  // namespace maillage

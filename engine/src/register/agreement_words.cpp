#include "register/agreement_words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

template <class Meaning, std::size_t count>
std::optional<Meaning> meaning_of(std::string_view text,
                                  const std::array<std::pair<std::string_view, Meaning>, count>& words) {
  std::string word = fold(text);
  std::replace(word.begin(), word.end(), '_', ' ');
  for (const auto& [spelling, meaning] : words) {
    if (word == spelling) return meaning;
  }
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, AgreementStatus>, 34> status_words{{
    {"signed", AgreementStatus::signed_},
    {"signe", AgreementStatus::signed_},
    {"signee", AgreementStatus::signed_},
    {"en cours", AgreementStatus::signed_},
    {"en vigueur", AgreementStatus::signed_},
    {"active", AgreementStatus::signed_},
    {"actif", AgreementStatus::signed_},
    {"in negotiation", AgreementStatus::in_negotiation},
    {"negotiation", AgreementStatus::in_negotiation},
    {"en negociation", AgreementStatus::in_negotiation},
    {"negociation", AgreementStatus::in_negotiation},
    {"en projet", AgreementStatus::in_negotiation},
    {"projet", AgreementStatus::in_negotiation},
    {"en preparation", AgreementStatus::in_negotiation},
    {"expired", AgreementStatus::expired},
    {"expire", AgreementStatus::expired},
    {"expiree", AgreementStatus::expired},
    {"echu", AgreementStatus::expired},
    {"echue", AgreementStatus::expired},
    {"arrive a echeance", AgreementStatus::expired},
    {"arrivee a echeance", AgreementStatus::expired},
    {"termine", AgreementStatus::expired},
    {"terminee", AgreementStatus::expired},
    {"acheve", AgreementStatus::expired},
    {"achevee", AgreementStatus::expired},
    {"caduc", AgreementStatus::expired},
    {"caduque", AgreementStatus::expired},
    {"terminated", AgreementStatus::terminated},
    {"resilie", AgreementStatus::terminated},
    {"resiliee", AgreementStatus::terminated},
    {"denonce", AgreementStatus::terminated},
    {"denoncee", AgreementStatus::terminated},
    {"rompu", AgreementStatus::terminated},
    {"rompue", AgreementStatus::terminated},
}};

constexpr std::array<std::pair<std::string_view, Role>, 13> role_words{{
    {"signatory", Role::signatory},
    {"signataire", Role::signatory},
    {"party", Role::signatory},
    {"beneficiary", Role::beneficiary},
    {"beneficiaire", Role::beneficiary},
    {"cosigner", Role::cosigner},
    {"co signer", Role::cosigner},
    {"cosignataire", Role::cosigner},
    {"co signataire", Role::cosigner},
    {"partenaire", Role::cosigner},
    {"transferring", Role::transferring},
    {"transfert", Role::transferring},
    {"transfer", Role::transferring},
}};

constexpr std::array<std::pair<std::string_view, PartyType>, 16> type_words{{
    {"com", PartyType::commune},
    {"commune", PartyType::commune},
    {"epci", PartyType::epci},
    {"intercommunalite", PartyType::epci},
    {"dep", PartyType::departement},
    {"departement", PartyType::departement},
    {"synd", PartyType::syndicat},
    {"syndicat", PartyType::syndicat},
    {"other", PartyType::other},
    {"autre", PartyType::other},
    {"caf", PartyType::other},
    {"msa", PartyType::other},
    {"association", PartyType::other},
    {"etat", PartyType::other},
    {"region", PartyType::other},
    {"reg", PartyType::other},
}};

}  // namespace

std::optional<AgreementStatus> parse_agreement_status(std::string_view text) {
  return meaning_of(text, status_words);
}
std::optional<Role> parse_role(std::string_view text) {
  return meaning_of(text, role_words);
}
std::optional<PartyType> parse_party_type(std::string_view text) {
  return meaning_of(text, type_words);
}

}  // namespace maillage

#include "layers/ctg_evaluate.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "layers/ctg_situation.hpp"

namespace maillage {
namespace {

const CtgDoubt* doubt_on(const CtgClaims& claims, std::string_view departement, Day day) {
  for (const CtgDoubt& doubt : claims.doubts) {
    if (!doubt.claim.term.possible.holds(day)) continue;
    const bool anywhere = doubt.departement.empty() || departement.empty();
    if (anywhere || doubt.departement == departement) return &doubt;
  }
  return nullptr;
}

struct Context {
  const CtgField& field;
  const Register& reg;
  const CtgClaims& claims;
  const CtgQuestion& question;
  Day day;
};

void set_unknown(CtgCommune& answer, CtgReason reason, const CtgClaim* claim) {
  answer.status = CtgStatus::unknown;
  answer.reason = reason;
  answer.agreement = no_agreement_index;
  answer.agreement_last.reset();
  answer.end_presumed = answer.presumed = false;
  if (claim != nullptr) name_agreement(answer, *claim);
}

CtgCommune commune_on(const Context& on, std::size_t commune) {
  static const CtgClaimSet nothing;
  const CtgCommuneClaims& claims = on.claims.communes[commune];
  const std::uint32_t epci = epci_of(on.field, commune);
  const CtgClaimSet& of_epci = epci < on.claims.epci.size() ? on.claims.epci[epci] : nothing;
  const bool territory = on.question.definition == CtgDefinition::territory;
  const std::array<const CtgClaimSet*, 2> binding{territory ? &of_epci : &claims.own,
                                                  territory ? &claims.own : &claims.transfer};
  const std::array<const CtgClaimSet*, 3> around{&of_epci, &claims.own, &claims.transfer};
  const std::string_view departement = departement_of(on.field, commune);

  CtgCommune answer;
  const CtgReason silence = look_around(answer, around, claims.left, on.day);
  if (const std::optional<Day> until = covered_until(binding, on.day)) {
    answer.status = CtgStatus::covered;
    answer.reason = territory && covers(of_epci, on.day) ? CtgReason::covered_by_epci
                    : covers(claims.own, on.day)         ? CtgReason::covered_by_commune
                                                         : CtgReason::covered_by_transfer;
    name_covering(answer, binding, on.day);
    set_covered_until(answer, *until, on.question, on.day);
    return answer;
  }
  const CtgClaim* claim = nullptr;
  const auto unknown = [&](CtgReason reason) {
    set_unknown(answer, reason, claim);
    return answer;
  };
  if ((claim = possible_claim(binding, on.day))) return unknown(CtgReason::date_unknown);
  if (territory && (claim = possible_claim(claims.left, on.day))) return unknown(CtgReason::epci_changed);
  if ((claim = possible_claim(claims.misplaced, on.day))) return unknown(CtgReason::epci_changed);
  if ((claim = possible_claim(claims.merged, on.day))) return unknown(CtgReason::commune_merged);
  if (const CtgDoubt* doubt = doubt_on(on.claims, departement, on.day)) {
    claim = &doubt->claim;
    return unknown(CtgReason::party_unresolved);
  }
  if (territory && epci == epci_unknown) return unknown(CtgReason::epci_not_known);
  if (!on.reg.completeness.holds(departement, on.day)) return unknown(CtgReason::register_incomplete);

  answer.status = CtgStatus::not_covered;
  const CtgClaim* bound_epci = territory ? nullptr : possible_claim(of_epci.claims, on.day);
  if (bound_epci != nullptr || (!territory && covers(of_epci, on.day))) {
    answer.reason = CtgReason::not_a_party;
    answer.presumed = false;
    if (bound_epci != nullptr) name_agreement(answer, *bound_epci);
  } else {
    answer.reason = silence == CtgReason::no_agreement && epci == no_epci ? CtgReason::in_no_epci : silence;
  }
  return answer;
}

// Whether the EPCI itself is bound; silence is a no where the register is complete for one of its communes.
Truth own_truth(const Context& on, std::size_t epci) {
  const CtgClaimSet& set = on.claims.epci[epci];
  if (covers(set, on.day)) return Truth::yes;
  if (possible_claim(set.claims, on.day) != nullptr) return Truth::unknown;
  for (const CtgDoubt& doubt : on.claims.doubts) {
    const bool about_epci = doubt.departement.empty();  // otherwise it is about one commune
    if (about_epci && doubt.claim.term.possible.holds(on.day)) return Truth::unknown;
  }
  const std::vector<std::uint32_t>& members = on.claims.members[epci];
  const bool complete = on.reg.completeness.holds({}, on.day) ||
                        std::any_of(members.begin(), members.end(), [&](std::uint32_t member) {
                          return on.reg.completeness.holds(departement_of(on.field, member), on.day);
                        });
  return complete ? Truth::no : Truth::unknown;
}

void cover_by_communes(const Context& on, CtgEpci& answer, const std::vector<CtgCommune>& communes,
                       std::size_t epci) {
  answer.reason = CtgReason::covered_by_commune;
  std::optional<Day> first_end;
  for (const std::uint32_t member : on.claims.members[epci]) {
    const CtgCommune& commune = communes[member];
    answer.presumed = answer.presumed || commune.presumed;
    answer.tolerated = answer.tolerated || commune.tolerated;
    if (commune.covered_until && (!first_end || *commune.covered_until < *first_end))
      first_end = commune.covered_until;
  }
  if (first_end) set_covered_until(answer, *first_end + std::chrono::days{1}, on.question, on.day);
}

CtgEpci epci_on(const Context& on, const std::vector<CtgCommune>& communes, std::size_t epci) {
  const CtgClaimSet& set = on.claims.epci[epci];
  const std::array<const CtgClaimSet*, 1> sets{&set};
  CtgEpci answer;
  answer.reason = look_around(answer, sets, {}, on.day);
  const Truth own = own_truth(on, epci);
  std::array<std::size_t, 3> counts{};
  for (const std::uint32_t member : on.claims.members[epci])
    ++counts[static_cast<std::size_t>(communes[member].status)];
  const auto [without, unknown, with] = counts;
  const bool all = with > 0 && unknown + without == 0;

  answer.own = own == Truth::yes;
  answer.may_be_covered = own != Truth::no || all || (unknown > 0 && without == 0);
  if (answer.own) {
    answer.status = EpciStatus::covered;
    answer.reason = CtgReason::covered_by_epci;
    name_covering(answer, sets, on.day);
    set_covered_until(answer, *covered_until(sets, on.day), on.question, on.day);
  } else if (all) {
    answer.status = EpciStatus::covered;
    answer.agreement = no_agreement_index;
    answer.agreement_last.reset();
    answer.end_presumed = answer.presumed = false;
    cover_by_communes(on, answer, communes, epci);
  } else if (!answer.may_be_covered) {
    answer.status = with > 0      ? EpciStatus::partly
                    : unknown > 0 ? EpciStatus::unknown
                                  : EpciStatus::not_covered;
  } else {
    answer.status = EpciStatus::unknown;
    const CtgClaim* claim = possible_claim(set.claims, on.day);
    answer.reason = claim != nullptr ? CtgReason::date_unknown : CtgReason::register_incomplete;
    for (const std::uint32_t member : on.claims.members[epci]) {
      if (claim != nullptr || communes[member].status != CtgStatus::unknown) continue;
      answer.reason = communes[member].reason;
      break;
    }
    if (claim != nullptr) name_agreement(answer, *claim);
  }
  return answer;
}

}  // namespace

CtgDayAnswer evaluate(const CtgField& field, const Register& reg, const CtgClaims& claims,
                      const CtgQuestion& question, Day day) {
  const Context on{field, reg, claims, question, day};
  CtgDayAnswer answer;
  answer.communes.reserve(claims.communes.size());
  for (std::size_t i = 0; i < claims.communes.size(); ++i) answer.communes.push_back(commune_on(on, i));
  answer.epci.reserve(claims.epci.size());
  for (std::size_t i = 0; i < claims.epci.size(); ++i) answer.epci.push_back(epci_on(on, answer.communes, i));
  return answer;
}

std::vector<Day> event_days(const Register& reg, const CtgClaims& claims) {
  std::vector<Day> days = event_days(reg);
  const auto take = [&](std::span<const CtgClaim> list) {
    for (const CtgClaim& claim : list) {
      for (const Period& period : {claim.term.certain, claim.term.possible}) {
        if (period.empty()) continue;
        days.push_back(period.from);
        days.push_back(period.until);
      }
    }
  };
  for (const CtgCommuneClaims& commune : claims.communes) take(commune.left);
  for (const CtgDoubt& doubt : claims.doubts) take(std::span(&doubt.claim, 1));
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::erase_if(days, [](Day day) { return day == first_day || day == no_end; });
  return days;
}

}  // namespace maillage

#include "themes/ctg/evaluate.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>

#include "maillage/themes/ctg/coverage.hpp"
#include "themes/ctg/claims.hpp"

namespace maillage {
namespace {

using CtgSets = std::span<const CtgClaimSet* const>;

void look_at(CtgSituation& situation, const CtgClaim& claim, Day day, const CtgClaim*& ended,
             const CtgClaim*& next) {
  const Period& possible = claim.term.possible;
  if (possible.empty()) return;
  if (possible.until <= day && (!situation.last_end || day_before(possible.until) > *situation.last_end)) {
    situation.last_end = day_before(possible.until);
    ended = &claim;
  }
  if (possible.from > day && (!situation.next_start || possible.from < *situation.next_start)) {
    situation.next_start = possible.from;
    next = &claim;
  }
}

// The first day after the unbroken coverage that holds on the day; nullopt when nothing covers it.
std::optional<Day> covered_until(CtgSets sets, Day day) {
  Day until = day;
  bool grew = true;
  while (grew) {
    grew = false;
    for (const CtgClaimSet* set : sets) {
      for (const Period& period : set->covered) {
        if (!period.holds(until) || period.until <= until) continue;
        until = period.until;
        grew = true;
      }
    }
  }
  return until > day ? std::optional(until) : std::nullopt;
}

bool covers(const CtgClaimSet& set, Day day) {
  return std::any_of(set.covered.begin(), set.covered.end(),
                     [&](const Period& period) { return period.holds(day); });
}

void name_agreement(CtgSituation& situation, const CtgClaim& claim) {
  situation.agreement = claim.agreement;
  situation.end_presumed = claim.term.end_presumed();
  situation.agreement_last.reset();
  const Day until = claim.until.value_or(claim.term.possible.until);
  if (until < no_end && !claim.term.possible.empty()) situation.agreement_last = day_before(until);
}

// Names the agreement in force that lasts longest; within a tolerated hole, the one that ended last.
void name_covering(CtgSituation& situation, CtgSets sets, Day day) {
  const CtgClaim* best = nullptr;
  const CtgClaim* ended = nullptr;
  bool all_presumed = true;
  for (const CtgClaimSet* set : sets) {
    for (const CtgClaim& claim : set->claims) {
      const Period& certain = claim.term.certain;
      if (certain.holds(day)) {
        all_presumed = all_presumed && claim.term.end_presumed();
        if (best == nullptr || certain.until > best->term.certain.until) best = &claim;
      } else if (!certain.empty() && certain.until <= day) {
        if (ended == nullptr || certain.until > ended->term.certain.until) ended = &claim;
      }
    }
  }
  situation.tolerated = best == nullptr;
  if (best == nullptr) best = ended;
  if (best == nullptr) return;
  name_agreement(situation, *best);
  // While it covers, the end presumed first counts, not the longest one.
  if (situation.end_presumed && best->term.certain.holds(day))
    situation.agreement_last = day_before(best->term.certain.until);
  situation.presumed = situation.tolerated ? best->term.end_presumed() : all_presumed;
}

// Of the claims that may be in force on the day, the first with the first reason to doubt.
const CtgClaim* possible_claim(std::span<const CtgClaim> claims, Day day) {
  const CtgClaim* best = nullptr;
  for (const CtgClaim& claim : claims)
    if (claim.term.possible.holds(day) && (best == nullptr || claim.doubt < best->doubt)) best = &claim;
  return best;
}

const CtgClaim* possible_claim(CtgSets sets, Day day) {
  const CtgClaim* best = nullptr;
  for (const CtgClaimSet* set : sets)
    if (const CtgClaim* claim = possible_claim(set->claims, day);
        claim != nullptr && (best == nullptr || claim->doubt < best->doubt))
      best = claim;
  return best;
}

// What ended, what begins, what is negotiated. Gives the reason of a "no" that silence leaves.
CtgReason look_around(CtgSituation& situation, CtgSets sets, std::span<const CtgClaim> left, Day day) {
  const CtgClaim* ended = nullptr;
  const CtgClaim* next = nullptr;
  std::optional<std::uint32_t> negotiation;
  for (const CtgClaimSet* set : sets) {
    for (const CtgClaim& claim : set->claims) look_at(situation, claim, day, ended, next);
    if (!negotiation && !set->negotiations.empty()) negotiation = set->negotiations.front();
  }
  for (const CtgClaim& claim : left) look_at(situation, claim, day, ended, next);
  situation.negotiating = negotiation.has_value();
  if (ended != nullptr) {
    name_agreement(situation, *ended);
    situation.presumed = ended->term.end_presumed();
    return CtgReason::expired_since;
  }
  if (next != nullptr) {
    name_agreement(situation, *next);
    return CtgReason::not_yet_in_force;
  }
  if (negotiation) {
    situation.agreement = *negotiation;
    return CtgReason::in_negotiation;
  }
  return CtgReason::no_agreement;
}

// `until`: the first day not covered.
void set_covered_until(CtgSituation& situation, Day until, const CtgQuestion& question, Day day) {
  if (until >= no_end) return;
  situation.covered_until = day_before(until);
  situation.expiring = *situation.covered_until <= add_months(day, question.expiry_months);
}

struct Context {
  const CtgField& field;
  const Register& reg;
  const CtgClaims& claims;
  const CtgQuestion& question;
  Day day;
  const CtgUnresolvedDay& unresolved;
};

void set_unknown(CtgCommune& answer, CtgReason reason, const CtgClaim* claim) {
  answer.status = CtgStatus::unknown;
  answer.reason = reason;
  answer.agreement = no_agreement_index;
  answer.agreement_last.reset();
  answer.end_presumed = answer.presumed = false;
  if (claim != nullptr) name_agreement(answer, *claim);
}

// Why nothing but parties found nowhere leaves it unknown whether the commune is covered.
std::optional<CtgReason> doubt_of(const Context& on, std::size_t commune,
                                  std::span<const CtgClaimSet* const> binding, const CtgClaim*& claim) {
  const bool territory = on.question.definition == CtgDefinition::territory;
  if ((claim = possible_claim(binding, on.day))) return claim->doubt;
  if (territory && (claim = possible_claim(on.claims.communes[commune].left, on.day))) return claim->doubt;
  if (territory && epci_of(on.field, commune) == epci_unknown) return CtgReason::epci_not_known;
  if (!on.reg.completeness.holds(departement_of(on.field, commune), on.day))
    return CtgReason::register_incomplete;
  return std::nullopt;
}

// Its land may lie in several EPCI: `grouped` then holds what they bind together.
const CtgClaimSet& claims_of_its_epci(const CtgField& field, const CtgClaims& claims, std::size_t commune) {
  static const CtgClaimSet nothing;
  const std::uint32_t epci = number(epci_of(field, commune));
  const bool in_one = epci < claims.epci.size() && !claims.communes[commune].in_several_epci;
  return in_one ? claims.epci[epci] : nothing;
}

CtgCommune commune_on(const Context& on, std::size_t commune) {
  const CtgCommuneClaims& claims = on.claims.communes[commune];
  const EpciIndex own_epci = epci_of(on.field, commune);
  const std::uint32_t epci = number(own_epci);
  const CtgClaimSet& of_epci = claims_of_its_epci(on.field, on.claims, commune);
  const bool territory = on.question.definition == CtgDefinition::territory;
  const auto binding = binding_claims(on.field, on.claims, on.question, commune);
  const std::array<const CtgClaimSet*, 4> around{&of_epci, &claims.grouped, &claims.own, &claims.transfer};

  CtgCommune answer;
  const CtgReason silence = look_around(answer, around, claims.left, on.day);
  if (const std::optional<Day> until = covered_until(binding, on.day)) {
    answer.status = CtgStatus::covered;
    answer.reason = territory && (covers(of_epci, on.day) || covers(claims.grouped, on.day))
                        ? CtgReason::covered_by_epci
                    : covers(claims.own, on.day) ? CtgReason::covered_by_commune
                                                 : CtgReason::covered_by_transfer;
    name_covering(answer, binding, on.day);
    set_covered_until(answer, *until, on.question, on.day);
    return answer;
  }
  const CtgClaim* claim = nullptr;
  const std::optional<CtgReason> doubt = doubt_of(on, commune, binding, claim);
  const CtgClaim* suggested = on.unresolved.communes[commune];
  if (suggested == nullptr && epci < on.unresolved.epci.size()) suggested = on.unresolved.epci[epci];
  if (doubt && (*doubt < CtgReason::party_unresolved || suggested == nullptr)) {
    set_unknown(answer, *doubt, claim);
    return answer;
  }
  if (suggested != nullptr || on.unresolved.open != nullptr) {
    set_unknown(answer, CtgReason::party_unresolved, suggested != nullptr ? suggested : on.unresolved.open);
    answer.only_unresolved = !doubt;
    return answer;
  }

  answer.status = CtgStatus::not_covered;
  const CtgClaim* bound_epci = territory ? nullptr : possible_claim(of_epci.claims, on.day);
  if (bound_epci != nullptr || (!territory && covers(of_epci, on.day))) {
    answer.reason = CtgReason::not_a_party;
    answer.presumed = false;
    if (bound_epci != nullptr) name_agreement(answer, *bound_epci);
  } else {
    answer.reason =
        silence == CtgReason::no_agreement && own_epci == no_epci ? CtgReason::in_no_epci : silence;
  }
  return answer;
}

// Whether the EPCI itself is bound, parties found nowhere aside; silence is a no where the register is
// complete for one of its communes.
Truth own_truth(const Context& on, std::size_t epci) {
  const CtgClaimSet& set = on.claims.epci[epci];
  if (covers(set, on.day)) return Truth::yes;
  if (possible_claim(set.claims, on.day) != nullptr) return Truth::unknown;
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

struct MemberCount {
  std::size_t covered = 0;
  std::size_t unknown = 0;          // whatever the parties found nowhere are
  std::size_t only_unresolved = 0;  // unknown because of them alone
  std::size_t without = 0;
};

MemberCount count_members(const std::vector<CtgCommune>& communes, std::span<const std::uint32_t> members) {
  MemberCount count;
  for (const std::uint32_t member : members) {
    const CtgCommune& commune = communes[member];
    if (commune.status == CtgStatus::covered)
      ++count.covered;
    else if (commune.status == CtgStatus::not_covered)
      ++count.without;
    else
      ++(commune.only_unresolved ? count.only_unresolved : count.unknown);
  }
  return count;
}

// The first reason of an unknown commune, those of the territory before those beyond.
CtgReason first_reason(const Context& on, const std::vector<CtgCommune>& communes, std::size_t epci) {
  for (const std::uint32_t member : on.claims.members[epci])
    if (communes[member].status == CtgStatus::unknown) return communes[member].reason;
  return CtgReason::register_incomplete;
}

std::vector<std::string> incomplete_for(const Context& on, std::size_t epci) {
  std::set<std::string> departements;
  for (const std::uint32_t member : on.claims.members[epci])
    if (const std::string_view code = departement_of(on.field, member);
        !on.reg.completeness.holds(code, on.day))
      departements.emplace(code);
  return {departements.begin(), departements.end()};
}

CtgEpci epci_on(const Context& on, const std::vector<CtgCommune>& communes, std::size_t epci) {
  const CtgClaimSet& set = on.claims.epci[epci];
  const std::array<const CtgClaimSet*, 1> sets{&set};
  CtgEpci answer;
  answer.reason = look_around(answer, sets, {}, on.day);
  const Truth own = own_truth(on, epci);
  const MemberCount count = count_members(communes, on.claims.members[epci]);
  const bool all = count.covered > 0 && count.unknown + count.only_unresolved + count.without == 0;
  const bool may_be_anyway =
      own != Truth::no || all || (count.unknown > 0 && count.only_unresolved + count.without == 0);
  const CtgClaim* suggested = on.unresolved.epci[epci];
  answer.lacking = count.without == 0 ? count.only_unresolved : 0;
  const std::size_t communes_sought = on.unresolved.any_commune + on.unresolved.alone_communes.size();
  const bool may_be_found = suggested != nullptr || on.unresolved.any_epci > 0 ||
                            (answer.lacking > 0 && answer.lacking <= communes_sought);

  answer.own = own == Truth::yes;
  answer.may_be_covered = may_be_anyway || may_be_found;
  answer.only_unresolved = answer.may_be_covered && !may_be_anyway;
  if (answer.own) {
    answer.status = EpciStatus::covered;
    answer.reason = CtgReason::covered_by_epci;
    name_covering(answer, sets, on.day);
    set_covered_until(answer, *covered_until(sets, on.day), on.question, on.day);
    return answer;
  }
  if (all) {
    answer.status = EpciStatus::covered;
    answer.agreement = no_agreement_index;
    answer.agreement_last.reset();
    answer.end_presumed = answer.presumed = false;
    cover_by_communes(on, answer, communes, epci);
    return answer;
  }
  const std::size_t unknown = count.unknown + count.only_unresolved;
  if (!answer.may_be_covered && (count.covered > 0 || unknown == 0)) {
    answer.status = count.covered > 0 ? EpciStatus::partly : EpciStatus::not_covered;
    return answer;
  }
  answer.status = EpciStatus::unknown;
  const CtgClaim* claim = possible_claim(set.claims, on.day);
  answer.reason = claim != nullptr       ? claim->doubt
                  : suggested != nullptr ? CtgReason::party_unresolved
                                         : first_reason(on, communes, epci);
  if (answer.reason == CtgReason::register_incomplete) answer.incomplete = incomplete_for(on, epci);
  if (claim == nullptr) claim = suggested;
  if (claim != nullptr) name_agreement(answer, *claim);
  return answer;
}

}  // namespace

CtgDayAnswer evaluate(const CtgField& field, const Register& reg, const CtgClaims& claims,
                      const CtgQuestion& question, Day day) {
  CtgDayAnswer answer;
  answer.unresolved = unresolved_on(field, claims, day);
  const Context on{field, reg, claims, question, day, answer.unresolved};
  answer.communes.reserve(claims.communes.size());
  for (std::size_t i = 0; i < claims.communes.size(); ++i) answer.communes.push_back(commune_on(on, i));
  answer.epci.reserve(claims.epci.size());
  for (std::size_t i = 0; i < claims.epci.size(); ++i) answer.epci.push_back(epci_on(on, answer.communes, i));
  return answer;
}

std::array<const CtgClaimSet*, 3> binding_claims(const CtgField& field, const CtgClaims& claims,
                                                 const CtgQuestion& question, std::size_t commune) {
  static const CtgClaimSet nothing;
  const CtgCommuneClaims& own = claims.communes[commune];
  if (question.definition == CtgDefinition::party) return {&own.own, &own.transfer, &nothing};
  return {&claims_of_its_epci(field, claims, commune), &own.grouped, &own.own};
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
  for (const CtgCommuneClaims& commune : claims.communes) {
    take(commune.left);
    take(commune.own.claims);
    take(commune.grouped.claims);
  }
  for (const CtgUnresolved& party : claims.unresolved) take(std::span(&party.claim, 1));
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::erase_if(days, [](Day day) { return day == first_day || day == no_end; });
  return days;
}

}  // namespace maillage

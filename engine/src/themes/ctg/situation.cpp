#include "themes/ctg/situation.hpp"

#include <algorithm>

namespace maillage {
namespace {

constexpr std::chrono::days one_day{1};

void look_at(CtgSituation& situation, const CtgClaim& claim, Day day, const CtgClaim*& ended,
             const CtgClaim*& next) {
  const Period& possible = claim.term.possible;
  if (possible.empty()) return;
  if (possible.until <= day && (!situation.last_end || possible.until - one_day > *situation.last_end)) {
    situation.last_end = possible.until - one_day;
    ended = &claim;
  }
  if (possible.from > day && (!situation.next_start || possible.from < *situation.next_start)) {
    situation.next_start = possible.from;
    next = &claim;
  }
}

}  // namespace

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
  if (until < no_end && !claim.term.possible.empty()) situation.agreement_last = until - one_day;
}

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
    situation.agreement_last = best->term.certain.until - one_day;
  situation.presumed = situation.tolerated ? best->term.end_presumed() : all_presumed;
}

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

void set_covered_until(CtgSituation& situation, Day until, const CtgQuestion& question, Day day) {
  if (until >= no_end) return;
  situation.covered_until = until - one_day;
  situation.expiring = *situation.covered_until <= add_months(day, question.expiry_months);
}

}  // namespace maillage

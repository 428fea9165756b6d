#include "maillage/register/register.hpp"

#include <algorithm>
#include <tuple>

namespace maillage {
namespace {

struct Stretch {
  std::string_view code;
  PartyType type;
  Term term;
  const Agreement* agreement;
};

bool same_party(const Stretch& a, const Stretch& b) {
  return a.code == b.code && a.type == b.type;
}

// By party, then by the days asked for: those on which it surely is bound, or those on which it may be.
std::vector<Stretch> stretches_of(const Register& reg, Period Term::*days) {
  std::vector<Stretch> result;
  for (const Agreement& agreement : reg.agreements) {
    for (const Party& party : agreement.parties) {
      if (party.role != Role::signatory && party.role != Role::beneficiary) continue;
      const Term term = term_of(agreement, party);
      if (!(term.*days).empty()) result.push_back({party.code, party.type, term, &agreement});
    }
  }
  std::sort(result.begin(), result.end(), [&](const Stretch& a, const Stretch& b) {
    return std::tie(a.code, a.type, a.term.*days, a.agreement->id) <
           std::tie(b.code, b.type, b.term.*days, b.agreement->id);
  });
  return result;
}

bool supersedes(const Agreement& successor, const Agreement& old) {
  return !successor.supersedes.empty() && successor.supersedes == old.id;
}

}  // namespace

bool Completeness::holds(std::string_view departement, Day day) const {
  return std::any_of(claims.begin(), claims.end(), [&](const CompletenessClaim& claim) {
    if (!claim.period.holds(day)) return false;
    const auto& list = claim.departements;
    return list.empty() || std::find(list.begin(), list.end(), departement) != list.end();
  });
}

Completeness complete_everywhere(Period period) {
  return {{{{}, period}}};
}

Completeness complete_for(std::vector<std::string> departements, Period period) {
  // An empty list in a claim means everywhere; asked for no département, the register is complete nowhere.
  if (departements.empty()) return {};
  return {{{std::move(departements), period}}};
}

std::vector<Lapse> lapses(const Register& reg, int tolerance_days) {
  std::vector<Lapse> result;
  const std::vector<Stretch> stretches = stretches_of(reg, &Term::possible);
  std::size_t longest = 0;  // the stretch of the current party that reaches furthest
  Day surely_until = first_day;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const Stretch& before = stretches[longest];
    const Stretch& after = stretches[i];
    const Period& certain = after.term.certain;
    if (!same_party(before, after)) {
      longest = i;
      surely_until = certain.until;
      continue;
    }
    if (before.term.possible.until < after.term.possible.from) {
      const Period hole{before.term.possible.until, after.term.possible.from};
      const bool tolerated =
          !certain.empty() && certain.from - surely_until <= std::chrono::days{tolerance_days};
      result.push_back(
          {std::string(after.code), after.type, hole, before.agreement->id, after.agreement->id, tolerated});
    }
    if (after.term.possible.until > before.term.possible.until) longest = i;
    surely_until = std::max(surely_until, certain.until);
  }
  return result;
}

std::vector<Overlap> overlaps(const Register& reg) {
  std::vector<Overlap> result;
  const std::vector<Stretch> stretches = stretches_of(reg, &Term::certain);
  std::size_t longest = 0;  // the stretch of the current party that reaches furthest
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    const Stretch& before = stretches[longest];
    const Stretch& after = stretches[i];
    if (!same_party(before, after)) {
      longest = i;
      continue;
    }
    const Agreement& first = *before.agreement;
    const Agreement& second = *after.agreement;
    const bool lasts_longer = after.term.certain.until > before.term.certain.until;
    const Period shared = intersection(before.term.certain, after.term.certain);
    const bool apart = &first == &second || supersedes(first, second) || supersedes(second, first);
    if (!shared.empty() && !apart)
      result.push_back({std::string(after.code), after.type, shared, first.id, second.id,
                        lasts_longer ? second.id : first.id});
    if (lasts_longer) longest = i;
  }
  return result;
}

std::vector<Day> event_days(const Register& reg) {
  std::vector<Day> days;
  const auto take = [&](const Period& period) {
    if (period.empty()) return;
    days.push_back(period.from);
    days.push_back(period.until);
  };
  for (const Agreement& agreement : reg.agreements) {
    for (const Party& party : agreement.parties) {
      const Term term = term_of(agreement, party);
      take(term.certain);
      take(term.possible);
    }
  }
  for (const CompletenessClaim& claim : reg.completeness.claims) take(claim.period);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::erase_if(days, [](Day day) { return day == first_day || day == no_end; });
  return days;
}

}  // namespace maillage

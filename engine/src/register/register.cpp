#include "maillage/register/register.hpp"

#include <algorithm>
#include <tuple>

namespace maillage {
namespace {

struct Stretch {
  std::string_view code;
  PartyType type;
  Period period;
  std::string_view agreement;
};

std::vector<Stretch> stretches_of(const Register& reg) {
  std::vector<Stretch> result;
  for (const Agreement& agreement : reg.agreements) {
    for (const Party& party : agreement.parties) {
      if (party.role != Role::signatory && party.role != Role::beneficiary) continue;
      const Period period = term_of(agreement, party).certain;
      if (!period.empty()) result.push_back({party.code, party.type, period, agreement.id});
    }
  }
  std::sort(result.begin(), result.end(), [](const Stretch& a, const Stretch& b) {
    return std::tie(a.code, a.type, a.period, a.agreement) < std::tie(b.code, b.type, b.period, b.agreement);
  });
  return result;
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
  const std::vector<Stretch> stretches = stretches_of(reg);
  std::size_t longest = 0;  // the stretch of the current party that reaches furthest
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    const Stretch& before = stretches[longest];
    const Stretch& after = stretches[i];
    if (before.code != after.code || before.type != after.type) {
      longest = i;
      continue;
    }
    if (before.period.until < after.period.from) {
      const Period hole{before.period.until, after.period.from};
      result.push_back({std::string(after.code), after.type, hole, std::string(before.agreement),
                        std::string(after.agreement),
                        hole.until - hole.from <= std::chrono::days{tolerance_days}});
    }
    if (after.period.until > before.period.until) longest = i;
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

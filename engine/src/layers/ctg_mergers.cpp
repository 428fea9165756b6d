#include "layers/ctg_mergers.hpp"

#include <algorithm>

namespace maillage {
namespace {

const CtgClaim* certain_claim(const std::vector<FormerClaim>& claims, const std::string& code, Day day) {
  for (const FormerClaim& former : claims) {
    if (former.code == code && former.claim.term.certain.holds(day)) return &former.claim;
  }
  return nullptr;
}

std::vector<Day> boundaries_of(const std::vector<FormerClaim>& claims) {
  std::vector<Day> days;
  for (const FormerClaim& former : claims) {
    if (former.claim.term.certain.empty()) continue;
    days.push_back(former.claim.term.certain.from);
    days.push_back(former.claim.term.certain.until);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

}  // namespace

void settle_merger(CtgCommuneClaims& commune, const std::vector<std::string>& components,
                   const std::vector<FormerClaim>& claims) {
  const std::vector<Day> days = boundaries_of(claims);
  for (std::size_t i = 0; i + 1 < days.size(); ++i) {
    const CtgClaim* first = nullptr;
    Marks marks;
    const bool all = std::all_of(components.begin(), components.end(), [&](const std::string& code) {
      const CtgClaim* claim = certain_claim(claims, code, days[i]);
      if (claim == nullptr) return false;
      if (first == nullptr || claim->term.certain.until < first->term.certain.until) first = claim;
      marks |= claim->term.marks;
      return true;
    });
    if (all && first != nullptr)
      commune.own.claims.push_back({first->agreement, dated({days[i], days[i + 1]}, marks)});
  }
  for (const FormerClaim& former : claims) {
    commune.merged.push_back({former.claim.agreement, undated(former.claim.term.possible)});
  }
}

}  // namespace maillage

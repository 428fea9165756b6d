#include "themes/ctg/mergers.hpp"

#include <algorithm>
#include <set>

namespace maillage {
namespace {

std::vector<Day> boundaries_of(std::span<const PartClaim> claims) {
  std::vector<Day> days;
  for (const PartClaim& claim : claims) {
    if (claim.term.certain.empty()) continue;
    days.push_back(claim.term.certain.from);
    days.push_back(claim.term.certain.until);
  }
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  return days;
}

}  // namespace

void add_whole_days(CtgClaimSet& set, std::span<const PartClaim> claims, std::size_t whole) {
  const std::vector<Day> days = boundaries_of(claims);
  for (std::size_t i = 0; i + 1 < days.size(); ++i) {
    std::set<std::uint32_t> bound;
    const PartClaim* first_to_end = nullptr;
    Marks marks;
    for (const PartClaim& claim : claims) {
      if (!claim.term.certain.holds(days[i])) continue;
      bound.insert(claim.parts.begin(), claim.parts.end());
      marks |= claim.term.marks;
      if (first_to_end == nullptr || claim.term.certain.until < first_to_end->term.certain.until)
        first_to_end = &claim;
    }
    if (bound.size() == whole)
      set.claims.push_back({first_to_end->agreement, dated({days[i], days[i + 1]}, marks)});
  }
}

}  // namespace maillage

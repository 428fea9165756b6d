#include "maillage/register/term.hpp"

#include <algorithm>

namespace maillage {

Truth in_force(const Term& term, Day day) {
  if (term.certain.holds(day)) return Truth::yes;
  return term.possible.holds(day) ? Truth::unknown : Truth::no;
}

Term both(const Term& a, const Term& b) {
  Term term{intersection(a.certain, b.certain), intersection(a.possible, b.possible), {}};
  const auto ends = [&](const Term& one, const Term& other) {
    return one.possible.until <= other.possible.until ||
           (!term.certain.empty() && one.certain.until < other.certain.until);
  };
  if (ends(a, b)) term.marks |= a.marks;
  if (ends(b, a)) term.marks |= b.marks;
  return term;
}

std::vector<Period> united(std::span<const Period> periods, int tolerance_days) {
  std::vector<Period> sorted;
  for (const Period& period : periods) {
    if (!period.empty()) sorted.push_back(period);
  }
  std::sort(sorted.begin(), sorted.end());
  std::vector<Period> result;
  for (const Period& period : sorted) {
    if (!result.empty() && period.from - result.back().until <= std::chrono::days{tolerance_days}) {
      result.back().until = std::max(result.back().until, period.until);
    } else {
      result.push_back(period);
    }
  }
  return result;
}

}  // namespace maillage

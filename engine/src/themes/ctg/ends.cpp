#include "themes/ctg/ends.hpp"

#include <array>

namespace maillage {

std::string_view to_string(EndBasis basis) {
  constexpr std::array<std::string_view, 3> words{"stated", "presumed", "latest"};
  return words[static_cast<std::size_t>(basis)];
}

EndBasis end_basis(const CtgSituation& situation, const Register& reg) {
  if (situation.agreement == no_agreement_index || !situation.agreement_last) return EndBasis::stated;
  if (situation.end_presumed) return EndBasis::presumed;
  const Term& term = reg.agreements[situation.agreement].term;
  const bool its_own = until_after(*situation.agreement_last) == term.possible.until;  // not that of a party
  return its_own && term.marks.has(Mark::censored) ? EndBasis::latest : EndBasis::stated;
}

std::optional<Day> stated_last_end(CtgReason reason, const CtgSituation& situation, const Register& reg) {
  const bool speaks_of_it = reason == CtgReason::expired_since;
  if (speaks_of_it && end_basis(situation, reg) != EndBasis::stated) return std::nullopt;
  return situation.last_end;
}

}  // namespace maillage

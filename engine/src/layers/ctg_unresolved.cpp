#include "layers/ctg_unresolved.hpp"

#include <algorithm>
#include <functional>

namespace maillage {
namespace {

bool may_be(const CtgField& field, const CtgUnresolvedParty& party, CtgUnit unit) {
  const std::size_t epci_count = field.epci->size();
  switch (party.may_be) {
    case CtgMayBe::suggested:
      return std::ranges::binary_search(party.suggested, unit);
    case CtgMayBe::any_epci:
      return unit < epci_count || epci_of(field, unit - epci_count) == no_epci;
    case CtgMayBe::any_commune:
      return unit >= epci_count;
  }
  return false;
}

// Gives the unit to a party that may be it, moving units already given where that makes room.
bool give(const CtgField& field, const CtgUnresolvedDay& day, CtgUnit unit,
          std::vector<std::optional<CtgUnit>>& given, std::vector<char>& tried) {
  for (std::size_t party = 0; party < day.parties.size(); ++party) {
    if (tried[party] != 0 || !may_be(field, day.parties[party], unit)) continue;
    tried[party] = 1;
    if (given[party] && !give(field, day, *given[party], given, tried)) continue;
    given[party] = unit;
    return true;
  }
  return false;
}

}  // namespace

CtgUnresolvedDay unresolved_on(const CtgField& field, const CtgClaims& claims, Day day) {
  CtgUnresolvedDay result;
  const auto epci_count = static_cast<CtgUnit>(field.epci->size());
  result.epci.resize(epci_count);
  result.communes.resize(claims.communes.size());
  for (const CtgUnresolved& party : claims.unresolved) {
    if (!party.claim.term.possible.holds(day)) continue;
    CtgUnresolvedParty& found = result.parties.emplace_back();
    result.commune_parties += (party.open ? party.commune : !party.communes.empty()) ? 1U : 0U;
    if (party.open) {
      found.may_be = party.commune ? CtgMayBe::any_commune : CtgMayBe::any_epci;
      result.any_epci = result.any_epci || !party.commune;
      if (result.open == nullptr) result.open = &party.claim;
      continue;
    }
    for (const std::uint32_t epci : party.epci) {
      found.suggested.push_back(epci);
      if (result.epci[epci] == nullptr) result.epci[epci] = &party.claim;
    }
    for (const std::uint32_t commune : party.communes) {
      found.suggested.push_back(epci_count + commune);
      if (result.communes[commune] == nullptr) result.communes[commune] = &party.claim;
    }
  }
  return result;
}

// The sets of units that the parties can be at once are a matroid (each unit is matched with a party), so
// that taking the heaviest unit that still fits, again and again, gives the most.
double most_added(const CtgField& field, const CtgUnresolvedDay& day,
                  const std::map<CtgUnit, double>& weights) {
  std::vector<std::pair<double, CtgUnit>> heaviest;
  for (const auto& [unit, weight] : weights)
    if (weight > 0) heaviest.emplace_back(weight, unit);
  std::ranges::sort(heaviest, std::greater<>{});
  std::vector<std::optional<CtgUnit>> given(day.parties.size());
  std::size_t free = day.parties.size();
  double added = 0;
  for (const auto& [weight, unit] : heaviest) {
    if (free == 0) break;
    std::vector<char> tried(day.parties.size(), 0);
    if (!give(field, day, unit, given, tried)) continue;
    --free;
    added += weight;
  }
  return added;
}

}  // namespace maillage

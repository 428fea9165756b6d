#include "themes/ctg/unresolved.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

namespace maillage {
namespace {

// An EPCI of the field or, from their number on, a commune in none.
using Unit = std::uint32_t;

// Gives the unit to a party that may be it, moving units already given where that makes room.
bool give(Unit unit, const std::vector<std::vector<std::uint32_t>>& among,
          std::vector<std::optional<Unit>>& given, std::vector<char>& tried) {
  for (std::size_t party = 0; party < among.size(); ++party) {
    if (tried[party] != 0 || !std::ranges::binary_search(among[party], unit)) continue;
    tried[party] = 1;
    if (given[party] && !give(*given[party], among, given, tried)) continue;
    given[party] = unit;
    return true;
  }
  return false;
}

// The sets of units that the parties can be at once are a matroid (each unit is matched with a party), so
// that taking the heaviest unit that still fits, again and again, gives the most.
double heaviest_units(const CtgUnresolvedDay& day, const std::map<Unit, double>& weights) {
  std::size_t parties = day.among_epci.size() + day.any_epci;
  if (parties == 0) return 0;
  std::vector<std::pair<double, Unit>> heaviest;
  for (const auto& [unit, weight] : weights)
    if (weight > 0) heaviest.emplace_back(weight, unit);
  std::ranges::sort(heaviest, std::greater<>{});
  std::vector<std::optional<Unit>> given(day.among_epci.size());
  std::size_t any = day.any_epci;
  double sum = 0;
  for (const auto& [weight, unit] : heaviest) {
    if (parties == 0) break;
    std::vector<char> tried(day.among_epci.size(), 0);
    const bool fits = give(unit, day.among_epci, given, tried);
    if (!fits && any == 0) continue;
    if (!fits) --any;
    --parties;
    sum += weight;
  }
  return sum;
}

}  // namespace

CtgUnresolvedDay unresolved_on(const CtgField& field, const CtgClaims& claims, Day day) {
  CtgUnresolvedDay result;
  result.epci.resize(field.epci->size());
  result.communes.resize(claims.communes.size());
  for (const CtgUnresolved& party : claims.unresolved) {
    if (!party.claim.term.possible.holds(day)) continue;
    if (party.open) {
      ++(party.commune ? result.any_commune : result.any_epci);
      if (result.open == nullptr) result.open = &party.claim;
      continue;
    }
    for (const std::uint32_t epci : party.epci)
      if (result.epci[epci] == nullptr) result.epci[epci] = &party.claim;
    for (const std::uint32_t commune : party.communes)
      if (result.communes[commune] == nullptr) result.communes[commune] = &party.claim;
    if (party.communes.empty() && party.epci.size() > 1) {
      result.among_epci.push_back(party.epci);
    } else {
      // Of an EPCI and a commune of one name both are counted: more than the most, never less.
      result.alone_epci.insert(party.epci.begin(), party.epci.end());
      result.alone_communes.insert(party.communes.begin(), party.communes.end());
    }
  }
  return result;
}

// With a price on communes, each commune beyond the EPCI chosen is worth its weight above the price, and an
// EPCI what its communes weigh up to the price. Whatever the price, what is chosen so is no less than the
// most; as a function of it that is convex, and the lowest is the bound.
double most_added(const CtgField& field, const CtgUnresolvedDay& day, std::span<const CtgWeight> weights) {
  const auto epci_count = static_cast<Unit>(field.epci->size());
  double sum = 0;
  std::vector<std::pair<Unit, double>> rest;
  std::vector<double> prices;
  for (const auto& [commune, weight] : weights) {
    const std::uint32_t epci = number(epci_of(field, commune));
    if (day.alone_communes.contains(commune) || day.alone_epci.contains(epci)) {
      sum += weight;
      continue;
    }
    rest.emplace_back(epci < epci_count ? epci : epci_count + commune, weight);
    prices.push_back(weight);
  }
  if (rest.empty()) return sum;
  const auto at_price = [&](double price) {
    std::map<Unit, double> of_units;
    double above = static_cast<double>(day.any_commune) * price;
    for (const auto& [unit, weight] : rest) {
      of_units[unit] += std::min(weight, price);
      above += std::max(weight - price, 0.0);
    }
    return above + heaviest_units(day, of_units);
  };
  prices.push_back(0);
  std::ranges::sort(prices);
  prices.erase(std::ranges::unique(prices).begin(), prices.end());
  if (day.any_commune == 0) return sum + at_price(prices.back());
  std::size_t low = 0, high = prices.size() - 1;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (at_price(prices[middle]) <= at_price(prices[middle + 1]))
      high = middle;
    else
      low = middle + 1;
  }
  return sum + at_price(prices[low]);
}

std::size_t most_epci_added(const CtgUnresolvedDay& day, std::span<const std::uint32_t> epci,
                            std::span<const std::size_t> lacking) {
  std::map<Unit, double> ones;
  std::vector<std::size_t> lacks;
  std::size_t added = 0;
  for (std::size_t i = 0; i < epci.size(); ++i) {
    if (day.alone_epci.contains(epci[i])) {
      ++added;
      continue;
    }
    ones[epci[i]] = 1;
    if (lacking[i] > 0) lacks.push_back(lacking[i]);
  }
  added += static_cast<std::size_t>(heaviest_units(day, ones));
  std::ranges::sort(lacks);
  std::size_t communes = day.any_commune + day.alone_communes.size();
  for (const std::size_t lack : lacks) {
    if (lack > communes) break;
    communes -= lack;
    ++added;
  }
  return std::min(added, epci.size());
}

}  // namespace maillage

// Invented names, and codes given in their alphabetical order as Insee once did.
#include <algorithm>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "demo/country.hpp"
#include "demo/dice.hpp"
#include "demo/words.hpp"
#include "maillage/base/text.hpp"

namespace maillage::demo {
namespace {

const std::string& drawn(const std::vector<std::string>& words, Dice& dice) {
  return words[dice.below(words.size())];
}

std::string invented(const Parameters& words, Dice& dice) {
  const std::string simple = drawn(words.roots, dice) + drawn(words.endings, dice);
  const double kind = dice.unit();
  if (kind < 0.10) return drawn(words.saints, dice) + "-" + drawn(words.complements, dice);
  if (kind < 0.16) return "La " + simple;
  if (kind < 0.20) return "Le " + simple;
  if (kind < 0.42) return simple + "-" + drawn(words.complements, dice);
  return simple;
}

// "de Corvinac", "d'Urvilude", "du Brindely", "de La Morvailou"
std::string of_place(const std::string& name) {
  const Articled article = without_article(name);
  if (article.tncc == 2) return fmt::format("du {}", article.bare);
  return (article.tncc == 1 ? "d'" : "de ") + name;
}

// SIREN: the last digit makes the sum of Luhn a multiple of ten. 24 and the département began the numbers
// of the EPCI of old; no EPCI sits in 96.
std::string siren(std::size_t number) {
  const std::string digits = fmt::format("2496{:04}", number);
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[i] - '0';
    const int doubled = i % 2 == 1 ? 2 * digit : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return fmt::format("{}{}", digits, (10 - sum % 10) % 10);
}

// Numbers of communes once they stand in another order.
void renumber(Country& country, const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> place(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  std::vector<Commune> sorted;
  for (const std::uint32_t old : order) sorted.push_back(std::move(country.communes[old]));
  for (Commune& commune : sorted) {
    if (commune.enclave != nowhere) commune.enclave = place[commune.enclave];
    if (commune.lent_to != nowhere) commune.lent_to = place[commune.lent_to];
  }
  country.communes = std::move(sorted);
}

}  // namespace

void name_communes(Country& country) {
  std::vector<std::set<std::string>> taken(country.departements.size());
  for (std::size_t i = 0; i < country.communes.size(); ++i) {
    Commune& commune = country.communes[i];
    Dice dice(country.seed, Draw::name, commune.site, commune.has_cell ? 0 : 1);
    std::string name = invented(country.parameters, dice);
    while (!taken[commune.departement].insert(capitals(name)).second)
      name = invented(country.parameters, dice);
    commune.name = std::move(name);
  }
  std::vector<std::uint32_t> order(country.communes.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) {
    const Commune& commune = country.communes[i];
    return std::pair(country.departements[commune.departement].code, capitals(commune.name));
  });
  renumber(country, order);
  std::vector<std::size_t> number(country.departements.size(), 0);
  for (Commune& commune : country.communes)
    commune.code =
        fmt::format("{}{:03}", country.departements[commune.departement].code, ++number[commune.departement]);
}

void name_epci(Country& country) {
  std::vector<std::uint32_t> town_of(country.land.groups.size(), nowhere);
  for (std::uint32_t i = 0; i < country.communes.size(); ++i)
    if (country.communes[i].is_town) town_of[country.communes[i].epci] = i;
  const auto& countries = country.parameters.countries;
  for (std::size_t i = 0; i < country.land.groups.size(); ++i) {
    const Group& group = country.land.groups[i];
    const std::string& town = country.communes[town_of[i]].name;
    Epci epci{siren(i + 1),
              {},
              group.rank == 0 && group.departement < country.land.full_departements ? "CA" : "CC",
              group.departement,
              group.rank,
              town_of[i]};
    if (epci.nature == "CA")
      epci.name = fmt::format("CA {} (fictive)", of_place(town));
    else if (i < countries.size())
      epci.name = fmt::format("CC du Pays de {} (fictive)", countries[i]);
    else
      epci.name = fmt::format("CC du Pays {} (fictive)", of_place(town));
    country.epci.push_back(std::move(epci));
  }
}

}  // namespace maillage::demo

// Who lives where, with which places, incomes and benefits. Whole numbers, so that sums are exact.
#include <algorithm>
#include <cmath>

#include "demo/country.hpp"
#include "demo/dice.hpp"
#include "demo/words.hpp"

namespace maillage::demo {
namespace {

double village(const Parameters& parameters, double share) {
  const auto& table = parameters.villages;
  for (std::size_t i = 1; i < table.size(); ++i) {
    const auto [from, low] = table[i - 1];
    const auto [to, high] = table[i];
    if (share <= to) return low + (high - low) * (share - from) / (to - from);
  }
  return table.back().second;
}

double town(const Country& country, const Epci& epci) {
  constexpr std::size_t rank_of_a_neighbour = 4;
  const std::vector<double>& towns = country.parameters.towns;
  const std::size_t rank = country.departements[epci.departement].full ? epci.rank : rank_of_a_neighbour;
  return towns[std::min(rank, towns.size() - 1)];
}

std::int64_t inhabitants(const Country& country, const Commune& commune, Dice& dice) {
  const Parameters& parameters = country.parameters;
  if (commune.epci == nowhere) return static_cast<std::int64_t>(dice.between(300, 900));
  const Epci& epci = country.epci[commune.epci];
  if (commune.is_town) return static_cast<std::int64_t>(town(country, epci) * dice.between(0.96, 1.04));
  const double away = country.land.lattice.distance(commune.site, country.communes[epci.town].site);
  const bool large = town(country, epci) > 9000;
  double share = dice.unit();
  if (away < 1.4)
    share = large ? 0.62 + 0.38 * share : 0.25 + 0.75 * share;
  else if (away < 2.4)
    share = large ? 0.3 + 0.7 * share : 0.95 * share;
  else
    share *= 0.88;
  return static_cast<std::int64_t>(village(parameters, share));
}

// 0 in the open country, 1 in a town.
double urbanity(std::int64_t population) {
  return std::clamp((static_cast<double>(population) - 800) / 12000, 0.0, 1.0);
}

void give_places(const Parameters& parameters, People& people, bool is_town, double level, Dice& dice) {
  enum Mode : std::size_t { psu, other_eaje, preschool, childminder, home };
  const double urban = urbanity(people.population);
  auto& places = people.places[1];
  for (std::size_t mode = 0; mode < places.size(); ++mode) {
    const double rate =
        parameters.rural_rates[mode] + (parameters.urban_rates[mode] - parameters.rural_rates[mode]) * urban;
    places[mode] = share_of(people.children, rate * level * dice.between(0.7, 1.3) / 100);
  }
  // A crèche has ten places or more: small communes have none, the chief commune has their children too.
  if (is_town && people.population < 9000) places[psu] += share_of(people.children, 0.25);
  if (places[psu] < 8) places[psu] = 0;
  places[other_eaje] =
      places[other_eaje] < 4 ? (dice.unit() < 0.04 ? 10 : 0) : (places[other_eaje] + 5) / 10 * 10;
  if (people.population < 350) places[preschool] = 0;
  for (std::size_t mode = 0; mode < places.size(); ++mode) {
    const double before = mode == childminder ? dice.between(1.0, 1.07) : dice.between(0.9, 1.0);
    people.places[0][mode] = share_of(places[mode], before);
  }
}

void give_incomes(People& people, double poverty_of_epci, Dice& dice) {
  const double urban = urbanity(people.population);
  people.households = share_of(people.population, 1 / (2.35 - 0.25 * urban));
  people.persons = share_of(people.population, dice.between(0.955, 0.99));
  const double poverty = std::clamp(poverty_of_epci + 7 * urban + dice.between(-3.5, 3.5), 2.0, 32.0);
  people.poor = share_of(people.persons, poverty / 100);
  const std::int64_t median =
      static_cast<std::int64_t>((27600 - 360 * poverty + dice.between(-600, 600)) / 10) * 10;
  people.median_times_persons = median * people.persons;
}

void give_benefits(People& people, Dice& dice) {
  const double poverty =
      people.persons == 0 ? 0 : static_cast<double>(people.poor) / static_cast<double>(people.persons);
  people.caf_persons =
      share_of(people.population, std::clamp(0.27 + 0.9 * poverty + dice.between(-0.04, 0.04), 0.1, 0.8));
  people.caf_households = share_of(people.caf_persons, 1 / dice.between(2.1, 2.6));
  people.caf_half = share_of(people.caf_households, std::clamp(0.09 + 0.75 * poverty, 0.0, 0.6));
  people.caf_all = share_of(people.caf_half, dice.between(0.5, 0.65));
  people.caf_children = share_of(people.children, dice.between(0.72, 0.88));
}

}  // namespace

void people_communes(Country& country) {
  for (Commune& commune : country.communes) {
    Dice dice(country.seed, Draw::people, commune.site, commune.has_cell ? 0 : 1);
    People& people = commune.people;
    people.population = inhabitants(country, commune, dice);
    people.counted_apart = share_of(people.population, dice.between(0.008, 0.03));
    people.children = share_of(people.population, dice.between(0.021, 0.036));
    Dice of_places(country.seed, Draw::places, commune.site, commune.has_cell ? 0 : 1);
    const std::uint64_t group = commune.epci == nowhere ? 0 : commune.epci + 1;
    const double level = Dice(country.seed, Draw::places, group, 77).between(0.75, 1.35);
    give_places(country.parameters, people, commune.is_town, level, of_places);
    Dice of_incomes(country.seed, Draw::income, commune.site, commune.has_cell ? 0 : 1);
    give_incomes(people, Dice(country.seed, Draw::income, group, 77).between(9, 16), of_incomes);
    Dice of_caf(country.seed, Draw::caf, commune.site, commune.has_cell ? 0 : 1);
    give_benefits(people, of_caf);
  }
}

}  // namespace maillage::demo

#include "demo/country.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "maillage/base/error.hpp"

namespace maillage::demo {
namespace {

constexpr std::size_t fewest_communes = 100, most_communes = 80000;

}  // namespace

std::int64_t People::median() const {
  return persons == 0 ? 0 : (median_times_persons / persons + 5) / 10 * 10;
}

People& People::operator+=(const People& other) {
  population += other.population;
  counted_apart += other.counted_apart;
  children += other.children;
  for (std::size_t year = 0; year < places.size(); ++year)
    for (std::size_t mode = 0; mode < places[year].size(); ++mode)
      places[year][mode] += other.places[year][mode];
  households += other.households;
  persons += other.persons;
  poor += other.poor;
  median_times_persons += other.median_times_persons;
  caf_households += other.caf_households;
  caf_persons += other.caf_persons;
  caf_half += other.caf_half;
  caf_all += other.caf_all;
  caf_children += other.caf_children;
  return *this;
}

std::vector<Listed> Country::on(std::string_view day) const {
  std::vector<Listed> listed;
  std::vector<char> absorbed(communes.size(), 0);
  for (std::uint32_t i = 0; i < communes.size(); ++i) {
    const Commune& commune = communes[i];
    listed.push_back({commune.code, commune.name, commune.departement, commune.epci, {i}, commune.people});
  }
  for (const Event& event : events) {
    if (event.day > day) break;
    Listed& heir = listed[event.communes.front()];
    heir.code = event.code;
    heir.name = event.name;
    for (std::size_t i = 1; i < event.communes.size(); ++i) {
      Listed& gone = listed[event.communes[i]];
      absorbed[event.communes[i]] = 1;
      heir.parts.insert(heir.parts.end(), gone.parts.begin(), gone.parts.end());
      heir.people += gone.people;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < listed.size(); ++i)
    if (!absorbed[i]) {
      if (kept != i) listed[kept] = std::move(listed[i]);
      ++kept;
    }
  listed.resize(kept);
  std::ranges::sort(listed, {}, &Listed::code);
  return listed;
}

std::size_t uncovered_rank_of(const Country& country, std::uint32_t departement) {
  std::size_t count = 0;
  for (const Epci& epci : country.epci) count += epci.departement == departement ? 1U : 0U;
  return std::min(uncovered_rank, count - 1);
}

Country imagine(const DemoOptions& options) {
  if (options.communes < fewest_communes || options.communes > most_communes)
    throw Error(Failure::usage, message("demo territory of {} communes; expected {} to {}", options.communes,
                                        fewest_communes, most_communes));
  Country country;
  country.seed = options.seed;
  country.parameters = read_parameters();
  const Parameters& parameters = country.parameters;

  const bool alone = options.communes <= parameters.one_departement_up_to;
  const std::size_t full =
      alone ? 1
            : std::clamp<std::size_t>(options.communes / parameters.communes_per_departement, 2,
                                      parameters.departements.size());
  const std::size_t islands = alone ? 1 : std::max<std::size_t>(1, full / 4);
  LandPlan plan;
  plan.full_departements = full;
  plan.cells = options.communes + full * absorbed_per_departement - full - islands;  // an enclave has no cell
  plan.neighbour_cells = alone ? parameters.neighbour_communes : 0;
  plan.epci_per_cell =
      parameters.epci_per_commune * static_cast<double>(options.communes) / static_cast<double>(plan.cells);
  country.land = settle(make_lattice(parameters, plan.cells + plan.neighbour_cells, options.seed), plan);

  for (std::size_t i = 0; i < country.land.departements; ++i) {
    const bool is_full = i < full;
    std::string name = is_full ? parameters.departement_name : parameters.neighbour_name;
    if (full > 1) name += fmt::format(" {}", i + 1);
    country.departements.push_back({parameters.departements[i], std::move(name), is_full});
  }
  place_communes(country, islands);
  name_communes(country);
  invent_events(country);
  name_epci(country);
  people_communes(country);
  return country;
}

}  // namespace maillage::demo

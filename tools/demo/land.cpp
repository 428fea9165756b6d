#include "demo/land.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "demo/growth.hpp"

namespace maillage::demo {
namespace {

Site middle_of(const Lattice& lattice, const std::vector<Site>& sites) {
  std::int64_t x = 0, y = 0;
  for (const Site site : sites) {
    x += lattice.centre[site].x;
    y += lattice.centre[site].y;
  }
  const auto count = static_cast<double>(sites.size());
  const auto away = [&](Site site) {
    const double dx =
        (static_cast<double>(lattice.centre[site].x) - static_cast<double>(x) / count) / lattice.step_x;
    const double dy =
        (static_cast<double>(lattice.centre[site].y) - static_cast<double>(y) / count) / lattice.step_y;
    return std::tuple(dx * dx + dy * dy, site);
  };
  return *std::ranges::min_element(sites, {}, away);
}

// The neighbour is what grows from the easternmost site.
void cede(Land& land, const std::vector<Site>& sites, std::size_t cells) {
  const Site east = *std::ranges::max_element(
      sites, {}, [&](Site site) { return std::tuple(land.lattice.centre[site].x, site); });
  const auto by_distance = [&](Site site) { return std::tuple(land.lattice.distance(site, east), site); };
  std::vector<Site> ordered = sites;
  std::ranges::sort(ordered, {}, by_distance);
  for (std::size_t i = 0; i < cells; ++i) land.departement[ordered[i]] = 1;
  land.departements = 2;
}

void found_epci(Land& land, const LandPlan& plan) {
  std::vector<std::vector<Site>> own(land.departements);
  for (const Site site : land.sites) own[land.departement[site]].push_back(site);
  std::vector<Site> towns;
  for (std::uint32_t departement = 0; departement < land.departements; ++departement) {
    const bool full = departement < land.full_departements;
    const auto wanted =
        static_cast<std::size_t>(static_cast<double>(own[departement].size()) * plan.epci_per_cell + 0.5);
    const std::size_t count = full ? std::max<std::size_t>(wanted, 2) : 1;
    const auto parts = cut(land.lattice, own[departement], count);
    const Site middle = middle_of(land.lattice, own[departement]);
    std::vector<Site> seeds;
    for (const auto& part : parts) seeds.push_back(middle_of(land.lattice, part));
    // The chief town is in the middle.
    const auto chief = std::ranges::min_element(
        seeds, {}, [&](Site site) { return std::tuple(land.lattice.distance(site, middle), site); });
    std::iter_swap(seeds.begin(), chief);
    for (std::size_t rank = 0; rank < seeds.size(); ++rank) {
      towns.push_back(seeds[rank]);
      land.groups.push_back({departement, seeds[rank], rank});
    }
  }
  land.epci = grow_groups(land.lattice, towns, [&](Site site, std::uint32_t group) {
    return land.departement[site] == land.groups[group].departement;
  });
  // Land of a département cut off from its towns joins whatever EPCI is next to it.
  bool changed = true;
  while (changed) {
    changed = false;
    for (const Site site : land.sites) {
      if (land.epci[site] != nowhere) continue;
      for (const Site next : land.lattice.around(site)) {
        if (!land.is_land(next) || land.epci[next] == nowhere) continue;
        land.epci[site] = land.epci[next];
        changed = true;
        break;
      }
    }
  }
}

// The fourth EPCI of each département is the one that crosses its border: four communes on the other side.
void cross_borders(Land& land) {
  constexpr std::size_t rank_that_crosses = 3, communes_beyond = 4;
  for (std::uint32_t departement = 0; departement < land.full_departements; ++departement) {
    std::map<std::uint32_t, std::vector<Site>> beyond;  // EPCI -> sites of another département next to it
    for (const Site site : land.sites) {
      if (land.departement[site] == departement) continue;
      const Group& current = land.groups[land.epci[site]];
      if (current.town == site || current.departement != land.departement[site]) continue;
      for (const Site next : land.lattice.around(site)) {
        if (!land.is_land(next) || land.departement[next] != departement) continue;
        const std::uint32_t group = land.epci[next];
        if (land.groups[group].departement == departement && land.groups[group].rank > 0)
          beyond[group].push_back(site);
      }
    }
    if (beyond.empty()) continue;
    auto& [group, sites] =
        *std::ranges::max_element(beyond, {}, [](const auto& entry) { return entry.second.size(); });
    std::ranges::sort(sites);
    sites.erase(std::ranges::unique(sites).begin(), sites.end());
    const Site town = land.groups[group].town;
    std::ranges::sort(sites, {},
                      [&](Site site) { return std::tuple(land.lattice.distance(site, town), site); });
    sites.resize(std::min(sites.size(), communes_beyond));
    for (const Site site : sites) land.epci[site] = group;
    for (Group& other : land.groups) {
      if (other.departement != departement || other.rank != rank_that_crosses) continue;
      std::swap(other.rank, land.groups[group].rank);
      break;
    }
  }
}

}  // namespace

Land settle(Lattice lattice, const LandPlan& plan) {
  Land land;
  land.lattice = std::move(lattice);
  land.sites = grow_land(land.lattice, plan.cells + plan.neighbour_cells);
  std::ranges::sort(land.sites);
  land.departement.assign(land.lattice.size(), nowhere);
  land.full_departements = plan.full_departements;
  land.departements = plan.full_departements;
  const auto parts = cut(land.lattice, land.sites, plan.full_departements);
  for (std::uint32_t part = 0; part < parts.size(); ++part)
    for (const Site site : parts[part]) land.departement[site] = part;
  if (plan.neighbour_cells > 0) cede(land, land.sites, plan.neighbour_cells);
  found_epci(land, plan);
  cross_borders(land);
  return land;
}

}  // namespace maillage::demo

// Communes on the land: one per cell, enclaves, islands, and communes in two parts.
#include <algorithm>
#include <deque>
#include <optional>

#include "demo/country.hpp"
#include "demo/dice.hpp"
#include "maillage/base/error.hpp"

namespace maillage::demo {
namespace {

std::vector<Site> shuffled(std::vector<Site> sites, std::uint64_t seed, std::uint64_t who) {
  Dice dice(seed, Draw::special, who);
  for (std::size_t i = sites.size(); i > 1; --i) std::swap(sites[i - 1], sites[dice.below(i)]);
  return sites;
}

class Placing {
 public:
  explicit Placing(Country& country) : country_(country), land_(country.land) {
    own_.resize(land_.departements);
    for (const Site site : land_.sites) own_[land_.departement[site]].push_back(site);
    commune_of_.assign(land_.lattice.size(), nowhere);
  }

  void run(std::size_t islands) {
    for (const Site site : land_.sites) {
      commune_of_[site] = add(site, land_.departement[site], land_.epci[site]);
      country_.communes.back().is_town = land_.groups[land_.epci[site]].town == site;
    }
    for (std::uint32_t departement = 0; departement < land_.full_departements; ++departement) {
      const std::vector<Site> order = shuffled(own_[departement], country_.seed, departement);
      add_enclave(order);
      lend_a_part(order);
    }
    add_islands(islands);
  }

 private:
  std::uint32_t add(Site site, std::uint32_t departement, std::uint32_t epci) {
    Commune commune;
    commune.site = site;
    commune.departement = departement;
    commune.epci = epci;
    country_.communes.push_back(std::move(commune));
    return static_cast<std::uint32_t>(country_.communes.size() - 1);
  }

  Commune& commune(Site site) { return country_.communes[commune_of_[site]]; }

  // All around it is land of its own département, and nothing else is special here.
  bool is_quiet(Site site) {
    if (commune(site).is_town || commune(site).enclave != nowhere || commune(site).lent_to != nowhere)
      return false;
    return std::ranges::all_of(land_.lattice.around(site), [&](Site next) {
      return land_.is_land(next) && land_.departement[next] == land_.departement[site];
    });
  }

  Site first_quiet(const std::vector<Site>& order) {
    const auto found = std::ranges::find_if(order, [&](Site site) { return is_quiet(site); });
    if (found == order.end())
      throw Error(Failure::internal, message("demo territory: no place inside a département"));
    return *found;
  }

  Line outline_inside(Site site) const {
    return blob(land_.lattice, site, land_.lattice.centre[site], 0.25, 0.34, 5);
  }

  void add_enclave(const std::vector<Site>& order) {
    const Site site = first_quiet(order);
    const std::uint32_t enclave = add(site, land_.departement[site], land_.epci[site]);
    country_.communes[enclave].has_cell = false;
    country_.communes[enclave].inside = outline_inside(site);
    commune(site).enclave = enclave;
  }

  // The owner is two cells away: it does not touch its second part.
  void lend_a_part(const std::vector<Site>& order) {
    const Site site = first_quiet(order);
    const auto ring = land_.lattice.around(site);
    for (const Site near : ring) {
      for (const Site owner : land_.lattice.around(near)) {
        const bool touches = owner == site || std::ranges::find(ring, owner) != ring.end();
        if (touches || !land_.is_land(owner) || land_.departement[owner] != land_.departement[site]) continue;
        commune(site).lent_to = commune_of_[owner];
        commune(site).lent = outline_inside(site);
        return;
      }
    }
    throw Error(Failure::internal, message("demo territory: no commune two cells away"));
  }

  // The nearest land, when it is two or three steps away.
  std::optional<Site> shore(Site site) const {
    std::vector<Site> seen{site};
    std::size_t begin = 0;
    for (int step = 1; step <= 3; ++step) {
      const std::size_t end = seen.size();
      for (; begin < end; ++begin) {
        if (!land_.lattice.inner(seen[begin])) return std::nullopt;
        for (const Site next : land_.lattice.around(seen[begin])) {
          if (land_.is_land(next)) {
            if (step == 1 || land_.departement[next] >= land_.full_departements) return std::nullopt;
            return next;
          }
          if (std::ranges::find(seen, next) == seen.end()) seen.push_back(next);
        }
      }
    }
    return std::nullopt;
  }

  void add_islands(std::size_t islands) {
    std::vector<std::pair<Site, Site>> candidates;  // in the sea, and the land near it
    for (Site site = 0; site < land_.lattice.size(); ++site)
      if (!land_.is_land(site) && land_.lattice.inner(site))
        if (const auto near = shore(site)) candidates.emplace_back(site, *near);
    std::vector<Site> taken;
    Dice dice(country_.seed, Draw::special, land_.lattice.size());
    for (std::size_t i = candidates.size(); i > 1; --i)
      std::swap(candidates[i - 1], candidates[dice.below(i)]);
    for (const auto& [site, near] : candidates) {
      if (taken.size() == islands) break;
      const bool apart =
          std::ranges::all_of(taken, [&](Site other) { return land_.lattice.distance(site, other) > 2.5; });
      if (!apart) continue;
      taken.push_back(site);
      const std::uint32_t island = add(site, land_.departement[near], nowhere);
      country_.communes[island].has_cell = false;
      country_.communes[island].inside = blob(land_.lattice, site, land_.lattice.centre[site], 0.42, 0.6, 8);
    }
    if (taken.size() < islands)
      throw Error(Failure::internal, message("demo territory: no room for its islands"));
  }

  Country& country_;
  const Land& land_;
  std::vector<std::vector<Site>> own_;
  std::vector<std::uint32_t> commune_of_;
};

}  // namespace

void place_communes(Country& country, std::size_t islands) {
  Placing(country).run(islands);
}

}  // namespace maillage::demo

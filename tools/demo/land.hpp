// Which sites are land, and how land is shared: départements, EPCI, and the places that need care.
#pragma once

#include <cstdint>
#include <vector>

#include "demo/lattice.hpp"

namespace maillage::demo {

inline constexpr std::uint32_t nowhere = 0xffffffff;

struct Group {
  std::uint32_t departement = nowhere;  // where it sits
  Site town = no_site;                  // its chief commune
  std::size_t rank = 0;                 // among those of its département
};

struct Land {
  Lattice lattice;
  std::vector<Site> sites;                 // ascending
  std::vector<std::uint32_t> departement;  // of a site; nowhere: sea
  std::vector<std::uint32_t> epci;         // of a site
  std::vector<Group> groups;               // the EPCI
  std::size_t full_departements = 0;       // départements from this number on are a neighbour's edge only
  std::size_t departements = 0;

  [[nodiscard]] bool is_land(Site site) const { return departement[site] != nowhere; }
};

struct LandPlan {
  std::size_t cells = 0;  // of the full départements together
  std::size_t full_departements = 1;
  std::size_t neighbour_cells = 0;  // of the neighbour's edge, when there is one
  double epci_per_cell = 0;
};

[[nodiscard]] Land settle(Lattice lattice, const LandPlan& plan);

}  // namespace maillage::demo

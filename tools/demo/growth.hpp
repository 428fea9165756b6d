// How land rises from the sea and how groups of communes grow.
#pragma once

#include <functional>
#include <vector>

#include "demo/lattice.hpp"

namespace maillage::demo {

// The sites of one land of that size, in the order in which it grew: in one piece, without lakes.
[[nodiscard]] std::vector<Site> grow_land(const Lattice& lattice, std::size_t cells);

// Cuts the sites into `count` parts of nearly equal size by straight cuts; each part in its own list.
[[nodiscard]] std::vector<std::vector<Site>> cut(const Lattice& lattice, std::vector<Site> sites,
                                                 std::size_t count);

// From each seed a group grows over the sites that `may` join it, by random steps; gives for each site of
// the lattice its seed's number, or `nowhere`.
[[nodiscard]] std::vector<std::uint32_t> grow_groups(const Lattice& lattice, const std::vector<Site>& seeds,
                                                     const std::function<bool(Site, std::uint32_t)>& may);

}  // namespace maillage::demo

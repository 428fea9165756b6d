// Lines between communes, drawn once for both sides, and outlines inside one commune.
#pragma once

#include <vector>

#include "demo/lattice.hpp"

namespace maillage::demo {

using Line = std::vector<Spot>;

// From corner k - 1 to corner k of the site, both ends included; reversed, the border of its neighbour.
[[nodiscard]] Line border(const Lattice& lattice, Site site, std::size_t k);

// The outline of the whole cell, counter-clockwise and closed.
[[nodiscard]] Line outline(const Lattice& lattice, Site site);

// A closed outline around `middle`, counter-clockwise, made of the cell's own directions: at `low` to
// `high` of the way from its centre to its straight sides. Borders stay beyond 0.4 of that way.
[[nodiscard]] Line blob(const Lattice& lattice, Site site, Spot middle, double low, double high,
                        std::size_t points_per_side);

}  // namespace maillage::demo

#include "demo/borders.hpp"

#include <algorithm>
#include <cmath>

#include "demo/dice.hpp"

namespace maillage::demo {
namespace {

struct Exact {
  double x, y;
};
Exact exact(Spot spot) {
  return {static_cast<double>(spot.x), static_cast<double>(spot.y)};
}
Spot rounded(Exact p) {
  return {static_cast<std::int64_t>(std::floor(p.x + 0.5)), static_cast<std::int64_t>(std::floor(p.y + 0.5))};
}
Exact towards(Exact a, Exact b, double share) {
  return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

// A line from `from` to `to` that stays inside the quadrilateral from, left, to, right: it crosses the
// segment left-right somewhere, and each half stays in a quadrilateral of its own, half as large. Those of
// different borders never meet, so neither do the borders.
void wander(Exact from, Exact left, Exact to, Exact right, int depth, Dice& dice, Line& line) {
  constexpr double splits_again = 0.3;
  if (depth == 0 || (depth == 1 && dice.unit() >= splits_again)) return;
  const Exact middle = towards(left, right, dice.between(0.3, 0.7));
  wander(from, towards(from, left, 0.5), middle, towards(from, right, 0.5), depth - 1, dice, line);
  line.push_back(rounded(middle));
  wander(middle, towards(to, left, 0.5), to, towards(to, right, 0.5), depth - 1, dice, line);
}

constexpr int depth_of_borders = 4;

Line drawn(const Lattice& lattice, Site site, std::size_t k) {
  const Site other = lattice.around(site)[k];
  const Spot from = lattice.corner(site, k + 5), to = lattice.corner(site, k);
  Dice dice(lattice.seed, Draw::border, site, other);
  Line line{from};
  wander(exact(from), exact(lattice.centre[site]), exact(to), exact(lattice.centre[other]), depth_of_borders,
         dice, line);
  line.push_back(to);
  return line;
}

}  // namespace

Line border(const Lattice& lattice, Site site, std::size_t k) {
  const Site other = lattice.around(site)[k];
  if (site < other) return drawn(lattice, site, k);
  Line line = drawn(lattice, other, (k + 3) % 6);
  std::ranges::reverse(line);
  return line;
}

Line outline(const Lattice& lattice, Site site) {
  Line ring;
  for (std::size_t k = 0; k < 6; ++k) {
    const Line side = border(lattice, site, k);
    ring.insert(ring.end(), side.begin(), side.end() - 1);
  }
  ring.push_back(ring.front());
  return ring;
}

Line blob(const Lattice& lattice, Site site, Spot middle, double low, double high,
          std::size_t points_per_side) {
  Dice dice(lattice.seed, Draw::outline, site, static_cast<std::uint64_t>(middle.x));
  const Exact centre = exact(lattice.centre[site]);
  Line ring;
  for (std::size_t k = 0; k < 6; ++k) {
    const Exact from = exact(lattice.corner(site, k)), to = exact(lattice.corner(site, k + 1));
    for (std::size_t i = 0; i < points_per_side; ++i) {
      const Exact side = towards(from, to, static_cast<double>(i) / static_cast<double>(points_per_side));
      const double share = dice.between(low, high);
      ring.push_back(rounded({static_cast<double>(middle.x) + (side.x - centre.x) * share,
                              static_cast<double>(middle.y) + (side.y - centre.y) * share}));
    }
  }
  ring.push_back(ring.front());
  return ring;
}

}  // namespace maillage::demo

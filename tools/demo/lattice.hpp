// Where the centres of communes are: a triangular lattice, shaken so little that its triangles stay turned
// the same way. Communes meet at the middles of triangles, so each has six sides.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "demo/parameters.hpp"

namespace maillage::demo {

// In millionths of a degree: what the files hold, exactly.
struct Spot {
  std::int64_t x = 0;
  std::int64_t y = 0;
  friend bool operator==(const Spot&, const Spot&) = default;
};

using Site = std::uint32_t;
inline constexpr Site no_site = 0xffffffff;

struct Lattice {
  std::uint64_t seed = 0;
  std::size_t columns = 0, rows = 0;
  double step_x = 0, step_y = 0;  // degrees x 1e6
  std::vector<Spot> centre;

  [[nodiscard]] std::size_t size() const { return columns * rows; }
  [[nodiscard]] bool inner(Site site) const;                  // has all six neighbours
  [[nodiscard]] std::array<Site, 6> around(Site site) const;  // counter-clockwise, from the east
  [[nodiscard]] Spot corner(Site site, std::size_t k) const;  // of site, around[k] and around[k + 1]
  [[nodiscard]] double distance(Site a, Site b) const;        // in steps
};

[[nodiscard]] Lattice make_lattice(const Parameters& parameters, std::size_t cells, std::uint64_t seed);

}  // namespace maillage::demo

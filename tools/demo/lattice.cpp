#include "demo/lattice.hpp"

#include <algorithm>
#include <cmath>

#include "demo/dice.hpp"

namespace maillage::demo {
namespace {

constexpr double pi = 3.14159265358979323846;
// Beyond 0.17 a triangle may turn over.
constexpr double shake = 0.17;

std::int64_t third(std::int64_t sum) {
  const std::int64_t doubled = 2 * sum + 3;
  return doubled >= 0 ? doubled / 6 : -((-doubled + 5) / 6);
}

}  // namespace

bool Lattice::inner(Site site) const {
  const std::size_t column = site % columns, row = site / columns;
  return column > 0 && column + 1 < columns && row > 0 && row + 1 < rows;
}

std::array<Site, 6> Lattice::around(Site site) const {
  const auto width = static_cast<Site>(columns);
  const Site right = site / width % 2 == 1 ? 1U : 0U;
  return {site + 1, site + width + right,     site + width + right - 1,
          site - 1, site - width + right - 1, site - width + right};
}

Spot Lattice::corner(Site site, std::size_t k) const {
  const auto ring = around(site);
  const Spot a = centre[site], b = centre[ring[k % 6]], c = centre[ring[(k + 1) % 6]];
  return {third(a.x + b.x + c.x), third(a.y + b.y + c.y)};
}

double Lattice::distance(Site a, Site b) const {
  const double dx = static_cast<double>(centre[a].x - centre[b].x) / step_x;
  const double dy = static_cast<double>(centre[a].y - centre[b].y) / step_y;
  return std::sqrt(dx * dx + dy * dy);
}

Lattice make_lattice(const Parameters& parameters, std::size_t cells, std::uint64_t seed) {
  const double count = static_cast<double>(cells);
  const double row_height = std::sqrt(3.0) / 2;
  // n cells of step s cover n s^2 sqrt(3)/2, a disc of radius r covers pi r^2.
  const double widest_step = parameters.widest_radius * std::sqrt(pi / (row_height * count));
  const double step = std::min(parameters.step, widest_step);
  const double radius = std::sqrt(count * row_height / pi);  // in steps

  Lattice lattice;
  lattice.seed = seed;
  lattice.step_x = step / parameters.metres_per_longitude * 1e6;
  lattice.step_y = step / parameters.metres_per_latitude * 1e6;
  const auto half = static_cast<std::size_t>(radius * 1.5) + 8;
  lattice.columns = 2 * half + 1;
  lattice.rows = 2 * half + 1;
  lattice.centre.resize(lattice.size());
  for (std::size_t site = 0; site < lattice.size(); ++site) {
    Dice dice(seed, Draw::jitter, site);
    const double row = static_cast<double>(site / lattice.columns) - static_cast<double>(half);
    const double column = static_cast<double>(site % lattice.columns) - static_cast<double>(half) +
                          (site / lattice.columns % 2 == 1 ? 0.5 : 0.0);
    const double x = column + dice.between(-shake, shake);
    const double y = row * row_height + dice.between(-shake, shake);
    lattice.centre[site] = {
        static_cast<std::int64_t>(std::floor(parameters.longitude * 1e6 + x * lattice.step_x + 0.5)),
        static_cast<std::int64_t>(std::floor(parameters.latitude * 1e6 + y * lattice.step_y + 0.5))};
  }
  return lattice;
}

}  // namespace maillage::demo

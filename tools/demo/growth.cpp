#include "demo/growth.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <tuple>

#include "demo/dice.hpp"
#include "demo/land.hpp"

namespace maillage::demo {
namespace {

// Smooth noise in [-1, 1]: random values at the corners of squares, blended between them.
double noise(std::uint64_t seed, double x, double y) {
  const double floor_x = std::floor(x), floor_y = std::floor(y);
  const auto value = [&](double dx, double dy) {
    const auto column = static_cast<std::uint64_t>(static_cast<std::int64_t>(floor_x + dx) + 1000000);
    const auto row = static_cast<std::uint64_t>(static_cast<std::int64_t>(floor_y + dy) + 1000000);
    return Dice(seed, Draw::coast, column, row).between(-1, 1);
  };
  const auto smooth = [](double t) { return t * t * (3 - 2 * t); };
  const double u = smooth(x - floor_x), v = smooth(y - floor_y);
  const double low = value(0, 0) + (value(1, 0) - value(0, 0)) * u;
  const double high = value(0, 1) + (value(1, 1) - value(0, 1)) * u;
  return low + (high - low) * v;
}

using Ranked = std::tuple<double, Site>;
using Nearest = std::priority_queue<Ranked, std::vector<Ranked>, std::greater<>>;

class Rising {
 public:
  Rising(const Lattice& lattice, std::size_t cells) : lattice_(lattice), cells_(cells) {
    middle_ = static_cast<Site>(lattice.rows / 2 * lattice.columns + lattice.columns / 2);
    scale_ = std::sqrt(static_cast<double>(cells)) * 0.28;
    filled_.assign(lattice.size(), 0);
  }

  std::vector<Site> run() {
    std::vector<Site> land = grow();
    while (fill_lakes(land)) land = grow();
    return land;
  }

 private:
  // What the site weighs: its distance from the middle, more or less by bays and capes; a former lake
  // nothing.
  double weight(Site site) const {
    if (filled_[site]) return 0;
    const double dx =
        static_cast<double>(lattice_.centre[site].x - lattice_.centre[middle_].x) / lattice_.step_x;
    const double dy =
        static_cast<double>(lattice_.centre[site].y - lattice_.centre[middle_].y) / lattice_.step_y;
    return std::sqrt(dx * dx + dy * dy) * (1 + 0.16 * noise(lattice_.seed, dx / scale_, dy / scale_) +
                                           0.06 * noise(lattice_.seed + 1, dx * 5 / scale_, dy * 5 / scale_));
  }

  std::vector<Site> grow() const {
    std::vector<char> seen(lattice_.size(), 0);
    std::vector<Site> land;
    Nearest queue;
    queue.emplace(0.0, middle_);
    seen[middle_] = 1;
    while (!queue.empty() && land.size() < cells_) {
      const Site site = std::get<1>(queue.top());
      queue.pop();
      land.push_back(site);
      for (const Site next : lattice_.around(site)) {
        if (seen[next] || !lattice_.inner(next)) continue;
        seen[next] = 1;
        queue.emplace(weight(next), next);
      }
    }
    return land;
  }

  // Sea that the open sea does not reach becomes land of the next growth.
  bool fill_lakes(const std::vector<Site>& land) {
    std::vector<char> closed(lattice_.size(), 0);
    for (const Site site : land) closed[site] = 1;
    std::vector<Site> open{0};
    closed[0] = 1;
    while (!open.empty()) {
      const Site site = open.back();
      open.pop_back();
      const std::size_t column = site % lattice_.columns, row = site / lattice_.columns;
      const auto visit = [&](bool exists, Site next) {
        if (exists && !closed[next]) {
          closed[next] = 1;
          open.push_back(next);
        }
      };
      if (lattice_.inner(site)) {
        for (const Site next : lattice_.around(site)) visit(true, next);
      } else {
        const auto width = static_cast<Site>(lattice_.columns);
        visit(column > 0, site - 1);
        visit(column + 1 < lattice_.columns, site + 1);
        visit(row > 0, site - width);
        visit(row + 1 < lattice_.rows, site + width);
      }
    }
    bool found = false;
    for (Site site = 0; site < lattice_.size(); ++site) {
      if (closed[site]) continue;
      filled_[site] = 1;
      found = true;
    }
    return found;
  }

  const Lattice& lattice_;
  std::size_t cells_;
  Site middle_;
  double scale_;
  std::vector<char> filled_;
};

}  // namespace

std::vector<Site> grow_land(const Lattice& lattice, std::size_t cells) {
  return Rising(lattice, cells).run();
}

std::vector<std::vector<Site>> cut(const Lattice& lattice, std::vector<Site> sites, std::size_t count) {
  if (count <= 1) return {std::move(sites)};
  const auto by_x = [&](Site site) { return lattice.centre[site].x; };
  const auto by_y = [&](Site site) { return lattice.centre[site].y; };
  const auto [west, east] = std::ranges::minmax_element(sites, {}, by_x);
  const double width = static_cast<double>(by_x(*east) - by_x(*west)) / lattice.step_x;
  const auto [south, north] = std::ranges::minmax_element(sites, {}, by_y);
  const double height = static_cast<double>(by_y(*north) - by_y(*south)) / lattice.step_y;
  if (width >= height)
    std::ranges::sort(sites, {}, [&](Site site) { return std::tuple(by_x(site), site); });
  else
    std::ranges::sort(sites, {}, [&](Site site) { return std::tuple(by_y(site), site); });
  const std::size_t first = count / 2;
  const auto at = static_cast<std::ptrdiff_t>(sites.size() * first / count);
  auto parts = cut(lattice, std::vector<Site>(sites.begin(), sites.begin() + at), first);
  for (auto& part : cut(lattice, std::vector<Site>(sites.begin() + at, sites.end()), count - first))
    parts.push_back(std::move(part));
  return parts;
}

std::vector<std::uint32_t> grow_groups(const Lattice& lattice, const std::vector<Site>& seeds,
                                       const std::function<bool(Site, std::uint32_t)>& may) {
  std::vector<std::uint32_t> group(lattice.size(), nowhere);
  using Step = std::tuple<std::uint64_t, Site, std::uint32_t>;
  std::priority_queue<Step, std::vector<Step>, std::greater<>> queue;
  for (std::uint32_t seed = 0; seed < seeds.size(); ++seed) queue.emplace(0, seeds[seed], seed);
  while (!queue.empty()) {
    const auto [cost, site, seed] = queue.top();
    queue.pop();
    if (group[site] != nowhere) continue;
    group[site] = seed;
    for (const Site next : lattice.around(site)) {
      if (group[next] != nowhere || !may(next, seed)) continue;
      queue.emplace(cost + 60 + Dice(lattice.seed, Draw::epci, site, next).below(80), next, seed);
    }
  }
  return group;
}

}  // namespace maillage::demo

#include "near.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "exact.hpp"
#include "segment_grid.hpp"

namespace maillage {
namespace {

double distance_to(const Point& p, const Point& a, const Point& b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
  if (along > 0 && along < 1 && turn(a, b, p) == 0) return 0;
  const double part = std::clamp(along, 0.0, 1.0);
  return std::hypot(p.x - (a.x + part * dx), p.y - (a.y + part * dy));
}

void add_unique(std::vector<std::uint32_t>& zones, std::uint32_t zone) {
  if (zone == no_zone) return;
  const auto place = std::lower_bound(zones.begin(), zones.end(), zone);
  if (place == zones.end() || *place != zone) zones.insert(place, zone);
}

}  // namespace

std::vector<NearMiss> find_near_misses(const Mesh& mesh, double width) {
  std::vector<std::uint32_t> open;
  std::vector<std::vector<std::uint32_t>> zones_at(mesh.nodes);
  for (std::uint32_t arc = 0; arc < mesh.arc_count(); ++arc) {
    for (const std::uint32_t node : {mesh.from[arc], mesh.to[arc]}) {
      add_unique(zones_at[node], mesh.left[arc]);
      add_unique(zones_at[node], mesh.right[arc]);
    }
    if (mesh.left[arc] == no_zone || mesh.right[arc] == no_zone) open.push_back(arc);
  }
  const SegmentGrid grid(mesh, open);
  const auto outer_zone = [&](std::size_t arc) {
    return mesh.left[arc] == no_zone ? mesh.right[arc] : mesh.left[arc];
  };

  std::vector<NearMiss> found;
  const auto look_around = [&](const Point& p, const std::vector<std::uint32_t>& zones) {
    grid.each_near({p.x - width, p.y - width, p.x + width, p.y + width}, [&](std::uint32_t edge) {
      const Point& a = mesh.points[edge];
      const Point& b = mesh.points[edge + 1];
      if (a == p || b == p) return;
      if (std::min(a.x, b.x) > p.x + width || std::max(a.x, b.x) < p.x - width ||
          std::min(a.y, b.y) > p.y + width || std::max(a.y, b.y) < p.y - width)
        return;
      const std::uint32_t zone = outer_zone(arc_of(mesh, edge));
      if (std::binary_search(zones.begin(), zones.end(), zone)) return;
      const double distance = distance_to(p, a, b);
      if (distance > width) return;
      NearMiss miss{zones, p, distance};
      add_unique(miss.zones, zone);
      found.push_back(std::move(miss));
    });
  };
  for (const std::uint32_t arc : open) {
    const auto line = mesh.points_of(arc);
    const std::vector<std::uint32_t> own{outer_zone(arc)};
    for (std::size_t i = 1; i + 1 < line.size(); ++i) look_around(line[i], own);
    look_around(line.front(), zones_at[mesh.from[arc]]);
    look_around(line.back(), zones_at[mesh.to[arc]]);
  }
  const auto key = [](const NearMiss& m) { return std::tie(m.zones, m.at.x, m.at.y, m.distance); };
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  const auto same = [](const NearMiss& a, const NearMiss& b) { return a.zones == b.zones && a.at == b.at; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return found;
}

}  // namespace maillage

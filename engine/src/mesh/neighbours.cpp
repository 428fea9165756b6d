#include "maillage/mesh/neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maillage {
namespace {

double distance(double x, double y) {
  return std::sqrt(x * x + y * y);
}

double length_of(std::span<const Point> line) {
  double length = 0;
  for (std::size_t i = 1; i < line.size(); ++i)
    length += distance(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
  return length;
}

double metres_of(std::span<const Point> line) {
  constexpr double degree = 6'371'008.8 * std::numbers::pi / 180;
  double length = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double middle = (line[i].y + line[i - 1].y) / 2 * std::numbers::pi / 180;
    length += distance((line[i].x - line[i - 1].x) * std::cos(middle), line[i].y - line[i - 1].y);
  }
  return length * degree;
}

}  // namespace

std::vector<Neighbours> neighbours(const Mesh& mesh) {
  std::vector<Neighbours> pairs;
  for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc) {
    if (mesh.left[arc] == no_zone || mesh.right[arc] == no_zone) continue;
    const auto line = mesh.points_of(arc);
    const double length = length_of(line);
    pairs.push_back({std::min(mesh.left[arc], mesh.right[arc]), std::max(mesh.left[arc], mesh.right[arc]),
                     length, mesh.crs.is_geographic() ? metres_of(line) : length});
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Neighbours& a, const Neighbours& b) {
    return a.first < b.first || (a.first == b.first && a.second < b.second);
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (kept > 0 && pairs[kept - 1].first == pairs[i].first && pairs[kept - 1].second == pairs[i].second) {
      pairs[kept - 1].length += pairs[i].length;
      pairs[kept - 1].metres += pairs[i].metres;
    } else {
      pairs[kept++] = pairs[i];
    }
  }
  pairs.resize(kept);
  return pairs;
}

}  // namespace maillage

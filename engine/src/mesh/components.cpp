#include "components.hpp"

#include <algorithm>
#include <numeric>

#include "exact.hpp"

namespace maillage {
namespace {

constexpr std::uint32_t none = 0xffffffff;

std::uint32_t root_of(std::vector<std::uint32_t>& parent, std::uint32_t node) {
  while (parent[node] != node) node = parent[node] = parent[parent[node]];
  return node;
}

// The edges of a mesh by bands of y.
class Bands {
 public:
  explicit Bands(const Mesh& mesh) : mesh_(mesh) {
    low_ = high_ = mesh.points.front().y;
    for (const Point& p : mesh.points) {
      low_ = std::min(low_, p.y);
      high_ = std::max(high_, p.y);
    }
    bands_.resize(std::clamp<std::size_t>(mesh.points.size() / 64, 1, 8192));
    for (std::uint32_t arc = 0; arc < mesh.arc_count(); ++arc)
      for (auto i = static_cast<std::uint32_t>(mesh.arc_begin(arc)); i + 1 < mesh.arc_end[arc]; ++i) {
        const auto [bottom, top] = std::minmax(mesh.points[i].y, mesh.points[i + 1].y);
        if (bottom == top) continue;
        for (std::size_t band = band_of(bottom); band <= band_of(top); ++band)
          bands_[band].push_back({i, arc});
      }
  }

  // The half-arc next to the point, due west, among those that `is_own(arc)` does not claim.
  template <class IsOwn>
  [[nodiscard]] std::uint32_t west_of(Point point, IsOwn is_own) const {
    std::uint32_t best = none;
    double best_x = 0;
    double best_slope = 0;
    for (const Edge& edge : bands_[band_of(point.y)]) {
      const Point& a = mesh_.points[edge.start];
      const Point& b = mesh_.points[edge.start + 1];
      const bool up = a.y < b.y;
      const Point& bottom = up ? a : b;
      const Point& top = up ? b : a;
      // An edge is met at its lower end, not at its upper one: as if the point were slightly higher.
      if (bottom.y > point.y || top.y <= point.y || turn(bottom, top, point) >= 0 || is_own(edge.arc))
        continue;
      const double slope = (top.x - bottom.x) / (top.y - bottom.y);
      const double x = bottom.x + (point.y - bottom.y) * slope;
      if (best != none && (x < best_x || (x == best_x && slope <= best_slope))) continue;
      best = edge.arc * 2 + (up ? 1 : 0);
      best_x = x;
      best_slope = slope;
    }
    return best;
  }

 private:
  struct Edge {
    std::uint32_t start;
    std::uint32_t arc;
  };
  [[nodiscard]] std::size_t band_of(double y) const {
    if (high_ <= low_) return 0;
    const double part = (y - low_) / (high_ - low_) * static_cast<double>(bands_.size());
    return std::min(bands_.size() - 1, static_cast<std::size_t>(part));
  }

  const Mesh& mesh_;
  double low_ = 0;
  double high_ = 0;
  std::vector<std::vector<Edge>> bands_;
};

}  // namespace

Components find_components(const Mesh& mesh) {
  std::vector<std::uint32_t> parent(mesh.nodes);
  std::iota(parent.begin(), parent.end(), 0U);
  for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc)
    parent[root_of(parent, mesh.from[arc])] = root_of(parent, mesh.to[arc]);

  Components components;
  std::vector<std::uint32_t> number(mesh.nodes, none);
  std::vector<Point> smallest;
  for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc) {
    std::uint32_t& component = number[root_of(parent, mesh.from[arc])];
    const auto points = mesh.points_of(arc);
    if (component == none) {
      component = static_cast<std::uint32_t>(components.count++);
      smallest.push_back(points.front());
    }
    components.of_arc.push_back(component);
    smallest[component] =
        std::min(smallest[component], *std::min_element(points.begin(), points.end(), before), before);
  }
  components.from_left.resize(components.count);
  std::iota(components.from_left.begin(), components.from_left.end(), 0U);
  std::sort(components.from_left.begin(), components.from_left.end(),
            [&](auto a, auto b) { return before(smallest[a], smallest[b]); });
  components.facing.assign(components.count, none);
  if (components.count < 2) return components;

  const Bands bands(mesh);
  for (std::uint32_t component = 0; component < components.count; ++component)
    components.facing[component] = bands.west_of(
        smallest[component], [&](std::uint32_t arc) { return components.of_arc[arc] == component; });
  return components;
}

}  // namespace maillage

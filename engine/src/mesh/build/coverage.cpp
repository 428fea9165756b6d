#include "mesh/build/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "mesh/build/walks.hpp"
#include "mesh/exact.hpp"

namespace maillage {
namespace {

// Arcs that hang together, and what lies around each such group.
struct Components {
  std::size_t count = 0;
  std::vector<std::uint32_t> of_arc;
  std::vector<std::uint32_t> from_left;  // in the order of their smallest points
  // Per component the half-arc of another one next to its smallest point, due west, with that point on its
  // left side; no_zone when there is none. The other component comes before in from_left.
  std::vector<std::uint32_t> facing;
};

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

void claim(std::vector<Claim>& claims, std::uint32_t zone, int times) {
  if (zone == no_zone) return;
  const auto place = std::lower_bound(claims.begin(), claims.end(), zone,
                                      [](const Claim& c, std::uint32_t z) { return c.zone < z; });
  if (place == claims.end() || place->zone != zone) {
    claims.insert(place, {zone, times});
  } else if ((place->times += times) == 0) {
    claims.erase(place);
  }
}

class Faces {
 public:
  explicit Faces(const Mesh& mesh) : mesh_(mesh), next_(mesh.arc_count() * 2), walk_of_(next_.size(), none) {
    const Fans fans = sort_fans(mesh);
    for (std::size_t node = 0; node < mesh.nodes; ++node) {
      const auto fan = fans.of(node);
      for (std::size_t i = 0; i < fan.size(); ++i) next_[fan[i] ^ 1U] = fan[i == 0 ? fan.size() - 1 : i - 1];
    }
    for (std::uint32_t half = 0; half < next_.size(); ++half) {
      if (walk_of_[half] != none) continue;
      for (std::uint32_t h = half; walk_of_[h] == none; h = next_[h])
        walk_of_[h] = static_cast<std::uint32_t>(first_.size());
      first_.push_back(half);
      area_.push_back(area_of_walk(half));
    }
  }

  std::vector<Face> disputed() {
    const Components components = find_components(mesh_);
    std::vector<std::uint32_t> outer_of(components.count, none);
    for (std::uint32_t walk = 0; walk < first_.size(); ++walk) {
      std::uint32_t& outer = outer_of[components.of_arc[first_[walk] / 2]];
      if (outer == none || area_[walk] < area_[outer]) outer = walk;
    }
    claims_.resize(first_.size());
    islands_.assign(first_.size(), 0);
    reached_.assign(first_.size(), 0);
    // The face an outer walk lies in; itself for inner walks, none for the unbounded face.
    std::vector<std::uint32_t> face_of(first_.size());
    std::iota(face_of.begin(), face_of.end(), 0U);
    for (const std::uint32_t component : components.from_left) {
      const std::uint32_t outer = outer_of[component];
      const std::uint32_t facing = components.facing[component];
      face_of[outer] = facing == none ? none : face_of[walk_of_[facing]];
      if (face_of[outer] != none) {
        claims_[outer] = claims_[face_of[outer]];
        islands_[face_of[outer]] -= area_[outer];
      }
      spread(outer);
    }
    std::vector<Face> faces;
    for (std::uint32_t walk = 0; walk < first_.size(); ++walk)
      if (face_of[walk] == walk && is_disputed(walk)) faces.push_back(describe(walk));
    return faces;
  }

 private:
  // Crossing a half-arc to its right, the zone on its left stops and the one on its right begins.
  void spread(std::uint32_t outer) {
    std::vector<std::uint32_t> open{outer};
    reached_[outer] = 1;
    while (!open.empty()) {
      const std::uint32_t walk = open.back();
      open.pop_back();
      each_half(walk, [&](std::uint32_t half) {
        const std::uint32_t other = walk_of_[half ^ 1U];
        if (reached_[other] != 0) return;
        reached_[other] = 1;
        claims_[other] = claims_[walk];
        claim(claims_[other], zone_of(mesh_, half), -1);
        claim(claims_[other], zone_of(mesh_, half ^ 1U), 1);
        open.push_back(other);
      });
    }
  }

  // A face without area lies between two arcs on the same points.
  [[nodiscard]] bool is_disputed(std::uint32_t walk) const {
    const auto& claims = claims_[walk];
    return area_[walk] > 0 && (claims.size() != 1 || claims.front().times != 1);
  }

  Face describe(std::uint32_t walk) const {
    Face face;
    face.claims = claims_[walk];
    face.area = area_[walk] - islands_[walk];
    each_half(walk, [&](std::uint32_t half) {
      const std::uint32_t zone = zone_of(mesh_, half ^ 1U);
      if (zone != no_zone) face.around.push_back(zone);
      append_half(half, face.ring);
    });
    face.ring.push_back(face.ring.front());
    for (std::size_t i = 1; i < face.ring.size(); ++i)
      face.perimeter += std::hypot(face.ring[i].x - face.ring[i - 1].x, face.ring[i].y - face.ring[i - 1].y);
    std::sort(face.around.begin(), face.around.end());
    face.around.erase(std::unique(face.around.begin(), face.around.end()), face.around.end());
    return face;
  }

  template <class Visit>
  void each_half(std::uint32_t walk, Visit visit) const {
    std::uint32_t half = first_[walk];
    do {
      visit(half);
      half = next_[half];
    } while (half != first_[walk]);
  }

  void append_half(std::uint32_t half, std::vector<Point>& points) const {
    const auto arc = mesh_.points_of(half / 2);
    if (half % 2 == 0) {
      points.insert(points.end(), arc.begin(), arc.end() - 1);
    } else {
      points.insert(points.end(), arc.rbegin(), arc.rend() - 1);
    }
  }

  [[nodiscard]] double area_of_walk(std::uint32_t first) const {
    const auto start = mesh_.points_of(first / 2);
    const Point origin = start.front();
    double sum = 0;
    std::uint32_t half = first;
    do {
      const auto arc = mesh_.points_of(half / 2);
      double part = 0;
      for (std::size_t i = 1; i < arc.size(); ++i)
        part += (arc[i - 1].x - origin.x) * (arc[i].y - origin.y) -
                (arc[i].x - origin.x) * (arc[i - 1].y - origin.y);
      sum += half % 2 == 0 ? part : -part;
      half = next_[half];
    } while (half != first);
    return sum / 2;
  }

  const Mesh& mesh_;
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> walk_of_;
  std::vector<std::uint32_t> first_;  // half-arc of each walk
  std::vector<double> area_;          // of each walk, negative when it is the outside of something
  std::vector<std::vector<Claim>> claims_;
  std::vector<double> islands_;  // area of what lies inside each walk, apart from it
  std::vector<std::uint8_t> reached_;
};

}  // namespace

std::vector<Face> find_disputed_faces(const Mesh& mesh) {
  return Faces(mesh).disputed();
}

}  // namespace maillage

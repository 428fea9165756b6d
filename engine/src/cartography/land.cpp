#include "cartography/land.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "maillage/mesh/build.hpp"
#include "maillage/mesh/rings.hpp"
#include "maillage/mesh/simplify.hpp"

namespace maillage {
namespace {

constexpr double finest_mm = 0.2;  // what is smaller than this is not seen on paper

std::vector<Line>& kind_of(Borders& borders, std::uint32_t left, std::uint32_t right,
                           std::span<const std::uint32_t> group) {
  if (left == no_zone || right == no_zone) return borders.edge;
  return group.empty() || group[left] == group[right] ? borders.inner : borders.of_groups;
}

double distance_to_segment(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
  const double along =
      squared > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0) : 0;
  return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

// Positive inside the polygon.
double depth_in(const Shapes& shapes, std::size_t polygon, Point p) {
  bool inside = false;
  double nearest = std::numeric_limits<double>::infinity();
  for (const std::size_t ring : shapes.rings_of(polygon)) {
    const std::span<const Point> points = shapes.points_of(ring);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      const Point a = points[i], b = points[i + 1];
      if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
      nearest = std::min(nearest, distance_to_segment(p, a, b));
    }
  }
  return inside ? nearest : -nearest;
}

std::size_t largest_polygon(const Shapes& shapes, std::size_t zone) {
  std::size_t largest = *shapes.polygons_of(zone).begin();
  double most = -1;
  for (const std::size_t polygon : shapes.polygons_of(zone)) {
    const double area = std::abs(twice_signed_area(shapes.points_of(*shapes.rings_of(polygon).begin())));
    if (area <= most) continue;
    most = area;
    largest = polygon;
  }
  return largest;
}

struct Square {
  Point centre;
  double half, depth, most;  // most: what any point of it can reach
  friend bool operator<(const Square& a, const Square& b) { return a.most < b.most; }
};

}  // namespace

Projection fitted(const Box& ground, const Frame& frame) {
  const double width = ground.max_x - ground.min_x, height = ground.max_y - ground.min_y;
  const double scale = std::min(width > 0 ? frame.width / width : std::numeric_limits<double>::infinity(),
                                height > 0 ? frame.height / height : std::numeric_limits<double>::infinity());
  return {.west = ground.min_x,
          .north = ground.max_y,
          .left = frame.left + (frame.width - width * scale) / 2,
          .top = frame.top + (frame.height - height * scale) / 2,
          .mm_per_metre = scale};
}

Box box_of_zones(const Shapes& shapes) {
  return box_of_points(shapes.points);
}

Land land_of(const Shapes& zones, double mm_per_metre) {
  MeshReport report;
  SimplifyReport simplified;
  Land land;
  land.mesh = simplify(build_mesh(zones, report), Tolerance{finest_mm / mm_per_metre}, simplified);
  land.shapes = to_shapes(land.mesh);
  return land;
}

std::vector<Line> rings_on_page(const Shapes& shapes, std::size_t zone, const Projection& projection) {
  std::vector<Line> rings;
  for (const std::size_t polygon : shapes.polygons_of(zone))
    for (const std::size_t ring : shapes.rings_of(polygon)) {
      Line& line = rings.emplace_back();
      for (const Point& point : shapes.points_of(ring)) line.push_back(projection.to_page(point));
    }
  return rings;
}

Borders borders_of(const Mesh& mesh, std::span<const std::uint32_t> group, const Projection& projection) {
  Borders borders;
  for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc) {
    Line& line = kind_of(borders, mesh.left[arc], mesh.right[arc], group).emplace_back();
    for (const Point& point : mesh.points_of(arc)) line.push_back(projection.to_page(point));
  }
  return borders;
}

// Squares are halved, the most promising first, until none can hold a point much deeper than the best one known
// (V. Agafonkin, polylabel).
Pole pole_of(const Shapes& shapes, std::size_t zone) {
  if (shapes.empty(zone)) return {};
  const std::size_t polygon = largest_polygon(shapes, zone);
  const Box box = box_of_points(shapes.points_of(*shapes.rings_of(polygon).begin()));
  const double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
  const double side = std::min(width, height);
  if (!(side > 0)) return {{box.min_x, box.min_y}, 0};
  const auto square = [&](Point centre, double half) {
    const double depth = depth_in(shapes, polygon, centre);
    return Square{centre, half, depth, depth + half * std::sqrt(2.0)};
  };
  std::priority_queue<Square> squares;
  for (double x = box.min_x; x < box.max_x; x += side)
    for (double y = box.min_y; y < box.max_y; y += side)
      squares.push(square({x + side / 2, y + side / 2}, side / 2));
  Square best = square({box.min_x + width / 2, box.min_y + height / 2}, 0);
  const double precision = side / 50;
  while (!squares.empty()) {
    const Square next = squares.top();
    squares.pop();
    if (next.depth > best.depth) best = next;
    if (next.most - best.depth <= precision) continue;
    const double half = next.half / 2;
    for (const double dx : {-half, half})
      for (const double dy : {-half, half})
        squares.push(square({next.centre.x + dx, next.centre.y + dy}, half));
  }
  return {best.centre, best.depth};
}

}  // namespace maillage

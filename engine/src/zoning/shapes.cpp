#include "maillage/zoning/shapes.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "maillage/base/parallel.hpp"

namespace maillage {

double twice_signed_area(std::span<const Point> ring) {
  if (ring.size() < 3) return 0;
  // Relative to the first point: keeps the precision of small rings far from the origin.
  const Point origin = ring.front();
  double area = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i)
    area += (ring[i].x - origin.x) * (ring[i + 1].y - origin.y) -
            (ring[i + 1].x - origin.x) * (ring[i].y - origin.y);
  return area;
}

Box box_of_points(std::span<const Point> points) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Box box{infinity, infinity, -infinity, -infinity};
  for (const Point& point : points)
    box = {std::min(box.min_x, point.x), std::min(box.min_y, point.y), std::max(box.max_x, point.x),
           std::max(box.max_y, point.y)};
  return box;
}

Box box_of(const Shapes& shapes, std::size_t zone) {
  Box box = box_of_points({});
  for (const std::size_t polygon : shapes.polygons_of(zone)) {
    for (const std::size_t ring : shapes.rings_of(polygon)) {
      const Box part = box_of_points(shapes.points_of(ring));
      box = {std::min(box.min_x, part.min_x), std::min(box.min_y, part.min_y),
             std::max(box.max_x, part.max_x), std::max(box.max_y, part.max_y)};
    }
  }
  return box;
}

bool same_outline(const Shapes& shapes, std::size_t zone, std::size_t other) {
  const auto same_rings = [&](std::size_t polygon, std::size_t twin) {
    return std::ranges::equal(shapes.rings_of(polygon), shapes.rings_of(twin),
                              [&](std::size_t a, std::size_t b) {
                                return std::ranges::equal(shapes.points_of(a), shapes.points_of(b));
                              });
  };
  return std::ranges::equal(shapes.polygons_of(zone), shapes.polygons_of(other), same_rings);
}

namespace {

void copy_shifted(const std::vector<std::uint32_t>& from, std::vector<std::uint32_t>& to, std::size_t at,
                  std::size_t shift) {
  for (std::size_t i = 0; i < from.size(); ++i) to[at + i] = static_cast<std::uint32_t>(from[i] + shift);
}

}  // namespace

Shapes concatenate(std::span<Shapes> parts) {
  if (parts.empty()) return {};
  struct Sizes {
    std::size_t points = 0, rings = 0, polygons = 0, zones = 0;
  };
  std::vector<Sizes> starts;
  Sizes total;
  for (const Shapes& part : parts) {
    starts.push_back(total);
    total = {total.points + part.points.size(), total.rings + part.ring_end.size(),
             total.polygons + part.polygon_end.size(), total.zones + part.zone_end.size()};
  }
  Shapes all = std::exchange(parts.front(), {});  // whoever has left room in it spares a copy
  all.points.resize(total.points);
  all.ring_end.resize(total.rings);
  all.polygon_end.resize(total.polygons);
  all.zone_end.resize(total.zones);
  const auto others = parts.subspan(1);
  parallel_for(others.size(), 1, [&](std::size_t, std::size_t, std::size_t i) {
    Shapes& part = others[i];
    const Sizes& start = starts[i + 1];
    std::ranges::copy(part.points, all.points.begin() + static_cast<std::ptrdiff_t>(start.points));
    copy_shifted(part.ring_end, all.ring_end, start.rings, start.points);
    copy_shifted(part.polygon_end, all.polygon_end, start.polygons, start.rings);
    copy_shifted(part.zone_end, all.zone_end, start.zones, start.polygons);
    part = {};
  });
  return all;
}

std::size_t zone_of_point(const Shapes& shapes, std::size_t point) {
  const auto holder = [](const std::vector<std::uint32_t>& ends, std::size_t item) {
    return static_cast<std::size_t>(std::ranges::upper_bound(ends, item) - ends.begin());
  };
  return holder(shapes.zone_end, holder(shapes.polygon_end, holder(shapes.ring_end, point)));
}

Shapes select(const Shapes& shapes, std::span<const std::size_t> zones) {
  Shapes selected;
  selected.crs = shapes.crs;
  std::vector<std::span<const Point>> rings;
  std::uint32_t end = 0;
  for (const std::size_t zone : zones) {
    if (zone >= shapes.zone_count()) {
      selected.close_zone();
      continue;
    }
    for (const std::size_t polygon : shapes.polygons_of(zone)) {
      for (const std::size_t ring : shapes.rings_of(polygon)) {
        rings.push_back(shapes.points_of(ring));
        selected.ring_end.push_back(end += static_cast<std::uint32_t>(rings.back().size()));
      }
      selected.close_polygon();
    }
    selected.close_zone();
  }
  selected.points.resize(end);
  parallel_for(rings.size(), 1024, [&](std::size_t first, std::size_t last, std::size_t) {
    for (std::size_t ring = first; ring < last; ++ring)
      std::ranges::copy(rings[ring],
                        selected.points.begin() +
                            static_cast<std::ptrdiff_t>(selected.ring_end[ring] - rings[ring].size()));
  });
  return selected;
}

}  // namespace maillage

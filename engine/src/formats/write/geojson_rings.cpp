#include "formats/write/geojson_rings.hpp"

#include <fmt/format.h>

#include <cmath>

#include "formats/write/fixed_decimal.hpp"
#include "maillage/base/error.hpp"

namespace maillage {
namespace {

constexpr double largest_coordinate = 1000;

struct Extent {
  double twice_area = 0;
  double length = 0;  // sum of |dx| + |dy|
};

Extent extent_of(std::span<const Point> ring) {
  Extent extent;
  const Point origin = ring.front();
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const Point a{ring[i - 1].x - origin.x, ring[i - 1].y - origin.y};
    const Point b{ring[i].x - origin.x, ring[i].y - origin.y};
    extent.twice_area += a.x * b.y - b.x * a.y;
    extent.length += std::abs(b.x - a.x) + std::abs(b.y - a.y);
  }
  return extent;
}

// Twice the area of the ring as it will be written, in squared units of the last decimal.
double rounded_twice_area(std::span<const Point> ring, int decimals) {
  const auto x0 = to_units(ring.front().x, decimals);
  const auto y0 = to_units(ring.front().y, decimals);
  const auto at = [&](std::size_t i) {
    return Point{static_cast<double>(to_units(ring[i].x, decimals) - x0),
                 static_cast<double>(to_units(ring[i].y, decimals) - y0)};
  };
  double sum = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const Point a = at(i - 1);
    const Point b = at(i);
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

int decimals_needed(std::span<const Point> ring, const Extent& extent, int decimals) {
  // Rounding moves a point by half a unit at most: a ring much larger than its outline
  // times a unit keeps its area.
  const double unit = 1 / powers_of_ten[static_cast<std::size_t>(decimals)];
  if (std::abs(extent.twice_area) > 4 * unit * extent.length || extent.twice_area == 0) return decimals;
  for (int more = decimals; more <= max_decimals; ++more)
    if (rounded_twice_area(ring, more) * extent.twice_area > 0) return more;
  return decimals;
}

char* write_point(char* out, Point p, int decimals) {
  if (!(std::abs(p.x) < largest_coordinate) || !(std::abs(p.y) < largest_coordinate))
    throw Error(Failure::internal, fmt::format("({}, {}) is no longitude and latitude", p.x, p.y));
  *out++ = '[';
  out = write_fixed(out, p.x, decimals);
  *out++ = ',';
  out = write_fixed(out, p.y, decimals);
  *out++ = ']';
  *out++ = ',';
  return out;
}

}  // namespace

int append_ring(std::string& text, std::span<const Point> ring, Turn turn, int decimals) {
  const Extent extent = extent_of(ring);
  const int used = decimals_needed(ring, extent, decimals);
  const std::size_t before = text.size();
  text.resize(before + 2 + ring.size() * (2 * room_for(used) + 4));
  char* out = text.data() + before;
  *out++ = '[';
  const bool as_is = (extent.twice_area >= 0) == (turn == Turn::left);
  if (as_is) {
    for (const Point p : ring) out = write_point(out, p, used);
  } else {
    for (std::size_t i = ring.size(); i-- > 0;) out = write_point(out, ring[i], used);
  }
  out[-1] = ']';
  text.resize(static_cast<std::size_t>(out - text.data()));
  return used;
}

std::size_t append_geometry(std::string& text, const Shapes& shapes, std::size_t zone, int decimals) {
  const auto polygons = shapes.polygons_of(zone);
  if (polygons.empty()) {
    text += "null";
    return 0;
  }
  const bool several = polygons.size() > 1;
  text += several ? R"({"type":"MultiPolygon","coordinates":[)" : R"({"type":"Polygon","coordinates":)";
  std::size_t refined = 0;
  for (const std::size_t polygon : polygons) {
    if (polygon != polygons.front()) text += ',';
    text += '[';
    const auto rings = shapes.rings_of(polygon);
    for (const std::size_t ring : rings) {
      const bool outer = ring == rings.front();
      if (!outer) text += ',';
      refined +=
          append_ring(text, shapes.points_of(ring), outer ? Turn::left : Turn::right, decimals) > decimals;
    }
    text += ']';
  }
  text += several ? "]}" : "}";
  return refined;
}

}  // namespace maillage

// The shapes of zones: flat arrays of polygons, in the order of the zones.
//
// Layout: `points` holds every ring, closed (first point repeated at its end). ring_end[r] is one past
// the last point of ring r; polygon_end[p] one past its last ring; zone_end[z] one past its last
// polygon. Within a polygon the first ring is the outer one, the others are holes. A zone without
// polygons has no known shape. Coordinates are longitude then latitude in degrees, or easting then
// northing in metres, as `crs` says: never the other order. Offsets are 32-bit: a layer holds at most 4
// billion points. 16 bytes a point, 4 a ring.
//
//     for (std::size_t polygon : shapes.polygons_of(zone))
//       for (std::size_t ring : shapes.rings_of(polygon)) use(shapes.points_of(ring));  // a span of Point
#pragma once

#include <cstdint>
#include <ranges>
#include <span>
#include <vector>

namespace maillage {

struct Point {
  double x = 0;
  double y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

struct Box {
  double min_x, min_y, max_x, max_y;
};

// A coordinate reference system, by its EPSG number. 4326 means longitude, latitude
// in degrees (CRS84 order).
struct Crs {
  int epsg = 4326;
  // WGS84, RGF93, ETRS89, and RGAF09, RGFG95, RGR92, RGM04, RGSPM06 overseas:
  // longitude, latitude in degrees.
  [[nodiscard]] bool is_geographic() const {
    return epsg == 4326 || epsg == 4171 || epsg == 4258 || epsg == 5489 || epsg == 4624 || epsg == 4627 ||
           epsg == 4470 || epsg == 4463;
  }
  friend bool operator==(const Crs&, const Crs&) = default;
};
inline constexpr Crs wgs84{4326};
inline constexpr Crs lambert93{2154};

struct Shapes {
  std::vector<Point> points;
  std::vector<std::uint32_t> ring_end;
  std::vector<std::uint32_t> polygon_end;
  std::vector<std::uint32_t> zone_end;
  Crs crs = wgs84;

  [[nodiscard]] std::size_t zone_count() const { return zone_end.size(); }
  [[nodiscard]] bool empty(std::size_t zone) const { return polygons_of(zone).empty(); }

  [[nodiscard]] std::span<const Point> points_of(std::size_t ring) const {
    const std::uint32_t begin = ring == 0 ? 0 : ring_end[ring - 1];
    return std::span<const Point>(points).subspan(begin, ring_end[ring] - begin);
  }
  [[nodiscard]] auto rings_of(std::size_t polygon) const {
    return std::views::iota(polygon == 0 ? std::size_t{0} : std::size_t{polygon_end[polygon - 1]},
                            std::size_t{polygon_end[polygon]});
  }
  [[nodiscard]] std::ranges::iota_view<std::size_t, std::size_t> polygons_of(std::size_t zone) const {
    return {zone == 0 ? std::size_t{0} : std::size_t{zone_end[zone - 1]}, std::size_t{zone_end[zone]}};
  }

  // Building: add points to `points`, then close ring, polygon and zone in turn.
  void close_ring() { ring_end.push_back(static_cast<std::uint32_t>(points.size())); }
  void close_polygon() { polygon_end.push_back(static_cast<std::uint32_t>(ring_end.size())); }
  void close_zone() { zone_end.push_back(static_cast<std::uint32_t>(polygon_end.size())); }
};

// Twice the signed area of a closed ring, in squared units of its coordinates;
// positive when counter-clockwise.
[[nodiscard]] double twice_signed_area(std::span<const Point> ring);

// Of no points: an inverted box, that holds nothing.
[[nodiscard]] Box box_of_points(std::span<const Point> points);
[[nodiscard]] Box box_of(const Shapes& shapes, std::size_t zone);

// The zone that holds a point of `points`, by its index.
[[nodiscard]] std::size_t zone_of_point(const Shapes& shapes, std::size_t point);

// Two zones drawn by the same points in the same order: one zone, given twice.
[[nodiscard]] bool same_outline(const Shapes& shapes, std::size_t zone, std::size_t other);

// The zones of all parts, one part after the other; the parts are emptied. All have the CRS of the first.
[[nodiscard]] Shapes concatenate(std::span<Shapes> parts);

// The zones listed, in that order, each with its polygons; a number past the last
// zone gives one without any.
[[nodiscard]] Shapes select(const Shapes& shapes, std::span<const std::size_t> zones);

}  // namespace maillage

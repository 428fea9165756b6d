#include "maillage/geometry/same_shapes.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "geometry/box_pairs.hpp"
#include "geometry/geos.hpp"
#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/geometry/project.hpp"

namespace maillage {
namespace {

double common_area(const Box& a, const Box& b) {
  const double width = std::min(a.max_x, b.max_x) - std::max(a.min_x, b.min_x);
  const double height = std::min(a.max_y, b.max_y) - std::max(a.min_y, b.min_y);
  return width > 0 && height > 0 ? width * height : 0;
}

bool same_points(const Shapes& a, std::size_t zone_a, const Shapes& b, std::size_t zone_b) {
  const auto rings_a = rings_of_zone(a, zone_a), rings_b = rings_of_zone(b, zone_b);
  return std::ranges::equal(rings_a, rings_b, [&](std::size_t ring_a, std::size_t ring_b) {
    return std::ranges::equal(a.points_of(ring_a), b.points_of(ring_b));
  });
}

geos::Geometry valid_zone(const Shapes& shapes, std::size_t zone) {
  geos::Geometry geometry = geos::from_zone(shapes, zone);
  return geos::fault_of(*geometry).reason.empty() ? std::move(geometry) : geos::make_valid(*geometry);
}

bool share_ground(const Shapes& a, std::size_t zone_a, const Shapes& b, std::size_t zone_b, double share) {
  const geos::Geometry first = valid_zone(a, zone_a), second = valid_zone(b, zone_b);
  const geos::Geometry common = geos::intersection(*first, *second, 0);
  return common && geos::area(*common) > share * std::max(geos::area(*first), geos::area(*second));
}

}  // namespace

std::vector<std::uint32_t> same_shapes(const Shapes& a, const Shapes& b, double share) {
  if (a.crs != b.crs)
    throw Error(Failure::usage, message("comparing shapes in different systems, {} and {}", describe(a.crs),
                                        describe(b.crs)));
  const std::vector<Box> boxes_a = zone_boxes(a), boxes_b = zone_boxes(b);
  std::vector<ZonePair> likely;
  for (const ZonePair pair : box_pairs(boxes_a, boxes_b)) {
    const double area_a = zone_area(a, pair.a), area_b = zone_area(b, pair.b);
    const double least = share * std::max(area_a, area_b);
    if (std::min(area_a, area_b) > least && common_area(boxes_a[pair.a], boxes_b[pair.b]) > least)
      likely.push_back(pair);
  }
  std::vector<char> same(likely.size(), 0);
  parallel_for(likely.size(), 16, [&](std::size_t begin, std::size_t end, std::size_t) {
    stop_point();
    for (std::size_t i = begin; i < end; ++i)
      same[i] =
          same_points(a, likely[i].a, b, likely[i].b) || share_ground(a, likely[i].a, b, likely[i].b, share);
  });
  std::vector<std::uint32_t> twins(a.zone_count(), no_twin);
  for (std::size_t i = 0; i < likely.size(); ++i)
    if (same[i] && twins[likely[i].a] == no_twin) twins[likely[i].a] = likely[i].b;
  return twins;
}

std::size_t twin_count(std::span<const std::uint32_t> twins) {
  return twins.size() - static_cast<std::size_t>(std::ranges::count(twins, no_twin));
}

}  // namespace maillage

#include "maillage/geometry/union.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "geometry/geos.hpp"
#include "geometry/repair.hpp"
#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"

namespace maillage {
namespace {

constexpr double area_tolerance = 1e-9;  // of the sum of areas

std::array<double, 3> grids_of(Crs crs) {
  return crs.is_geographic() ? std::array{0.0, 1e-9, 1e-7} : std::array{0.0, 1e-4, 1e-2};
}

struct Merged {
  Shapes shape;  // one zone
  double overlap = 0;
};

std::optional<Merged> try_merge(const UsableLayer& layer, const std::vector<std::uint32_t>& members,
                                double sum, double grid) {
  std::vector<geos::Geometry> parts;
  for (const std::uint32_t member : members) parts.push_back(from_zone(layer, member));
  const geos::Geometry merged =
      geos::unary_union(*geos::collect(std::move(parts), GEOS_GEOMETRYCOLLECTION), grid);
  if (!merged || GEOSNormalize_r(geos::context(), merged.get()) != 0) return std::nullopt;
  if (!geos::fault_of(*merged).reason.empty()) return std::nullopt;
  Merged result;
  result.shape.crs = layer.given.crs;
  geos::append_zone(result.shape, *merged);
  const double less = sum - zone_area(result.shape, 0);
  if (less < -area_tolerance * sum) return std::nullopt;
  if (less > area_tolerance * sum) result.overlap = less;
  return result;
}

Merged merge(const UsableLayer& layer, const std::vector<std::uint32_t>& members, std::size_t group) {
  double sum = 0, largest = 0;
  for (const std::uint32_t member : members) {
    const auto [shapes, zone] = layer.at(member);
    const double area = zone_area(shapes, zone);
    sum += area;
    largest = std::max(largest, area);
  }
  for (const double grid : grids_of(layer.given.crs)) {
    std::optional<Merged> merged = try_merge(layer, members, sum, grid);
    // No overlap makes a union smaller than its largest zone: GEOS lost something.
    if (merged && zone_area(merged->shape, 0) >= largest * (1 - area_tolerance)) return *std::move(merged);
  }
  throw Error(Failure::internal,
              fmt::format("union of group {} ({} zones): GEOS failed, floating and on grids: {}", group,
                          members.size(), geos::take_message()));
}

}  // namespace

Shapes union_by_group(const Shapes& shapes, std::span<const std::uint32_t> group_of_zone, std::size_t groups,
                      UnionReport& report) {
  if (group_of_zone.size() != shapes.zone_count())
    throw Error(Failure::internal, fmt::format("union: {} zones but {} groups given", shapes.zone_count(),
                                               group_of_zone.size()));
  std::vector<std::vector<std::uint32_t>> members(groups);
  std::vector<char> used(shapes.zone_count(), 0);
  for (std::size_t zone = 0; zone < used.size(); ++zone) {
    const std::uint32_t group = group_of_zone[zone];
    if (group == outside || shapes.empty(zone)) continue;
    if (group >= groups)
      throw Error(Failure::internal, fmt::format("union: zone {} is in group {}", zone, group));
    members[group].push_back(static_cast<std::uint32_t>(zone));
    used[zone] = 1;
  }
  const auto name_of = [](std::size_t zone) { return fmt::format("zone {}", zone); };
  const UsableLayer layer = usable_layer(shapes, used, Side::a, name_of, report.repaired);

  std::vector<Merged> merged(groups);
  parallel_for(groups, 4, [&](std::size_t begin, std::size_t end, std::size_t) {
    stop_point();
    for (std::size_t group = begin; group < end; ++group)
      if (!members[group].empty()) merged[group] = merge(layer, members[group], group);
  });

  std::vector<Shapes> parts(groups + 1);  // the first holds no zone: there may be no group
  parts.front().crs = shapes.crs;
  for (std::size_t group = 0; group < groups; ++group) {
    parts[group + 1] = std::move(merged[group].shape);
    if (members[group].empty()) parts[group + 1].close_zone();
    if (merged[group].overlap > 0)
      report.overlaps.push_back({static_cast<std::uint32_t>(group), merged[group].overlap});
  }
  return concatenate(parts);
}

}  // namespace maillage

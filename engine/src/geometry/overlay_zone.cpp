#include "geometry/overlay_zone.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "geometry/apart.hpp"
#include "geometry/geos.hpp"
#include "maillage/base/error.hpp"

namespace maillage {
namespace {

constexpr std::array<double, 3> grids{0, 1e-4, 1e-2};  // metres; 0 is floating
constexpr double slack = 1e-5;  // metres by which a border may move in floating overlay

double tolerance(double perimeter, std::size_t rung) {
  return std::max(slack, grids[rung]) * perimeter;
}

// The zone of a, converted when first needed; most never are.
class OneZone {
 public:
  OneZone(const Overlaid& layer, std::size_t zone) : layer_(layer), zone_(zone) {}
  const GEOSGeometry& geometry() {
    if (!geometry_) geometry_ = from_zone(layer_.layer, zone_);
    return *geometry_;
  }

 private:
  const Overlaid& layer_;
  std::size_t zone_;
  geos::Geometry geometry_;
};

std::optional<Common> intersect(const Overlaid& a, OneZone& zone_a, const Overlaid& b, ZonePair pair,
                                std::size_t rung) {
  const geos::Geometry other = from_zone(b.layer, pair.b);
  const geos::Geometry common = geos::intersection(zone_a.geometry(), *other, grids[rung]);
  if (!common) return std::nullopt;
  const double area = geos::area(*common);
  const double room = std::max(tolerance(a.perimeters[pair.a], rung), tolerance(b.perimeters[pair.b], rung));
  if (!(area <= std::min(a.areas[pair.a], b.areas[pair.b]) + room)) return std::nullopt;
  return Common{area, geos::length(*common)};
}

// The ground of the zone outside all its pieces' zones; nullopt when GEOS fails.
std::optional<Common> left_over(OneZone& zone_a, const Overlaid& b, const std::vector<FoundPiece>& pieces,
                                std::size_t rung) {
  std::vector<geos::Geometry> parts;
  for (const FoundPiece& piece : pieces) parts.push_back(from_zone(b.layer, piece.b));
  geos::Geometry cover;
  if (parts.size() == 1)
    cover = std::move(parts.front());
  else
    cover = geos::unary_union(*geos::collect(std::move(parts), GEOS_GEOMETRYCOLLECTION), grids[rung]);
  if (!cover) return std::nullopt;
  const geos::Geometry rest = geos::difference(zone_a.geometry(), *cover, grids[rung]);
  if (!rest) return std::nullopt;
  return Common{geos::area(*rest), geos::length(*rest)};
}

// nullopt when the balance does not close on this rung of the ladder.
std::optional<OverlaidZone> try_zone(const Overlaid& a, const Overlaid& b,
                                     std::span<const ZonePair> candidates, std::size_t first_rung) {
  const std::uint32_t zone = candidates.front().a;
  const auto [shapes_a, place_a] = a.layer.at(zone);
  OneZone zone_a(a, zone);
  OverlaidZone result;
  double in_pieces = 0;
  std::size_t highest_rung = first_rung;
  for (const ZonePair pair : candidates) {
    const auto [shapes_b, place_b] = b.layer.at(pair.b);
    std::optional<Common> common =
        common_if_apart(shapes_a, place_a, a.boxes[pair.a], shapes_b, place_b, b.boxes[pair.b]);
    if (!common) {
      std::size_t rung = first_rung;
      for (; !common && rung < grids.size(); ++rung) common = intersect(a, zone_a, b, pair, rung);
      if (!common)
        throw Error(Failure::internal,
                    fmt::format("overlay of {} and {}: GEOS failed, floating and on grids of "
                                "0.1 mm and 1 cm: {}",
                                a.name_of(pair.a), b.name_of(pair.b), geos::take_message()));
      if (rung > 1) ++result.snapped;
      highest_rung = std::max(highest_rung, rung - 1);
    }
    const double width = mean_width(common->area, common->perimeter);
    if (width < slack) continue;  // borders that touch, up to rounding
    result.pieces.push_back({pair.b, common->area, width});
    in_pieces += common->area;
  }

  const double room = tolerance(a.perimeters[zone], highest_rung);
  const double missing = a.areas[zone] - in_pieces;
  if (result.pieces.empty()) {
    result.outside = a.areas[zone];
    result.outside_width = mean_width(a.areas[zone], a.perimeters[zone]);
    return result;
  }
  if (std::abs(missing) > room) {
    const std::optional<Common> rest = left_over(zone_a, b, result.pieces, highest_rung);
    if (!rest) return std::nullopt;
    result.outside = rest->area;
    result.outside_width = mean_width(rest->area, rest->perimeter);
    result.counted_twice = std::max(0.0, in_pieces + rest->area - a.areas[zone]);
    if (result.counted_twice <= room) result.counted_twice = 0;
  }
  result.gap = std::abs(a.areas[zone] - in_pieces - result.outside + result.counted_twice);
  if (result.gap > room) return std::nullopt;
  return result;
}

}  // namespace

double mean_width(double area, double perimeter) {
  return perimeter > 0 ? 2 * area / perimeter : 0;
}

OverlaidZone overlay_zone(const Overlaid& a, const Overlaid& b, std::span<const ZonePair> candidates) {
  for (std::size_t rung = 0; rung < grids.size(); ++rung)
    if (std::optional<OverlaidZone> result = try_zone(a, b, candidates, rung)) return *std::move(result);
  throw Error(
      Failure::internal,
      fmt::format(
          "overlay of {}: its area is not that of its pieces and of its outside, floating and on grids "
          "of 0.1 mm and 1 cm: {}",
          a.name_of(candidates.front().a), geos::take_message()));
}

}  // namespace maillage

#include "maillage/geometry/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "geometry/box_pairs.hpp"
#include "geometry/geos.hpp"
#include "geometry/repair.hpp"
#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/geometry/areas.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {
namespace {

double mean_width(double area, double perimeter) {
  return perimeter > 0 ? 2 * area / perimeter : 0;
}

// A layer ready to be overlaid: usable shapes and what is asked of them again and again.
struct Overlaid {
  UsableLayer layer;
  std::vector<Box> boxes;
  std::vector<double> areas;
  std::vector<double> perimeters;  // of the zones used, else 0
  NameOf name_of;
};

struct FoundPiece {
  std::uint32_t b = 0;
  double area = 0;
  double width = 0;
};

struct OverlaidZone {
  std::vector<FoundPiece> pieces;  // by b
  double outside = 0;
  double outside_width = 0;
  double counted_twice = 0;
  double gap = 0;
  std::size_t snapped = 0;
};

struct Common {
  double area = 0;
  double perimeter = 0;
};

Box box_of_segment(Point p, Point q) {
  return {std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)};
}

void segments_meeting(const Shapes& shapes, std::size_t zone, const Box& window, std::vector<Box>& found) {
  found.clear();
  for (const std::size_t ring : rings_of_zone(shapes, zone)) {
    const std::span<const Point> points = shapes.points_of(ring);
    for (std::size_t i = 1; i < points.size(); ++i) {
      const Box box = box_of_segment(points[i - 1], points[i]);
      if (meet(box, window)) found.push_back(box);
    }
  }
}

bool any_meet(const std::vector<Box>& a, const std::vector<Box>& b) {
  return std::ranges::any_of(
      a, [&](const Box& x) { return std::ranges::any_of(b, [&](const Box& y) { return meet(x, y); }); });
}

// A ray to the right, by comparisons: no segment's box holds the point, so one that spans its height is
// wholly on its left or wholly on its right.
bool inside(Point point, const Shapes& shapes, std::size_t zone) {
  bool in = false;
  for (const std::size_t ring : rings_of_zone(shapes, zone)) {
    const std::span<const Point> points = shapes.points_of(ring);
    for (std::size_t i = 1; i < points.size(); ++i)
      if ((points[i - 1].y <= point.y) != (points[i].y <= point.y) && points[i].x > point.x) in = !in;
  }
  return in;
}

void add_rings_inside(Common& common, const Shapes& rings_of, std::size_t zone, const Shapes& other,
                      std::size_t other_zone) {
  for (const std::size_t polygon : rings_of.polygons_of(zone)) {
    const auto rings = rings_of.rings_of(polygon);
    for (const std::size_t ring : rings) {
      const std::span<const Point> points = rings_of.points_of(ring);
      if (!inside(points.front(), other, other_zone)) continue;
      const double area = std::abs(signed_area(points));
      common.area += ring == rings.front() ? area : -area;
      common.perimeter += ring_length(points);
    }
  }
}

// nullopt when a segment of one meets the box of a segment of the other: their borders may touch. Both
// zones valid. Otherwise every ring lies wholly inside or wholly outside the other zone, which comparisons
// of coordinates decide exactly, and the border of the common ground is made of the rings that lie inside.
std::optional<Common> common_if_apart(const Shapes& a, std::size_t zone_a, const Box& box_a, const Shapes& b,
                                      std::size_t zone_b, const Box& box_b) {
  thread_local std::vector<Box> near_a, near_b;
  segments_meeting(b, zone_b, box_a, near_b);
  if (!near_b.empty()) segments_meeting(a, zone_a, box_b, near_a);
  if (!near_b.empty() && any_meet(near_a, near_b)) return std::nullopt;
  Common common;
  add_rings_inside(common, a, zone_a, b, zone_b);
  add_rings_inside(common, b, zone_b, a, zone_a);
  return common;
}

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

// `candidates` are the pairs of one zone of a.
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

// Adds the pieces, slivers and outside of one zone of a to the overlay.
void give_slivers(const OverlaidZone& found, std::uint32_t zone, double thinnest, Overlay& overlay) {
  overlay.outside_a[zone] = found.outside;
  if (found.pieces.empty()) return;
  const auto main = std::ranges::max_element(found.pieces, {}, &FoundPiece::area);
  const double largest = std::max(main->area, found.outside);
  double received = 0;
  const auto give = [&](std::uint32_t b, double area, double width) {
    overlay.slivers.push_back({zone, b, area, width, main->b});
    overlay.moved += area;
    received += area;
  };

  std::size_t main_piece = 0;
  for (const FoundPiece& piece : found.pieces) {
    if (piece.b == main->b) main_piece = overlay.pieces.size();
    if (piece.b != main->b && piece.width < thinnest && piece.area < largest)
      give(piece.b, piece.area, piece.width);
    else
      overlay.pieces.push_back({zone, piece.b, piece.area, piece.width});
  }
  if (found.outside > 0 && found.outside_width < thinnest && found.outside < largest) {
    give(outside, found.outside, found.outside_width);
    overlay.outside_a[zone] = 0;
  }
  overlay.pieces[main_piece].area += received;
}

void require_same_plane(Crs a, Crs b) {
  if (a != b)
    throw Error(Failure::usage,
                message("overlay of two layers in different systems, {} and {}: bring one of them "
                        "to the system of the other first",
                        describe(a), describe(b)));
  if (a.is_geographic())
    throw Error(Failure::usage,
                message("overlay of two layers in degrees ({} and {}): project both to the legal "
                        "projection of the territory first",
                        describe(a), describe(b)));
}

NameOf namer(const NameOf& given, std::string_view layer) {
  if (given) return given;
  return [layer](std::size_t zone) { return fmt::format("zone {} of the {} layer", zone, layer); };
}

Overlaid prepare(const Shapes& shapes, std::vector<Box> boxes, const std::vector<char>& used, Side side,
                 NameOf name_of, std::vector<Repair>& repairs) {
  Overlaid layer{usable_layer(shapes, used, side, name_of, repairs),
                 std::move(boxes),
                 planar_areas(shapes),
                 {},
                 std::move(name_of)};
  for (const std::uint32_t zone : layer.layer.mended_zones) {
    const auto [mended, place] = layer.layer.at(zone);
    layer.boxes[zone] = box_of(mended, place);
    layer.areas[zone] = zone_area(mended, place);
  }
  layer.perimeters.assign(used.size(), 0);
  for (std::size_t zone = 0; zone < used.size(); ++zone)
    if (used[zone]) {
      const auto [usable, place] = layer.layer.at(zone);
      for (const std::size_t ring : rings_of_zone(usable, place))
        layer.perimeters[zone] += ring_length(usable.points_of(ring));
    }
  return layer;
}

// Where the candidates of each zone of a begin, and the end of the last.
std::vector<std::size_t> group_starts(const std::vector<ZonePair>& pairs) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    if (i == 0 || pairs[i].a != pairs[i - 1].a) starts.push_back(i);
  starts.push_back(pairs.size());
  return starts;
}

void balance_up(Overlay& overlay, const std::vector<double>& gaps) {
  OverlayBalance& balance = overlay.balance;
  for (std::size_t zone = 0; zone < gaps.size(); ++zone) {
    balance.area += overlay.area_a[zone];
    balance.outside += overlay.outside_a[zone];
    balance.counted_twice += overlay.counted_twice_a[zone];
    if (gaps[zone] <= balance.worst_gap) continue;
    balance.worst_gap = gaps[zone];
    balance.worst_zone = static_cast<std::uint32_t>(zone);
  }
  for (const OverlayPiece& piece : overlay.pieces) balance.in_pieces += piece.area;
}

}  // namespace

Overlay overlay(const Shapes& a, const Shapes& b, const OverlayOptions& options) {
  require_same_plane(a.crs, b.crs);
  Overlay result;
  result.crs = a.crs;

  std::vector<Box> boxes_a = zone_boxes(a), boxes_b = zone_boxes(b);
  const std::vector<ZonePair> pairs = box_pairs(boxes_a, boxes_b);
  std::vector<char> used_a(a.zone_count(), 0), used_b(b.zone_count(), 0);
  for (const ZonePair pair : pairs) used_a[pair.a] = used_b[pair.b] = 1;
  const Overlaid layer_a =
      prepare(a, std::move(boxes_a), used_a, Side::a, namer(options.name_a, "first"), result.repaired);
  const Overlaid layer_b =
      prepare(b, std::move(boxes_b), used_b, Side::b, namer(options.name_b, "second"), result.repaired);

  constexpr std::size_t zones_at_a_time = 16;
  const std::vector<std::size_t> starts = group_starts(pairs);
  std::vector<OverlaidZone> zones(starts.size() - 1);
  parallel_for(zones.size(), zones_at_a_time, [&](std::size_t begin, std::size_t end, std::size_t) {
    stop_point();
    for (std::size_t i = begin; i < end; ++i)
      zones[i] =
          overlay_zone(layer_a, layer_b, std::span(pairs).subspan(starts[i], starts[i + 1] - starts[i]));
  });

  result.area_a = layer_a.areas;
  result.area_b = layer_b.areas;
  result.outside_a = layer_a.areas;  // until a candidate says otherwise
  result.counted_twice_a.assign(layer_a.areas.size(), 0);
  std::vector<double> gaps(layer_a.areas.size(), 0);
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const std::uint32_t zone = pairs[starts[i]].a;
    give_slivers(zones[i], zone, options.precision_a + options.precision_b, result);
    result.counted_twice_a[zone] = zones[i].counted_twice;
    result.snapped += zones[i].snapped;
    gaps[zone] = zones[i].gap;
  }
  balance_up(result, gaps);
  return result;
}

}  // namespace maillage

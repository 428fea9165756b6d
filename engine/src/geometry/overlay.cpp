#include "maillage/geometry/overlay.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "geometry/overlay_zone.hpp"
#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/geometry/areas.hpp"
#include "maillage/geometry/project.hpp"

namespace maillage {
namespace {

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

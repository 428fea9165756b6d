#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "maillage/base/error.hpp"
#include "maillage/geometry/overlay.hpp"

namespace maillage {
namespace {

// Shares of a whole under which nothing is said to be left: rounding, not ground.
constexpr double nothing = 1e-9;

void require_zones(const Overlay& overlay, const ZoningRef& a, const ZoningRef& b) {
  if (a->size() != overlay.area_a.size() || b->size() != overlay.area_b.size())
    throw Error(Failure::internal,
                fmt::format("crosswalk by area: the overlay has {} and {} zones, the zonings {} and {}",
                            overlay.area_a.size(), overlay.area_b.size(), a->size(), b->size()));
}

// Areas by target to weights; what they leave of 1 goes outside (Crosswalk sees to it).
std::vector<Part> weigh(const std::vector<std::pair<std::uint32_t, double>>& areas, double left) {
  double whole = left;
  for (const auto& [target, area] : areas) whole += area;
  if (!(whole > 0)) return {};
  if (left <= nothing * whole) {
    whole -= left;
    left = 0;
  }
  if (areas.size() == 1 && left == 0) return {{.target = areas.front().first}};
  std::vector<Part> parts;
  for (const auto& [target, area] : areas)
    parts.push_back({.target = target, .low = 0, .value = std::min(1.0, area / whole), .high = 1});
  return parts;
}

}  // namespace

Crosswalk crosswalk_by_area(const Overlay& overlay, ZoningRef a, ZoningRef b, std::string source) {
  require_zones(overlay, a, b);
  std::vector<std::vector<std::pair<std::uint32_t, double>>> areas(a->size());
  for (const OverlayPiece& piece : overlay.pieces) areas[piece.a].emplace_back(piece.b, piece.area);
  std::vector<std::vector<Part>> parts(a->size());
  for (std::size_t zone = 0; zone < parts.size(); ++zone)
    parts[zone] = weigh(areas[zone], overlay.outside_a[zone]);
  return {std::move(a), std::move(b), Basis::area, std::move(source), parts};
}

Crosswalk reverse_crosswalk_by_area(const Overlay& overlay, ZoningRef a, ZoningRef b, std::string source) {
  require_zones(overlay, a, b);
  std::vector<double> left = overlay.area_b;
  for (const Sliver& sliver : overlay.slivers) {
    left[sliver.given_to] += sliver.area;
    if (sliver.b != outside) left[sliver.b] -= sliver.area;
  }
  std::vector<std::vector<std::pair<std::uint32_t, double>>> areas(b->size());
  for (const OverlayPiece& piece : overlay.pieces) {
    areas[piece.b].emplace_back(piece.a, piece.area);
    left[piece.b] -= piece.area;
  }
  std::vector<std::vector<Part>> parts(b->size());
  for (std::size_t zone = 0; zone < parts.size(); ++zone)
    parts[zone] = weigh(areas[zone], std::max(0.0, left[zone]));
  return {std::move(b), std::move(a), Basis::area, std::move(source), parts};
}

}  // namespace maillage

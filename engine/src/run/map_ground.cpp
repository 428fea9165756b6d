#include "run/map_ground.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "maillage/geometry/project.hpp"
#include "run/projection.hpp"

namespace maillage {
namespace {

constexpr std::array<MapPlace, 7> overseas{
    {{"Guadeloupe", {5490}, {-61.9, 15.75, -60.95, 16.6}},
     {"Saint-Martin, Saint-Barthélemy", {5490}, {-63.3, 17.7, -62.6, 18.2}},
     {"Martinique", {5490}, {-61.35, 14.3, -60.7, 15.0}},
     {"Guyane", {2972}, {-54.7, 2.0, -51.5, 6.0}},
     {"La Réunion", {2975}, {55.1, -21.5, 56.0, -20.8}},
     {"Mayotte", {4471}, {44.9, -13.1, 45.4, -12.5}},
     {"Saint-Pierre-et-Miquelon", {4467}, {-56.6, 46.6, -56.0, 47.3}}}};

constexpr MapPlace mainland{"Hexagone et Corse", lambert93};

bool holds(const Box& box, Point point) {
  return box.min_x <= point.x && point.x <= box.max_x && box.min_y <= point.y && point.y <= box.max_y;
}

const MapPlace& place_at(Point degrees) {
  const auto found =
      std::ranges::find_if(overseas, [&](const MapPlace& place) { return holds(place.degrees, degrees); });
  return found == overseas.end() ? mainland : *found;
}

// Per polygon, where it lies.
std::vector<std::string_view> places_of(const Shapes& shapes) {
  std::vector<std::string_view> names;
  const Shapes* degrees = &shapes;
  Shapes projected;
  if (!shapes.crs.is_geographic()) {
    projected = project(shapes, wgs84);
    degrees = &projected;
  }
  names.reserve(shapes.polygon_end.size());
  for (std::size_t polygon = 0; polygon < shapes.polygon_end.size(); ++polygon)
    names.push_back(place_at(degrees->points_of(*degrees->rings_of(polygon).begin()).front()).name);
  return names;
}

template <class Wanted>
Shapes polygons_where(const Shapes& shapes, Wanted wanted) {
  Shapes part;
  part.crs = shapes.crs;
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) {
    for (const std::size_t polygon : shapes.polygons_of(zone)) {
      if (!wanted(zone, polygon)) continue;
      for (const std::size_t ring : shapes.rings_of(polygon)) {
        const auto points = shapes.points_of(ring);
        part.points.insert(part.points.end(), points.begin(), points.end());
        part.close_ring();
      }
      part.close_polygon();
    }
    part.close_zone();
  }
  return part;
}

}  // namespace

MapGround ground_of(const Run& run, const Shapes& zones) {
  const std::vector<Crs> projections = legal_projections(run);
  if (projections.size() == 1) return {{.crs = projections.front(), .is_alone = true}, {}};
  const std::vector<std::string_view> places = places_of(zones);
  const auto polygons_in = [&](const MapPlace& place) { return std::ranges::count(places, place.name); };
  MapGround ground{mainland, {}};
  for (const MapPlace& place : overseas)
    if (polygons_in(place) > 0) ground.insets.push_back(place);
  if (polygons_in(mainland) > 0 || ground.insets.empty()) return ground;
  const auto largest = std::ranges::max_element(ground.insets, {}, polygons_in);
  ground.main = *largest;
  ground.insets.erase(largest);
  return ground;
}

Shapes part_of(const Shapes& shapes, const MapPlace& place) {
  if (place.is_alone || shapes.points.empty()) return project(shapes, place.crs);
  const std::vector<std::string_view> places = places_of(shapes);
  return project(
      polygons_where(shapes, [&](std::size_t, std::size_t polygon) { return places[polygon] == place.name; }),
      place.crs);
}

Shapes only(const Shapes& shapes, const std::vector<std::size_t>& zones) {
  return polygons_where(
      shapes, [&](std::size_t zone, std::size_t) { return std::ranges::binary_search(zones, zone); });
}

std::vector<std::size_t> zones_of_zoom(const Run& run, const Level& level) {
  static const std::set<std::string, std::less<>> departements{"75", "77", "78", "91",
                                                               "92", "93", "94", "95"};
  const bool is_fine = level == Level::commune || level == Level::epci || level == Level::departement;
  if (!is_fine || crosswalk_to(run.geography, Level::nation) == nullptr) return {};
  const Zoning& zoning = *run.levels.at(level).zoning;
  const Crosswalk* above = level == Level::commune ? nullptr : crosswalk_to(run.geography, level);
  std::set<std::size_t> zones;
  for (const WideIndex commune : run.geography.wide_of) {
    if (!departements.contains(run.geography.departement_of[commune])) continue;
    std::string_view code = run.geography.wide->code(number(commune));
    if (above != nullptr) {
      const std::uint32_t target = whole_target(*above, number(commune));
      if (target == outside) continue;
      code = above->to()->code(target);
    }
    if (const auto zone = zoning.find(code)) zones.insert(*zone);
  }
  return {zones.begin(), zones.end()};
}

}  // namespace maillage

#include <fmt/format.h>

#include <algorithm>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/plausible.hpp"
#include "zoning/territories.hpp"

namespace maillage {
namespace {

enum class Home { unknown, here, elsewhere };

Home home_of(const Shapes& shapes, std::size_t zone, std::string_view territory) {
  const Box zone_box = box_of(shapes, zone);
  const double x = (zone_box.min_x + zone_box.max_x) / 2;
  const double y = (zone_box.min_y + zone_box.max_y) / 2;
  const auto in = [&](const Box& box) {
    return x >= box.min_x && x <= box.max_x && y >= box.min_y && y <= box.max_y;
  };
  if (shapes.crs.is_geographic()) {
    const auto known = std::find_if(territories.begin(), territories.end(),
                                    [&](const Territory& candidate) { return candidate.code == territory; });
    return in(known->degrees) ? Home::here : Home::elsewhere;
  }
  Home home = Home::unknown;
  for (const Projection& projection : projections()) {
    if (projection.epsg != shapes.crs.epsg) continue;
    if (projection.code == territory && in(projection.metres)) return Home::here;
    home = Home::elsewhere;
  }
  return home;
}

}  // namespace

std::string_view overseas_of(std::string_view code) {
  if (code.starts_with("QP") || code.starts_with("QN")) code.remove_prefix(2);
  // A SIREN of an EPCI made before 2011 is 24, the département, a number.
  if (code.size() == 9 && code.starts_with("2497") && all_digits(code)) code.remove_prefix(2);
  if (code.size() < 3) return {};
  for (const Territory& territory : territories)
    if (!territory.code.empty() && code.starts_with(territory.code)) return territory.code;
  return {};
}

std::vector<std::size_t> moved_overseas(const Shapes& shapes, std::span<const std::string> codes) {
  if (codes.size() != shapes.zone_count())
    throw Error(Failure::internal,
                fmt::format("moved_overseas: {} codes for {} zones", codes.size(), shapes.zone_count()));
  std::vector<std::size_t> moved;
  for (std::size_t zone = 0; zone < codes.size(); ++zone) {
    const std::string_view territory = overseas_of(codes[zone]);
    if (territory.empty() || shapes.empty(zone)) continue;
    if (home_of(shapes, zone, territory) == Home::elsewhere) moved.push_back(zone);
  }
  return moved;
}

Diagnostic moved_overseas_problem(std::span<const std::size_t> moved, std::span<const std::string> codes,
                                  std::string_view file) {
  Diagnostic problem{
      .severity = Severity::problem,
      .code = "moved-overseas",
      .place = {.file = std::string(file)},
      .expected = message("overseas zones at their true place"),
      .advice = message("this file is for drawing only: use true boundaries for areas and overlays"),
      .count = static_cast<std::int64_t>(moved.size())};
  for (const std::size_t zone : moved) problem.zones.push_back(codes[zone]);
  if (!moved.empty()) {
    problem.place.row = static_cast<std::int64_t>(moved.front()) + 1;
    problem.found = message("{} overseas zones are drawn away from their territory, first {}", moved.size(),
                            codes[moved.front()]);
  }
  return problem;
}

}  // namespace maillage

#include "join/boundaries/shape_checks.hpp"

#include <fmt/format.h>

#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/geometry/areas.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/geometry/validity.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/check.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <string_view>
#include <unordered_map>

namespace maillage {
namespace {

constexpr std::size_t most_zones_named = 6;

// Square metres of one squared unit of the coordinates near a place.
double square_metres(Crs crs, Point at) {
  if (!crs.is_geographic()) return 1;
  const double step = 1e-3;
  Shapes cell;
  cell.crs = crs;
  cell.points = {
      {at.x, at.y}, {at.x + step, at.y}, {at.x + step, at.y + step}, {at.x, at.y + step}, {at.x, at.y}};
  cell.close_ring();
  cell.close_polygon();
  cell.close_zone();
  return geodesic_areas(cell).front() / (step * step);
}

std::string place_text(Point p) {
  return fmt::format("{:.5f} {:.5f}", p.x, p.y);
}

Message advice_for(MeshProblemKind kind) {
  switch (kind) {
    case MeshProblemKind::hole:
      return message(
          "ground inside that no zone has; when it is legitimate (an enclave abroad), declare it: [mesh] "
          "allowed_holes");
    case MeshProblemKind::overlap:
      return message("two zones claim the same ground: sums by area count it twice");
    case MeshProblemKind::slit:
      return message("a gap between two zones, open to the outside");
    case MeshProblemKind::t_junction:
      return message("a vertex of one zone lies on the edge of another: simplifying would tear them apart");
    case MeshProblemKind::not_searched:
      return message(
          "outlines cross so often that holes, overlaps by area, slits and T-junctions were not searched; "
          "mend them "
          "in their source");
    default:
      return message("mend the shape in its source, or take another edition of the boundaries");
  }
}

Severity severity_of(const MeshProblem& problem) {
  if (problem.allowed) return Severity::note;
  return problem.kind == MeshProblemKind::t_junction ? Severity::warning : Severity::problem;
}

Diagnostic diagnostic_of(const MeshProblem& problem, const Shapes& shapes, const ZoneName& name,
                         const std::string& file) {
  Diagnostic diagnostic{.severity = severity_of(problem),
                        .code = std::string(to_string(problem.kind)),
                        .place = {.file = file}};
  for (const std::uint32_t zone : problem.zones) diagnostic.zones.push_back(name(zone));
  if (!diagnostic.zones.empty()) diagnostic.place.zone = diagnostic.zones.front();
  std::vector<std::string> shown(diagnostic.zones.begin(),
                                 diagnostic.zones.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                most_zones_named, diagnostic.zones.size())));
  std::vector<Message> facts{message("{}{} at {}", term(to_string(problem.kind)),
                                     problem.allowed ? message(" (allowed)") : Message(),
                                     place_text(problem.at))};
  if (problem.area > 0)
    facts.push_back(message("{} km²", figure(problem.area * square_metres(shapes.crs, problem.at) / 1e6, 3)));
  if (problem.width > 0 && !shapes.crs.is_geographic())
    facts.push_back(message("{} m wide", figure(problem.width, 2)));
  diagnostic.found = joined(std::move(facts), ", ");
  if (!shown.empty())
    diagnostic.found = message("{}; zones {}{}", diagnostic.found, join(shown, ", "),
                               std::string(diagnostic.zones.size() > most_zones_named ? ", …" : ""));
  diagnostic.advice = problem.allowed ? Message() : advice_for(problem.kind);
  diagnostic.count = static_cast<std::int64_t>(problem.count);
  const Point spot = [&] {
    if (shapes.crs == wgs84) return problem.at;
    Shapes point;
    point.crs = shapes.crs;
    point.points = {problem.at};
    point.close_ring();
    point.close_polygon();
    point.close_zone();
    return project(point, wgs84).points.front();
  }();
  diagnostic.location = Location{spot.x, spot.y};
  return diagnostic;
}

}  // namespace

void report_mesh(const MeshReport& report, const Shapes& shapes, const ZoneName& name,
                 const std::string& file, Diagnostics& diagnostics) {
  for (const MeshProblem& problem : report.problems)
    diagnostics.add(diagnostic_of(problem, shapes, name, file));
}

void check_validity(const Shapes& shapes, const ZoneName& name, const std::string& file,
                    Diagnostics& diagnostics) {
  for (const InvalidShape& fault : invalid_shapes(shapes))
    diagnostics.add({.severity = Severity::problem,
                     .code = "invalid-polygon",
                     .place = {.file = file, .zone = name(fault.zone)},
                     .found = message("{} at {}", fault.reason, place_text(fault.location)),
                     .expected = message("a valid polygon (ISO 19125)"),
                     .advice = message("maillage cuts it where it touches itself; other tools may refuse it"),
                     .location = Location{fault.location.x, fault.location.y}});
}

std::vector<std::uint32_t> drawn_again(const Shapes& shapes, std::span<const std::string> codes,
                                       std::span<const std::uint32_t> rows) {
  std::unordered_map<std::string_view, std::uint32_t> first_row;
  first_row.reserve(codes.size());
  std::map<std::string_view, std::vector<std::uint32_t>> rows_of;  // of codes that come again: few
  std::vector<std::uint32_t> again;
  for (std::uint32_t i = 0; i < codes.size(); ++i) {
    const auto [first, is_new] = first_row.try_emplace(codes[i], rows[i]);
    if (is_new) continue;
    std::vector<std::uint32_t>& earlier = rows_of[codes[i]];
    if (earlier.empty()) earlier.push_back(first->second);
    const bool repeats =
        std::ranges::any_of(earlier, [&](std::uint32_t row) { return same_outline(shapes, row, rows[i]); });
    if (repeats) again.push_back(i);
    earlier.push_back(rows[i]);
  }
  return again;
}

void check_tiling(const Shapes& all, const ZoneName& name_of_all, const std::string& file,
                  const std::vector<Point>& allowed_holes, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  std::vector<std::uint32_t> zones;
  for (std::uint32_t zone = 0; zone < all.zone_count(); ++zone) {
    names.push_back(name_of_all(zone));
    zones.push_back(zone);
  }
  const std::vector<std::uint32_t> again = drawn_again(all, names, zones);
  std::vector<std::size_t> once;
  std::ranges::set_difference(zones, again, std::back_inserter(once));
  const Shapes chosen = again.empty() ? Shapes{} : select(all, once);
  const Shapes& shapes = again.empty() ? all : chosen;
  const ZoneName name = [&](std::size_t zone) { return name_of_all(once[zone]); };
  MeshReport report;
  const Mesh mesh = build_mesh(shapes, report);
  for (const MeshProblem& problem : report.problems)
    diagnostics.add(diagnostic_of(problem, shapes, name, file));
  for (const MeshProblem& problem :
       check_mesh(mesh, {.width = default_width(shapes.crs), .allowed_holes = allowed_holes}))
    diagnostics.add(diagnostic_of(problem, shapes, name, file));
  check_validity(shapes, name, file, diagnostics);
  if (report.spikes > 0 || report.repeated_points > 0)
    diagnostics.add({.severity = Severity::note,
                     .code = "spikes",
                     .place = {.file = file},
                     .found = message("{} and {}", counted(report.spikes, "spike"),
                                      counted(report.repeated_points, "repeated point")),
                     .advice = message("removed where shapes go through the mesh")});
}

void check_distances(const Shapes& shapes, const ZoneName& name, std::span<const std::string> departements,
                     const std::string& file, Diagnostics& diagnostics) {
  constexpr double farthest = 200e3;  // metres; Guyane alone is larger
  constexpr double degree = 111.2e3;
  constexpr double radians = 0.017453292519943295;
  constexpr std::size_t fewest = 3;
  std::map<std::string_view, std::vector<std::pair<std::size_t, Point>>> of_departement;
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) {
    if (shapes.empty(zone) || departements[zone] == "973") continue;
    Point at = shapes.points_of(*shapes.rings_of(*shapes.polygons_of(zone).begin()).begin()).front();
    if (shapes.crs.is_geographic()) at = {at.x * degree * std::cos(at.y * radians), at.y * degree};
    of_departement[departements[zone]].emplace_back(zone, at);
  }
  const auto median = [](std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
  };
  std::vector<std::string> far;
  double distance = 0;
  for (const auto& [departement, zones] : of_departement) {
    if (zones.size() < fewest) continue;
    std::vector<double> eastings, northings;
    for (const auto& [zone, at] : zones) {
      eastings.push_back(at.x);
      northings.push_back(at.y);
    }
    const Point middle{median(std::move(eastings)), median(std::move(northings))};
    for (const auto& [zone, at] : zones) {
      const double away = std::hypot(at.x - middle.x, at.y - middle.y);
      if (away <= farthest) continue;
      if (far.empty()) distance = away;
      far.push_back(name(zone));
    }
  }
  if (far.empty()) return;
  diagnostics.add({.severity = Severity::problem,
                   .code = "shape-far",
                   .place = {.file = file, .zone = far.front()},
                   .found = message("{} far from the others of the département, {} km off",
                                    counted(far.size(), "commune"), figure(distance / 1000, 0)),
                   .expected = message("shapes in the place of their codes"),
                   .advice = message("area and outline are as drawn: check the coordinates and the codes"),
                   .count = static_cast<std::int64_t>(far.size()),
                   .zones = far});
}

}  // namespace maillage

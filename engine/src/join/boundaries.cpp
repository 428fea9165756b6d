#include "maillage/join/boundaries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>

#include "join/commune_shapes.hpp"
#include "join/levels.hpp"
#include "join/shape_checks.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/geometry/union.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/check.hpp"
#include "maillage/mesh/dissolve.hpp"
#include "maillage/mesh/rings.hpp"
#include "maillage/mesh/simplify.hpp"

namespace maillage {
namespace {

bool one_shape_each(const Ground& ground, std::size_t communes) {
  std::vector<char> seen(communes, 0);
  for (const std::uint32_t commune : ground.commune_of) {
    if (seen[commune]) return false;
    seen[commune] = 1;
  }
  return true;
}

// The zones in the order of `wide`, straight from the file; communes that the file lacks have no polygon.
// None when the file is in that order already.
std::optional<Shapes> reordered(const Ground& ground, std::size_t wide) {
  std::vector<std::size_t> place(wide, ground.commune_of.size());
  bool in_order = ground.commune_of.size() == wide;
  for (std::size_t i = 0; i < ground.commune_of.size(); ++i) {
    in_order = in_order && ground.commune_of[i] == i;
    place[ground.commune_of[i]] = i;
  }
  if (in_order) return std::nullopt;
  return select(ground.shapes, place);
}

Shapes straight(Ground& ground, std::optional<Shapes> ordered) {
  return ordered ? *std::move(ordered) : std::move(ground.shapes);
}

ShapesRef share(Shapes shapes) {
  return std::make_shared<const Shapes>(std::move(shapes));
}

ShapesRef of_territory(const ShapesRef& wide, const Geography& geography) {
  if (geography.wide == geography.communes) return wide;
  const std::vector<std::size_t> zones(geography.wide_of.begin(), geography.wide_of.end());
  return share(select(*wide, zones));
}

std::vector<std::uint32_t> every_commune(const Geography& geography) {
  std::vector<std::uint32_t> itself(geography.wide->size());
  std::iota(itself.begin(), itself.end(), 0U);
  return itself;
}

// Groups of ground zones, by way of the commune each of them belongs to.
std::vector<std::uint32_t> groups(const Ground& ground, const std::vector<std::uint32_t>& group_of_wide) {
  std::vector<std::uint32_t> group(ground.commune_of.size());
  for (std::size_t i = 0; i < group.size(); ++i) group[i] = group_of_wide[ground.commune_of[i]];
  return group;
}

// How zones of the file become zones of the study: by the mesh, or by GEOS where zones overlap.
using Unite = std::function<Shapes(const std::vector<std::uint32_t>& group_of_wide, std::size_t count)>;

void draw_levels(const Unite& unite, const Geography& geography, const std::set<Level>& levels,
                 StudyShapes& result) {
  for (const Level level : levels) {
    if (level == Level::commune) continue;
    const Grouping& grouping = grouping_of(geography, level);
    if (!grouping.empty()) result.drawn[level] = share(unite(grouping.group_of, grouping.zoning->size()));
  }
}

Mesh simplified(const Mesh& mesh, std::size_t vertices, StudyShapes& result, Diagnostics& diagnostics) {
  SimplifyReport report;
  Mesh light = simplify(mesh, AtMostVertices{vertices}, report);
  result.decisions.push_back(
      fmt::format("shapes simplified: {} polygon vertices of {} ({} borders refined so that none crosses)",
                  report.vertices_after, report.vertices_before, report.refined_arcs));
  if (!report.reached)
    diagnostics.add({.severity = Severity::warning,
                     .code = "simplify-goal",
                     .place = {.file = result.file},
                     .found = fmt::format("{} polygon vertices are the fewest that keep every zone",
                                          report.vertices_after),
                     .expected = fmt::format("at most {}", vertices)});
  return light;
}

}  // namespace

StudyShapes build_shapes(const Study& study, std::vector<Input>& inputs, const Geography& geography,
                         const std::set<Level>& levels, const std::set<ShapeUse>& uses,
                         Diagnostics& diagnostics) {
  StudyShapes result;
  Ground ground = gather_ground(inputs, geography, diagnostics);
  result.file = ground.file;
  result.moved_overseas = ground.moved_overseas;
  if (!result.present()) return result;

  const std::size_t wide = geography.wide->size();
  const bool draws = uses.contains(ShapeUse::drawing), measures = uses.contains(ShapeUse::measuring);
  const bool simplifies = draws && study.output.simplify_vertices > 0;
  const bool draws_above =
      draws && std::ranges::any_of(levels, [](Level level) { return level != Level::commune; });
  const ZoneName name = [&](std::size_t zone) { return geography.wide->code(ground.commune_of[zone]); };
  const bool as_they_are = !simplifies && !draws_above && one_shape_each(ground, wide);
  std::optional<Shapes> ordered;
  side_by_side(
      [&] {
        if (measures) check_validity(ground.shapes, name, result.file, diagnostics);
      },
      [&] {
        if (as_they_are) ordered = reordered(ground, wide);
      });
  if (as_they_are) {
    const ShapesRef communes = share(straight(ground, std::move(ordered)));
    if (draws && levels.contains(Level::commune))
      result.drawn[Level::commune] = of_territory(communes, geography);
    if (measures) result.measured = communes;
    return result;
  }

  MeshReport report;
  Mesh mesh = build_mesh(ground.shapes, report);
  const std::vector<MeshProblem> crossings = crossing_outlines(mesh);
  report.problems.insert(report.problems.end(), crossings.begin(), crossings.end());
  report_mesh(report, ground.shapes, name, result.file, diagnostics);
  const Unite by_mesh = [&](const std::vector<std::uint32_t>& group_of_wide, std::size_t count) {
    return to_shapes(dissolve(mesh, groups(ground, group_of_wide), count));
  };
  const Unite by_geos = [&](const std::vector<std::uint32_t>& group_of_wide, std::size_t count) {
    UnionReport union_report;
    return union_by_group(ground.shapes, groups(ground, group_of_wide), count, union_report);
  };
  const Unite& unite = report.has_overlap() ? by_geos : by_mesh;
  if (report.has_overlap())
    result.decisions.push_back(
        fmt::format("shapes: zones of {} overlap, so GEOS unites them instead of the mesh", result.file));

  const bool one_exact_set = !simplifies && draws && levels.contains(Level::commune);
  ShapesRef exact;
  if (measures && one_shape_each(ground, wide) && !report.has_overlap())
    exact = share(straight(ground, reordered(ground, wide)));
  else if (measures || one_exact_set)
    exact = share(unite(every_commune(geography), wide));
  if (!report.has_overlap()) ground.shapes = Shapes{{}, {}, {}, {}, mesh.crs};
  if (measures) result.measured = exact;
  if (one_exact_set) result.drawn[Level::commune] = of_territory(exact, geography);
  if (simplifies && !report.has_overlap())
    mesh = simplified(mesh, study.output.simplify_vertices, result, diagnostics);
  if (simplifies && report.has_overlap())
    diagnostics.add({.severity = Severity::warning,
                     .code = "not-simplified",
                     .place = {.file = result.file},
                     .found = "zones overlap: borders cannot be simplified once for both sides",
                     .expected = "zones that tile the ground",
                     .advice = "`maillage check` names them; shapes are written as they are"});
  if (simplifies && levels.contains(Level::commune))
    result.drawn[Level::commune] = of_territory(share(unite(every_commune(geography), wide)), geography);
  if (draws) draw_levels(unite, geography, levels, result);
  return result;
}

}  // namespace maillage

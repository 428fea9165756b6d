#include "maillage/study/study_shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/geometry/union.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/check.hpp"
#include "maillage/mesh/dissolve.hpp"
#include "maillage/mesh/rings.hpp"
#include "maillage/mesh/simplify.hpp"
#include "maillage/zoning/plausible.hpp"
#include "study/commune_join.hpp"
#include "study/ground_check.hpp"
#include "study/levels.hpp"

namespace maillage {
namespace {

bool has_commune_shapes(const Input& input) {
  return input.layout().level == Level::commune && input.source.geometry == Geometry::polygons &&
         input.layout().kind != SourceKind::agreements;
}

// Shapes of the file zones that the study keeps, and the commune of `wide` that each of them belongs to.
struct Ground {
  Shapes shapes;
  std::vector<std::uint32_t> commune_of;  // in `wide`
};

void append(Shapes& all, const Shapes& more) {
  const auto points = static_cast<std::uint32_t>(all.points.size());
  const auto rings = static_cast<std::uint32_t>(all.ring_end.size());
  const auto polygons = static_cast<std::uint32_t>(all.polygon_end.size());
  all.points.insert(all.points.end(), more.points.begin(), more.points.end());
  for (const std::uint32_t end : more.ring_end) all.ring_end.push_back(end + points);
  for (const std::uint32_t end : more.polygon_end) all.polygon_end.push_back(end + rings);
  for (const std::uint32_t end : more.zone_end) all.zone_end.push_back(end + polygons);
}

// A file whose zones already stand in the order wanted is handed over, not copied.
Shapes take(Source& source, const std::vector<std::size_t>& rows) {
  bool in_order = rows.size() == source.shapes.zone_count();
  for (std::size_t i = 0; in_order && i < rows.size(); ++i) in_order = rows[i] == i;
  if (in_order) return std::exchange(source.shapes, {});
  Shapes shapes = select(source.shapes, rows);
  source.shapes = {};
  return shapes;
}

void add_ground(Input& input, const Geography& geography, Ground& ground, StudyShapes& result,
                Diagnostics& diagnostics) {
  Diagnostics already_listed;  // the rows of this file are accounted for with its figures
  const CommuneJoin join = join_communes(input, geography, already_listed);
  std::vector<std::size_t> rows;
  std::vector<std::string> codes;
  std::vector<std::uint32_t> communes;
  for (std::size_t zone = 0; zone < join.from->size(); ++zone) {
    for (const Part& part : join.to_wide.parts(zone)) {
      if (part.target == outside || part.value != 1) continue;
      for (const std::uint32_t row : join.rows_of[zone]) {
        rows.push_back(row);
        codes.push_back(join.from->code(zone));
        communes.push_back(part.target);
      }
    }
  }
  Shapes shapes = take(input.source, rows);
  const auto moved = moved_overseas(shapes, codes);
  if (!moved.empty()) {
    diagnostics.add(moved_overseas_problem(moved, codes, input.name()));
    result.moved_overseas = true;
  }
  if (ground.commune_of.empty()) {
    ground.shapes = std::move(shapes);
  } else {
    append(ground.shapes, shapes.crs == ground.shapes.crs ? shapes : project(shapes, ground.shapes.crs));
  }
  ground.commune_of.insert(ground.commune_of.end(), communes.begin(), communes.end());
  result.file += (result.file.empty() ? "" : " + ") + input.name();
}

bool one_shape_each(const Ground& ground, std::size_t communes) {
  std::vector<char> seen(communes, 0);
  for (const std::uint32_t commune : ground.commune_of) {
    if (seen[commune]) return false;
    seen[commune] = 1;
  }
  return true;
}

// The zones in the order of `wide`, straight from the file; communes that the file lacks have no polygon.
Shapes straight(Ground& ground, std::size_t wide) {
  std::vector<std::size_t> place(wide, ground.commune_of.size());
  bool in_order = ground.commune_of.size() == wide;
  for (std::size_t i = 0; i < ground.commune_of.size(); ++i) {
    in_order = in_order && ground.commune_of[i] == i;
    place[ground.commune_of[i]] = i;
  }
  if (in_order) return std::move(ground.shapes);
  ground.shapes.close_zone();  // one more zone, without polygons, for the communes that the file lacks
  return select(ground.shapes, place);
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
  Ground ground;
  for (Input& input : inputs)
    if (has_commune_shapes(input)) add_ground(input, geography, ground, result, diagnostics);
  if (!result.present()) return result;

  const std::size_t wide = geography.wide->size();
  const bool draws = uses.contains(ShapeUse::drawing), measures = uses.contains(ShapeUse::measuring);
  const bool simplifies = draws && study.output.simplify_vertices > 0;
  const bool draws_above =
      draws && std::ranges::any_of(levels, [](Level level) { return level != Level::commune; });
  const ZoneName name = [&](std::size_t zone) { return geography.wide->code(ground.commune_of[zone]); };
  if (measures) check_validity(ground.shapes, name, result.file, diagnostics);
  if (!simplifies && !draws_above && one_shape_each(ground, wide)) {
    const ShapesRef communes = share(straight(ground, wide));
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
    exact = share(straight(ground, wide));
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

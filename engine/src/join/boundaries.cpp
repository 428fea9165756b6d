#include "maillage/join/boundaries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "join/commune_shapes.hpp"
#include "join/levels.hpp"
#include "join/shape_checks.hpp"
#include "maillage/geometry/union.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/check.hpp"
#include "maillage/mesh/dissolve.hpp"
#include "maillage/mesh/rings.hpp"
#include "maillage/mesh/simplify.hpp"

namespace maillage {
namespace {

bool one_shape_each(const GatheredShapes& gathered, std::size_t communes) {
  std::vector<char> seen(communes, 0);
  for (const std::uint32_t commune : gathered.commune_of) {
    if (seen[commune]) return false;
    seen[commune] = 1;
  }
  return true;
}

// The zones in the order of `wide`, straight from the file; communes that the file lacks have no polygon.
// None when the file is in that order already.
std::optional<Shapes> reordered(const GatheredShapes& gathered, std::size_t wide) {
  std::vector<std::size_t> place(wide, gathered.commune_of.size());
  bool in_order = gathered.commune_of.size() == wide;
  for (std::size_t i = 0; i < gathered.commune_of.size(); ++i) {
    in_order = in_order && gathered.commune_of[i] == i;
    place[gathered.commune_of[i]] = i;
  }
  if (in_order) return std::nullopt;
  return select(gathered.shapes, place);
}

Shapes straight(GatheredShapes& gathered, std::optional<Shapes> ordered) {
  return ordered ? *std::move(ordered) : std::move(gathered.shapes);
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

// Groups of gathered zones, by way of the commune each of them belongs to.
std::vector<std::uint32_t> groups(const GatheredShapes& gathered,
                                  const std::vector<std::uint32_t>& group_of_wide) {
  std::vector<std::uint32_t> group(gathered.commune_of.size());
  for (std::size_t i = 0; i < group.size(); ++i) group[i] = group_of_wide[gathered.commune_of[i]];
  return group;
}

// How zones of the file become zones of the study: by the mesh, or by GEOS where zones overlap.
Shapes unite(const Boundaries& boundaries, const Mesh& mesh, const std::vector<std::uint32_t>& group_of_wide,
             std::size_t count) {
  const std::vector<std::uint32_t> group = groups(boundaries.gathered, group_of_wide);
  if (!boundaries.overlapping) return to_shapes(dissolve(mesh, group, count));
  UnionReport report;
  return union_by_group(boundaries.gathered.shapes, group, count, report);
}

// The groups of `wide` whose zones are drawn: of EPCI those counted, in their order.
struct DrawnGroups {
  std::vector<std::uint32_t> group_of;
  std::size_t count = 0;
};

DrawnGroups drawn_groups(const Geography& geography, const TerritoryEpci& counted, const Level& level) {
  const Crosswalk& crosswalk = *crosswalk_to(geography, level);
  std::vector<std::uint32_t> group_of = whole_targets(crosswalk);
  if (level != Level::epci) return {std::move(group_of), crosswalk.to()->size()};
  std::vector<std::uint32_t> place(crosswalk.to()->size(), outside);
  for (std::size_t i = 0; i < counted.epci.size(); ++i)
    place[counted.epci[i]] = static_cast<std::uint32_t>(i);
  DrawnGroups drawn{.group_of = {}, .count = counted.epci.size()};
  for (const std::uint32_t group : group_of)
    drawn.group_of.push_back(group == outside ? outside : place[group]);
  return drawn;
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

bool draws_above_communes(const ShapeNeeds& needs) {
  return std::ranges::any_of(needs.drawn, [](const Level& level) { return level != Level::commune; });
}

bool simplifies(const Study& study, const ShapeNeeds& needs) {
  return !needs.drawn.empty() && study.output.simplify_vertices > 0;
}

}  // namespace

Boundaries boundaries_of(const Study& study, std::vector<Input>& inputs, const Geography& geography,
                         const ShapeNeeds& needs, Diagnostics& diagnostics) {
  Boundaries boundaries{.gathered = gather_shapes(inputs, geography, diagnostics)};
  const GatheredShapes& gathered = boundaries.gathered;
  if (gathered.file.empty()) return boundaries;
  const ZoneName name = [&](std::size_t zone) { return geography.wide->code(gathered.commune_of[zone]); };
  if (needs.measured) check_validity(gathered.shapes, name, gathered.file, diagnostics);
  const bool as_in_file = !simplifies(study, needs) && !draws_above_communes(needs) &&
                          one_shape_each(gathered, geography.wide->size());
  if (as_in_file) return boundaries;
  MeshReport report;
  boundaries.mesh = build_mesh(gathered.shapes, report);
  const std::vector<MeshProblem> crossings = crossing_outlines(*boundaries.mesh);
  report.problems.insert(report.problems.end(), crossings.begin(), crossings.end());
  report_mesh(report, gathered.shapes, name, gathered.file, diagnostics);
  boundaries.overlapping = report.has_overlap();
  return boundaries;
}

StudyShapes draw_shapes(const Study& study, Boundaries boundaries, const Geography& geography,
                        const TerritoryEpci& counted, const ShapeNeeds& needs, Diagnostics& diagnostics) {
  GatheredShapes& gathered = boundaries.gathered;
  StudyShapes result;
  result.file = gathered.file;
  result.moved_overseas = gathered.moved_overseas;
  for (const auto& [commune, drawn] : gathered.in_part) result.in_part.insert(commune);
  if (!result.present()) return result;

  const std::size_t wide = geography.wide->size();
  const bool draws_communes = needs.drawn.contains(Level::commune);
  if (!boundaries.mesh) {
    const ShapesRef communes = share(straight(gathered, reordered(gathered, wide)));
    if (draws_communes) result.drawn[Level::commune] = of_territory(communes, geography);
    if (needs.measured) result.measured = communes;
    return result;
  }

  Mesh& mesh = *boundaries.mesh;
  if (boundaries.overlapping)
    result.decisions.push_back(
        fmt::format("shapes: zones of {} overlap, so GEOS unites them instead of the mesh", result.file));
  const bool simplify_wanted = simplifies(study, needs);
  const bool one_exact_set = !simplify_wanted && draws_communes;
  ShapesRef exact;
  if (needs.measured && one_shape_each(gathered, wide) && !boundaries.overlapping)
    exact = share(straight(gathered, reordered(gathered, wide)));
  else if (needs.measured || one_exact_set)
    exact = share(unite(boundaries, mesh, every_commune(geography), wide));
  if (!boundaries.overlapping) gathered.shapes = Shapes{{}, {}, {}, {}, mesh.crs};
  if (needs.measured) result.measured = exact;
  if (one_exact_set) result.drawn[Level::commune] = of_territory(exact, geography);
  if (simplify_wanted && !boundaries.overlapping)
    mesh = simplified(mesh, study.output.simplify_vertices, result, diagnostics);
  if (simplify_wanted && boundaries.overlapping)
    diagnostics.add({.severity = Severity::warning,
                     .code = "not-simplified",
                     .place = {.file = result.file},
                     .found = "zones overlap: borders cannot be simplified once for both sides",
                     .expected = "zones that tile the ground",
                     .advice = "`maillage check` names them; shapes are written as they are"});
  if (simplify_wanted && draws_communes)
    result.drawn[Level::commune] =
        of_territory(share(unite(boundaries, mesh, every_commune(geography), wide)), geography);
  for (const Level& level : needs.drawn) {
    if (level == Level::commune || crosswalk_to(geography, level) == nullptr) continue;
    const DrawnGroups drawn = drawn_groups(geography, counted, level);
    result.drawn[level] = share(unite(boundaries, mesh, drawn.group_of, drawn.count));
  }
  return result;
}

}  // namespace maillage

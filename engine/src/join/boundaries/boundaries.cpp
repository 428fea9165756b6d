#include "maillage/join/boundaries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "join/boundaries/shape_checks.hpp"
#include "join/levels.hpp"
#include "join/tables/commune_join.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/geometry/union.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/check.hpp"
#include "maillage/mesh/dissolve.hpp"
#include "maillage/mesh/rings.hpp"
#include "maillage/mesh/simplify.hpp"
#include "maillage/zoning/plausible.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

bool has_commune_shapes(const Input& input) {
  return input.layout().level == Level::commune && input.source.geometry == Geometry::polygons &&
         input.layout().kind != SourceKind::agreements && !input.outside_france;
}

// A file that is wanted whole is handed over, not copied.
Shapes take(Source& source, const std::vector<std::size_t>& rows) {
  bool in_order = rows.size() == source.shapes.zone_count();
  for (std::size_t i = 0; in_order && i < rows.size(); ++i) in_order = rows[i] == i;
  if (in_order) return std::exchange(source.shapes, {});
  Shapes shapes = select(source.shapes, rows);
  source.shapes = {};
  return shapes;
}

std::vector<char> drawn_communes(const GatheredShapes& gathered, const Geography& geography) {
  std::vector<char> drawn(geography.wide->size(), 0);
  for (const std::uint32_t commune : gathered.commune_of) drawn[commune] = 1;
  return drawn;
}

void report_twice(const std::set<std::uint32_t>& twice, const Input& input, const GatheredShapes& gathered,
                  const Geography& geography, Diagnostics& diagnostics) {
  if (twice.empty()) return;
  std::vector<std::string> zones;
  for (const std::uint32_t commune : twice) zones.push_back(geography.wide->code(commune));
  diagnostics.add({.severity = Severity::note,
                   .code = "shape-twice",
                   .place = {.file = input.name()},
                   .found = message("{} drawn by an earlier source as well ({}), for example {}",
                                    counted(twice.size(), "commune"), gathered.file, zones.front()),
                   .expected = message("one shape for a commune"),
                   .advice = message("the earlier one stands: put first the file whose shapes you want"),
                   .count = static_cast<std::int64_t>(twice.size()),
                   .zones = zones});
}

// The rows of a zone of the table whose shapes are not there yet; none when an earlier file draws the commune.
std::vector<std::uint32_t> rows_to_draw(const CommuneJoin& join, std::uint32_t zone, std::uint32_t commune,
                                        bool is_drawn, GatheredShapes& gathered) {
  const auto city = std::ranges::find(join.cities, zone, &CityOfDistricts::zone);
  if (city == join.cities.end()) {
    if (is_drawn) return {};
    std::vector<std::uint32_t> features = join.rows_of[zone];
    if (const auto more = join.more_features.find(zone); more != join.more_features.end())
      features.insert(features.end(), more->second.begin(), more->second.end());
    return features;
  }
  if (is_drawn && !gathered.districts_of.contains(commune)) return {};
  std::vector<std::uint32_t> rows;
  std::vector<std::string>& districts = gathered.districts_of[commune];
  for (std::size_t i = 0; i < city->districts.size(); ++i) {
    if (std::ranges::find(districts, city->districts[i]) != districts.end()) continue;
    districts.push_back(city->districts[i]);
    rows.push_back(join.rows_of[zone][i]);
  }
  return rows;
}

void report_without_districts(const GatheredShapes& gathered, const Geography& geography,
                              Diagnostics& diagnostics) {
  for (const auto& [commune, districts] : gathered.districts_of) {
    const std::vector<std::string> absent =
        districts_without(*city_of_district(districts.front()), districts);
    if (absent.empty()) continue;
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "district-missing",
         .place = {.file = gathered.file, .zone = geography.wide->code(commune)},
         .found = message("{} is drawn by districts, and {} has no shape: {}", geography.wide->name(commune),
                          counted(absent.size(), "district"), named_districts(absent)),
         .expected = message("a shape for each district, or one for the city"),
         .advice = message("its outline and its area are those of the others"),
         .count = static_cast<std::int64_t>(absent.size()),
         .zones = absent});
  }
}

// May what the file draws of the commune be a part of it? It lacks what has joined the commune since its day; or it says of
// no day, and has the code that the commune had before as well.
bool may_be_part(const Input& input, const CommuneJoin& join, std::uint32_t commune,
                 const Geography& geography) {
  const bool is_older = join.account.vintage && *join.account.vintage < geography.day;
  return join.cover[commune].less || join.cover[commune].absent || (!input.recognition.vintage && !is_older);
}

struct Drawn {
  std::uint32_t row, zone, commune;
};

// Of a commune of which an earlier file may have drawn one part: does this one draw another?
bool draws_other_part(const Input& input, const CommuneJoin& join, std::uint32_t zone, std::uint32_t commune,
                      const Geography& geography, const GatheredShapes& gathered) {
  const auto before = gathered.in_part.find(commune);
  return before != gathered.in_part.end() && !before->second.codes.contains(join.from->code(zone)) &&
         may_be_part(input, join, commune, geography);
}

void note_parts(const Input& input, const std::vector<Drawn>& found, const CommuneJoin& join,
                const Geography& geography, GatheredShapes& gathered) {
  const Day day = join.account.vintage.value_or(geography.day);
  for (const Drawn& one : found)
    if (may_be_part(input, join, one.commune, geography)) {
      DrawnInPart& part = gathered.in_part.try_emplace(one.commune, DrawnInPart{day, {}}).first->second;
      part.day = std::min(part.day, day);
      part.codes.insert(join.from->code(one.zone));
    }
}

// Communes whose parts are all drawn, by several files together, are whole; and those of which nothing says that they
// have parts.
void forget_whole(const Geography& geography, GatheredShapes& gathered) {
  std::map<Day, std::vector<Zone>> drawn;
  std::erase_if(gathered.in_part, [&](const auto& one) { return one.second.day >= geography.day; });
  for (const auto& [commune, part] : gathered.in_part)
    for (const std::string& code : part.codes) drawn[part.day].push_back({code, code});
  for (auto& [day, zones] : drawn) {
    Diagnostics already_listed;
    const ZoningRef parts = make_zoning(Level::commune, day, gathered.file, std::move(zones));
    const Passage passage = forward(*geography.history, parts, geography.wide, already_listed);
    std::erase_if(gathered.in_part, [&, of = day](const auto& one) {
      const Cover& cover = passage.cover[one.first];
      return one.second.day == of && !cover.less && !cover.absent;
    });
  }
}

void report_in_part(const GatheredShapes& gathered, const Geography& geography, Diagnostics& diagnostics) {
  std::vector<std::string> zones;
  for (const auto& [commune, part] : gathered.in_part) zones.push_back(geography.wide->code(commune));
  if (zones.empty()) return;
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "shape-in-part",
       .place = {.file = gathered.file, .zone = zones.front()},
       .found = message(
           "{} drawn without what has joined since: {}", counted(zones.size(), "commune"),
           zones.size() > 3 ? message("{}, {}, {}, …", zones[0], zones[1], zones[2]) : join(zones, ", ")),
       .expected = message("the boundaries of these as well, or those of a later day"),
       .advice = message("their areas are those of a part: a low bound"),
       .count = static_cast<std::int64_t>(zones.size()),
       .zones = zones});
}

void add_shapes(Input& input, const CommuneJoin& join, const Geography& geography, GatheredShapes& gathered,
                Diagnostics& diagnostics) {
  const std::vector<char> drawn = drawn_communes(gathered, geography);
  std::set<std::uint32_t> twice;
  std::vector<Drawn> found;
  for (std::uint32_t zone = 0; zone < join.from->size(); ++zone) {
    for (const Part& part : join.to_wide.parts(zone)) {
      if (part.target == outside || part.value != 1) continue;
      const bool is_drawn =
          drawn[part.target] != 0 && !draws_other_part(input, join, zone, part.target, geography, gathered);
      const auto zone_rows = rows_to_draw(join, zone, part.target, is_drawn, gathered);
      if (zone_rows.empty()) twice.insert(part.target);
      for (const std::uint32_t row : zone_rows) found.push_back({row, zone, part.target});
    }
  }
  note_parts(input, found, join, geography, gathered);
  std::ranges::sort(found, {}, &Drawn::row);
  std::vector<std::size_t> rows;
  std::vector<std::string> codes;
  std::vector<std::uint32_t> communes;
  for (const Drawn& drawn_row : found) {
    rows.push_back(drawn_row.row);
    codes.push_back(join.from->code(drawn_row.zone));
    communes.push_back(drawn_row.commune);
  }
  report_twice(twice, input, gathered, geography, diagnostics);
  if (rows.empty() && !gathered.file.empty()) return;
  Shapes shapes = take(input.source, rows);
  const auto moved = moved_overseas(shapes, codes);
  if (!moved.empty()) {
    diagnostics.add(moved_overseas_problem(moved, codes, input.name()));
    gathered.moved_overseas = true;
  }
  if (gathered.commune_of.empty()) {
    gathered.shapes = std::move(shapes);
  } else {
    if (shapes.crs != gathered.shapes.crs) shapes = project(shapes, gathered.shapes.crs);
    std::array parts{std::move(gathered.shapes), std::move(shapes)};
    gathered.shapes = concatenate(parts);
  }
  gathered.commune_of.insert(gathered.commune_of.end(), communes.begin(), communes.end());
  gathered.file += (gathered.file.empty() ? "" : " + ") + input.name();
}

// The boundaries of another département join without a word: nothing of them is kept.
void report_without_shape(const GatheredShapes& gathered, const Geography& geography,
                          const std::set<std::string>& departements, Diagnostics& diagnostics) {
  const std::vector<char> drawn = drawn_communes(gathered, geography);
  std::vector<std::string> zones;
  std::string first;
  for (const WideIndex wide : geography.wide_of) {
    const std::uint32_t commune = number(wide);
    if (drawn[commune] != 0) continue;
    if (zones.empty()) first = geography.wide->name(commune);
    zones.push_back(geography.wide->code(commune));
  }
  if (zones.empty()) return;
  constexpr std::size_t most_named = 5;
  const std::vector<std::string> held(departements.begin(), departements.end());
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "no-shape",
       .place = {.file = gathered.file},
       .found = message("{} of the {} of the territory without a shape, for example {} {}", zones.size(),
                        counted(geography.wide_of.size(), "commune"), zones.front(), first),
       .expected = message("the boundaries of every commune of the territory"),
       .advice = held.size() <= most_named
                     ? message("the boundaries at hand are of département {}: no area, no outline and no "
                               "overlay for the others",
                               join(held, ", "))
                     : message("no area, no outline and no overlay for these"),
       .count = static_cast<std::int64_t>(zones.size()),
       .zones = zones});
}

void report_far(const GatheredShapes& gathered, const Geography& geography, Diagnostics& diagnostics) {
  if (gathered.moved_overseas) return;
  std::vector<std::string> departements;
  for (const std::uint32_t commune : gathered.commune_of)
    departements.push_back(geography.departement_of[zone_at<WideIndex>(commune)]);
  check_distances(
      gathered.shapes, [&](std::size_t zone) { return geography.wide->code(gathered.commune_of[zone]); },
      departements, gathered.file, diagnostics);
}

// Several files may bring the communes of several départements; of two that draw one commune the earlier
// one is used ("shape-twice"). Communes of the territory that no file draws are a warning ("no-shape"); districts
// that no file draws of a city drawn by districts a problem ("district-missing").
// Consumes the shapes of the inputs.
GatheredShapes gather_shapes(std::vector<Input>& inputs, const std::vector<JoinedTable>& joined,
                             const Geography& geography, Diagnostics& diagnostics) {
  GatheredShapes gathered;
  std::set<std::string> departements;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (joined[i].communes == nullptr || !has_commune_shapes(inputs[i])) continue;
    for (const std::string& code : inputs[i].keys.codes) departements.emplace(departement_of(code));
    add_shapes(inputs[i], *joined[i].communes, geography, gathered, diagnostics);
  }
  if (!gathered.file.empty()) report_without_shape(gathered, geography, departements, diagnostics);
  report_without_districts(gathered, geography, diagnostics);
  report_far(gathered, geography, diagnostics);
  forget_whole(geography, gathered);
  report_in_part(gathered, geography, diagnostics);
  return gathered;
}

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
  return share(select(*wide, numbers(geography.wide_of)));
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
  PerZone<EpciIndex, std::uint32_t> place(crosswalk.to()->size(), outside);
  for (std::size_t i = 0; i < counted.epci.size(); ++i)
    place[counted.epci[i]] = static_cast<std::uint32_t>(i);
  DrawnGroups drawn{.group_of = {}, .count = counted.epci.size()};
  for (const std::uint32_t group : group_of)
    drawn.group_of.push_back(group == outside ? outside : place[zone_at<EpciIndex>(group)]);
  return drawn;
}

Mesh simplified(const Mesh& mesh, std::size_t vertices, StudyShapes& result, Diagnostics& diagnostics) {
  SimplifyReport report;
  Mesh light = simplify(mesh, AtMostVertices{vertices}, report);
  result.decisions.push_back(
      message("shapes simplified: {} polygon vertices of {} ({} borders refined so that none crosses)",
              report.vertices_after, report.vertices_before, report.refined_arcs));
  if (!report.reached)
    diagnostics.add(
        {.severity = Severity::warning,
         .code = "simplify-goal",
         .place = {.file = result.file},
         .found = message("{} polygon vertices are the fewest that keep every zone", report.vertices_after),
         .expected = message("at most {}", vertices)});
  return light;
}

bool draws_above_communes(const ShapeNeeds& needs) {
  return std::ranges::any_of(needs.drawn, [](const Level& level) { return level != Level::commune; });
}

bool simplifies(const Study& study, const ShapeNeeds& needs) {
  return !needs.drawn.empty() && study.output.simplify_vertices > 0;
}

}  // namespace

Boundaries boundaries_of(const Study& study, std::vector<Input>& inputs,
                         const std::vector<JoinedTable>& joined, const Geography& geography,
                         const ShapeNeeds& needs, Diagnostics& diagnostics) {
  Boundaries boundaries{.gathered = gather_shapes(inputs, joined, geography, diagnostics)};
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
        message("shapes: zones of {} overlap, so GEOS unites them instead of the mesh", result.file));
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
                     .found = message("zones overlap: borders cannot be simplified once for both sides"),
                     .expected = message("zones that tile the ground"),
                     .advice = message("`maillage check` names them; shapes are written as they are")});
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

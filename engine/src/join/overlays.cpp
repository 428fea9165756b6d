#include "join/overlays.hpp"

#include <fmt/format.h>

#include <cmath>

#include "join/decisions.hpp"
#include "maillage/base/counted.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/geometry/areas.hpp"
#include "maillage/geometry/overlay.hpp"
#include "maillage/geometry/precision.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/geometry/same_shapes.hpp"
#include "maillage/zoning/plausible.hpp"

namespace maillage {
namespace {

bool has_qpv_shapes(const Input& input) {
  return input.layout().level == Level::qpv && input.source.geometry == Geometry::polygons;
}

Crs planar_crs(const Geography& geography, const Shapes& communes) {
  if (!communes.crs.is_geographic()) return communes.crs;
  std::optional<Crs> crs;
  for (const std::string& departement : geography.departement_of) {
    const Crs legal = legal_crs(departement);
    if (crs && *crs != legal)
      throw Error(Failure::usage,
                  "QPV of the mainland and of overseas territories cannot be laid over communes in one "
                  "projection; make "
                  "one study per territory (territory = \"departement:974\")");
    crs = legal;
  }
  return crs.value_or(lambert93);
}

// Shapes of the files' own zones that are drawn as communes are no QPV.
void require_no_communes(const Shapes& qpv, const Shapes& communes, const std::string& file) {
  const std::size_t twins = twin_count(same_shapes(qpv, communes));
  if (twins == 0 || twins * 2 < qpv.zone_count()) return;
  throw Error(
      Failure::unreadable,
      fmt::format(
          "{}: {} of its {} shapes are whole communes; expected the outlines of QPV; the file lists communes "
          "that have a QPV, take the QPV layer of the ANCT instead",
          file, twins, qpv.zone_count()));
}

std::vector<std::size_t> with_shape(const Shapes& shapes) {
  std::vector<std::size_t> zones;
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone)
    if (!shapes.empty(zone)) zones.push_back(zone);
  return zones;
}

void report_slivers(const Overlay& overlay, const Zoning& qpv, const Zoning& communes, double tolerance,
                    Diagnostics& diagnostics) {
  if (overlay.slivers.empty()) return;
  std::vector<std::string> listed;
  for (const Sliver& sliver : overlay.slivers)
    listed.push_back(fmt::format("{} on {}: {:.0f} m², {:.1f} m wide, given to {}", qpv.code(sliver.a),
                                 sliver.b == outside ? "no commune" : communes.code(sliver.b), sliver.area,
                                 sliver.width, communes.code(sliver.given_to)));
  diagnostics.add({.severity = Severity::note,
                   .code = "slivers",
                   .place = {.file = qpv.edition()},
                   .found = fmt::format("{} of QPV thinner than {:.1f} m, {:.0f} m² in all, for example {}",
                                        counted(overlay.slivers.size(), "piece"), tolerance, overlay.moved,
                                        listed.front()),
                   .expected = "borders that agree",
                   .advice = "each is given to the main commune of its QPV",
                   .count = static_cast<std::int64_t>(overlay.slivers.size()),
                   .zones = listed});
}

void report_repairs(const Overlay& overlay, const Zoning& qpv, const Zoning& communes,
                    Diagnostics& diagnostics) {
  for (const Repair& repair : overlay.repaired) {
    const Zoning& zoning = repair.side == Side::a ? qpv : communes;
    diagnostics.add({.severity = Severity::note,
                     .code = "repaired-shape",
                     .place = {.file = zoning.edition(), .zone = zoning.code(repair.zone)},
                     .found = fmt::format("{}; {:.0f} m² before repair, {:.0f} m² after", repair.reason,
                                          repair.area_before, repair.area_after),
                     .expected = "a valid polygon",
                     .location = Location{repair.location.x, repair.location.y}});
  }
  if (overlay.balance.counted_twice > 1)
    diagnostics.add(
        {.severity = Severity::warning,
         .code = "overlapping-communes",
         .place = {.file = communes.edition()},
         .found = fmt::format("{:.0f} m² of QPV lie in two communes at once", overlay.balance.counted_twice),
         .expected = "communes that do not overlap"});
}

}  // namespace

std::optional<Measure> commune_areas(const Study& study, const Geography& geography,
                                     const StudyShapes& shapes) {
  if (shapes.measured == nullptr || shapes.moved_overseas) return std::nullopt;
  ZoneAreas areas = study.output.areas == AreaMethod::planar
                        ? ZoneAreas{planar_areas(*shapes.measured),
                                    fmt::format("planar EPSG:{}", shapes.measured->crs.epsg)}
                        : zone_areas(*shapes.measured);
  if (study.output.areas == AreaMethod::ellipsoidal && !shapes.measured->crs.is_geographic())
    areas = {geodesic_areas(*shapes.measured), "ellipsoidal (PROJ geodesic, GRS80)"};
  Measure measure({.code = "area",
                   .label = "Superficie",
                   .short_name = "surf",
                   .unit = "m2",
                   .source = fmt::format("{}, {}", shapes.file, areas.method)},
                  Kind::count, geography.wide->size());
  for (std::size_t zone = 0; zone < measure.size(); ++zone)
    measure.set(zone, shapes.measured->empty(zone) ? missing(Presence::no_match)
                                                   : known(std::round(areas.square_metres[zone])));
  return measure;
}

std::optional<QpvOverlay> overlay_qpv(const Study& study, std::vector<Input>& inputs,
                                      const Geography& geography, const StudyShapes& shapes,
                                      std::vector<std::string>& decisions, Diagnostics& diagnostics) {
  const auto found = std::ranges::find_if(inputs, has_qpv_shapes);
  if (found == inputs.end() || shapes.measured == nullptr) return std::nullopt;
  if (shapes.moved_overseas)
    throw Error(Failure::unreadable,
                fmt::format("{}: overseas zones are drawn beside the mainland: areas and overlays mean "
                            "nothing there; take boundaries in true coordinates",
                            shapes.file));
  Input& input = *found;
  const Crs crs = planar_crs(geography, *shapes.measured);
  const Precision qpv_precision = coordinate_precision(input.source.shapes);
  const Precision commune_precision = coordinate_precision(*shapes.measured);
  const ShapesRef in_plane = shapes.measured->crs == crs
                                 ? shapes.measured
                                 : std::make_shared<const Shapes>(project(*shapes.measured, crs));
  const Shapes& communes = *in_plane;
  Shapes all = project(input.source.shapes, crs);
  input.source.shapes = {};
  require_no_communes(all, communes, input.name());

  std::vector<Zone> zones;
  std::vector<std::size_t> rows;
  const std::vector<std::size_t> drawn = with_shape(all);
  std::map<std::string, std::size_t> row_of;
  for (std::size_t i = 0; i < input.keys.codes.size(); ++i)
    if (row_of.try_emplace(input.keys.codes[i], input.keys.rows[i]).second)
      zones.push_back(
          {input.keys.codes[i], input.keys.names.empty() ? input.keys.codes[i] : input.keys.names[i]});
  const ZoningRef every =
      make_zoning(Level::qpv, input.recognition.vintage.value_or(study.at), input.name(), zones);
  for (const Zone& zone : every->zones()) rows.push_back(row_of[zone.code]);
  all = select(all, rows);

  Overlay result = overlay(all, communes,
                           {.precision_a = qpv_precision.metres,
                            .precision_b = commune_precision.metres,
                            .name_a = [&](std::size_t zone) { return every->code(zone); },
                            .name_b = [&](std::size_t zone) { return geography.wide->code(zone); }});
  // QPV on no commune of the study are elsewhere; the others are the study's.
  std::vector<char> here(every->size(), 0);
  for (const OverlayPiece& piece : result.pieces) here[piece.a] = 1;
  std::vector<Zone> kept;
  for (std::size_t zone = 0; zone < every->size(); ++zone)
    if (here[zone]) kept.push_back(every->zones()[zone]);
  report_slivers(result, *every, *geography.wide, qpv_precision.metres + commune_precision.metres,
                 diagnostics);

  decisions.push_back(overlay_decision(result, crs, qpv_precision.metres + commune_precision.metres));
  report_repairs(result, *every, *geography.wide, diagnostics);
  QpvOverlay laid{make_zoning(Level::qpv, every->at(), every->edition(), std::move(kept)), {}, {}, ""};
  // A QPV is small: the scale of the projection is the same all over it.
  const bool planar = study.output.areas == AreaMethod::planar;
  const std::vector<double> true_area = planar ? result.area_a : geodesic_areas(all);
  laid.area_method = planar ? say(study.lang, "planes, EPSG:{}", "planar, EPSG:{}", crs.epsg)
                            : say(study.lang, "ellipsoïdales (GRS80), pièces découpées en EPSG:{}",
                                  "ellipsoidal (GRS80), pieces cut in EPSG:{}", crs.epsg);
  std::vector<std::uint32_t> place(every->size(), outside);
  for (std::size_t zone = 0; zone < every->size(); ++zone) {
    if (!here[zone]) continue;
    place[zone] = static_cast<std::uint32_t>(laid.qpv_area.size());
    laid.qpv_area.push_back(true_area[zone]);
  }
  for (const OverlayPiece& piece : result.pieces)
    laid.pieces.push_back(
        {place[piece.a], piece.b, piece.area * true_area[piece.a] / result.area_a[piece.a], false});
  return laid;
}

}  // namespace maillage

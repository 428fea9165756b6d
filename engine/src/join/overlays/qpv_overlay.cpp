#include "join/overlays/qpv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>

#include "join/accounts/account_by_code.hpp"
#include "join/accounts/open_account.hpp"
#include "join/decisions.hpp"
#include "join/overlays/qpv_codes.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/geometry/areas.hpp"
#include "maillage/geometry/overlay.hpp"
#include "maillage/geometry/precision.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/geometry/same_shapes.hpp"
#include "maillage/geometry/union.hpp"
#include "maillage/zoning/plausible.hpp"

namespace maillage {
namespace {

bool has_qpv_shapes(const Input& input) {
  return input.layout().level == Level::qpv && input.source.geometry == Geometry::polygons &&
         !input.outside_france;
}

Crs planar_crs(const Geography& geography, const Shapes& communes) {
  if (!communes.crs.is_geographic()) return communes.crs;
  std::optional<Crs> crs;
  for (const std::string& departement : geography.departement_of) {
    const Crs legal = legal_crs(departement);
    if (crs && *crs != legal)
      throw Error(
          Failure::usage,
          message("QPV of the mainland and of overseas territories cannot be laid over communes in one "
                  "projection; make "
                  "one study per territory (territory = \"departement:974\")"));
    crs = legal;
  }
  return crs.value_or(lambert93);
}

// Shapes of the files' own zones that are drawn as communes are no QPV; one among others may be an error of its row.
void require_no_communes(const Shapes& qpv, const Shapes& communes, const Input& input,
                         const Geography& geography, Diagnostics& diagnostics) {
  const std::vector<std::uint32_t> twin_of = same_shapes(qpv, communes);
  const std::size_t twins = twin_count(twin_of);
  const std::string file = input.name();
  if (twins == 0) return;
  if (twins * 2 < qpv.zone_count()) {
    std::vector<std::string> zones;
    for (std::size_t position = 0; position < input.keys.codes.size(); ++position)
      if (const std::uint32_t twin = twin_of[input.keys.rows[position]]; twin != no_twin)
        zones.push_back(fmt::format("{} ({})", input.keys.codes[position], geography.wide->code(twin)));
    if (zones.empty()) return;
    diagnostics.add({.severity = Severity::warning,
                     .code = "qpv-is-a-commune",
                     .place = {.file = file},
                     .found = message("{} QPV drawn as a whole commune: {}", zones.size(), join(zones, ", ")),
                     .expected = message("the outline of a QPV, a part of its commune"),
                     .advice = message("it is counted as drawn: check its shape"),
                     .count = static_cast<std::int64_t>(zones.size()),
                     .zones = zones});
    return;
  }
  throw Error(
      Failure::unreadable,
      message(
          "{}: {} of its {} shapes are whole communes; expected the outlines of QPV; the file lists communes "
          "that have a QPV, take the QPV layer of the ANCT instead",
          file, twins, qpv.zone_count()));
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
                   .found = message("{} of QPV thinner than {} m, {} m² in all, for example {}",
                                    counted(overlay.slivers.size(), "piece"), figure(tolerance, 1),
                                    figure(overlay.moved, 0), listed.front()),
                   .expected = message("borders that agree"),
                   .advice = message("each is given to the main commune of its QPV"),
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
                     .found = message("{}; {} m² before repair, {} m² after", repair.reason,
                                      figure(repair.area_before, 0), figure(repair.area_after, 0)),
                     .expected = message("a valid polygon"),
                     .location = Location{repair.location.x, repair.location.y}});
  }
  if (overlay.balance.counted_twice > 1)
    diagnostics.add({.severity = Severity::warning,
                     .code = "overlapping-communes",
                     .place = {.file = communes.edition()},
                     .found = message("{} m² of QPV lie in two communes at once",
                                      figure(overlay.balance.counted_twice, 0)),
                     .expected = message("communes that do not overlap")});
}

// A part of a commune has at least the area of that part.
Cell area_cell(double square_metres, bool in_part) {
  if (!in_part) return known(square_metres);
  return known(square_metres, {square_metres, any_count.upper}, Mark::partial);
}

}  // namespace

void add_polygons(const Shapes& shapes, std::size_t zone, Shapes& to) {
  for (const std::size_t polygon : shapes.polygons_of(zone)) {
    for (const std::size_t ring : shapes.rings_of(polygon)) {
      const auto points = shapes.points_of(ring);
      to.points.insert(to.points.end(), points.begin(), points.end());
      to.close_ring();
    }
    to.close_polygon();
  }
}

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
    measure.set(zone, shapes.measured->empty(zone)
                          ? missing(Presence::no_match)
                          : area_cell(std::round(areas.square_metres[zone]),
                                      shapes.in_part.contains(static_cast<std::uint32_t>(zone))));
  return measure;
}

namespace {

// The editions of 2015 and of 2024, as decrees have them: overseas each ends and begins a year later.
constexpr std::size_t national_2015 = 1296, overseas_2015 = 218;
constexpr std::size_t national_2024 = 1362, overseas_2024 = 247;

struct DrawnQpv {
  std::string name;
  std::string file;
  std::vector<std::size_t> parts;  // zones of the shapes that are gathered
  double area = 0;                 // planar
  std::int64_t row = 0;
  std::string commune;  // that its row names
};

struct GatheredQpv {
  std::vector<Shapes> shapes;  // one per file
  std::map<std::string, DrawnQpv> by_code;
  std::vector<std::string> files;
  std::vector<Account> accounts;
  double precision = 0;
  Day day = first_day;
  int not_in_force = 0;  // an edition that is left out
};

void report_not_in_force(const Input& input, std::size_t codes, Day at, Diagnostics& diagnostics) {
  const bool first_edition = input.keys.codes.front().starts_with("QP");
  diagnostics.add({.severity = Severity::warning,
                   .code = "status-not-in-force",
                   .place = {.file = input.name()},
                   .found = first_edition
                                ? message("{} QPV of the edition of 2015, which holds from 2015-01-01 to "
                                          "2023-12-31 (overseas to 2024-12-31)",
                                          codes)
                                : message("{} QPV of the edition of 2024, which holds from 2024-01-01 "
                                          "(overseas from 2025-01-01)",
                                          codes),
                   .expected = message("the QPV in force on {}", at),
                   .advice = message("they are in no layer"),
                   .count = static_cast<std::int64_t>(codes)});
}

void report_ended(const GatheredQpv& gathered, Day at, Diagnostics& diagnostics) {
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "qpv-edition-ended",
       .place = {.file = join(gathered.files, " + ")},
       .found = message("QPV of the edition of 2015, which ended the day before {}", at),
       .expected = message("the QPV in force on the day asked"),
       .advice = message("they are taken as they were on their last day; the edition of 2024 begins on "
                         "the day asked")});
}

void report_qpv_twice(const Input& input, const std::string& code, const DrawnQpv& earlier, bool same,
                      Diagnostics& diagnostics) {
  diagnostics.add({.severity = same ? Severity::note : Severity::problem,
                   .code = "duplicate-code",
                   .place = {.file = input.name(), .zone = code},
                   .found = message("{} is drawn in {} as well{}", code, earlier.file,
                                    same ? Message() : message(", with another shape")),
                   .expected = message("one shape for a QPV"),
                   .advice = message("the earlier one stands")});
}

// The day at which editions are asked. A study of a 1 January asks how things are at the turn of the year: without any QPV
// of that day, those that ended on the eve answer.
Day day_of_qpv(const std::vector<Input>& inputs, Day at) {
  const Day eve = day_before(at);
  bool ended = false;
  for (const Input& input : inputs) {
    if (!has_qpv_shapes(input)) continue;
    for (const std::string& code : input.keys.codes) {
      if (period_of_qpv(code).holds(at)) return at;
      ended = ended || period_of_qpv(code).holds(eve);
    }
  }
  return ended ? eve : at;
}

// Features of one code are parts of one QPV, but for one that repeats another's points; of two files that draw one QPV the earlier is used.
void gather_qpv(Input& input, Crs crs, const Shapes& communes, const Geography& geography, Day at,
                GatheredQpv& gathered, Diagnostics& diagnostics) {
  gathered.precision = std::max(gathered.precision, coordinate_precision(input.source.shapes).metres);
  Shapes shapes = project(input.source.shapes, crs);
  input.source.shapes = {};
  require_no_communes(shapes, communes, input, geography, diagnostics);
  const std::vector<double> areas = planar_areas(shapes);
  std::size_t first = 0;
  for (const Shapes& before : gathered.shapes) first += before.zone_count();
  Account account = open_account(input);
  const ParentCodes* communes_of = input.parents_at(Level::commune);
  std::size_t not_in_force = 0;
  std::vector<std::uint32_t> again;
  std::map<std::string, DrawnQpv> here;
  for (std::size_t i = 0; i < input.keys.codes.size(); ++i) {
    const std::string& code = input.keys.codes[i];
    const std::size_t row = input.keys.rows[i];
    if (!period_of_qpv(code).holds(at)) {
      ++not_in_force;
      continue;
    }
    if (std::ranges::binary_search(input.drawn_again, i)) {
      again.push_back(static_cast<std::uint32_t>(i));
      continue;
    }
    DrawnQpv& qpv = here[code];
    if (qpv.file.empty())
      qpv = {input.keys.names.empty() || input.keys.names[i].empty() ? code : input.keys.names[i],
             input.name(),
             {},
             0,
             input.source.table.line_of(input.keys.rows[i]),
             communes_of != nullptr ? communes_of->codes[i] : std::string()};
    qpv.parts.push_back(first + row);
    qpv.area += areas[row];
  }
  account.filtered += not_in_force;
  account.duplicated += again.size();
  report_duplicates(input, again, diagnostics);
  for (auto& [code, qpv] : here) {
    const auto [place, is_new] = gathered.by_code.try_emplace(code, qpv);
    if (is_new) continue;
    constexpr double same_share = 1e-3;
    const bool same = std::abs(place->second.area - qpv.area) <= same_share * place->second.area;
    report_qpv_twice(input, code, place->second, same, diagnostics);
    account.duplicated += qpv.parts.size();
  }
  if (not_in_force > 0) {
    report_not_in_force(input, not_in_force, at, diagnostics);
    gathered.not_in_force = input.keys.codes.front().starts_with("QP") ? 2015 : 2024;
  }
  gathered.day = std::max(gathered.day, input.recognition.vintage.value_or(at));
  if (not_in_force < input.keys.codes.size()) gathered.files.push_back(input.name());
  gathered.shapes.push_back(std::move(shapes));
  gathered.accounts.push_back(std::move(account));
}

Shapes joined_parts(const Shapes& shapes, const std::map<std::string, DrawnQpv>& by_code) {
  Shapes result;
  result.crs = shapes.crs;
  for (const auto& [code, qpv] : by_code) {
    for (const std::size_t part : qpv.parts) add_polygons(shapes, part, result);
    result.close_zone();
  }
  return result;
}

// Départements of which all QPV are in the files: the study says so, the edition is there whole, or Insee's
// list of them (DEMO_*) has no other. A table that has one more proves that they are not.
bool is_complete(const std::string& departement, const std::vector<Input>& inputs,
                 const GatheredQpv& gathered, Day at) {
  const auto lacks = [&](const std::string& code) {
    return departement_of_qpv(code) == departement && period_of_qpv(code).holds(at) &&
           !gathered.by_code.contains(code);
  };
  for (const Input& input : inputs)
    if (input.layout().level == Level::qpv && std::ranges::any_of(input.keys.codes, lacks)) return false;
  const bool overseas = departement.size() == 3;
  std::size_t of_2015 = 0, of_2024 = 0;
  for (const auto& [code, qpv] : gathered.by_code) {
    if (overseas_of(code).empty() == overseas) continue;
    of_2015 += code.starts_with("QP") ? 1U : 0U;
    of_2024 += code.starts_with("QN") ? 1U : 0U;
  }
  if (of_2015 >= (overseas ? overseas_2015 : national_2015) ||
      of_2024 >= (overseas ? overseas_2024 : national_2024))
    return true;
  for (const Input& input : inputs) {
    if (input.layout().level != Level::qpv) continue;
    const std::vector<std::string>& declared = input.spec.complete_for;
    const bool says_so = std::ranges::find(declared, departement) != declared.end() ||
                         std::ranges::find(declared, "*") != declared.end();
    if (says_so && std::ranges::find(gathered.files, input.name()) != gathered.files.end()) return true;
    if (input.layout().id != "insee-qpv-demo" || gathered.by_code.empty()) continue;
    const std::string edition = gathered.by_code.begin()->first.substr(0, 2);
    std::size_t listed = 0, drawn = 0, of_edition = 0;
    for (const std::string& code : input.keys.codes) {
      if (!code.starts_with(edition)) continue;
      ++of_edition;
      if (departement_of_qpv(code) != departement) continue;
      ++listed;
      drawn += gathered.by_code.contains(code) ? 1U : 0U;
    }
    constexpr std::size_t least_of_france = 1000;
    if (listed == drawn && (listed > 0 || of_edition >= least_of_france)) return true;
  }
  return false;
}

std::vector<char> complete_communes(const std::vector<Input>& inputs, const GatheredQpv& gathered,
                                    const Geography& geography, const Shapes& communes, Day at) {
  std::map<std::string, bool> complete;
  std::vector<char> result;
  for (std::size_t zone = 0; zone < geography.departement_of.size(); ++zone) {
    const std::string& departement = geography.departement_of[zone_at<WideIndex>(zone)];
    const auto [place, is_new] = complete.try_emplace(departement, false);
    if (is_new) place->second = is_complete(departement, inputs, gathered, at);
    result.push_back(place->second && !communes.empty(zone) ? 1 : 0);
  }
  return result;
}

double kilometres_to(const Shapes& qpv, std::size_t zone, const Shapes& communes) {
  double least = std::numeric_limits<double>::infinity();
  for (const std::size_t polygon : qpv.polygons_of(zone)) {
    const Point from = qpv.points_of(*qpv.rings_of(polygon).begin()).front();
    for (const Point& to : communes.points) least = std::min(least, std::hypot(to.x - from.x, to.y - from.y));
  }
  return least / 1000;
}

// A QPV that lies on no commune of the study though its code or its row puts it there.
void report_stray(const std::string& code, const DrawnQpv& qpv, double kilometres, Diagnostics& diagnostics) {
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "qpv-outside",
       .place = {.file = qpv.file, .row = qpv.row, .zone = code},
       .found = std::isfinite(kilometres)
                    ? message("{} lies in no commune of the study ({} km off)", code, figure(kilometres, 0))
                    : message("{} has no shape", code),
       .expected = message("a QPV of the territory on its communes"),
       .advice = message("it is in no figure: check its coordinates, or the boundaries of the communes")});
}

// QPV of the study that lie in no commune of the département of their code, or not in the commune that their row names.
void report_misplaced(const Overlay& overlay, const GatheredQpv& gathered, const Zoning& every,
                      const Geography& geography, Diagnostics& diagnostics) {
  std::map<std::size_t, std::vector<std::uint32_t>> communes_of;
  std::vector<double> on_communes(every.size(), 0);
  for (const OverlayPiece& piece : overlay.pieces) {
    communes_of[piece.a].push_back(piece.b);
    on_communes[piece.a] += piece.area;
  }
  std::vector<std::string> zones;
  Message first;
  for (const auto& [zone, communes] : communes_of) {
    if (2 * on_communes[zone] < overlay.area_a[zone]) continue;  // a neighbour, of which a part lies here
    const std::string& code = every.code(zone);
    const DrawnQpv& qpv = gathered.by_code.at(code);
    const auto departement_at = [&](std::uint32_t commune) {
      return geography.departement_of[zone_at<WideIndex>(commune)];
    };
    const bool elsewhere = is_qpv_code(code) && std::ranges::none_of(communes, [&](std::uint32_t commune) {
                             return departement_at(commune) == departement_of_qpv(code);
                           });
    const auto named = geography.wide->find(qpv.commune);
    const bool in_another = named && std::ranges::find(communes, *named) == communes.end();
    if (!elsewhere && !in_another) continue;
    if (zones.empty()) {
      const std::string& at = geography.wide->code(communes.front());
      first = in_another ? message("{} lies in {} and not in {}, as its row says", code, at, qpv.commune)
                         : message("{} lies in {}, of another département", code, at);
    }
    zones.push_back(code);
  }
  if (zones.empty()) return;
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "qpv-misplaced",
       .place = {.file = join(gathered.files, " + "), .zone = zones.front()},
       .found = zones.size() == 1 ? first : message("{} QPV out of place: {}, …", zones.size(), first),
       .expected = message("a QPV in the commune of its row and in the département of its code"),
       .advice = message("it counts where it lies: check its code and its coordinates"),
       .count = static_cast<std::int64_t>(zones.size()),
       .zones = zones});
}

// The parts of each QPV as one valid shape; those elsewhere are left out.
std::shared_ptr<const Shapes> outlines_of(const Shapes& all, const std::vector<std::uint32_t>& place,
                                          std::size_t count) {
  UnionReport already_reported;
  return std::make_shared<const Shapes>(union_by_group(all, place, count, already_reported));
}

}  // namespace

QpvOverlay overlay_qpv(const Study& study, std::vector<Input>& inputs, const Geography& geography,
                       const StudyShapes& shapes, std::vector<Message>& decisions,
                       std::vector<Account>& accounts, Diagnostics& diagnostics) {
  if (std::ranges::none_of(inputs, has_qpv_shapes) || shapes.measured == nullptr) return {};
  if (shapes.moved_overseas)
    throw Error(Failure::unreadable,
                message("{}: overseas zones are drawn beside the mainland: areas and overlays mean "
                        "nothing there; take boundaries in true coordinates",
                        shapes.file));
  const Crs crs = planar_crs(geography, *shapes.measured);
  const Precision commune_precision = coordinate_precision(*shapes.measured);
  const ShapesRef in_plane = shapes.measured->crs == crs
                                 ? shapes.measured
                                 : std::make_shared<const Shapes>(project(*shapes.measured, crs));
  const Shapes& communes = *in_plane;
  GatheredQpv gathered;
  const Day day = day_of_qpv(inputs, study.at);
  for (Input& input : inputs)
    if (has_qpv_shapes(input)) gather_qpv(input, crs, communes, geography, day, gathered, diagnostics);
  if (day != study.at) report_ended(gathered, study.at, diagnostics);
  if (gathered.files.empty()) {
    std::ranges::move(gathered.accounts, std::back_inserter(accounts));
    return QpvOverlay{.not_in_force = gathered.not_in_force};
  }
  const Shapes all = joined_parts(concatenate(gathered.shapes), gathered.by_code);
  std::vector<Zone> zones;
  for (const auto& [code, qpv] : gathered.by_code) zones.push_back({code, qpv.name});
  const ZoningRef every = make_zoning(Level::qpv, gathered.day, join(gathered.files, " + "), zones);

  const double tolerance = gathered.precision + commune_precision.metres;
  Overlay result = overlay(all, communes,
                           {.precision_a = gathered.precision,
                            .precision_b = commune_precision.metres,
                            .name_a = [&](std::size_t zone) { return every->code(zone); },
                            .name_b = [&](std::size_t zone) { return geography.wide->code(zone); }});
  // QPV on no commune of the study are elsewhere; the others are the study's.
  std::vector<char> here(every->size(), 0);
  for (const OverlayPiece& piece : result.pieces) here[piece.a] = 1;
  std::vector<Zone> kept;
  const std::vector<std::string>& whole = geography.complete_departements;
  for (std::size_t zone = 0; zone < every->size(); ++zone) {
    const std::string& code = every->code(zone);
    const DrawnQpv& qpv = gathered.by_code.at(code);
    const auto account = std::ranges::find(gathered.accounts, qpv.file, &Account::file);
    if (here[zone]) {
      kept.push_back(every->zones()[zone]);
      account->matched += qpv.parts.size();
      continue;
    }
    const bool is_of_study = geography.wide->find(qpv.commune) ||
                             std::ranges::find(whole, departement_of_qpv(code)) != whole.end();
    if (!is_of_study) {
      account->elsewhere += qpv.parts.size();
      continue;
    }
    report_stray(code, qpv, kilometres_to(all, zone, communes), diagnostics);
    account->unmatched.push_back({code, qpv.row, qpv.name, message("on no commune of the study")});
    account->parts += qpv.parts.size() - 1;
  }
  std::ranges::move(gathered.accounts, std::back_inserter(accounts));
  report_slivers(result, *every, *geography.wide, tolerance, diagnostics);
  report_misplaced(result, gathered, *every, geography, diagnostics);

  decisions.push_back(overlay_decision(result, crs, tolerance));
  report_repairs(result, *every, *geography.wide, diagnostics);
  QpvOverlay laid{.qpv = make_zoning(Level::qpv, every->at(), every->edition(), std::move(kept))};
  laid.complete = complete_communes(inputs, gathered, geography, communes, day);
  // A QPV is small: the scale of the projection is the same all over it.
  const bool planar = study.output.areas == AreaMethod::planar;
  std::vector<double> true_area = planar ? result.area_a : geodesic_areas(all);
  if (!planar)
    for (const Repair& repair : result.repaired)
      if (repair.side == Side::a && repair.area_before > 0)
        true_area[repair.zone] *= repair.area_after / repair.area_before;
  laid.area_method = planar ? say(study.lang, "planar, EPSG:{}", crs.epsg)
                            : say(study.lang, "ellipsoidal (GRS80), pieces cut in EPSG:{}", crs.epsg);
  std::vector<std::uint32_t> place(every->size(), outside);
  for (std::size_t zone = 0; zone < every->size(); ++zone) {
    if (!here[zone]) continue;
    place[zone] = static_cast<std::uint32_t>(laid.qpv_area.size());
    laid.qpv_area.push_back(true_area[zone]);
  }
  const Crosswalk to_communes = crosswalk_by_area(result, every, geography.wide, every->edition());
  for (std::size_t zone = 0; zone < every->size(); ++zone)
    for (const Part& part : to_communes.parts(zone))
      if (part.target != outside)
        laid.pieces.push_back({place[zone], part.target, part.value * true_area[zone], false});
  laid.outlines = outlines_of(all, place, laid.qpv->size());
  return laid;
}

}  // namespace maillage

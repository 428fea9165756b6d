#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/carry.hpp"
#include "themes/priority/status.hpp"

namespace maillage {
namespace {

constexpr double whole_share = 1 - 1e-9;

void check(const QpvOverlay& overlay, const Zoning& communes) {
  if (!overlay.qpv_area.empty() && overlay.qpv_area.size() != overlay.qpv->size())
    throw Error(Failure::internal, message("QPV overlay: one area per QPV"));
  for (const QpvPiece& piece : overlay.pieces)
    if (piece.qpv >= overlay.qpv->size() || (piece.commune != outside && piece.commune >= communes.size()))
      throw Error(Failure::internal, message("QPV overlay: a piece names a zone that does not exist"));
}

// Pieces of one QPV, by commune; pieces on no commune are left to the caller.
using PieceMap = std::map<std::uint32_t, double>;

struct Gathered {
  PieceMap areas;
  PieceMap slivers;
};

std::vector<Gathered> gather(const QpvOverlay& overlay) {
  std::vector<Gathered> result(overlay.qpv->size());
  for (const QpvPiece& piece : overlay.pieces) {
    if (piece.commune == outside) continue;
    (piece.sliver ? result[piece.qpv].slivers : result[piece.qpv].areas)[piece.commune] += piece.area_m2;
  }
  return result;
}

std::uint32_t largest(const PieceMap& pieces) {
  return std::max_element(pieces.begin(), pieces.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

void report_lost(const QpvOverlay& overlay, const std::vector<double>& on_communes,
                 Diagnostics& diagnostics) {
  if (overlay.qpv_area.empty()) return;
  Diagnostic found{.severity = Severity::warning, .code = "qpv-outside-communes", .count = 0};
  for (std::size_t qpv = 0; qpv < on_communes.size(); ++qpv) {
    const double lost = overlay.qpv_area[qpv] - on_communes[qpv];
    if (std::abs(lost) <= std::max(1.0, 1e-6 * overlay.qpv_area[qpv])) continue;
    if (found.count++ == 0) {
      found.place = {.zone = overlay.qpv->code(qpv)};
      found.found =
          message("{} m2 of {} lie on no commune", figure(lost, 0), figure(overlay.qpv_area[qpv], 0));
      if (lost < 0)
        found.found = message("pieces add up to {} m2 more than the QPV's {}", figure(-lost, 0),
                              figure(overlay.qpv_area[qpv], 0));
    }
    found.zones.push_back(overlay.qpv->code(qpv));
  }
  if (found.count == 0) return;
  found.expected = message("every QPV wholly on communes, once");
  found.advice =
      message("the communes given are perhaps those of one département only, or the two layers are shifted");
  diagnostics.add(std::move(found));
}

std::vector<QpvPiece> without_slivers(const QpvOverlay& overlay, const Zoning& communes) {
  Diagnostics of_commune_layer;  // the layer of communes lists them, once
  return resolve_slivers(overlay, communes, of_commune_layer);
}

Cell area_of(const LevelFigures& communes, std::size_t commune) {
  const Measure* areas = find_measure(communes, "area");
  return areas != nullptr ? areas->at(commune) : missing(Presence::not_available);
}

Cell inhabitants_of(const LevelFigures& communes, std::size_t commune) {
  const Measure* population = find_measure(communes, "population");
  return population != nullptr ? population->at(commune) : missing(Presence::not_available);
}

bool is_complete(const QpvOverlay& overlay, std::size_t commune) {
  return overlay.complete.empty() || overlay.complete[commune] != 0;
}

// What is known of a source that may lack some: the least there is, or nothing.
Cell at_least(double value, double most) {
  if (value <= 0) return missing(Presence::not_available, {0, most});
  return known(value, {value, std::max(value, most)}, Mark::partial);
}

Measure distinct_qpv(const QpvOverlay& overlay, const std::vector<QpvPiece>& pieces,
                     const Crosswalk& crosswalk) {
  std::vector<std::set<std::uint32_t>> found(crosswalk.to()->size());
  for (const QpvPiece& piece : pieces) {
    if (piece.commune == outside || piece.area_m2 <= 0) continue;
    for (const Part& part : crosswalk.parts(piece.commune))
      if (part.target != outside && part.value > 0) found[part.target].insert(piece.qpv);
  }
  Measure count({.code = "qpv_count", .label = "Nombre de QPV", .short_name = "qpv_nb", .unit = "QPV"},
                Kind::count, found.size());
  std::vector<char> complete(found.size(), 1);
  for (std::size_t commune = 0; commune < crosswalk.from()->size(); ++commune)
    for (const Part& part : crosswalk.parts(commune))
      if (part.target != outside && part.value > 0 && !is_complete(overlay, commune))
        complete[part.target] = 0;
  for (std::size_t zone = 0; zone < found.size(); ++zone) {
    const auto number = static_cast<double>(found[zone].size());
    count.set(zone, complete[zone] != 0 ? known(number) : at_least(number, any_count.upper));
  }
  return count;
}

Measure in_km2(const Measure& measure) {
  Measure scaled = measure;
  for (std::size_t zone = 0; zone < scaled.size(); ++zone) {
    Cell cell = measure.at(zone);
    cell.value /= 1e6;
    cell.bounds = {cell.bounds.lower / 1e6, cell.bounds.upper / 1e6};
    scaled.set(zone, cell);
  }
  return scaled;
}

// From the QPV drawn to the targets: one that lies in a single target is wholly there, another is spread by its
// area and may be wholly in each.
Crosswalk from_qpv(const QpvOverlay& overlay, const std::vector<QpvPiece>& pieces,
                   const Crosswalk& crosswalk) {
  std::vector<double> whole(overlay.qpv->size(), 0);
  std::vector<std::map<std::uint32_t, double>> areas(overlay.qpv->size());
  for (const QpvPiece& piece : pieces) {
    whole[piece.qpv] += piece.area_m2;
    if (piece.commune == outside) continue;
    for (const Part& part : crosswalk.parts(piece.commune))
      if (part.target != outside && part.value > 0) areas[piece.qpv][part.target] += piece.area_m2;
  }
  std::vector<std::vector<Part>> parts(overlay.listed->size());
  for (std::uint32_t qpv = 0; qpv < areas.size(); ++qpv) {
    // Outlines of different files agree to about a thousandth: what is lost beyond is on no commune.
    constexpr double agreement = 1e-3;
    if (!overlay.qpv_area.empty() && overlay.qpv_area[qpv] > whole[qpv] * (1 + agreement))
      whole[qpv] = overlay.qpv_area[qpv];
    for (const auto& [target, area] : areas[qpv]) {
      const double share = area / whole[qpv];
      parts[*overlay.listed->find(overlay.qpv->code(qpv))].push_back(
          share >= whole_share ? Part{.target = target} : Part{target, 0, share, 1});
    }
  }
  return {overlay.listed, crosswalk.to(), Basis::area, overlay.qpv->edition(), parts};
}

// The inhabitants that are published, zone by zone; where a QPV may be missing from the file, at least those.
Measure published_people(const QpvOverlay& overlay, const std::vector<QpvPiece>& pieces,
                         const Crosswalk& crosswalk, const Measure& count) {
  const Measure carried =
      carry(*find_measure(overlay.figures, "population"), from_qpv(overlay, pieces, crosswalk)).measure;
  Measure people({.code = "qpv_population",
                  .label = "Habitants en QPV",
                  .short_name = "qpv_pop",
                  .unit = "inhabitants",
                  .observed = carried.info.observed,
                  .source = carried.info.source},
                 Kind::count, carried.size());
  for (std::size_t zone = 0; zone < people.size(); ++zone) {
    Cell cell = carried.at(zone);
    const Cell number = count.at(zone);
    if (!number.is_known())
      cell = missing(number.presence, any_count);
    else if (cell.presence == Presence::no_match)
      cell = known(0);
    if (number.is_known() && number.marks.has(Mark::partial)) {
      cell.marks |= Mark::partial;
      cell.bounds.upper = any_count.upper;
    }
    people.set(zone, cell);
  }
  return people;
}

}  // namespace

Cell people_by_area(const Cell& inhabitants, const Cell& commune_area, double area) {
  if (area <= 0) return known(0);
  const double upper = inhabitants.bounds.upper;
  if (!commune_area.is_known() || commune_area.value <= 0 || !inhabitants.is_known()) {
    Cell cell = missing(inhabitants.is_known() ? Presence::not_available : inhabitants.presence, {0, upper});
    cell.marks = Mark::estimated;
    return cell;
  }
  const double share = area / commune_area.value;
  if (share >= whole_share) return inhabitants;
  return known(inhabitants.value * share, {0, upper}, inhabitants.marks | Mark::estimated);
}

std::vector<QpvPiece> resolve_slivers(const QpvOverlay& overlay, const Zoning& communes,
                                      Diagnostics& diagnostics) {
  if (!overlay.qpv) return {};
  check(overlay, communes);
  std::vector<QpvPiece> resolved;
  std::vector<double> on_communes(overlay.qpv->size(), 0);
  double moved = 0;
  Diagnostic found{.severity = Severity::note, .code = "qpv-slivers", .count = 0};
  std::vector<Gathered> gathered = gather(overlay);
  for (std::size_t qpv = 0; qpv < gathered.size(); ++qpv) {
    auto& [areas, slivers] = gathered[qpv];
    if (areas.empty() && slivers.empty()) continue;
    const std::uint32_t main = largest(areas.empty() ? slivers : areas);
    for (const auto& [commune, area] : slivers) {
      areas[main] += area;
      if (commune == main) continue;
      moved += area;
      if (found.count++ == 0) {
        found.place = {.zone = overlay.qpv->code(qpv)};
        found.found =
            message("{} m2 on {} given to {}", figure(area, 1), communes.code(commune), communes.code(main));
      }
      if (found.zones.empty() || found.zones.back() != overlay.qpv->code(qpv))
        found.zones.push_back(overlay.qpv->code(qpv));
    }
    for (const auto& [commune, area] : areas) {
      resolved.push_back({static_cast<std::uint32_t>(qpv), commune, area, false});
      on_communes[qpv] += area;
    }
  }
  if (found.count > 0) {
    found.expected = message("pieces thicker than the sum of both precisions");
    found.advice = message("{} m2 in all given to the main commune of their QPV", figure(moved, 1));
    diagnostics.add(std::move(found));
  }
  report_lost(overlay, on_communes, diagnostics);
  return resolved;
}

void add_qpv_columns(Layer& layer, const LevelFigures& communes, const Crosswalk& crosswalk,
                     const QpvOverlay& overlay) {
  const std::vector<QpvPiece> pieces = without_slivers(overlay, *communes.zoning);
  const std::size_t size = communes.zoning->size();
  std::vector<double> area(size, 0);
  for (const QpvPiece& piece : pieces)
    if (piece.commune != outside) area[piece.commune] += piece.area_m2;
  const std::string source = overlay.qpv->edition();
  Measure areas({.code = "qpv_area",
                 .label = "Superficie en QPV (km²)",
                 .short_name = "qpv_km2",
                 .unit = "km2",
                 .source = source,
                 .decimals = 3},
                Kind::count, size);
  Measure people({.code = "qpv_population_by_area",
                  .label = "Habitants en QPV, estimés par la superficie",
                  .short_name = "qpv_pop",
                  .unit = "inhabitants",
                  .source = source},
                 Kind::count, size);
  Measure commune_area({.code = "area"}, Kind::count, size);
  Measure population({.code = "population"}, Kind::count, size);
  for (std::size_t commune = 0; commune < size; ++commune) {
    commune_area.set(commune, area_of(communes, commune));
    population.set(commune, inhabitants_of(communes, commune));
    people.set(commune, people_by_area(population.at(commune), commune_area.at(commune), area[commune]));
    if (is_complete(overlay, commune)) {
      areas.set(commune, known(area[commune]));
      continue;
    }
    areas.set(commune, at_least(area[commune], commune_area.at(commune).bounds.upper));
    if (area[commune] <= 0)
      people.set(commune, missing(Presence::not_available, {0, population.at(commune).bounds.upper}));
  }
  const Measure count = distinct_qpv(overlay, pieces, crosswalk);
  // Where the source has none and may lack some, nothing is known of them.
  const auto where_told = [&](Measure measure) {
    for (std::size_t zone = 0; zone < measure.size(); ++zone)
      if (!count.at(zone).is_known())
        measure.set(zone, missing(Presence::not_available, measure.at(zone).bounds));
    return measure;
  };
  layer.columns.emplace_back(count);
  layer.columns.emplace_back(where_told(in_km2(carry(areas, crosswalk).measure)));
  layer.columns.emplace_back(
      where_told(rebuild_rate(areas, commune_area, crosswalk, Relation::part_of_whole, nullptr,
                              {.code = "qpv_area_share",
                               .label = "Part de la superficie en QPV",
                               .short_name = "qpv_tkm",
                               .unit = "percent",
                               .source = source,
                               .decimals = 2})
                     .rate));
  if (find_measure(overlay.figures, "population") != nullptr)
    layer.columns.emplace_back(published_people(overlay, pieces, crosswalk, count));
  else
    layer.columns.emplace_back(where_told(carry(people, crosswalk).measure));
}

Layer qpv_layer(const QpvOverlay& overlay, Lang lang) {
  Layer layer{.theme = "priority", .zoning = overlay.listed};
  const std::size_t size = overlay.listed->size();
  if (overlay.qpv != nullptr && !overlay.qpv_area.empty()) {
    Measure area({.code = "area",
                  .label = "Superficie du QPV (km²)",
                  .short_name = "km2",
                  .unit = "km2",
                  .source = overlay.qpv->edition(),
                  .decimals = 4},
                 Kind::count, size);
    for (std::size_t zone = 0; zone < size; ++zone) {
      const auto drawn = overlay.qpv->find(overlay.listed->code(zone));
      area.set(zone, drawn ? known(overlay.qpv_area[*drawn] / 1e6) : missing(Presence::no_match));
    }
    layer.columns.emplace_back(std::move(area));
    layer.notes.push_back(say(lang, "Areas: {}.", overlay.area_method));
  }
  constexpr std::array<std::string_view, 3> first{"population", "poverty_rate", "median_income"};
  for (const std::string_view code : first)
    if (const Measure* measure = find_measure(overlay.figures, code)) layer.columns.emplace_back(*measure);
  for (const auto& [code, measure] : overlay.figures.measures)
    if (std::ranges::find(first, code) == first.end()) layer.columns.emplace_back(measure);
  if (find_measure(overlay.figures, "poverty_rate") != nullptr) {
    layer.style = "poverty_rate";
    layer.worse_when_high = true;
  }
  return layer;
}

Layer qpv_piece_layer(const LevelFigures& communes, const QpvOverlay& overlay, Lang lang) {
  Layer layer{.theme = "qpv_piece", .style = "share_of_qpv"};
  const std::vector<QpvPiece> pieces = without_slivers(overlay, *communes.zoning);
  std::vector<Zone> zones;
  std::vector<double> whole(overlay.qpv ? overlay.qpv->size() : 0, 0);
  for (const QpvPiece& piece : pieces) {
    zones.push_back({overlay.qpv->code(piece.qpv) + "-" + communes.zoning->code(piece.commune),
                     overlay.qpv->name(piece.qpv) + " – " + communes.zoning->name(piece.commune)});
    whole[piece.qpv] += piece.area_m2;
  }
  if (!overlay.qpv_area.empty()) whole = overlay.qpv_area;
  const std::string edition = overlay.qpv ? overlay.qpv->edition() : "QPV";
  layer.zoning = make_zoning(Level::custom, communes.zoning->at(), edition, zones);
  const std::size_t size = pieces.size();
  TextColumn qpv{{.code = "qpv", .label = "Code du QPV", .short_name = "qpv"},
                 std::vector<std::string>(size)};
  TextColumn qpv_name{{.code = "qpv_name", .label = "Nom du QPV", .short_name = "qpv_nom"},
                      std::vector<std::string>(size)};
  TextColumn commune{{.code = "commune", .label = "Code de la commune", .short_name = "com"},
                     std::vector<std::string>(size)};
  TextColumn commune_name{{.code = "commune_name", .label = "Nom de la commune", .short_name = "com_nom"},
                          std::vector<std::string>(size)};
  Measure area({.code = "area",
                .label = "Superficie du morceau (km²)",
                .short_name = "km2",
                .unit = "km2",
                .source = edition,
                .decimals = 4},
               Kind::count, size);
  Measure of_qpv({.code = "share_of_qpv",
                  .label = "Part du QPV",
                  .short_name = "p_qpv",
                  .unit = "percent",
                  .source = edition,
                  .decimals = 2},
                 Kind::rate, size);
  Measure of_commune({.code = "share_of_commune",
                      .label = "Part de la commune",
                      .short_name = "p_com",
                      .unit = "percent",
                      .source = edition,
                      .decimals = 2},
                     Kind::rate, size);
  Measure people({.code = "population_by_area",
                  .label = "Habitants estimés par la superficie",
                  .short_name = "hab_est",
                  .unit = "inhabitants",
                  .source = edition},
                 Kind::count, size);
  const Measure* of_qpv_people = find_measure(overlay.figures, "population");
  for (std::size_t i = 0; i < size; ++i) {
    const QpvPiece& piece = pieces[i];
    const std::size_t zone = *layer.zoning->find(zones[i].code);
    qpv.values[zone] = overlay.qpv->code(piece.qpv);
    qpv_name.values[zone] = overlay.qpv->name(piece.qpv);
    commune.values[zone] = communes.zoning->code(piece.commune);
    commune_name.values[zone] = communes.zoning->name(piece.commune);
    area.set(zone, known(piece.area_m2 / 1e6));
    of_qpv.set(zone, ratio(known(piece.area_m2), known(whole[piece.qpv])));
    of_commune.set(zone, ratio(known(piece.area_m2), area_of(communes, piece.commune)));
    const auto listed = overlay.listed ? overlay.listed->find(overlay.qpv->code(piece.qpv)) : std::nullopt;
    people.set(zone, of_qpv_people != nullptr && listed
                         ? people_by_area(of_qpv_people->at(*listed), known(whole[piece.qpv]), piece.area_m2)
                         : people_by_area(inhabitants_of(communes, piece.commune),
                                          area_of(communes, piece.commune), piece.area_m2));
  }
  layer.columns = {qpv, qpv_name, commune, commune_name, area, of_qpv, of_commune, people};
  layer.notes = {
      of_qpv_people != nullptr
          ? say(lang, "Inhabitants: those of the QPV ({}) × share of its area; bounds go from 0 to all.",
                of_qpv_people->info.source)
          : say(lang,
                "Estimated inhabitants: inhabitants of the commune × share of its area in the QPV, as if the "
                "population were spread evenly; bounds go from 0 to all inhabitants."),
      say(lang, "Areas: {}.", overlay.area_method)};
  return layer;
}

}  // namespace maillage

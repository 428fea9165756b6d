// Small layers that hold everything a writer may stumble on: every presence, zero, bounds, marks, hostile
// names, holes, several parts, a zone without shape.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "maillage/formats/output_layer.hpp"
#include "maillage/themes/layer.hpp"
#include "maillage/zoning/shapes.hpp"

namespace sample {

using namespace maillage;

inline Day day() {
  return *parse_day("2023-12-31");
}

inline ColumnInfo info(std::string code, std::string label, std::string short_name = {},
                       std::string unit = {}, int decimals = 0) {
  ColumnInfo column;
  column.code = std::move(code);
  column.label = std::move(label);
  column.short_name = std::move(short_name);
  column.unit = std::move(unit);
  column.source = "Cnaf, « taux »";
  column.observed = day();
  column.decimals = decimals;
  return column;
}

inline constexpr std::size_t zones = 16;

inline ZoningRef zoning(Level level) {
  std::vector<Zone> list;
  for (std::size_t i = 0; i < zones; ++i) {
    std::string code = std::to_string(1001 + i);
    list.push_back({code.insert(0, "0"), "CC n° " + std::to_string(i)});
  }
  list[1].name = "CC d'\"Aunis\" & <Sud>, Île; 100 %";
  list[2].name = "=HYPERLINK(\"x\")";
  list[3].name = "L'Haÿ-les-Roses\nŒuvre";
  return make_zoning(level, day(), "test", std::move(list));
}

inline void add_ring(Shapes& shapes, double x, double y, double size, bool counter_clockwise) {
  std::vector<Point> ring{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}};
  if (!counter_clockwise) ring = {ring[0], ring[3], ring[2], ring[1], ring[0]};
  shapes.points.insert(shapes.points.end(), ring.begin(), ring.end());
  shapes.close_ring();
}

// Squares of a quarter of a degree; zone 5 has a hole, zone 6 a second part, zone 7 no shape.
inline Shapes squares() {
  Shapes shapes;
  for (std::size_t zone = 0; zone < zones; ++zone) {
    const double x = -1.0 + 0.25 * static_cast<double>(zone % 4);
    const double y = 46.0 + 0.25 * static_cast<double>(zone / 4);
    if (zone != 7) {
      add_ring(shapes, x, y, 0.25, zone % 2 == 0);
      if (zone == 5) add_ring(shapes, x + 0.05, y + 0.05, 0.1, zone % 2 == 0);
      shapes.close_polygon();
    }
    if (zone == 6) {
      add_ring(shapes, x, y + 2, 0.1, true);
      shapes.close_polygon();
    }
    shapes.close_zone();
  }
  return shapes;
}

inline Layer ctg_layer() {
  const std::vector<std::string> labels{"covered", "expiring",    "commune_only", "partly_covered",
                                        "expired", "not_covered", "no_epci",      "unknown"};
  Layer layer;
  layer.theme = "ctg";
  layer.zoning = zoning(Level::epci);
  layer.style = "ctg_status";
  layer.notes = {"Au 31/12/2023.", "EPCI par siège."};
  Category status(info("ctg_status", "Couverture par une Ctg", "ctg"), labels, zones);
  Measure population(info("population", "Population municipale", "pop", "habitants"), Kind::count, zones);
  TextColumn agreement;
  agreement.info = info("agreement", "Convention");
  agreement.values.resize(zones);
  for (std::size_t i = 0; i < zones; ++i) {
    status.set(i, labels[i % labels.size()]);
    population.set(i, known(1234.0 * static_cast<double>(i)));
  }
  population.set(3, missing(Presence::no_match));
  agreement.values[0] = "Ctg n° 1";
  layer.columns = {std::move(status), std::move(population), std::move(agreement)};
  return layer;
}

// Rates from 0 to 112 with a reference of 60: zones 0 and 1 are zero, 2 to 8 are missing for each reason.
inline Layer childcare_layer(Level level = Level::epci) {
  Layer layer;
  layer.theme = "childcare";
  layer.zoning = zoning(level);
  layer.style = "rate_total";
  layer.references = {{"rate_total", 60.0, "France, 2023"}};
  Measure rate(info("rate_total", "Taux de couverture", "tx", "places pour 100 enfants", 1), Kind::rate,
               zones);
  Measure places(info("places_total", "Places", "places", "places"), Kind::count, zones);
  for (std::size_t i = 0; i < zones; ++i) {
    const double value = i < 2 ? 0.0 : 16.0 * static_cast<double>(i - 8) + 1.0 / 3.0;
    rate.set(i, known(value, {value, value + 0.07}, i % 2 == 0 ? Marks() : Marks(Mark::rounded)));
    places.set(i, known(static_cast<double>(i) + 0.5));
  }
  constexpr std::array reasons{Presence::secret_primary,  Presence::secret_secondary, Presence::not_available,
                               Presence::not_significant, Presence::not_applicable,   Presence::unlocated,
                               Presence::no_match};
  for (std::size_t i = 0; i < reasons.size(); ++i) rate.set(2 + i, missing(reasons[i]));
  layer.columns = {std::move(rate), std::move(places)};
  return layer;
}

}  // namespace sample

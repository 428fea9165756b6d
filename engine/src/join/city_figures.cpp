#include "join/city_figures.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <tuple>
#include <vector>

#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/cells.hpp"
#include "maillage/measure/cell_sum.hpp"
#include "maillage/themes/poverty.hpp"

namespace maillage {
namespace {

bool has_figure(const LevelFigures& figures, const std::string& measure, std::string_view commune) {
  const Measure* known_measure = find_measure(figures, measure);
  const auto zone = figures.zoning->find(commune);
  return known_measure != nullptr && zone && known_measure->at(*zone).presence != Presence::no_match;
}

// A column made anew stores bounds only when some cell still needs them.
Measure with_cell(const Measure& measure, std::size_t place, const Cell& cell) {
  Measure result(measure.info, measure.kind, measure.size());
  for (std::size_t zone = 0; zone < result.size(); ++zone)
    result.set(zone, zone == place ? cell : measure.at(zone));
  return result;
}

std::vector<std::string> absent_from(const CityFigure& figure) {
  std::vector<std::string> present;
  for (const auto& [district, cell] : figure.districts) present.push_back(district);
  return districts_without(*figure.city, present);
}

void report_absent(const CityFigure& figure, const std::vector<std::string>& absent,
                   Diagnostics& diagnostics) {
  diagnostics.add({.severity = Severity::problem,
                   .code = "district-missing",
                   .place = {.file = figure.source, .zone = std::string(figure.city->code)},
                   .found = message("{} is given by districts, and {} of its {} {1|has|have} no row: {}",
                                    figure.city->name, absent.size(), figure.city->district_count(),
                                    named_districts(absent)),
                   .expected = message("a row for each district, or one for the city"),
                   .advice = message("the sum of the others is a low bound; nothing bounds the city above"),
                   .count = static_cast<std::int64_t>(absent.size()),
                   .zones = absent});
}

}  // namespace

void note_districts(const Input& input, const BoundColumn& column, const CommuneJoin& join,
                    const LevelFigures& known_figures, CityFigures& cities) {
  const std::string& measure = column.rule->info.code;
  for (const CityOfDistricts& part : join.cities) {
    const std::pair key{measure, std::string(part.city->code)};
    auto figure = cities.find(key);
    if (figure == cities.end()) {
      if (has_figure(known_figures, measure, part.city->code)) continue;
      figure =
          cities
              .emplace(
                  key,
                  CityFigure{
                      part.city, input.name(), column.rule->info, column.rule->kind, column.observed, {}})
              .first;
    }
    if (figure->second.observed != column.observed) continue;
    Diagnostics already_reported;
    const Measure districts =
        read_measure(input.source.table, column, input.layout(), join.rows_of[part.zone], already_reported);
    for (std::size_t district = 0; district < part.districts.size(); ++district)
      figure->second.districts.try_emplace(part.districts[district], districts.at(district));
  }
}

void compare_with_districts(const Input& input, const BoundColumn& column, const CommuneJoin& join,
                            const Measure& measure, Diagnostics& diagnostics) {
  if (measure.kind != Kind::count) return;
  for (const CityBesideDistricts& beside : join.beside_districts) {
    const Cell city = measure.at(beside.zone);
    if (!city.is_known()) continue;
    Diagnostics already_reported;
    const Measure districts =
        read_measure(input.source.table, column, input.layout(), beside.rows, already_reported);
    CellSum sum;
    for (std::size_t district = 0; district < districts.size(); ++district) sum.add(districts.at(district));
    if (districts.size() < beside.city->district_count()) sum.add(missing(Presence::no_match));
    // Each is rounded on its own, and a household that moved is counted once in the city.
    const double slack = static_cast<double>(districts.size()) + std::abs(city.value) / 1000;
    const Cell all = sum.cell();
    if (all.bounds.lower <= city.bounds.upper + slack && all.bounds.upper >= city.bounds.lower - slack)
      continue;
    diagnostics.add({.severity = Severity::problem,
                     .code = "city-contradicts-districts",
                     .place = {.file = input.name(),
                               .column = input.source.table.columns[column.column],
                               .zone = std::string(beside.city->code)},
                     .found = message("{}: {} in its own row, {} in those of its {} districts",
                                      beside.city->name, tidy(city.value), tidy(all.value), districts.size()),
                     .expected = message("a city that has what its districts have in all"),
                     .advice = message("its own row is taken until one of them is corrected"),
                     .zones = {std::string(beside.city->code)}});
  }
}

namespace {

Measure over_districts(const CityFigure& figure, const Zoning& districts) {
  Measure measure(figure.info, figure.kind, districts.size());
  for (std::size_t zone = 0; zone < districts.size(); ++zone) {
    const auto cell = figure.districts.find(districts.code(zone));
    measure.set(zone, cell != figure.districts.end() ? cell->second : missing(Presence::no_match));
  }
  return measure;
}

ZoningRef districts_of(const City& city) {
  std::vector<Zone> zones;
  for (const std::string& code : districts_without(city, {})) zones.push_back({code, district_name(code)});
  return make_zoning(Level::commune, first_day, std::string(city.name), std::move(zones));
}

const CityFigure* figure_of(const CityFigures& cities, const std::string& measure, const std::string& city) {
  const auto found = cities.find({measure, city});
  return found != cities.end() ? &found->second : nullptr;
}

// The poor persons of a city by districts: those of each, added up.
void add_up_poor(const CityFigures& cities, LevelFigures& communes) {
  for (const auto& [key, rates] : cities) {
    if (key.first != "poverty_rate") continue;
    const CityFigure* const persons = figure_of(cities, "fiscal_persons", key.second);
    const auto zone = communes.zoning->find(key.second);
    if (persons == nullptr || !zone) continue;
    LevelFigures districts{districts_of(*rates.city), {}, {}, {}, {}};
    districts.measures.emplace("poverty_rate", over_districts(rates, *districts.zoning));
    districts.measures.emplace("fiscal_persons", over_districts(*persons, *districts.zoning));
    const auto poor = poor_persons(districts);
    if (!poor) continue;
    CellSum sum;
    for (std::size_t district = 0; district < poor->size(); ++district) sum.add(poor->at(district));
    auto measure = communes.measures.find("poor_persons");
    if (measure == communes.measures.end()) {
      auto others = poor_persons(communes);
      if (!others) return;
      measure = communes.measures.emplace("poor_persons", *std::move(others)).first;
    }
    if (!measure->second.at(*zone).is_known())
      measure->second = with_cell(measure->second, *zone, sum.cell());
  }
}

}  // namespace

void add_up_districts(const CityFigures& cities, LevelFigures& communes, Diagnostics& diagnostics) {
  std::set<std::tuple<std::string, std::string_view, std::vector<std::string>>> reported;
  for (const auto& [key, figure] : cities) {
    const auto zone = communes.zoning->find(figure.city->code);
    const auto measure = communes.measures.find(key.first);
    if (figure.kind != Kind::count || !zone || measure == communes.measures.end()) continue;
    CellSum sum;
    for (const auto& [district, cell] : figure.districts) sum.add(cell);
    const std::vector<std::string> absent = absent_from(figure);
    for (std::size_t i = 0; i < absent.size(); ++i) sum.add(missing(Presence::no_match));
    measure->second = with_cell(measure->second, *zone, sum.cell());
    if (!absent.empty() && reported.insert({figure.source, figure.city->code, absent}).second)
      report_absent(figure, absent, diagnostics);
  }
  add_up_poor(cities, communes);
}

}  // namespace maillage

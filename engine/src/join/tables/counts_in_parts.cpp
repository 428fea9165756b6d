#include "join/tables/counts_in_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "join/levels.hpp"
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

namespace {

bool is_taken_elsewhere(const LevelFigures& known_figures, const std::string& code, std::uint32_t zone) {
  const Measure* before = find_measure(known_figures, code);
  return before != nullptr && before->at(zone).presence != Presence::no_match;
}

std::optional<std::uint32_t> group_of_all(const SplitCount& split,
                                          const std::vector<std::uint32_t>& group_of) {
  const std::uint32_t group = group_of[split.targets.front()];
  const auto is_inside = [&](std::uint32_t zone) { return group_of[zone] == group; };
  return group != outside && std::ranges::all_of(split.targets, is_inside) ? std::optional(group)
                                                                           : std::nullopt;
}

// The total of a group: communes without splits as they are, the others by what they have besides them.
Cell total_of(std::uint32_t group, const std::vector<std::uint32_t>& group_of, const Measure& communes,
              const SplitCounts::OfMeasure& splits) {
  CellSum sum;
  for (std::uint32_t zone = 0; zone < group_of.size(); ++zone) {
    if (group_of[zone] != group) continue;
    const auto own = splits.own.find(zone);
    if (own == splits.own.end())
      sum.add(communes.at(zone));
    else if (own->second)
      sum.add(*own->second);
  }
  for (const SplitCount& split : splits.splits) {
    if (group_of_all(split, group_of)) {
      if (group_of[split.targets.front()] == group) sum.add(split.whole);
      continue;
    }
    for (std::size_t i = 0; i < split.targets.size(); ++i)
      if (group_of[split.targets[i]] == group)
        sum.add(i == 0 ? main_heir_of(split.whole) : piece_of(split.whole, Presence::no_match));
  }
  return sum.cell();
}

void put_right(LevelFigures& level, const std::string& code, std::size_t zone, const Cell& total) {
  const auto rebuilt = level.rebuilt.find(code);
  if (rebuilt == level.rebuilt.end()) return;
  const auto merged = level.measures.find(code);
  const Cell before = rebuilt->second.at(zone);
  const bool is_kept = merged != level.measures.end() &&
                       merged->second.at(zone).presence == before.presence &&
                       merged->second.at(zone).bounds == before.bounds;
  rebuilt->second.set(zone, total);
  if (is_kept) merged->second.set(zone, total);
  const auto share = level.known_share.find(code);
  if (share != level.known_share.end() && total.is_known() && !total.marks.has(Mark::partial))
    share->second.set(zone, known(100));
}

// A column made anew stores bounds only when some cell still needs them.
void store_anew(MeasureMap& measures) {
  for (auto& [code, measure] : measures) {
    Measure result(measure.info, measure.kind, measure.size());
    for (std::size_t zone = 0; zone < result.size(); ++zone) result.set(zone, measure.at(zone));
    measure = std::move(result);
  }
}

bool is_whole(const Measure* measure, std::size_t zone) {
  return measure != nullptr && measure->at(zone).is_known() && !measure->at(zone).marks.has(Mark::partial);
}

// A rate rebuilt from totals that have been put right.
void put_rates_right(LevelFigures& level, std::span<const Indicator> indicators,
                     const std::set<std::pair<std::string, std::size_t>>& corrected) {
  for (const Indicator& indicator : indicators) {
    if (!indicator.ratio) continue;
    const Ratio& parts = *indicator.ratio;
    const auto rate = level.rebuilt.find(indicator.info.code);
    const auto numerator = level.rebuilt.find(parts.numerator),
               denominator = level.rebuilt.find(parts.denominator);
    if (rate == level.rebuilt.end() || numerator == level.rebuilt.end() || denominator == level.rebuilt.end())
      continue;
    for (std::size_t zone = 0; zone < rate->second.size(); ++zone) {
      if (!corrected.contains({parts.numerator, zone}) && !corrected.contains({parts.denominator, zone}))
        continue;
      if (!is_whole(&numerator->second, zone) || !is_whole(&denominator->second, zone)) continue;
      Cell cell = ratio(numerator->second.at(zone), denominator->second.at(zone), parts.per);
      if (parts.relation == Relation::part_of_whole)
        cell.bounds.upper = std::min(cell.bounds.upper, parts.per);
      rate->second.set(zone, cell);
      const auto share = level.known_share.find(indicator.info.code);
      if (share != level.known_share.end()) share->second.set(zone, known(100));
    }
  }
}

}  // namespace

void note_splits(const Measure& measure, const CommuneJoin& join, const LevelFigures& known_figures,
                 SplitCounts& splits) {
  if (measure.kind != Kind::count || join.cuts.empty()) return;
  const std::string& code = measure.info.code;
  std::set<std::uint32_t> kept;  // source zones
  std::vector<SplitCount> found;
  for (const Cut& cut : join.cuts) {
    const auto taken = [&](std::uint32_t zone) { return is_taken_elsewhere(known_figures, code, zone); };
    if (cut.targets.size() < 2 || cut.lost || std::ranges::any_of(cut.targets, taken)) continue;
    kept.insert(cut.source);
    found.push_back({cut.targets, measure.at(cut.source)});
  }
  SplitCounts::OfMeasure& of_measure = splits.of[code];
  for (const SplitCount& split : found) {
    for (const std::uint32_t zone : split.targets) {
      of_measure.own[zone] = own_count(measure, join, zone, kept);
    }
    of_measure.splits.push_back(split);
  }
}

void compose_splits(const Geography& geography, const StudyFigures& figures,
                    std::span<const Indicator> indicators, std::map<Level, LevelFigures>& levels) {
  for (auto& [level, above] : levels) {
    if (level == Level::commune) continue;
    const Crosswalk& crosswalk = *crosswalk_to(geography, level);
    const std::vector<std::uint32_t> group_of = whole_targets(crosswalk);
    std::set<std::pair<std::string, std::size_t>> corrected;
    for (const auto& [code, splits] : figures.splits.of) {
      const Measure* communes = find_measure(figures.communes, code);
      if (communes == nullptr) continue;
      std::set<std::uint32_t> groups;
      for (const SplitCount& split : splits.splits)
        if (const auto group = group_of_all(split, group_of)) groups.insert(*group);
      for (const std::uint32_t group : groups) {
        const auto zone = above.zoning->find(crosswalk.to()->code(group));
        if (!zone) continue;
        put_right(above, code, *zone, total_of(group, group_of, *communes, splits));
        corrected.insert({code, *zone});
      }
    }
    put_rates_right(above, indicators, corrected);
    if (!corrected.empty()) {
      store_anew(above.measures);
      store_anew(above.rebuilt);
    }
  }
}

}  // namespace maillage

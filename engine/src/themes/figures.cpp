#include "maillage/themes/figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/zoning/carry.hpp"
#include "themes/columns.hpp"

namespace maillage {
namespace {

Measure percent_column(std::string_view code, std::size_t size) {
  return Measure({.code = std::string(code) + "_known_share",
                  .label = "Part connue",
                  .short_name = "",
                  .unit = "percent",
                  .decimals = 1},
                 Kind::rate, size);
}

// Published figures first, zone by zone; what is rebuilt fills the rest.
Measure published_first(const Measure& published, const Measure& rebuilt) {
  Measure merged = published;
  for (std::size_t zone = 0; zone < merged.size(); ++zone)
    if (!published.at(zone).is_known()) merged.set(zone, rebuilt.at(zone));
  return merged;
}

void report_contradictions(const ZoningRef& zoning, const Measure& published, const Measure& rebuilt,
                           Diagnostics& diagnostics) {
  Diagnostic found{.severity = Severity::warning, .code = "published-contradicts-parts", .count = 0};
  for (std::size_t zone = 0; zone < published.size(); ++zone) {
    const Cell printed = published.at(zone);
    const Cell sum = rebuilt.at(zone);
    if (!printed.is_known() || sum.presence == Presence::no_match || overlap(printed.bounds, sum.bounds))
      continue;
    if (found.count++ == 0) {
      found.place = {.column = published.info.code, .zone = zoning->code(zone)};
      found.found = message("{} published, {} from its parts", interval_text(printed), interval_text(sum));
    }
    found.zones.push_back(zoning->code(zone));
  }
  if (found.count == 0) return;
  found.expected = message("a published figure inside the bounds of what its parts add up to");
  found.advice = message("check the dates and perimeters of both sources; the published figure is kept");
  diagnostics.add(std::move(found));
}

void check_zonings(const LevelFigures& below, const Crosswalk& crosswalk, const LevelFigures& published) {
  if (below.zoning != crosswalk.from())
    throw Error(Failure::internal, message("aggregate: figures and crosswalk speak of different zonings"));
  if (published.zoning && published.zoning != crosswalk.to())
    throw Error(Failure::internal,
                message("aggregate: published figures and crosswalk speak of different zonings"));
}

Measure as_percent(const std::vector<double>& shares, std::string_view code) {
  Measure measure = percent_column(code, shares.size());
  for (std::size_t zone = 0; zone < shares.size(); ++zone) measure.set(zone, known(100 * shares[zone]));
  return measure;
}

void keep_rebuilt(LevelFigures& result, const std::string& code, Measure rebuilt, Measure known_share,
                  Diagnostics& diagnostics) {
  if (const Measure* published = find_measure(result, code))
    report_contradictions(result.zoning, *published, rebuilt, diagnostics);
  result.rebuilt.insert_or_assign(code, std::move(rebuilt));
  result.known_share.insert_or_assign(code, std::move(known_share));
}

}  // namespace

const Measure* find_measure(const LevelFigures& figures, std::string_view code) {
  const auto found = figures.measures.find(code);
  return found == figures.measures.end() ? nullptr : &found->second;
}

const Category* find_category(const LevelFigures& figures, std::string_view code) {
  const auto found = figures.categories.find(code);
  return found == figures.categories.end() ? nullptr : &found->second;
}

LevelFigures aggregate(const LevelFigures& below, const Crosswalk& crosswalk, const LevelFigures& published,
                       std::span<const Indicator> indicators, Diagnostics& diagnostics) {
  check_zonings(below, crosswalk, published);
  LevelFigures result{.zoning = crosswalk.to(),
                      .measures = published.measures,
                      .categories = published.categories,
                      .rebuilt = {},
                      .known_share = {}};
  const Measure* population = find_measure(below, "population");
  for (const auto& [code, measure] : below.measures) {
    if (measure.kind != Kind::count) continue;
    Carried carried = population != nullptr && population != &measure ? carry(measure, crosswalk, *population)
                                                                      : carry(measure, crosswalk);
    keep_rebuilt(result, code, carried.measure, as_percent(carried.known_share, code), diagnostics);
    const Measure* printed = find_measure(result, code);
    Measure merged = printed != nullptr ? published_first(*printed, carried.measure) : carried.measure;
    result.measures.insert_or_assign(code, std::move(merged));
  }
  for (const Indicator& indicator : indicators) {
    if (!indicator.ratio) continue;
    const Ratio& ratio = *indicator.ratio;
    const Measure* numerator = find_measure(below, ratio.numerator);
    const Measure* denominator = find_measure(below, ratio.denominator);
    if (numerator == nullptr || denominator == nullptr) continue;
    ColumnInfo info{.code = indicator.info.code,
                    .unit = "percent",
                    .observed = numerator->info.observed,
                    .source = numerator->info.source,
                    .field = numerator->info.field,
                    .decimals = 1};
    RebuiltRate rebuilt = rebuild_rate(*numerator, *denominator, crosswalk, ratio.relation,
                                       find_measure(below, ratio.weights), std::move(info), ratio.per);
    keep_rebuilt(result, indicator.info.code, std::move(rebuilt.rate), std::move(rebuilt.known_share),
                 diagnostics);
  }
  return result;
}

Measure with_declared_rounding(const Measure& measure) {
  Measure result = measure;
  if (measure.info.rounding <= 0) return result;
  for (std::size_t zone = 0; zone < measure.size(); ++zone) {
    Cell cell = measure.at(zone);
    if (!cell.is_known() || !cell.bounds.exact() || cell.marks.has(Mark::rounded)) continue;
    const Cell printed = rounded(cell.value, measure.info.rounding);
    result.set(zone, known(cell.value, printed.bounds, cell.marks | printed.marks));
  }
  return result;
}

}  // namespace maillage

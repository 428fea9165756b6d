#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "maillage/themes/poverty.hpp"
#include "themes/columns.hpp"

namespace maillage {
namespace {

// infinitely many persons at a rate of zero are no poor person; divided last: 21 % of 1562 are 328.02
double product(double rate, double persons) {
  return rate == 0 ? 0 : rate * persons / 100;
}

Cell poor_of(const Cell& rate, const Cell& persons) {
  const double highest = rate.is_known() ? std::min(rate.bounds.upper, 100.0) : 100.0;
  const double lowest = rate.is_known() ? std::min(rate.bounds.lower, highest) : 0.0;
  const Bounds bounds{product(lowest, persons.bounds.lower), product(highest, persons.bounds.upper)};
  if (rate.is_known() && persons.is_known())
    return known(std::clamp(product(rate.value, persons.value), bounds.lower, bounds.upper), bounds,
                 rate.marks | persons.marks);
  Cell cell = missing(rate.is_known() ? persons.presence : rate.presence, bounds);
  cell.marks = persons.marks;
  return cell;
}

Measure count_poor(const Measure& rate, const Measure& persons) {
  ColumnInfo info{.code = "poor_persons",
                  .label = "Personnes sous le seuil de pauvreté",
                  .short_name = "pauvres",
                  .unit = "persons",
                  .observed = rate.info.observed ? rate.info.observed : persons.info.observed,
                  .source = rate.info.source,
                  .field = rate.info.field};
  Measure poor(std::move(info), Kind::count, rate.size());
  for (std::size_t zone = 0; zone < rate.size(); ++zone)
    poor.set(zone, poor_of(rate.at(zone), persons.at(zone)));
  return poor;
}

// Of a merged commune the persons of one part may be published and those of another not.
bool is_published(const Cell& persons) {
  return persons.is_known() && !persons.marks.has(Mark::partial);
}

// The poor of some parts of a commune are not those of the commune: a rate must not set them against all
// its persons. Their bounds stay.
Measure whole_only(const Measure& poor) {
  Measure whole = poor;
  for (std::size_t zone = 0; zone < whole.size(); ++zone)
    if (const Cell cell = poor.at(zone); cell.is_known() && cell.marks.has(Mark::partial))
      whole.set(zone, missing(Presence::not_available, cell.bounds));
  return whole;
}

// A commune with a rate has persons, published or not: without their number it is unknown on both sides.
bool is_in_field(const Cell& rate, const Cell& persons) {
  return is_published(persons) || (rate.is_known() && !persons.is_known());
}

// The same figures over the communes of the field; the others bring nothing to either side.
Measure in_field(const Measure& measure, const Measure& rate, const Measure& persons, std::string_view code) {
  Measure result = measure;
  result.info.code = std::string(code);
  result.info.field = "communes dont le nombre de personnes des ménages fiscaux est publié";
  for (std::size_t zone = 0; zone < result.size(); ++zone)
    if (!is_in_field(rate.at(zone), persons.at(zone))) result.set(zone, known(0));
  return result;
}

void report_rates(const LevelFigures& communes, const Measure& rate, Diagnostics& diagnostics) {
  Diagnostic found{.severity = Severity::problem, .code = "poverty-rate-range", .count = 0};
  for (std::size_t zone = 0; zone < rate.size(); ++zone) {
    const Cell cell = rate.at(zone);
    if (!cell.is_known() || (cell.value >= 0 && cell.value <= 100)) continue;
    if (found.count++ == 0) {
      found.place = {.column = rate.info.code, .zone = communes.zoning->code(zone)};
      found.found = interval_text(cell);
    }
    found.zones.push_back(communes.zoning->code(zone));
  }
  if (found.count == 0) return;
  found.expected = message("a poverty rate between 0 and 100");
  found.advice = message("check the column and its unit (a share between 0 and 1, a number of persons?)");
  diagnostics.add(std::move(found));
}

}  // namespace

std::optional<Measure> poor_persons(const LevelFigures& figures) {
  const Measure* rate = find_measure(figures, "poverty_rate");
  const Measure* persons = find_measure(figures, "fiscal_persons");
  if (rate == nullptr || persons == nullptr) return std::nullopt;
  return count_poor(with_declared_rounding(*rate), *persons);
}

void prepare_poverty(LevelFigures& communes, Diagnostics& diagnostics) {
  const auto rate = communes.measures.find("poverty_rate");
  if (rate == communes.measures.end()) return;
  rate->second = with_declared_rounding(rate->second);
  report_rates(communes, rate->second, diagnostics);
  const Measure* persons = find_measure(communes, "fiscal_persons");
  if (persons == nullptr) return;
  const Measure* counted_before = find_measure(communes, "poor_persons");
  const Measure poor = counted_before != nullptr ? *counted_before : count_poor(rate->second, *persons);
  const Measure field_persons = in_field(*persons, rate->second, *persons, "fiscal_persons_field");
  Measure field_poor = in_field(whole_only(poor), rate->second, *persons, "poor_persons_field");
  if (const Measure* population = find_measure(communes, "population"))
    communes.measures.insert_or_assign("population_field",
                                       in_field(*population, rate->second, *persons, "population_field"));
  communes.measures.insert_or_assign("poor_persons", poor);
  communes.measures.insert_or_assign("poor_persons_field", std::move(field_poor));
  communes.measures.insert_or_assign("fiscal_persons_field", field_persons);
}

}  // namespace maillage

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/measure/running_sum.hpp"
#include "maillage/themes/figures.hpp"

namespace maillage {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct BoundsSum {
  RunningSum lower, upper;

  [[nodiscard]] Bounds bounds() const { return {lower.value(), upper.value()}; }
};

// What the parts of one target add up to.
struct Sums {
  RunningSum numerator;  // over the parts where both are known
  RunningSum denominator;
  BoundsSum numerators;  // over all parts
  BoundsSum denominators;
  double known_weight = 0;
  double all_weight = 0;
  double known_parts = 0;
  double all_parts = 0;
  bool weighed = true;  // every part has a known weight
  bool any_known = false;
  Marks marks;
  std::array<double, 8> reasons{};  // by presence, of the parts that are missing
};

void widen(BoundsSum& sum, const Bounds& part, bool certain) {
  if (certain) sum.lower.add(part.lower);
  sum.upper.add(part.upper);
}

// What is part of a whole is at most that whole, zone by zone.
Cell within_whole(Cell part, const Cell& whole, Relation relation) {
  if (relation == Relation::part_of_whole && !part.is_known())
    part.bounds.upper = std::max(part.bounds.lower, std::min(part.bounds.upper, whole.bounds.upper));
  return part;
}

void add_part(Sums& sums, const Part& part, const Cell& numerator, const Cell& denominator,
              const Measure* weights, std::size_t zone) {
  if (part.high <= 0) return;
  const bool certain = part.low >= 1;
  widen(sums.numerators, numerator.bounds, certain);
  widen(sums.denominators, denominator.bounds, certain);
  if (!certain) sums.marks |= Mark::estimated;
  const Cell weight = weights != nullptr ? weights->at(zone) : known(1);
  if (!weight.is_known()) sums.weighed = false;
  const double weighs = weight.is_known() ? part.value * weight.value : 0;
  sums.all_weight += weighs;
  sums.all_parts += part.value;
  if (!numerator.is_known() || !denominator.is_known()) {
    const Presence why = denominator.is_known() ? numerator.presence : denominator.presence;
    sums.reasons[static_cast<std::size_t>(why)] += part.value;
    sums.marks |= Mark::partial;
    return;
  }
  sums.any_known = true;
  sums.numerator.add(part.value * numerator.value);
  sums.denominator.add(part.value * denominator.value);
  sums.marks |= numerator.marks | denominator.marks;
  // Of a commune of which a part is known (a city without one of its districts) the rate is not.
  if ((numerator.marks | denominator.marks).has(Mark::partial)) return;
  sums.known_weight += weighs;
  sums.known_parts += part.value;
}

Bounds rate_bounds(const Sums& sums, Relation relation, double scale) {
  const Bounds above = sums.numerators.bounds(), below = sums.denominators.bounds();
  Bounds bounds;
  bounds.lower = below.upper > 0 ? scale * above.lower / below.upper : 0;
  if (above.upper == 0)
    bounds.upper = 0;
  else
    bounds.upper = below.lower > 0 ? scale * above.upper / below.lower : infinity;
  if (relation == Relation::part_of_whole) {
    bounds.upper = std::min(bounds.upper, scale);
    bounds.lower = std::min(bounds.lower, bounds.upper);
  }
  return bounds;
}

Presence main_reason(const Sums& sums) {
  const auto most = std::max_element(sums.reasons.begin(), sums.reasons.end());
  return *most > 0 ? static_cast<Presence>(most - sums.reasons.begin()) : Presence::not_available;
}

Cell rate_cell(const Sums& sums, Relation relation, double scale) {
  if (sums.all_parts <= 0 && !sums.any_known) return missing(Presence::no_match);
  if (sums.denominators.upper.value() == 0) return missing(Presence::not_applicable);
  const Bounds bounds = rate_bounds(sums, relation, scale);
  if (!sums.any_known || sums.denominator.value() <= 0) {
    Cell cell = missing(main_reason(sums), bounds);
    cell.marks = sums.marks;
    return cell;
  }
  // Parts that are missing but bounded may leave the rate of the known ones outside what is possible.
  const double value =
      std::clamp(scale * sums.numerator.value() / sums.denominator.value(), bounds.lower, bounds.upper);
  return known(value, bounds, sums.marks);
}

double share_of(const Sums& sums) {
  if (sums.weighed && sums.all_weight > 0) return 100 * sums.known_weight / sums.all_weight;
  return sums.all_parts > 0 ? 100 * sums.known_parts / sums.all_parts : 0;
}

}  // namespace

RebuiltRate rebuild_rate(const Measure& numerator, const Measure& denominator, const Crosswalk& crosswalk,
                         Relation relation, const Measure* weights, ColumnInfo info, double per) {
  if (numerator.kind != Kind::count || denominator.kind != Kind::count)
    throw Error(Failure::usage,
                message("a rate is rebuilt from two counts; \"{}\" / \"{}\" are not both counts",
                        numerator.info.code, denominator.info.code));
  std::vector<Sums> sums(crosswalk.to()->size());
  for (std::size_t zone = 0; zone < crosswalk.from()->size(); ++zone) {
    const Cell below = denominator.at(zone);
    const Cell above = within_whole(numerator.at(zone), below, relation);
    for (const Part& part : crosswalk.parts(zone))
      if (part.target != outside) add_part(sums[part.target], part, above, below, weights, zone);
  }
  for (const std::uint32_t target : crosswalk.incomplete()) {
    if (sums[target].all_parts <= 0) continue;
    widen(sums[target].numerators, any_count, true);
    widen(sums[target].denominators, any_count, true);
    sums[target].marks |= Mark::partial;
  }
  ColumnInfo share_info{.code = info.code + "_known_share", .unit = "percent", .decimals = 1};
  RebuiltRate result{Measure(std::move(info), Kind::rate, sums.size()),
                     Measure(std::move(share_info), Kind::rate, sums.size())};
  for (std::size_t target = 0; target < sums.size(); ++target) {
    result.rate.set(target, rate_cell(sums[target], relation, per));
    result.known_share.set(
        target, sums[target].all_parts > 0 ? known(share_of(sums[target])) : missing(Presence::no_match));
  }
  return result;
}

// rate(zone) - rate(zone + rest) = rest / (zone + rest) x (rate(zone) - rate(rest)), by denominators.
Cell gap_to_whole(const Cell& zone_numerator, const Cell& zone_denominator, const Cell& rest_numerator,
                  const Cell& rest_denominator, double scale) {
  const Bounds n = zone_denominator.bounds;
  const Bounds m = rest_denominator.bounds;
  const bool known_all = zone_numerator.is_known() && zone_denominator.is_known() &&
                         rest_numerator.is_known() && rest_denominator.is_known();
  const Marks marks =
      zone_numerator.marks | zone_denominator.marks | rest_numerator.marks | rest_denominator.marks;
  if (n.upper == 0) return missing(Presence::not_applicable, any_number);
  if (m.upper == 0) return known(0);  // the zone is the whole
  if (n.lower <= 0 || m.lower <= 0 || !std::isfinite(n.upper) || !std::isfinite(m.upper))
    return missing(known_all ? Presence::not_available : zone_numerator.presence, any_number);
  const Bounds difference{
      scale * (zone_numerator.bounds.lower / n.upper - rest_numerator.bounds.upper / m.lower),
      scale * (zone_numerator.bounds.upper / n.lower - rest_numerator.bounds.lower / m.upper)};
  const Bounds weight{m.lower / (n.upper + m.lower), m.upper / (n.lower + m.upper)};
  Bounds bounds;
  bounds.lower = difference.lower * (difference.lower < 0 ? weight.upper : weight.lower);
  bounds.upper = difference.upper * (difference.upper > 0 ? weight.upper : weight.lower);
  if (!known_all) {
    Cell cell = missing(Presence::not_available, bounds);
    cell.marks = marks;
    return cell;
  }
  const double total = zone_denominator.value + rest_denominator.value;
  const double value = scale * (zone_numerator.value / zone_denominator.value -
                                (zone_numerator.value + rest_numerator.value) / total);
  return known(std::clamp(value, bounds.lower, bounds.upper), bounds, marks);
}

}  // namespace maillage

#include "layers/ctg_tally.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace maillage {
namespace {

// Inhabitants of communes of one status: what is known of them, and the interval of the whole.
struct People {
  double known = 0;
  Bounds bounds{0, 0};
};

double percent(double part, double rest) {
  if (std::isinf(part)) return 100;
  if (part <= 0) return 0;
  return std::isinf(rest) ? 0 : 100 * part / (part + rest);
}

// Between counting none and counting all of what is unknown. Part and rest hold different communes, so
// that both ends are reached.
Bounds rate_bounds(const People& covered, const People& unknown, const People& without) {
  return {percent(covered.bounds.lower, unknown.bounds.upper + without.bounds.upper),
          percent(covered.bounds.upper + unknown.bounds.upper, without.bounds.lower)};
}

Cell counted_rate(std::size_t covered, std::size_t possible, std::size_t all, Marks marks) {
  if (all == 0) return missing(Presence::not_applicable);
  const double whole = static_cast<double>(all);
  const Bounds bounds{100 * static_cast<double>(covered) / whole,
                      100 * static_cast<double>(possible) / whole};
  if (possible > covered) marks |= Mark::partial;
  return known(bounds.lower, bounds, marks);
}

Cell inhabitants_rate(const std::array<People, 3>& people, Marks marks) {
  const auto& [without, unknown, covered] = people;
  const double known_people = without.known + unknown.known + covered.known;
  const double most = without.bounds.upper + unknown.bounds.upper + covered.bounds.upper;
  if (most <= 0) return missing(Presence::not_applicable);
  const Bounds bounds = rate_bounds(covered, unknown, without);
  if (known_people <= 0) return missing(Presence::not_available, bounds);
  const double value = std::clamp(100 * covered.known / known_people, bounds.lower, bounds.upper);
  return known(value, bounds, marks);
}

}  // namespace

CtgTally tally_of(const CtgField& field, std::span<const CtgCommune> communes,
                  std::span<const std::uint32_t> members) {
  CtgTally tally;
  std::array<People, 3> people;  // by CtgStatus
  Marks marks;
  Marks presumed;
  for (const std::uint32_t commune : members) {
    const CtgCommune& answer = communes[commune];
    ++tally.communes;
    if (answer.status == CtgStatus::covered) ++tally.covered;
    if (answer.status == CtgStatus::unknown) ++tally.unknown;
    if (answer.presumed) presumed = Mark::presumed;
    const Cell cell =
        field.population != nullptr ? field.population->at(commune) : missing(Presence::not_available);
    People& group = people[static_cast<std::size_t>(answer.status)];
    if (cell.is_known()) {
      ++tally.population_known;
      group.known += cell.value;
    }
    group.bounds.lower += cell.bounds.lower;
    group.bounds.upper += cell.bounds.upper;
    marks |= cell.marks;
  }
  const auto& [without, unknown, covered] = people;
  const bool all_people = tally.population_known == tally.communes;
  if (!all_people) marks |= Mark::partial;
  const Bounds all{without.bounds.lower + unknown.bounds.lower + covered.bounds.lower,
                   without.bounds.upper + unknown.bounds.upper + covered.bounds.upper};
  const bool some_people = tally.population_known > 0 || tally.communes == 0;
  tally.inhabitants = some_people ? known(without.known + unknown.known + covered.known, all, marks)
                                  : missing(Presence::not_available, all);
  if (tally.unknown > 0) marks |= Mark::partial;
  marks |= presumed;
  const Bounds covered_people{covered.bounds.lower, covered.bounds.upper + unknown.bounds.upper};
  tally.inhabitants_covered = some_people ? known(covered.known, covered_people, marks)
                                          : missing(Presence::not_available, covered_people);
  tally.inhabitants_rate = inhabitants_rate(people, marks);

  Marks counted = presumed;
  if (tally.unknown > 0) counted |= Mark::partial;
  const double sure = static_cast<double>(tally.covered);
  tally.communes_covered = known(sure, {sure, sure + static_cast<double>(tally.unknown)}, counted);
  tally.communes_rate = counted_rate(tally.covered, tally.covered + tally.unknown, tally.communes, presumed);
  return tally;
}

CtgEpciTally tally_of(std::span<const CtgEpci> epci, std::span<const std::uint32_t> counted) {
  CtgEpciTally tally;
  Marks presumed;
  for (const std::uint32_t zone : counted) {
    const CtgEpci& answer = epci[zone];
    ++tally.counted;
    switch (answer.status) {
      case EpciStatus::covered:
        ++tally.covered;
        break;
      case EpciStatus::partly:
        ++tally.partly;
        break;
      case EpciStatus::not_covered:
        ++tally.not_covered;
        break;
      case EpciStatus::unknown:
        ++tally.unknown;
        break;
    }
    if (answer.may_be_covered) ++tally.may_be_covered;
    if (answer.presumed) presumed = Mark::presumed;
  }
  tally.rate = counted_rate(tally.covered, tally.may_be_covered, tally.counted, presumed);
  return tally;
}

std::vector<std::vector<std::uint32_t>> members_by(std::span<const std::uint32_t> group_of,
                                                   std::size_t groups) {
  std::vector<std::vector<std::uint32_t>> members(groups);
  for (std::size_t i = 0; i < group_of.size(); ++i) {
    if (group_of[i] < groups) members[group_of[i]].push_back(static_cast<std::uint32_t>(i));
  }
  return members;
}

std::vector<std::uint32_t> all_communes(const CtgField& field) {
  std::vector<std::uint32_t> all(field.communes->size());
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

}  // namespace maillage

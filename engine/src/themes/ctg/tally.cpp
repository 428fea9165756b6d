#include "themes/ctg/tally.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "themes/ctg/unresolved.hpp"

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

// Communes that only parties found nowhere may cover: what all of them weigh, and the most that the parties
// are at once.
struct Unresolved {
  double communes = 0;
  Bounds people{0, 0};
  double most_communes = 0;
  Bounds most_people{0, 0};
};

// Between counting none and counting all of what is unknown; of the communes that are so through parties
// found nowhere alone, the most that these are. Part and rest hold different communes, so that both ends
// are reached.
Bounds rate_bounds(const People& covered, const People& unknown, const People& without,
                   const Unresolved& unresolved) {
  return {
      percent(covered.bounds.lower, unknown.bounds.upper + without.bounds.upper + unresolved.people.upper),
      percent(covered.bounds.upper + unknown.bounds.upper + unresolved.most_people.upper,
              without.bounds.lower + unresolved.people.lower - unresolved.most_people.lower)};
}

Cell counted_rate(std::size_t covered, std::size_t possible, std::size_t all, Marks marks) {
  if (all == 0) return missing(Presence::not_applicable);
  const double whole = static_cast<double>(all);
  const Bounds bounds{100 * static_cast<double>(covered) / whole,
                      100 * static_cast<double>(possible) / whole};
  if (possible > covered) marks |= Mark::partial;
  return known(bounds.lower, bounds, marks);
}

Cell inhabitants_rate(double covered, double known_people, double most, Bounds bounds, Marks marks) {
  if (most <= 0) return missing(Presence::not_applicable);
  if (known_people <= 0) return missing(Presence::not_available, bounds);
  return known(std::clamp(100 * covered / known_people, bounds.lower, bounds.upper), bounds, marks);
}

Cell people_of(const CtgField& field, std::uint32_t commune) {
  return field.population != nullptr ? field.population->at(commune) : missing(Presence::not_available);
}

Unresolved weigh_unresolved(const CtgField& field, const CtgDayAnswer& answer,
                            std::span<const std::uint32_t> members) {
  Unresolved result;
  std::vector<CtgWeight> ones, lower, upper;
  for (const std::uint32_t commune : members) {
    if (!answer.communes[commune].only_unresolved) continue;
    const Bounds people = people_of(field, commune).bounds;
    ++result.communes;
    result.people.lower += people.lower;
    result.people.upper += people.upper;
    ones.emplace_back(commune, 1);
    lower.emplace_back(commune, people.lower);
    upper.emplace_back(commune, people.upper);
  }
  result.most_communes = most_added(field, answer.unresolved, ones);
  result.most_people = {most_added(field, answer.unresolved, lower),
                        std::min(result.people.upper, most_added(field, answer.unresolved, upper))};
  return result;
}

}  // namespace

CtgTally tally_of(const CtgField& field, const CtgDayAnswer& day, std::span<const std::uint32_t> members) {
  CtgTally tally;
  std::array<People, 3> people;  // by CtgStatus; what only parties found nowhere may cover is apart
  std::size_t unknown_anyway = 0;
  double known_people = 0;
  Marks marks;
  Marks presumed;
  for (const std::uint32_t commune : members) {
    const CtgCommune& answer = day.communes[commune];
    ++tally.communes;
    if (answer.status == CtgStatus::covered) ++tally.covered;
    if (answer.status == CtgStatus::unknown) ++tally.unknown;
    if (answer.presumed) presumed = Mark::presumed;
    const Cell cell = people_of(field, commune);
    marks |= cell.marks;
    if (cell.is_known()) {
      ++tally.population_known;
      known_people += cell.value;
    }
    if (answer.only_unresolved) continue;
    if (answer.status == CtgStatus::unknown) ++unknown_anyway;
    People& group = people[static_cast<std::size_t>(answer.status)];
    if (cell.is_known()) group.known += cell.value;
    group.bounds.lower += cell.bounds.lower;
    group.bounds.upper += cell.bounds.upper;
  }
  const auto& [without, unknown, covered] = people;
  const Unresolved unresolved = weigh_unresolved(field, day, members);
  const bool all_people = tally.population_known == tally.communes;
  if (!all_people) marks |= Mark::partial;
  const Bounds all{
      without.bounds.lower + unknown.bounds.lower + covered.bounds.lower + unresolved.people.lower,
      without.bounds.upper + unknown.bounds.upper + covered.bounds.upper + unresolved.people.upper};
  const bool some_people = tally.population_known > 0 || tally.communes == 0;
  tally.inhabitants = some_people ? known(known_people, all, marks) : missing(Presence::not_available, all);
  if (tally.unknown > 0) marks |= Mark::partial;
  marks |= presumed;
  const Bounds covered_people{covered.bounds.lower,
                              covered.bounds.upper + unknown.bounds.upper + unresolved.most_people.upper};
  tally.inhabitants_covered = some_people ? known(covered.known, covered_people, marks)
                                          : missing(Presence::not_available, covered_people);
  tally.inhabitants_rate = inhabitants_rate(covered.known, known_people, all.upper,
                                            rate_bounds(covered, unknown, without, unresolved), marks);

  Marks counted = presumed;
  if (tally.unknown > 0) counted |= Mark::partial;
  tally.may_be_covered = tally.covered + unknown_anyway + static_cast<std::size_t>(unresolved.most_communes);
  tally.communes_covered =
      known(static_cast<double>(tally.covered),
            {static_cast<double>(tally.covered), static_cast<double>(tally.may_be_covered)}, counted);
  tally.communes_rate = counted_rate(tally.covered, tally.may_be_covered, tally.communes, presumed);
  return tally;
}

CtgEpciTally epci_tally_of(const CtgField& field, const CtgDayAnswer& day) {
  CtgEpciTally tally;
  Marks presumed;
  std::vector<std::uint32_t> unresolved;
  std::vector<std::size_t> lacking;
  for (const EpciIndex zone : field.counted_epci) {
    const CtgEpci& answer = day.epci[zone];
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
    if (answer.only_unresolved) {
      unresolved.push_back(number(zone));
      lacking.push_back(answer.lacking);
    } else if (answer.may_be_covered) {
      ++tally.may_be_covered;
    }
    if (answer.presumed) presumed = Mark::presumed;
  }
  tally.may_be_covered += most_epci_added(day.unresolved, unresolved, lacking);
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

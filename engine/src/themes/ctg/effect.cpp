#include "maillage/themes/ctg/effect.hpp"

#include <algorithm>

namespace maillage {
namespace {

// How much a status that changes adds to what is covered, as a part of the commune.
Bounds added_part(CtgStatus without, CtgStatus with) {
  const double surely_before = without == CtgStatus::covered ? 1 : 0;
  const double perhaps_before = without == CtgStatus::not_covered ? 0 : 1;
  const double surely_after = with == CtgStatus::covered ? 1 : 0;
  const double perhaps_after = with == CtgStatus::not_covered ? 0 : 1;
  return {surely_after - perhaps_before, perhaps_after - surely_before};
}

double times(double part, const Bounds& people) {
  if (part == 0) return 0;  // of however many
  return part > 0 ? people.upper : -people.upper;
}

struct Change {
  double value = 0;
  Bounds bounds{0, 0};
  bool doubtful = false;

  void add(double surely, const Bounds& between) {
    value += surely;
    bounds.lower += between.lower;
    bounds.upper += between.upper;
    doubtful = doubtful || between.lower != between.upper;
  }
  [[nodiscard]] Cell of(double whole, double scale) const {
    if (whole <= 0) return missing(Presence::not_applicable);
    return known(scale * value / whole, {scale * bounds.lower / whole, scale * bounds.upper / whole},
                 doubtful ? Marks(Mark::partial) : Marks());
  }
};

Cell rate_change(const Cell& without, const Cell& with) {
  Cell points = subtract(with, without);
  points.bounds = {std::max(points.bounds.lower, -100.0), std::min(points.bounds.upper, 100.0)};
  return points;
}

// A gain is certain from the least of the inhabitants on, when the whole of the commune moves.
Bounds added_people(const Bounds& part, const Bounds& people) {
  if (part.lower == part.upper) return part.lower > 0 ? people : Bounds{-people.upper, -people.lower};
  return {times(part.lower, people), times(part.upper, people)};
}

}  // namespace

std::vector<CommuneIndex> CtgEffect::changed() const {
  std::vector<CommuneIndex> all = gained;
  all.insert(all.end(), lost.begin(), lost.end());
  all.insert(all.end(), unclear.begin(), unclear.end());
  std::ranges::sort(all);
  return all;
}

CtgEffect ctg_effect(const CtgField& field, const CtgAnswer& without, const CtgAnswer& with) {
  CtgEffect effect;
  Change people, communes, epci;
  bool people_known = true;
  for (const CommuneIndex commune : zones_to<CommuneIndex>(field.communes->size())) {
    const Cell inhabitants = field.population != nullptr ? field.population->at(number(commune))
                                                         : missing(Presence::not_available);
    people_known = people_known && inhabitants.is_known();
    const CtgStatus before = without.communes[commune].status;
    const CtgStatus after = with.communes[commune].status;
    if (before == after) continue;
    const Bounds part = added_part(before, after);
    const bool clear = part.lower == part.upper;
    (!clear ? effect.unclear : part.lower > 0 ? effect.gained : effect.lost).push_back(commune);
    communes.add(clear ? part.lower : 0, part);
    people.add(clear && inhabitants.is_known() ? part.lower * inhabitants.value : 0,
               added_people(part, inhabitants.bounds));
  }
  for (const EpciIndex zone : field.counted_epci) {
    const CtgEpci& before = without.epci[zone];
    const CtgEpci& after = with.epci[zone];
    const bool is_covered = after.status == EpciStatus::covered;
    const bool was_covered = before.status == EpciStatus::covered;
    if (is_covered == was_covered && after.may_be_covered == before.may_be_covered) continue;
    const Bounds part{(is_covered ? 1.0 : 0.0) - (before.may_be_covered ? 1.0 : 0.0),
                      (after.may_be_covered ? 1.0 : 0.0) - (was_covered ? 1.0 : 0.0)};
    if (part.lower == 1) effect.epci_gained.push_back(zone);
    if (part.upper == -1) effect.epci_lost.push_back(zone);
    epci.add(part.lower == part.upper ? part.lower : 0, part);
  }
  effect.inhabitants = people.of(1, 1);
  effect.inhabitants_points = people_known
                                  ? people.of(with.tally.inhabitants.value, 100)
                                  : rate_change(without.tally.inhabitants_rate, with.tally.inhabitants_rate);
  effect.communes_points = communes.of(static_cast<double>(field.communes->size()), 100);
  effect.epci_points = epci.of(static_cast<double>(field.counted_epci.size()), 100);
  return effect;
}

}  // namespace maillage

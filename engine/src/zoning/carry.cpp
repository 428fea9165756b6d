#include "maillage/zoning/carry.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "maillage/base/error.hpp"
#include "maillage/measure/cell_sum.hpp"

namespace maillage {
namespace {

// What a source zone brings to one part of it.
Cell contribution(const Cell& cell, const Part& part) {
  if (part.low == 1) return cell;
  Cell piece = cell;
  piece.marks |= Mark::estimated;
  piece.bounds = {std::min(0.0, cell.bounds.lower), std::max(0.0, cell.bounds.upper)};
  if (cell.is_known()) piece.value = part.value * cell.value;
  return piece;
}

struct Tally {
  CellSum sum;
  double known_weight = 0;
  double weight = 0;
  double known_parts = 0;
  double parts = 0;

  void add_piece(const Cell& piece, double piece_weight, double part) {
    sum.add(piece);
    weight += piece_weight;
    parts += part;
    if (!piece.is_known()) return;
    known_weight += piece_weight;
    known_parts += part;
  }

  // Where nothing weighs (communes without inhabitants), parts count instead.
  [[nodiscard]] double known_share() const {
    if (weight > 0) return known_weight / weight;
    return parts > 0 ? known_parts / parts : 0;
  }
};

void require_count(const Measure& measure) {
  if (measure.kind == Kind::count) return;
  const Message why =
      measure.kind == Kind::rate
          ? message("a rate is never carried: carry its numerator and its denominator, then divide")
          : message(
                "a median or a published figure cannot be rebuilt from its parts: take the "
                "published line of the target level");
  throw Error(Failure::usage, message("{} cannot change its zoning: {}", measure.info.code, why));
}

template <class Weight>
Carried carry_weighted(const Measure& count, const Crosswalk& crosswalk, const Weight& weight) {
  require_count(count);
  std::vector<Tally> tallies(crosswalk.to()->size());
  Tally beyond;
  for (std::size_t zone = 0; zone < crosswalk.from()->size(); ++zone) {
    const Cell cell = count.at(zone);
    for (const Part& part : crosswalk.parts(zone)) {
      Tally& tally = part.target == outside ? beyond : tallies[part.target];
      tally.add_piece(contribution(cell, part), weight(zone) * part.value, part.value);
    }
  }
  for (const std::uint32_t target : crosswalk.incomplete())
    if (!tallies[target].sum.empty()) tallies[target].sum.add(missing(Presence::not_available));
  Carried carried{Measure(count.info, Kind::count, tallies.size()), {}, beyond.sum.cell()};
  carried.known_share.reserve(tallies.size());
  for (std::size_t target = 0; target < tallies.size(); ++target) {
    const Tally& tally = tallies[target];
    carried.measure.set(target, tally.sum.empty() ? missing(Presence::no_match) : tally.sum.cell());
    carried.known_share.push_back(tally.known_share());
  }
  return carried;
}

double weight_at(const Measure& weights, std::size_t zone) {
  const Cell cell = weights.at(zone);
  return cell.is_known() ? cell.value : 0;
}

}  // namespace

Carried carry(const Measure& count, const Crosswalk& crosswalk) {
  return carry_weighted(count, crosswalk, [](std::size_t) { return 1.0; });
}

Carried carry(const Measure& count, const Crosswalk& crosswalk, const Measure& weights) {
  return carry_weighted(count, crosswalk, [&](std::size_t zone) { return weight_at(weights, zone); });
}

CarriedCategory carry(const Category& category, const Crosswalk& crosswalk, const Measure& weights) {
  const std::size_t targets = crosswalk.to()->size();
  const std::size_t label_count = category.labels().size();
  struct Found {
    std::vector<char> labels;
    bool some_missing = false;
    Presence reason = Presence::no_match;
  };
  std::vector<Found> found(targets, Found{std::vector<char>(label_count, 0)});
  std::vector<std::string> labels = category.labels();
  labels.emplace_back(partial_label);
  CarriedCategory carried{Category(category.info, labels, targets),
                          std::vector(targets, std::vector<double>(label_count, 0.0))};
  for (std::size_t zone = 0; zone < crosswalk.from()->size(); ++zone) {
    for (const Part& part : crosswalk.parts(zone)) {
      if (part.target == outside || part.value == 0) continue;
      if (const auto label = category.index(zone)) {
        carried.shares[part.target][*label] += weight_at(weights, zone) * part.value;
        found[part.target].labels[*label] = 1;
      } else {
        found[part.target].some_missing = true;
        found[part.target].reason = category.presence(zone);
      }
    }
  }
  for (const std::uint32_t target : crosswalk.incomplete()) {
    found[target].some_missing = true;
    found[target].reason = Presence::not_available;
  }
  for (std::size_t target = 0; target < targets; ++target) {
    std::vector<double>& shares = carried.shares[target];
    double whole = 0;
    std::size_t kinds = 0, only = 0;
    for (std::size_t label = 0; label < label_count; ++label) {
      whole += shares[label];
      if (!found[target].labels[label]) continue;
      ++kinds;
      only = label;
    }
    for (double& share : shares) share = whole > 0 ? share / whole : 0;
    if (kinds == 1) shares[only] = 1;
    if (kinds > 1)
      carried.category.set(target, partial_label);
    else if (kinds == 0 || found[target].some_missing)
      carried.category.set_missing(target, found[target].reason);
    else
      carried.category.set(target, category.labels()[only]);
  }
  return carried;
}

}  // namespace maillage

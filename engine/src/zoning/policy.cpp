#include "maillage/zoning/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"

namespace maillage {
namespace {

using Departements = std::set<std::string, std::less<>>;

constexpr std::array<std::pair<EpciPolicy, std::string_view>, 3> names{
    {{EpciPolicy::seat, "seat"}, {EpciPolicy::any, "any"}, {EpciPolicy::majority, "majority"}}};

// Communes and inhabitants of one EPCI, in the territory and beyond it.
struct Spread {
  std::size_t communes_in = 0;
  std::size_t communes_out = 0;
  Bounds people_in{0, 0};
  Bounds people_out{0, 0};
};

void widen(Bounds& sum, const Bounds& part) {
  sum.lower += part.lower;
  sum.upper += part.upper;
}

PerZone<EpciIndex, Spread> spreads(const EpciMembership& membership, const Departements& territory) {
  PerZone<EpciIndex, Spread> result(membership.epci->size());
  for (const WideIndex commune : zones_to<WideIndex>(membership.communes->size())) {
    const EpciIndex epci = membership.epci_of_commune[commune];
    if (epci == no_epci) continue;
    const bool in = territory.contains(membership.departement_of_commune[commune]);
    Spread& spread = result[epci];
    ++(in ? spread.communes_in : spread.communes_out);
    const Bounds people =
        membership.population != nullptr ? membership.population->at(number(commune)).bounds : any_count;
    widen(in ? spread.people_in : spread.people_out, people);
  }
  return result;
}

enum class Side : std::uint8_t { in, out, even, unknown };

Side side_of_people(const Spread& spread) {
  if (spread.people_in.lower > spread.people_out.upper) return Side::in;
  if (spread.people_out.lower > spread.people_in.upper) return Side::out;
  if (spread.people_in.exact() && spread.people_out.exact()) return Side::even;
  return Side::unknown;
}

struct Placed {
  bool in = false;
  bool by_communes = false;  // inhabitants did not tell
};

// More than half of the inhabitants; exactly half: the seat, then the communes.
Placed by_majority(const Spread& spread, std::string_view seat, const Departements& territory) {
  const Side side = side_of_people(spread);
  if (side == Side::in || side == Side::out) return {side == Side::in, false};
  if (side == Side::even && !seat.empty()) return {territory.contains(seat), false};
  if (spread.communes_in == spread.communes_out && !seat.empty()) return {territory.contains(seat), true};
  return {spread.communes_in > spread.communes_out, true};
}

std::string list_of(const Zoning& epci, const std::vector<EpciIndex>& zones) {
  std::string text;
  for (const EpciIndex zone : zones) {
    if (!text.empty()) text += ", ";
    const std::string& name = epci.name(number(zone));
    text += name.empty() ? epci.code(number(zone)) : name;
  }
  return text;
}

Message definition(EpciPolicy policy) {
  switch (policy) {
    case EpciPolicy::seat:
      return message("those whose seat is in the territory");
    case EpciPolicy::any:
      return message("those with at least one commune in the territory");
    case EpciPolicy::majority:
      return message("those with more than half of their inhabitants in the territory");
  }
  return {};
}

// "; siège inconnu pour 2, placés par leurs communes ou leurs habitants": when the policy is the seat, and how
// many of those counted have one.
Message seat_words(std::size_t seatless, std::size_t counted_epci) {
  if (seatless == 0) return definition(EpciPolicy::seat);
  if (seatless >= counted_epci)
    return message(
        "those with all their communes, or more than half of their inhabitants, in the territory, as no file "
        "gives their seat");
  return message("{}, and {} of unknown seat, with more than half of their inhabitants there",
                 definition(EpciPolicy::seat), seatless);
}

std::string sentence_of(const EpciMembership& membership, const TerritoryEpci& chosen, EpciPolicy policy,
                        std::size_t seatless, Lang lang) {
  const Message rule =
      policy == EpciPolicy::seat ? seat_words(seatless, chosen.epci.size()) : definition(policy);
  std::string text = say(lang, "EPCI counted: {} ({} EPCI)", rule, chosen.epci.size());
  if (!chosen.across.empty())
    text += say(lang, "; {} {0|has|have} communes outside the territory too: {}", chosen.across.size(),
                list_of(*membership.epci, chosen.across));
  if (!chosen.touching.empty())
    text += say(lang, "; {} {0|other has|others have} communes in the territory without being counted: {}",
                chosen.touching.size(), list_of(*membership.epci, chosen.touching));
  return text + ".";
}

void check(const EpciMembership& membership) {
  const bool sound =
      membership.communes && membership.epci &&
      membership.epci_of_commune.size() == membership.communes->size() &&
      membership.departement_of_commune.size() == membership.communes->size() &&
      membership.seat_departement.size() == membership.epci->size() &&
      (membership.population == nullptr || membership.population->size() == membership.communes->size());
  if (!sound)
    throw Error(Failure::internal, message("EPCI policy: columns and zonings are not of the same size"));
}

void report(const Zoning& epci, const std::vector<EpciIndex>& zones, Diagnostic diagnostic,
            Diagnostics& diagnostics) {
  if (zones.empty()) return;
  diagnostic.count = static_cast<std::int64_t>(zones.size());
  diagnostic.place.zone = epci.code(number(zones.front()));
  for (const EpciIndex zone : zones) diagnostic.zones.push_back(epci.code(number(zone)));
  diagnostics.add(std::move(diagnostic));
}

}  // namespace

std::string_view to_string(EpciPolicy policy) {
  for (const auto& [value, name] : names)
    if (value == policy) return name;
  return {};
}

std::optional<EpciPolicy> parse_epci_policy(std::string_view text) {
  for (const auto& [value, name] : names)
    if (name == text) return value;
  return std::nullopt;
}

TerritoryEpci epci_of_territory(const EpciMembership& membership, const Departements& departements,
                                EpciPolicy policy, Diagnostics& diagnostics, Lang lang) {
  check(membership);
  TerritoryEpci chosen;
  std::vector<EpciIndex> seatless, uncounted;
  const PerZone<EpciIndex, Spread> all = spreads(membership, departements);
  for (const EpciIndex zone : zones_to<EpciIndex>(all.size())) {
    const Spread& spread = all[zone];
    const std::string& seat = membership.seat_departement[zone];
    if (spread.communes_in == 0 && !(policy == EpciPolicy::seat && departements.contains(seat))) continue;
    bool in = policy == EpciPolicy::any;
    if (policy == EpciPolicy::seat && !seat.empty()) {
      in = departements.contains(seat);
    } else if (policy != EpciPolicy::any) {
      if (policy == EpciPolicy::seat) seatless.push_back(zone);
      const Placed placed =
          spread.communes_out == 0 ? Placed{true, false} : by_majority(spread, seat, departements);
      in = placed.in;
      if (placed.by_communes) uncounted.push_back(zone);
    }
    (in ? chosen.epci : chosen.touching).push_back(zone);
    if (in && spread.communes_out > 0) chosen.across.push_back(zone);
  }
  const auto counted_seatless = static_cast<std::size_t>(std::ranges::count_if(
      seatless, [&](EpciIndex zone) { return std::ranges::binary_search(chosen.epci, zone); }));
  chosen.sentence = sentence_of(membership, chosen, policy, counted_seatless, lang);
  report(
      *membership.epci, seatless,
      {.severity = Severity::warning,
       .code = "epci-seat-unknown",
       .found = message("EPCI without a known seat"),
       .expected = message("the département of the seat of each EPCI"),
       .advice = message(
           "placed where more than half of their inhabitants live; give a table with the seat (DGCL: dept)")},
      diagnostics);
  report(*membership.epci, uncounted,
         {.severity = Severity::warning,
          .code = "epci-population-unknown",
          .found = message("EPCI that the populations known do not place"),
          .expected = message("the population of each commune"),
          .advice = message("placed where more than half of their communes are; give the populations")},
         diagnostics);
  return chosen;
}

}  // namespace maillage

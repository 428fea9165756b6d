#include "maillage/zoning/policy.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/zoning/crosswalk.hpp"

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

std::vector<Spread> spreads(const EpciMembership& membership, const Departements& territory) {
  std::vector<Spread> result(membership.epci->size());
  for (std::size_t commune = 0; commune < membership.communes->size(); ++commune) {
    const std::uint32_t epci = membership.epci_of_commune[commune];
    if (epci == outside) continue;
    const bool in = territory.contains(membership.departement_of_commune[commune]);
    Spread& spread = result[epci];
    ++(in ? spread.communes_in : spread.communes_out);
    const Bounds people =
        membership.population != nullptr ? membership.population->at(commune).bounds : any_count;
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

std::string plural(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{}\u00a0{}", count, count < 2 ? one : many);
}

std::string list_of(const Zoning& epci, const std::vector<std::uint32_t>& zones) {
  std::string text;
  for (const std::uint32_t zone : zones) {
    if (!text.empty()) text += ", ";
    text += epci.name(zone).empty() ? epci.code(zone) : epci.name(zone);
  }
  return text;
}

std::string_view definition(EpciPolicy policy, Lang lang) {
  const bool french = lang == Lang::fr;
  switch (policy) {
    case EpciPolicy::seat:
      return french ? "ceux dont le siège est dans le territoire" : "those whose seat is in the territory";
    case EpciPolicy::any:
      return french ? "ceux dont une commune au moins est dans le territoire"
                    : "those with at least one commune in the territory";
    case EpciPolicy::majority:
      return french ? "ceux dont plus de la moitié des habitants sont dans le territoire"
                    : "those with more than half of their inhabitants in the territory";
  }
  return {};
}

// "; siège inconnu pour 2, placés par leurs communes ou leurs habitants": when the policy is the seat, and how
// many of those counted have one.
std::string seat_words(std::size_t seatless, std::size_t counted_epci, Lang lang) {
  if (seatless == 0) return std::string(definition(EpciPolicy::seat, lang));
  if (seatless >= counted_epci)
    return say(
        lang,
        "ceux dont toutes les communes, ou plus de la moitié des habitants, sont dans le territoire, aucun "
        "fichier ne donnant leur siège",
        "those with all their communes, or more than half of their inhabitants, in the territory, as no file "
        "gives their seat");
  return say(lang, "{}, et {} de siège inconnu, dont plus de la moitié des habitants y sont",
             "{}, and {} of unknown seat, with more than half of their inhabitants there",
             definition(EpciPolicy::seat, lang), seatless);
}

std::string english_sentence(const EpciMembership& membership, const TerritoryEpci& chosen,
                             std::string_view definition_text) {
  std::string text = fmt::format("EPCI counted: {} ({} EPCI)", definition_text, chosen.epci.size());
  if (!chosen.across.empty())
    text += fmt::format("; {} {} communes outside the territory too: {}", chosen.across.size(),
                        chosen.across.size() == 1 ? "has" : "have", list_of(*membership.epci, chosen.across));
  if (!chosen.touching.empty())
    text += fmt::format(
        "; {} communes in the territory without being counted: {}",
        chosen.touching.size() == 1 ? "1 other has" : fmt::format("{} others have", chosen.touching.size()),
        list_of(*membership.epci, chosen.touching));
  return text + ".";
}

std::string sentence_of(const EpciMembership& membership, const TerritoryEpci& chosen, EpciPolicy policy,
                        std::size_t seatless, Lang lang) {
  const std::string definition_text = policy == EpciPolicy::seat
                                          ? seat_words(seatless, chosen.epci.size(), lang)
                                          : std::string(definition(policy, lang));
  if (lang == Lang::en) return english_sentence(membership, chosen, definition_text);
  std::string text = fmt::format("EPCI retenus\u202f: {} ({} EPCI)", definition_text, chosen.epci.size());
  if (!chosen.across.empty())
    text += fmt::format("\u202f; {} hors du territoire\u202f: {}",
                        plural(chosen.across.size(), "a aussi des communes", "ont aussi des communes"),
                        list_of(*membership.epci, chosen.across));
  if (!chosen.touching.empty())
    text += fmt::format("\u202f; {} dans le territoire sans en être\u202f: {}",
                        plural(chosen.touching.size(), "autre a des communes", "autres ont des communes"),
                        list_of(*membership.epci, chosen.touching));
  return text + ".";
}

void check(const EpciMembership& membership) {
  const bool sound =
      membership.communes && membership.epci &&
      membership.epci_of_commune.size() == membership.communes->size() &&
      membership.departement_of_commune.size() == membership.communes->size() &&
      membership.seat_departement.size() == membership.epci->size() &&
      (membership.population == nullptr || membership.population->size() == membership.communes->size());
  if (!sound) throw Error(Failure::internal, "EPCI policy: columns and zonings are not of the same size");
}

void report(const Zoning& epci, const std::vector<std::uint32_t>& zones, Diagnostic diagnostic,
            Diagnostics& diagnostics) {
  if (zones.empty()) return;
  diagnostic.count = static_cast<std::int64_t>(zones.size());
  diagnostic.place.zone = epci.code(zones.front());
  for (const std::uint32_t zone : zones) diagnostic.zones.push_back(epci.code(zone));
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
  std::vector<std::uint32_t> seatless, uncounted;
  const std::vector<Spread> all = spreads(membership, departements);
  for (std::uint32_t zone = 0; zone < all.size(); ++zone) {
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
      seatless, [&](std::uint32_t zone) { return std::ranges::binary_search(chosen.epci, zone); }));
  chosen.sentence = sentence_of(membership, chosen, policy, counted_seatless, lang);
  report(
      *membership.epci, seatless,
      {.severity = Severity::warning,
       .code = "epci-seat-unknown",
       .found = "EPCI without a known seat",
       .expected = "the département of the seat of each EPCI",
       .advice =
           "placed where more than half of their inhabitants live; give a table with the seat (DGCL: dept)"},
      diagnostics);
  report(*membership.epci, uncounted,
         {.severity = Severity::warning,
          .code = "epci-population-unknown",
          .found = "EPCI that the populations known do not place",
          .expected = "the population of each commune",
          .advice = "placed where more than half of their communes are; give the populations"},
         diagnostics);
  return chosen;
}

}  // namespace maillage

// Ctg coverage at a date: which communes are covered, which are not, which are unknown, and why.
//
// Every commune of the field gets one status and the first reason that applies.
//   covered
//     covered_by_epci, covered_by_commune
//     covered_by_transfer    definition B: listed as transferring to its EPCI, which is bound
//   unknown
//     date_unknown           an agreement that may be in force: no date, unreadable or contradictory dates
//     epci_changed           an agreement in force is on an EPCI that is gone or that the commune left
//     commune_merged         only a part of its land, a former commune, is bound
//     commune_split          it was part of a commune that an agreement in force binds, and is no more
//     commune_in_part        a district (arrondissement municipal) of it is bound
//     party_unresolved       an agreement in force has a party found nowhere that may be it
//     epci_not_known         nothing says to which EPCI it belongs
//     register_incomplete    silence means nothing here
//     theme_unknown          definition C: covered, by an agreement that does not say what it is about
//   not_covered
//     not_a_party            definition B: its EPCI is bound, the commune is not
//     other_theme            definition C: covered, by an agreement that is not about this theme
//     expired_since, not_yet_in_force, in_negotiation
//     in_no_epci, no_agreement
// An agreement on a commune binds the land that its code names on the first day, and follows it. A commune
// is covered when all of its land is bound, by one agreement or by several.
//
// EPCI. covered: the EPCI itself is bound by an agreement in force, or all its communes are covered, those
// beyond the territory included. partly: at least one commune is covered and the EPCI surely is not.
// Otherwise not_covered or unknown: communes beyond the territory for which the register is not complete
// leave an EPCI unknown, and `incomplete` names their départements. Only `covered` enters "11 of 12". The
// communes of an EPCI that is covered are covered, those of one that is not_covered are not.
//
// Rates = 100 x covered / field, by inhabitants and communes of the territory and by EPCI counted. Unknown
// communes open bounds: lower counts none of them, upper all of them; both are reached (exact hull). A
// party found nowhere is at most one zone, an EPCI, or a commune if its code has that form: of the
// communes that are unknown only because of such parties, the upper bound counts those of the largest
// zones that they could be, a different one for each. The value is what is surely covered, marked partial
// when something is unknown. A commune without known population opens the bounds further: its inhabitants
// may be any number; `population_known` counts the communes that have one. A rate that rests on a presumed
// end is marked presumed. A rate without denominator is not_applicable.
//
// Parties. `parties` says of every party of every agreement where it lies: here (a zone of the field),
// moved (its land is here under another code), elsewhere (a zone of some table read, outside), nowhere, or
// no territory (a cosigner, a département, a syndicat).
//
// Diagnostics: party-unresolved, party-followed, party-in-part, epci-gone, epci-left, transfer-elsewhere,
// lapse (a hole between two agreements of one EPCI or commune), overlap (two that run at once).
//
// Laws (tested): the three statuses share the field; B within A; more agreements never lower either bound
// (unless one supersedes another); a wider completeness only turns unknown into covered or not; the bounds
// hold every completion. O(communes + agreements x parties x log).
//
//     CtgAnswer answer = ctg_coverage(field, reg, {.at = day}, diagnostics);
//     answer.epci_tally.covered;   // 11
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/register/register.hpp"
#include "maillage/themes/ctg/question.hpp"

namespace maillage {

enum class CtgStatus : std::uint8_t { not_covered, unknown, covered };
enum class EpciStatus : std::uint8_t { not_covered, unknown, partly, covered };
enum class CtgReason : std::uint8_t {
  covered_by_epci,
  covered_by_commune,
  covered_by_transfer,
  date_unknown,
  epci_changed,
  commune_merged,
  commune_split,
  commune_in_part,
  party_unresolved,
  epci_not_known,
  register_incomplete,
  theme_unknown,
  not_a_party,
  other_theme,
  expired_since,
  not_yet_in_force,
  in_negotiation,
  in_no_epci,
  no_agreement
};
inline constexpr std::size_t ctg_reason_count = 19;

[[nodiscard]] std::string_view to_string(CtgStatus status);
[[nodiscard]] std::string_view to_string(EpciStatus status);
[[nodiscard]] std::string_view to_string(CtgReason reason);

inline constexpr std::uint32_t no_agreement_index = 0xffffffff;

// What is known around the day asked, for a commune or an EPCI.
struct CtgSituation {
  std::uint32_t agreement = no_agreement_index;  // covered: the one in force that lasts longest; else the one
                                                 // the reason speaks of
  std::optional<Day> agreement_last;             // its last day, inclusive, when it has one
  bool end_presumed = false;                     // of that agreement
  std::optional<Day> covered_until;  // covered: the last day of unbroken coverage, renewals included
  bool expiring = false;             // covered_until falls within the months asked
  bool presumed = false;             // the status rests on a presumed end
  bool tolerated = false;            // covered only because a hole is within the tolerance
  std::optional<Day> last_end;       // the last day, before the one asked, of what covered it
  std::optional<Day> next_start;     // the next first day of an agreement already known
  bool negotiating = false;
};

struct CtgCommune : CtgSituation {
  CtgStatus status = CtgStatus::unknown;
  CtgReason reason = CtgReason::no_agreement;
  bool only_unresolved = false;  // unknown, and not covered but for parties found nowhere
};

struct CtgEpci : CtgSituation {
  EpciStatus status = EpciStatus::unknown;
  bool own = false;              // bound itself, rather than through all its communes
  bool may_be_covered = false;   // covered, or unknown and possibly covered
  bool only_unresolved = false;  // may be covered only by parties found nowhere
  std::size_t lacking = 0;       // communes that such parties may be, and all others are covered; 0: not so
  CtgReason reason = CtgReason::no_agreement;
  // register_incomplete: the départements, outside its completeness, of the communes that leave it unknown.
  std::vector<std::string> incomplete;
};

struct CtgTally {
  std::size_t communes = 0;
  std::size_t covered = 0;
  std::size_t unknown = 0;
  std::size_t may_be_covered = 0;    // at most so many at once, covered included
  std::size_t population_known = 0;  // communes whose population is known
  Cell inhabitants;
  Cell inhabitants_covered;
  Cell inhabitants_rate;
  Cell communes_covered;
  Cell communes_rate;

  [[nodiscard]] std::size_t not_covered() const { return communes - covered - unknown; }
};

struct CtgEpciTally {
  std::size_t counted = 0;
  std::size_t covered = 0;
  std::size_t partly = 0;
  std::size_t not_covered = 0;
  std::size_t unknown = 0;
  std::size_t may_be_covered = 0;  // at most so many at once, covered included
  Cell rate;
};

enum class PartyPlace : std::uint8_t { here, moved, elsewhere, nowhere, no_territory };

// Where party number `party` of an agreement lies.
struct CtgParty {
  std::uint32_t agreement = 0;
  std::uint32_t party = 0;
  PartyPlace place = PartyPlace::here;
  std::string zone;  // moved: the code of today, of the first if there are several
  Message event;     // moved: "merged into 17160 Saint-Hilaire-de-Villefranche on 2018-01-01"
  std::vector<std::string> suggestions;  // nowhere: the zones it may be, "246600548 CC Roussillon Conflent"
};

struct CtgAnswer {
  CtgQuestion question;
  PerZone<CommuneIndex, CtgCommune> communes;
  PerZone<EpciIndex, CtgEpci> epci;
  CtgTally tally;
  CtgEpciTally epci_tally;
  PerZone<EpciIndex, CtgTally> by_epci;  // over the communes of the territory
  std::vector<CtgTally> by_departement;
  std::vector<std::vector<CtgTally>> by_other;  // per other level of the field
  std::vector<CommuneIndex> missing;            // communes not covered or unknown, in order
  std::vector<CtgParty> parties;                // in the order of the register

  [[nodiscard]] bool all_covered() const { return missing.empty(); }
};

[[nodiscard]] CtgAnswer ctg_coverage(const CtgField& field, const Register& reg, const CtgQuestion& question,
                                     Diagnostics& diagnostics);

}  // namespace maillage

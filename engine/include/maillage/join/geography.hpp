// The geography of a study: its communes, what they belong to, and how older codes reach them.
//
// Reference. One list of communes is the reference, at one day: a COG list if there is one, else a
// membership table, else the boundaries, else the table with most codes; of several, the one of the day
// asked (`geography`) or the latest. Every other source is brought to it, forward, by the movements of the
// COG when they are at hand.
//   communes      those of the territory, in the reference
//   wide          the same and the communes beyond it of every EPCI that touches it, and of every zone of a level
//                 that a column gives: sums over these need them all
//   to            the levels above the communes, each as a crosswalk from `wide`: every EPCI that touches the
//                 territory (count_epci says which of them the policy gives to it); département, région and nation
//                 of which the reference holds every commune in the territory; the user's own territories;
//                 and every other level asked for of which a column of a table of communes gives the zones. Of these,
//                 as of EPCI, zones that touch the territory are there whole
//
// Memberships. Of several tables of EPCI the edition in force on the day asked (zoning/edition.hpp) decides
// who belongs to what, and with that which EPCI there are and where they sit; a later one gives names only,
// and the codes of EPCI that do not exist yet. Tables that have begun as well, or are of the same day, decide
// for communes of EPCI that it does not list ("epci-table-incomplete", "two-epci-tables"); a commune missing
// from an EPCI that it lists has left it and is in none ("epci-departed"). A commune is looked up by
// its land: one merged, renamed or re-established since has the EPCI of those that held it on the day of the
// table. A commune that no table lists belongs to no EPCI (the four islands); one whose row holds no code of an
// EPCI, or that only a table of a later day lists, may be in any; one whose row cannot be tied to a commune is
// listed. EPCI, départements and regions carry the names that the sources give them.
//   epci_history  the tables up to the day asked, one after the other, and after it the EPCI that are new
//   ept           the EPT of Grand Paris, of which tables of their own give the communes; the first of these
//                 is taken to hold from the beginning
//
//     Geography geography = build_geography(study, inputs, diagnostics);
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "maillage/join/inputs.hpp"
#include "maillage/register/membership.hpp"
#include "maillage/themes/ctg/question.hpp"
#include "maillage/zoning/crosswalk.hpp"
#include "maillage/zoning/history.hpp"
#include "maillage/zoning/index.hpp"
#include "maillage/zoning/policy.hpp"

namespace maillage {

// A table that says to which EPCI communes belong, and for how many communes of `wide` it decides.
struct PerimeterTable {
  std::string source;
  std::optional<Day> day;
  std::size_t communes = 0;
};

struct Geography {
  Day asked;                      // the day of the study: EPCI have the communes that they have then
  Day day;                        // of the reference list
  std::optional<Day> stated_day;  // the same, when something states it; otherwise the day asked is taken
  std::string edition;            // "communes au 01/01/2026 (communes.csv)"
  std::string source;             // the reference list, as the study names it
  std::shared_ptr<const CommuneHistory> history;  // without events when no movements are read
  bool has_history = false;
  ZoningRef all;  // the whole reference list
  ZoningRef communes;
  ZoningRef wide;
  PerZone<CommuneIndex, WideIndex> wide_of;
  PerZone<WideIndex, std::string> departement_of;  // codes
  std::map<Level, Crosswalk> to;                   // levels that have zones
  PerZone<WideIndex, char> without_known_epci;     // no row says in which EPCI it is, or in none
  std::optional<Day> epci_day;                     // of the memberships, when their table states it
  std::vector<PerimeterTable> epci_tables;         // in turn: the one of the day asked comes first
  PerZone<EpciIndex, std::string> seat_of;         // département code; empty: unknown
  std::shared_ptr<const MembershipRegister> epci_history;
  std::shared_ptr<const MembershipRegister>
      ept;  // établissements publics territoriaux, below the métropole du Grand Paris
  std::vector<std::string> complete_departements;  // all of whose communes are in the territory
  std::vector<Message> decisions;                  // sentences, for the manifest and the notes
};

[[nodiscard]] Geography build_geography(const Study& study, const std::vector<Input>& inputs,
                                        Diagnostics& diagnostics);

// Which EPCI count as the territory's, under the policy of the study; `population` may be null.
[[nodiscard]] TerritoryEpci count_epci(const Study& study, const Geography& geography,
                                       const Measure* population, Diagnostics& diagnostics);

// From `wide` to a level above the communes; null when it has no zone here. A commune that may be in any EPCI adds
// nothing to their values, and all it has to the upper bound of each.
[[nodiscard]] const Crosswalk* crosswalk_to(const Geography& geography, const Level& level);

// The EPCI of a commune, among the zones of crosswalk_to(geography, Level::epci); `no_epci` when it is in none, or in any.
[[nodiscard]] EpciIndex epci_at(const Geography& geography, WideIndex commune);

}  // namespace maillage

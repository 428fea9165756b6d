// What is asked about Ctg coverage, and of which territory.
//
// Field: the communes of the territory at the day asked, their inhabitants (pmun), their EPCI and
// département, and whatever other level they are to be counted by. `epci` holds every EPCI that these communes belong to and every EPCI that the policy counts;
// it may hold others. An EPCI that reaches out of the territory has communes `beyond` it: they take part in
// "all its communes", never in the figures of the territory.
//
// Definitions.
//   territory (A)  a commune is covered when its EPCI at that day, or the commune itself, is bound
//                  (signatory or beneficiary) by an agreement in force
//   party (B)      the commune itself is bound, or it is listed as transferring in an agreement in force
//                  that its EPCI signs. Every commune covered under B is covered under A.
//   by theme (C)   as A, over the agreements that are about the theme asked
// An EPCI is bound when it is itself signatory or beneficiary, under both.
//
// Perimeters move, agreements stay on the codes they were signed with. `history` is the life of communes: a
// party that merged, was split, changed its code or its département is followed over the land it named
// (zoning/land.hpp) to the communes of the field. `memberships` (who belonged to which EPCI, when; of the
// whole country when possible) tells an EPCI elsewhere from one that is gone, and which communes a gone one
// had; `ept` the groups below the EPCI that sign as one does. `everywhere` holds every commune of the list
// read. A zone found in none of these is found nowhere: it may be what its code or its name suggests, else
// any EPCI or commune, unless the question says that such parties lie elsewhere. What is absent helps less,
// and more communes are unknown.
//
//     CtgField field{.communes = communes, .population = &pmun, .epci = epci, .epci_of = epci_of,
//                    .departements = departements, .departement_of = departement_of};
//     CtgQuestion question{.at = day, .expiry_months = 12};
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/measure/measure.hpp"
#include "maillage/register/membership.hpp"
#include "maillage/zoning/crosswalk.hpp"
#include "maillage/zoning/history.hpp"
#include "maillage/zoning/index.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

enum class CtgDefinition : std::uint8_t { territory, party };

enum class UnresolvedParty : std::uint8_t { doubt, elsewhere };

struct CtgQuestion {
  Day at;
  CtgDefinition definition = CtgDefinition::territory;
  int expiry_months = 12;  // "expiring": covered now, no longer so many months later
  int tolerance_days =
      0;  // a hole of at most so many days between two agreements of one party does not interrupt it
  UnresolvedParty unresolved = UnresolvedParty::doubt;
  std::string theme;  // its code: definition C, over the register of that theme (themes/ctg/by_theme.hpp)
};

// "A", "B"; "C" of a theme.
[[nodiscard]] std::string_view letter_of(const CtgQuestion& question);

struct CommuneBeyond {
  std::string code;
  EpciIndex epci = no_epci;
  std::string departement;  // code
};

// Another level that the communes of the territory are counted by.
struct CtgLevel {
  Crosswalk from_communes;
  std::size_t across =
      0;  // its zones with communes beyond the territory, of which only those inside are counted
};

struct CtgField {
  ZoningRef communes;
  const Measure* population = nullptr;
  std::string population_label;  // "population municipale 2021"
  std::vector<const Measure*>
      counts;  // what else is summed over communes: children under 3, foyers allocataires
  ZoningRef epci;
  PerZone<CommuneIndex, EpciIndex> epci_of;  // or no_epci, or epci_unknown
  ZoningRef departements;
  PerZone<CommuneIndex, std::uint32_t> departement_of;  // zones of `departements`
  std::vector<CtgLevel> others;
  std::vector<EpciIndex> counted_epci;  // those that the policy gives to the territory
  std::string epci_policy;              // "seat", printed
  std::vector<CommuneBeyond> beyond;
  std::shared_ptr<const CommuneHistory> history;          // these four may be null
  std::shared_ptr<const MembershipRegister> memberships;  // of communes in EPCI
  std::shared_ptr<const MembershipRegister> ept;          // of communes in groups that sign as an EPCI does
  ZoningRef everywhere;                                   // all communes of the list read
};

// Sizes and indices agree, or Error{internal}.
void check_field(const CtgField& field);

}  // namespace maillage

// A register of agreements, and where its silence means something.
//
// Completeness says for which départements, and over which days, the register lists every agreement there
// is. Inside, a territory without agreement has none. Outside, it is unknown whether it has one. A register
// complete for nothing (the default) can only say who is covered, never who is not.
//
// lapses lists, for each party (bound as signatory or beneficiary), the holes of at least one day between
// two of its agreements: the days on which surely none is in force. Renewals that overlap leave no hole, nor
// does an agreement that may still have run. A hole is tolerated when at most `tolerance_days` lie between
// the days on which the party is surely bound. Sorted by code, then by day. O(n log n).
//
// overlaps lists, for each party, the agreements that are surely in force while an earlier one of its
// agreements still is: each against the one, of those that began before, that lasts longest. An agreement
// and the one that it supersedes do not overlap. The party is bound once; of the two, the one that lasts
// longest is the one that an answer names. Sorted by code, then by day. O(n log n).
//
//     Register reg{agreements, complete_for({"17"})};
//     reg.completeness.holds("17", day);
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/register/agreement.hpp"

namespace maillage {

struct CompletenessClaim {
  std::vector<std::string> departements;  // codes; none: everywhere
  Period period = always;
};

struct Completeness {
  std::vector<CompletenessClaim> claims;  // none: complete nowhere

  [[nodiscard]] bool holds(std::string_view departement, Day day) const;
};

[[nodiscard]] Completeness complete_everywhere(Period period = always);
[[nodiscard]] Completeness complete_for(std::vector<std::string> departements, Period period = always);

struct Register {
  std::vector<Agreement> agreements;
  Completeness completeness;
};

struct Lapse {
  std::string code;
  PartyType type = PartyType::commune;
  Period hole;
  std::string before;  // id of the agreement that ended
  std::string after;   // id of the one that follows
  bool tolerated = false;
};

[[nodiscard]] std::vector<Lapse> lapses(const Register& reg, int tolerance_days = 0);

struct Overlap {
  std::string code;
  PartyType type = PartyType::commune;
  Period shared;
  std::string before;  // id of the agreement that began first
  std::string after;
  std::string longest;  // of the two, the one that ends last
};

[[nodiscard]] std::vector<Overlap> overlaps(const Register& reg);

// Every day on which something in the register begins or ends, in order, once each;
// first_day and no_end left out.
[[nodiscard]] std::vector<Day> event_days(const Register& reg);

}  // namespace maillage

// Perimeters over time: to which group each commune of the reference belongs by the tables of other days, and what is said
// of those tables.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "join/territory/membership_tables.hpp"
#include "maillage/register/membership.hpp"

namespace maillage {

struct Affiliation {
  std::string group;      // empty: said to be in none
  std::size_t table = 0;  // the one that says so, in turn
};

// The same commune in two groups: in one table through the communes that it was made of, or in two of one day.
struct Disagreement {
  std::string commune;  // of the reference
  std::size_t table = 0;
};

struct Affiliations {
  std::vector<std::optional<Affiliation>> of;  // per commune of the reference; none: no table lists it
  std::vector<MemberRow> elsewhere;            // rows of the day whose land is in no commune of the reference
  std::vector<Disagreement> torn;              // within a table
  std::vector<Disagreement> departed;          // in a group there that the tables of the day list without it
  std::vector<Disagreement> contested;         // between a table and an earlier one of the same day
  std::set<std::string, std::less<>>
      unread;  // communes of which a table has a row that is no code, and none a code

  // Of a commune of the reference; empty: in none, or not known.
  [[nodiscard]] std::string_view group_of(std::size_t zone) const {
    return of[zone] ? std::string_view(of[zone]->group) : std::string_view();
  }
};

// A commune is looked up by its land: its own row, else those of the communes that hold its land on the day
// of the table, be it merged, renamed or re-established since.
[[nodiscard]] Affiliations affiliations_of(const Geography& geography,
                                           std::span<const MembershipTable> deciding);

// The first table with what the others that decide add to it, the earlier ones, and of later ones the groups
// that are new in them: they make a code known, and move no commune between groups that are there on the day asked.
// A first table that does not tell its day is taken as of the day asked. `communes` are those of the reference.
[[nodiscard]] std::vector<MembershipSnapshot> snapshots_of(std::span<const MembershipTable> in_turn,
                                                           const Zoning& communes,
                                                           const Affiliations& affiliations, Day asked);

// What each table was good for, in turn; without those that boundaries or figures carry along for nothing.
[[nodiscard]] std::vector<PerimeterTable> perimeter_tables(std::span<const MembershipTable> in_turn,
                                                           const Affiliations& affiliations,
                                                           const Geography& geography);

// What a reader of the EPCI must know: which of several tables is used, and where they do not agree.
void report_perimeters(std::span<const MembershipTable> in_turn, const Affiliations& affiliations,
                       const Geography& geography, Day asked, Diagnostics& diagnostics);

// One sentence for each table but the first.
[[nodiscard]] std::vector<Message> perimeter_decisions(std::span<const PerimeterTable> tables, Day asked);

}  // namespace maillage

// Perimeters over time, and what is said of the tables that tell them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "join/affiliations.hpp"
#include "join/membership_tables.hpp"
#include "maillage/register/membership.hpp"

namespace maillage {

// The first table with what the others that decide add to it, the earlier ones, and of later ones the groups
// that are new in them: they make a code known, and move nobody between groups that are there on the day asked.
// A first table that does not tell its day is taken as of the day asked.
[[nodiscard]] std::vector<MembershipSnapshot> snapshots_of(std::span<const MembershipTable> in_turn,
                                                           const Affiliations& affiliations, Day asked);

// What each table was good for, in turn; without those that boundaries or figures carry along for nothing.
[[nodiscard]] std::vector<PerimeterTable> perimeter_tables(std::span<const MembershipTable> in_turn,
                                                           const Affiliations& affiliations,
                                                           const Geography& geography);

// What a reader of the EPCI must know: which of several tables stands, and where they do not agree.
void report_perimeters(std::span<const MembershipTable> in_turn, const Affiliations& affiliations,
                       const Geography& geography, Day asked, Diagnostics& diagnostics);

// One sentence for each table but the first.
[[nodiscard]] std::vector<Message> perimeter_decisions(std::span<const PerimeterTable> tables, Day asked);

}  // namespace maillage

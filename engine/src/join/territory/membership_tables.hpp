// The tables of a study that say to which group each commune belongs (EPCI, EPT, any level that a
// column gives), and which of them decides.
//
// Tables of memberships, and those that the study declares without figures, come before what boundaries and
// figures carry along. Among them the edition of the day asked is in force (zoning/edition.hpp); of several of
// one day the fullest, else the first. Tables that have begun as well, or that are of the same day, decide in
// turn for the communes that those before them do not list: one table may come in two files, and one of a
// single département leaves the others to an earlier one. What is left gives names only.
//
// A placeholder of the layout ("ZZZZZZZZZ") says that the commune is in no group; so does an empty cell of a
// known layout of boundaries or figures. In a table whose subject are memberships, or whose layout says
// nothing of its own, an empty cell and whatever is no SIREN of an EPCI say nothing (join/epci_codes.hpp).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "maillage/join/geography.hpp"
#include "maillage/join/inputs.hpp"

namespace maillage {

// What a table says of one commune.
struct MemberRow {
  std::string commune;
  std::string name;
  std::string group;  // empty: said to be in none
  std::string departement;
};

// A row whose cell is the code of no group: it says nothing of the commune.
struct UnreadMember {
  std::string commune;
  std::string text;  // of the cell
  std::int64_t line = 0;
};

// A name that a row gives to a group, other than the one of the first row of the group.
struct OtherName {
  std::string group;
  std::string name;
  std::int64_t line = 0;
};

struct MembershipTable {
  const Input* input = nullptr;
  bool carried_along = false;   // with boundaries or figures
  std::optional<Day> stated;    // the day of the memberships, when the table states it
  Day day;                      // the same, else that of its codes
  std::vector<MemberRow> rows;  // codes as the table has them
  std::vector<UnreadMember> unread;
  std::string column;                        // of the groups
  std::map<std::string, std::string> names;  // group -> name, of its first row
  std::vector<OtherName> other_names;
  std::map<std::string, std::string> seats;           // group -> département
  std::map<std::string, std::size_t> stated_members;  // group -> how many members it has, as the table says
};

// Is the input about communes one by one, so that a column of it may say what each belongs to?
[[nodiscard]] bool is_about_communes(const Input& input);

// The tables with a column of groups of this level in turn.
[[nodiscard]] std::vector<MembershipTable> membership_tables(const std::vector<Input>& inputs, Level groups,
                                                             const Geography& geography, Day asked,
                                                             Diagnostics& diagnostics);

// Those that decide, a part at the front; at least one of a list that is not empty.
[[nodiscard]] std::span<const MembershipTable> deciding(std::span<const MembershipTable> in_turn, Day asked);

// Groups that have more members than the tables that decide list, by what these say themselves, with both counts.
struct LackingGroup {
  std::size_t listed = 0;
  std::size_t stated = 0;
};
[[nodiscard]] std::map<std::string, LackingGroup> lacking_members(std::span<const MembershipTable> deciding);

// The names that the tables give to the groups, those of the tables that come first before others.
[[nodiscard]] std::map<std::string, std::string> group_names(std::span<const MembershipTable> in_turn);

}  // namespace maillage

// Who belongs to which group, and when: communes in EPCI, communes in a user's territories.
//
// An entry is (member, group, period). Asked at a day, the register gives the group of a member, the
// members of a group, or a Crosswalk from one zoning to another; asked about a stretch of days, what
// changed. A member is in at most one group a day: of overlapping entries the one that begins last
// decides, the conflict is a problem "membership-conflict". `known` is the stretch of days over which
// the register speaks: outside it, no answer is "none". Tables are snapshots: `from_snapshots` makes
// each one hold from its day until the next one, the last one open-ended; `known` begins with the
// first. Look-ups are O(log n).
//
//     MembershipRegister epci = from_snapshots({{day, "DGCL 2025", pairs}}, diagnostics);
//     epci.group_of("17300", day);   // "241700434", or nullopt: in no group
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/zoning/crosswalk.hpp"

namespace maillage {

struct Membership {
  std::string member;
  std::string group;
  Period period;
};

struct MembershipChange {
  Day day;
  std::string member;
  std::optional<std::string> before;
  std::optional<std::string> after;
};

class MembershipRegister {
 public:
  MembershipRegister() = default;
  MembershipRegister(std::vector<Membership> entries, Period known, std::string source,
                     Diagnostics& diagnostics);

  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] Period known() const { return known_; }
  [[nodiscard]] const std::vector<Membership>& entries() const { return entries_; }  // by member, then day

  [[nodiscard]] std::optional<std::string_view> group_of(std::string_view member, Day day) const;
  [[nodiscard]] std::vector<std::string_view> members_of(std::string_view group, Day day) const;
  [[nodiscard]] std::vector<const Membership*> entries_of(std::string_view group) const;
  [[nodiscard]] std::vector<std::string_view> groups() const;  // ascending, each once
  [[nodiscard]] bool has_group(std::string_view group) const;
  [[nodiscard]] bool has_group(std::string_view group, Day day) const;
  [[nodiscard]] std::optional<Day> last_day_of(std::string_view group) const;  // the last day with a member

  // Members that are in no group, or in a group that is no zone of `groups`, go outside.
  [[nodiscard]] Crosswalk crosswalk(const ZoningRef& members, const ZoningRef& groups, Day day) const;

  // Every change of group on a day with after < day <= last, by day, then member. What begins or ends
  // with `known` is no change.
  [[nodiscard]] std::vector<MembershipChange> changes(Day after, Day last) const;

 private:
  std::vector<Membership> entries_;
  std::vector<std::uint32_t> by_group_;  // entries in the order of (group, member, day)
  Period known_ = never_known;
  std::string source_;

  static constexpr Period never_known{first_day, first_day};
};

struct MembershipSnapshot {
  Day at;
  std::string source;
  std::vector<std::pair<std::string, std::string>> member_group;  // an empty group: in none
};

[[nodiscard]] MembershipRegister from_snapshots(std::vector<MembershipSnapshot> snapshots,
                                                Diagnostics& diagnostics);

}  // namespace maillage

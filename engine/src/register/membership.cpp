#include "maillage/register/membership.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <tuple>

#include "register/disjoint.hpp"

namespace maillage {
namespace {

// The entry of the member that holds on the day; entries are sorted by member, then
// day, and do not overlap.
const Membership* find(const std::vector<Membership>& entries, std::string_view member, Day day) {
  auto after =
      std::upper_bound(entries.begin(), entries.end(), std::pair(member, day),
                       [](const std::pair<std::string_view, Day>& wanted, const Membership& entry) {
                         return wanted < std::pair(std::string_view(entry.member), entry.period.from);
                       });
  if (after == entries.begin()) return nullptr;
  const Membership& entry = *std::prev(after);
  return entry.member == member && entry.period.holds(day) ? &entry : nullptr;
}

void report_conflict(const Membership& a, const Membership& b, Diagnostics& diagnostics) {
  diagnostics.add(
      {.severity = Severity::problem,
       .code = "membership-conflict",
       .place = {.file = {}, .layer = {}, .row = 0, .column = {}, .zone = a.member},
       .found = message("{} belongs to {} and to {} on {}", a.member, a.group, b.group, b.period.from),
       .expected = message("one group a day"),
       .advice = message("{} stands from that day on", b.group)});
}

std::vector<Membership> disjoint_memberships(std::vector<Membership> entries, Diagnostics& diagnostics) {
  std::erase_if(entries, [](const Membership& entry) { return entry.group.empty(); });
  return made_disjoint(
      std::move(entries),
      [](const Membership& a, const Membership& b) {
        return std::tie(a.member, a.period, a.group) < std::tie(b.member, b.period, b.group);
      },
      [](const Membership& a, const Membership& b) { return a.member == b.member; },
      [](const Membership& a, const Membership& b) { return a.group == b.group; },
      [&](const Membership& a, const Membership& b) { report_conflict(a, b, diagnostics); });
}

}  // namespace

MembershipRegister::MembershipRegister(std::vector<Membership> entries, Period known, std::string source,
                                       Diagnostics& diagnostics)
    : entries_(disjoint_memberships(std::move(entries), diagnostics)),
      known_(known),
      source_(std::move(source)) {
  by_group_.resize(entries_.size());
  for (std::size_t i = 0; i < entries_.size(); ++i) by_group_[i] = static_cast<std::uint32_t>(i);
  std::stable_sort(by_group_.begin(), by_group_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return entries_[a].group < entries_[b].group; });
}

std::optional<std::string_view> MembershipRegister::group_of(std::string_view member, Day day) const {
  const Membership* entry = find(entries_, member, day);
  if (entry == nullptr) return std::nullopt;
  return entry->group;
}

std::vector<const Membership*> MembershipRegister::entries_of(std::string_view group) const {
  auto entry =
      std::lower_bound(by_group_.begin(), by_group_.end(), group,
                       [&](std::uint32_t i, std::string_view wanted) { return entries_[i].group < wanted; });
  std::vector<const Membership*> result;
  for (; entry != by_group_.end() && entries_[*entry].group == group; ++entry)
    result.push_back(&entries_[*entry]);
  return result;
}

std::vector<std::string_view> MembershipRegister::members_of(std::string_view group, Day day) const {
  std::vector<std::string_view> result;
  for (const Membership* entry : entries_of(group)) {
    if (entry->period.holds(day)) result.emplace_back(entry->member);
  }
  return result;
}

std::vector<std::string_view> MembershipRegister::groups() const {
  std::vector<std::string_view> groups;
  for (const std::uint32_t entry : by_group_)
    if (groups.empty() || groups.back() != entries_[entry].group) groups.push_back(entries_[entry].group);
  return groups;
}

bool MembershipRegister::has_group(std::string_view group) const {
  return !entries_of(group).empty();
}

bool MembershipRegister::has_group(std::string_view group, Day day) const {
  const std::vector<const Membership*> entries = entries_of(group);
  return std::any_of(entries.begin(), entries.end(),
                     [&](const Membership* entry) { return entry->period.holds(day); });
}

std::optional<Day> MembershipRegister::last_day_of(std::string_view group) const {
  std::optional<Day> last;
  for (const Membership* entry : entries_of(group)) {
    const Day day = day_before(entry->period.until);
    if (!last || day > *last) last = day;
  }
  return last;
}

Crosswalk MembershipRegister::crosswalk(const ZoningRef& members, const ZoningRef& groups, Day day) const {
  const auto target_of = [&](std::size_t zone) -> std::optional<std::size_t> {
    const std::optional<std::string_view> group = group_of(members->code(zone), day);
    return group ? groups->find(*group) : std::nullopt;
  };
  return assign(members, groups, target_of, source_);
}

std::vector<MembershipChange> MembershipRegister::changes(Day after, Day last) const {
  std::vector<MembershipChange> result;
  const auto within = [&](Day day) { return after < day && day <= last && day != no_end; };
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Membership& entry = entries_[i];
    const Membership* previous = i > 0 && entries_[i - 1].member == entry.member ? &entries_[i - 1] : nullptr;
    const Membership* next =
        i + 1 < entries_.size() && entries_[i + 1].member == entry.member ? &entries_[i + 1] : nullptr;
    const bool follows = previous != nullptr && previous->period.until == entry.period.from;
    // What began when the register itself began to speak did not change that day.
    if (within(entry.period.from) && (follows || entry.period.from != known_.from)) {
      result.push_back({entry.period.from, entry.member,
                        follows ? std::optional(previous->group) : std::nullopt, entry.group});
    }
    const bool is_followed = next != nullptr && next->period.from == entry.period.until;
    if (within(entry.period.until) && !is_followed && entry.period.until != known_.until) {
      result.push_back({entry.period.until, entry.member, entry.group, std::nullopt});
    }
  }
  std::sort(result.begin(), result.end(), [](const MembershipChange& a, const MembershipChange& b) {
    return std::tie(a.day, a.member) < std::tie(b.day, b.member);
  });
  return result;
}

MembershipRegister from_snapshots(std::vector<MembershipSnapshot> snapshots, Diagnostics& diagnostics) {
  if (snapshots.empty()) return {};
  std::stable_sort(snapshots.begin(), snapshots.end(),
                   [](const MembershipSnapshot& a, const MembershipSnapshot& b) { return a.at < b.at; });
  std::vector<Membership> entries;
  std::string source;
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    const Day until = i + 1 < snapshots.size() ? snapshots[i + 1].at : no_end;
    for (auto& [member, group] : snapshots[i].member_group) {
      entries.push_back({std::move(member), std::move(group), {snapshots[i].at, until}});
    }
    source += (i == 0 ? "" : ", ") + snapshots[i].source;
  }
  return {std::move(entries), {snapshots.front().at, no_end}, std::move(source), diagnostics};
}

}  // namespace maillage

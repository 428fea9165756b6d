#include "maillage/register/status.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "register/disjoint.hpp"

namespace maillage {
namespace {

// One diagnostic for all zones: two editions of a list may differ in hundreds.
void report_conflicts(const std::vector<std::pair<DatedStatus, DatedStatus>>& conflicts,
                      Diagnostics& diagnostics) {
  if (conflicts.empty()) return;
  const auto& [other, used] = conflicts.front();
  std::vector<std::string> zones;
  for (const auto& conflict : conflicts) zones.push_back(conflict.first.zone);
  zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
  diagnostics.add({.severity = Severity::problem,
                   .code = "status-conflict",
                   .place = {.file = other.source, .zone = other.zone},
                   .found = message("{} is \"{}\" and \"{}\" ({}) on {}", other.zone, other.status,
                                    used.status, used.source, used.period.from),
                   .expected = message("one status a day"),
                   .advice = message("\"{}\" is used from that day on", used.status),
                   .count = static_cast<std::int64_t>(zones.size()),
                   .zones = zones});
}

std::vector<DatedStatus> disjoint_statuses(std::vector<DatedStatus> entries, Diagnostics& diagnostics) {
  std::vector<std::pair<DatedStatus, DatedStatus>> conflicts;
  std::vector<DatedStatus> result = made_disjoint(
      std::move(entries),
      [](const DatedStatus& a, const DatedStatus& b) {
        return std::tie(a.zone, a.period.from, b.rank, a.period.until, a.status, a.source) <
               std::tie(b.zone, b.period.from, a.rank, b.period.until, b.status, b.source);
      },
      [](const DatedStatus& a, const DatedStatus& b) { return a.zone == b.zone; },
      [](const DatedStatus& a, const DatedStatus& b) { return a.status == b.status; },
      [&](const DatedStatus& a, const DatedStatus& b) { conflicts.emplace_back(a, b); });
  report_conflicts(conflicts, diagnostics);
  return result;
}

}  // namespace

StatusRegister::StatusRegister(std::vector<DatedStatus> entries, Diagnostics& diagnostics)
    : entries_(disjoint_statuses(std::move(entries), diagnostics)) {}

const DatedStatus* StatusRegister::find(std::string_view zone, Day day) const {
  auto after = std::upper_bound(entries_.begin(), entries_.end(), std::pair(zone, day),
                                [](const std::pair<std::string_view, Day>& wanted, const DatedStatus& entry) {
                                  return wanted < std::pair(std::string_view(entry.zone), entry.period.from);
                                });
  if (after == entries_.begin()) return nullptr;
  const DatedStatus& entry = *std::prev(after);
  return entry.zone == zone && entry.period.holds(day) ? &entry : nullptr;
}

Category StatusRegister::at(const Zoning& zoning, Day day, const Category& silence) const {
  std::vector<std::string> labels = silence.labels();
  std::set<std::string> others;
  for (const DatedStatus& entry : entries_)
    if (entry.period.holds(day) && std::ranges::find(labels, entry.status) == labels.end())
      others.insert(entry.status);
  labels.insert(labels.end(), others.begin(), others.end());
  Category status(silence.info, std::move(labels), zoning.size());
  for (std::size_t zone = 0; zone < zoning.size(); ++zone) {
    if (const DatedStatus* entry = find(zoning.code(zone), day))
      status.set(zone, entry->status);
    else if (silence.index(zone))
      status.set(zone, silence.label(zone));
    else
      status.set_missing(zone, silence.presence(zone));
  }
  return status;
}

std::vector<StatusChange> StatusRegister::changes(Day after, Day last) const {
  std::vector<StatusChange> result;
  const auto within = [&](Day day) { return after < day && day <= last && day != no_end; };
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const DatedStatus& entry = entries_[i];
    const bool follows =
        i > 0 && entries_[i - 1].zone == entry.zone && entries_[i - 1].period.until == entry.period.from;
    if (within(entry.period.from)) {
      const std::optional<std::string> before =
          follows ? std::optional(entries_[i - 1].status) : std::nullopt;
      if (before != entry.status) result.push_back({entry.period.from, entry.zone, before, entry.status});
    }
    const bool is_followed = i + 1 < entries_.size() && entries_[i + 1].zone == entry.zone &&
                             entries_[i + 1].period.from == entry.period.until;
    if (within(entry.period.until) && !is_followed) {
      result.push_back({entry.period.until, entry.zone, entry.status, std::nullopt});
    }
  }
  std::sort(result.begin(), result.end(), [](const StatusChange& a, const StatusChange& b) {
    return std::tie(a.day, a.zone) < std::tie(b.day, b.zone);
  });
  return result;
}

}  // namespace maillage

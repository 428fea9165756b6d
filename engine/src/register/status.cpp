#include "maillage/register/status.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <tuple>

#include "register/disjoint.hpp"

namespace maillage {
namespace {

void report_conflict(const DatedStatus& a, const DatedStatus& b, Diagnostics& diagnostics) {
  diagnostics.add({.severity = Severity::problem,
                   .code = "status-conflict",
                   .place = {.file = b.source, .layer = {}, .row = 0, .column = {}, .zone = b.zone},
                   .found = fmt::format("{} is \"{}\" and \"{}\" on {}", b.zone, a.status, b.status,
                                        to_iso(b.period.from)),
                   .expected = "one status a day",
                   .advice = fmt::format("\"{}\" stands from that day on", b.status)});
}

std::vector<DatedStatus> disjoint_statuses(std::vector<DatedStatus> entries, Diagnostics& diagnostics) {
  return made_disjoint(
      std::move(entries),
      [](const DatedStatus& a, const DatedStatus& b) {
        return std::tie(a.zone, a.period, a.status, a.partial, a.source) <
               std::tie(b.zone, b.period, b.status, b.partial, b.source);
      },
      [](const DatedStatus& a, const DatedStatus& b) { return a.zone == b.zone; },
      [](const DatedStatus& a, const DatedStatus& b) {
        return a.status == b.status && a.partial == b.partial;
      },
      [&](const DatedStatus& a, const DatedStatus& b) { report_conflict(a, b, diagnostics); });
}

}  // namespace

StatusRegister::StatusRegister(std::vector<DatedStatus> entries, Period complete, std::string silent,
                               Diagnostics& diagnostics)
    : entries_(disjoint_statuses(std::move(entries), diagnostics)),
      complete_(complete),
      silent_(std::move(silent)) {
  for (const DatedStatus& entry : entries_) labels_.push_back(entry.status);
  if (!silent_.empty()) labels_.push_back(silent_);
  std::sort(labels_.begin(), labels_.end());
  labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());
}

const DatedStatus* StatusRegister::find(std::string_view zone, Day day) const {
  auto after = std::upper_bound(entries_.begin(), entries_.end(), std::pair(zone, day),
                                [](const std::pair<std::string_view, Day>& wanted, const DatedStatus& entry) {
                                  return wanted < std::pair(std::string_view(entry.zone), entry.period.from);
                                });
  if (after == entries_.begin()) return nullptr;
  const DatedStatus& entry = *std::prev(after);
  return entry.zone == zone && entry.period.holds(day) ? &entry : nullptr;
}

StatusAnswer StatusRegister::at(const Zoning& zoning, Day day, ColumnInfo info) const {
  StatusAnswer answer{Category(std::move(info), labels_, zoning.size()),
                      std::vector<std::uint8_t>(zoning.size(), 0)};
  for (std::size_t zone = 0; zone < zoning.size(); ++zone) {
    if (const DatedStatus* entry = find(zoning.code(zone), day)) {
      answer.status.set(zone, entry->status);
      answer.partial[zone] = entry->partial ? 1 : 0;
    } else if (!silent_.empty() && complete_.holds(day)) {
      answer.status.set(zone, silent_);
    } else {
      answer.status.set_missing(zone,
                                complete_.holds(day) ? Presence::not_applicable : Presence::not_available);
    }
  }
  return answer;
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

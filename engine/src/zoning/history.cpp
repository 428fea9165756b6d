#include "maillage/zoning/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "zoning/timeline.hpp"

namespace maillage {
namespace {

bool moves_land(const CommuneEvent& event) {
  const auto counts = [](const std::string& type) { return type.empty() || type == "COM"; };
  return counts(event.type_before) && counts(event.type_after) &&
         !(event.before.empty() && event.after.empty());
}

std::vector<std::string> codes_of(const std::vector<CommuneEvent>& events) {
  std::vector<std::string> codes;
  for (const CommuneEvent& event : events) {
    if (!event.before.empty()) codes.push_back(event.before);
    if (!event.after.empty()) codes.push_back(event.after);
  }
  std::ranges::sort(codes);
  codes.erase(std::ranges::unique(codes).begin(), codes.end());
  return codes;
}

}  // namespace

EventKind kind_of(int mod) {
  switch (mod) {
    case 10:
      return EventKind::rename;
    case 20:
      return EventKind::creation;
    case 21:
      return EventKind::reestablishment;
    case 30:
      return EventKind::deletion;
    case 31:
    case 32:
    case 33:
    case 34:
      return EventKind::merger;
    case 41:
      return EventKind::departement_change;
    case 50:
      return EventKind::code_change;
    default:
      return EventKind::other;
  }
}

std::string_view to_string(EventKind kind) {
  switch (kind) {
    case EventKind::rename:
      return "change of name";
    case EventKind::creation:
      return "creation";
    case EventKind::reestablishment:
      return "re-establishment";
    case EventKind::deletion:
      return "deletion";
    case EventKind::merger:
      return "merger";
    case EventKind::departement_change:
      return "change of département";
    case EventKind::code_change:
      return "change of code";
    case EventKind::other:
      return "event";
  }
  return "event";
}

CommuneHistory::CommuneHistory(std::vector<CommuneEvent> events, Diagnostics& diagnostics) {
  std::erase_if(events, [](const CommuneEvent& event) { return !moves_land(event); });
  std::ranges::sort(events, {}, [](const CommuneEvent& event) {
    return std::tie(event.effective, event.row, event.before, event.after);
  });
  events_ = std::move(events);
  codes_ = codes_of(events_);

  Timeline timeline(codes_, diagnostics);
  const std::span<const CommuneEvent> all(events_);
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && all[end].effective == all[begin].effective) ++end;
    timeline.replay(all[begin].effective, all.subspan(begin, end - begin));
  }
  std::size_t parts = 0;
  states_ = timeline.finish(parts);

  owners_.resize(parts);
  for (std::size_t code = 0; code < states_.size(); ++code) {
    for (const CommuneState& state : states_[code]) {
      for (const std::uint32_t part : state.parts)
        owners_[part].push_back({state.period, static_cast<std::uint32_t>(code)});
    }
  }
  for (std::vector<Owner>& owners : owners_)
    std::ranges::sort(owners, {}, [](const Owner& owner) { return owner.period.from; });
}

std::optional<std::size_t> CommuneHistory::index_of(std::string_view code) const {
  const auto place = std::ranges::lower_bound(codes_, code);
  if (place == codes_.end() || *place != code) return std::nullopt;
  return static_cast<std::size_t>(place - codes_.begin());
}

std::span<const CommuneState> CommuneHistory::states(std::string_view code) const {
  const auto index = index_of(code);
  if (!index) return {};
  return states_[*index];
}

const CommuneState* CommuneHistory::state(std::string_view code, Day day) const {
  for (const CommuneState& state : states(code)) {
    if (state.period.holds(day)) return &state;
  }
  return nullptr;
}

std::vector<Period> CommuneHistory::existence(std::string_view code) const {
  std::vector<Period> periods;
  for (const CommuneState& state : states(code)) {
    if (!periods.empty() && periods.back().until == state.period.from) {
      periods.back().until = state.period.until;
    } else {
      periods.push_back(state.period);
    }
  }
  return periods;
}

std::string_view CommuneHistory::owner(std::uint32_t part, Day day) const {
  const std::vector<Owner>& owners = owners_[part];
  const auto after =
      std::ranges::upper_bound(owners, day, {}, [](const Owner& owner) { return owner.period.from; });
  if (after == owners.begin() || !std::prev(after)->period.holds(day)) return {};
  return codes_[std::prev(after)->code];
}

std::optional<Successor> successor(const CommuneHistory& history, std::string_view code, Day from, Day to) {
  if (!history.knows(code)) return std::nullopt;
  const CommuneState* state = history.state(code, from);
  if (state == nullptr) return std::nullopt;
  std::map<std::string_view, std::size_t> heirs;
  for (const std::uint32_t part : state->parts) {
    const std::string_view owner = history.owner(part, to);
    if (!owner.empty()) ++heirs[owner];
  }
  if (heirs.empty()) return std::nullopt;
  // Same name, else same code, else most parts, else the lowest code.
  const auto rank = [&](const auto& heir) {
    return std::tuple(history.state(heir.first, to)->name == state->name, heir.first == code, heir.second);
  };
  auto best = heirs.begin();
  for (auto heir = heirs.begin(); heir != heirs.end(); ++heir) {
    if (rank(*heir) > rank(*best)) best = heir;
  }
  Successor result{std::string(best->first), history.state(best->first, to)->name, from, EventKind::other,
                   best->second == state->parts.size()};
  if (best->first == code) return result;
  const CommuneEvent* first = nullptr;
  for (const CommuneEvent& event : history.events()) {
    if (event.before != code || event.after == code || event.effective <= from || event.effective > to)
      continue;
    if (first != nullptr && event.effective != first->effective) break;
    if (first == nullptr || event.after == result.code) first = &event;
  }
  if (first != nullptr) {
    result.day = first->effective;
    result.kind = kind_of(first->mod);
  }
  return result;
}

std::vector<std::string> predecessors(const CommuneHistory& history, std::string_view code, Day from,
                                      Day to) {
  std::vector<std::string> result;
  const CommuneState* state = history.state(code, to);
  if (state == nullptr) return result;
  for (const std::uint32_t part : state->parts) {
    const std::string_view owner = history.owner(part, from);
    if (!owner.empty()) result.emplace_back(owner);
  }
  std::ranges::sort(result);
  result.erase(std::ranges::unique(result).begin(), result.end());
  return result;
}

std::optional<Day> nearest_day(const CommuneHistory& history, std::string_view code, Day before) {
  const std::vector<Period> periods = history.existence(code);
  if (periods.empty()) return std::nullopt;
  std::optional<Day> nearest;
  for (const Period& period : periods) {
    if (period.holds(before - std::chrono::days{1})) return before - std::chrono::days{1};
    if (period.until <= before) nearest = period.until - std::chrono::days{1};
  }
  return nearest ? nearest : std::optional(periods.front().from);
}

Message to_message(const Successor& successor) {
  const std::string heir = successor.code + (successor.name.empty() ? "" : " " + successor.name);
  const Day day = successor.day;
  if (!successor.whole) return message("divided on {}, mainly {} since", day, heir);
  if (successor.kind == EventKind::merger || successor.kind == EventKind::deletion)
    return message("merged into {} on {}", heir, day);
  return message("is {} since {} ({})", heir, day, term(to_string(successor.kind)));
}

}  // namespace maillage

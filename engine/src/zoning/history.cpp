#include "maillage/zoning/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace maillage {
namespace {

// Replays the events day by day. While it runs, states hold nodes of a forest: a part that an
// event cuts gets children, so that earlier states that hold it need no rewriting; finish() turns
// nodes into their leaves.
class Timeline {
 public:
  Timeline(std::span<const std::string> codes, Diagnostics& diagnostics);

  void replay(Day day, std::span<const CommuneEvent> events);
  [[nodiscard]] std::vector<std::vector<CommuneState>> finish(std::size_t& part_count);

 private:
  struct Edge {
    std::uint32_t before;
    std::uint32_t after;
    const CommuneEvent* event;
  };
  // Land that each commune receives in one round of a day.
  using Gains = std::map<std::uint32_t, std::vector<std::uint32_t>>;

  [[nodiscard]] std::vector<Edge> edges_of(std::span<const CommuneEvent> events) const;
  [[nodiscard]] bool alive(std::uint32_t code) const;
  void suppose(std::uint32_t code, const CommuneEvent& event);
  void play_round(Day day, std::span<const Edge> edges, bool first_round);
  void share_out(std::span<const Edge> edges, Gains& gains);
  [[nodiscard]] std::vector<std::uint32_t> reclaim(std::uint32_t code,
                                                   const std::vector<std::uint32_t>& land) const;
  void cut(const std::vector<std::uint32_t>& land, std::span<const std::uint32_t> receivers, Gains& gains);
  [[nodiscard]] std::uint32_t new_part();
  [[nodiscard]] std::vector<std::uint32_t> leaves_of(std::span<const std::uint32_t> nodes) const;
  void report(std::string code, const CommuneEvent& event, Message found, Message expected);

  std::span<const std::string> codes_;
  Diagnostics& diagnostics_;
  std::vector<std::vector<CommuneState>> states_;
  std::vector<std::vector<std::uint32_t>> children_;  // of each node
};

constexpr std::uint32_t no_commune = 0xffffffff;

std::vector<std::uint32_t> without(const std::vector<std::uint32_t>& land,
                                   const std::vector<std::uint32_t>& taken) {
  std::vector<std::uint32_t> rest;
  std::ranges::set_difference(land, taken, std::back_inserter(rest));
  return rest;
}

void gain(std::vector<std::uint32_t>& land, const std::vector<std::uint32_t>& more) {
  land.insert(land.end(), more.begin(), more.end());
}

void sort_unique(std::vector<std::uint32_t>& land) {
  std::ranges::sort(land);
  land.erase(std::ranges::unique(land).begin(), land.end());
}

Timeline::Timeline(std::span<const std::string> codes, Diagnostics& diagnostics)
    : codes_(codes), diagnostics_(diagnostics), states_(codes.size()) {}

bool Timeline::alive(std::uint32_t code) const {
  return !states_[code].empty() && states_[code].back().period.until == no_end;
}

std::uint32_t Timeline::new_part() {
  children_.emplace_back();
  return static_cast<std::uint32_t>(children_.size() - 1);
}

void Timeline::report(std::string code, const CommuneEvent& event, Message found, Message expected) {
  diagnostics_.add({.severity = Severity::warning,
                    .code = std::move(code),
                    .place = {.file = {}, .layer = {}, .row = event.row, .column = {}, .zone = event.before},
                    .found = std::move(found),
                    .expected = std::move(expected),
                    .advice = message("check that the movements file is whole and goes back to 1943"),
                    .count = 1,
                    .zones = {},
                    .location = {}});
}

// One edge for each pair of codes; of several rows the one that says most (not a change of name) is used.
std::vector<Timeline::Edge> Timeline::edges_of(std::span<const CommuneEvent> events) const {
  const auto index = [&](const std::string& code) {
    if (code.empty()) return no_commune;
    return static_cast<std::uint32_t>(std::ranges::lower_bound(codes_, code) - codes_.begin());
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, const CommuneEvent*> best;
  for (const CommuneEvent& event : events) {
    auto [place, is_new] = best.try_emplace({index(event.before), index(event.after)}, &event);
    if (!is_new && kind_of(place->second->mod) == EventKind::rename) place->second = &event;
  }
  std::vector<Edge> edges;
  for (const auto& [pair, event] : best) edges.push_back({pair.first, pair.second, event});
  return edges;
}

// A commune that events speak of without having made it: it existed since the
// beginning, or since it last ended.
void Timeline::suppose(std::uint32_t code, const CommuneEvent& event) {
  std::vector<CommuneState>& states = states_[code];
  const Day since = states.empty() ? first_day : states.back().period.until;
  if (!states.empty()) {
    report("commune-not-alive", event,
           message("{} {} on {}, but {} ended on {}", codes_[code], term(to_string(kind_of(event.mod))),
                   event.effective, codes_[code], since),
           message("an event that makes it a commune again"));
  }
  states.push_back({{since, no_end}, event.name_before, {new_part()}});
}

void Timeline::replay(Day day, std::span<const CommuneEvent> events) {
  std::vector<Edge> pending = edges_of(events);
  // A code made today by another one, that was not there before, takes part in a
  // later round of the same day.
  const auto made_today = [&](std::uint32_t code) {
    const auto keeps = [&](const Edge& edge) { return edge.before == code && edge.after == code; };
    const auto makes = [&](const Edge& edge) { return edge.after == code && edge.before != code; };
    return std::ranges::any_of(pending, makes) && std::ranges::none_of(pending, keeps);
  };
  for (const Edge& edge : pending) {
    if (edge.before != no_commune && !alive(edge.before) && !made_today(edge.before))
      suppose(edge.before, *edge.event);
  }
  bool first_round = true;
  while (!pending.empty()) {
    auto waiting = std::stable_partition(pending.begin(), pending.end(), [&](const Edge& edge) {
      return edge.before == no_commune || alive(edge.before);
    });
    if (waiting == pending.begin()) {
      report("circle-of-events", *pending.front().event,
             message("{} and {} other events of {} wait for each other", pending.front().event->before,
                     pending.size() - 1, day),
             message("one of these communes to exist the day before"));
      suppose(pending.front().before, *pending.front().event);
      continue;
    }
    const std::vector<Edge> round(pending.begin(), waiting);
    pending.erase(pending.begin(), waiting);
    play_round(day, round, first_round);
    first_round = false;
  }
}

void Timeline::play_round(Day day, std::span<const Edge> edges, bool first_round) {
  Gains gains;
  std::map<std::uint32_t, std::string> names;
  for (std::size_t begin = 0, end = 0; begin < edges.size(); begin = end) {
    while (end < edges.size() && edges[end].before == edges[begin].before) ++end;
    share_out(edges.subspan(begin, end - begin), gains);
  }
  const auto leaves = [&](std::uint32_t code) {
    return std::ranges::any_of(edges, [&](const Edge& edge) { return edge.before == code; });
  };
  for (const Edge& edge : edges) {
    if (edge.after == no_commune) continue;
    names[edge.after] = edge.event->name_after;
    if (first_round && edge.before != edge.after && alive(edge.after) && !leaves(edge.after)) {
      report("commune-kept-unsaid", *edge.event,
             message("{} joins {}, which exists and has no row of its own that day", edge.event->before,
                     edge.event->after),
             message("a row from the commune to itself"));
    }
    if (alive(edge.after) && !leaves(edge.after)) gain(gains[edge.after], states_[edge.after].back().parts);
  }
  const auto close = [&](std::uint32_t code) {
    if (code == no_commune || !alive(code)) return;
    states_[code].back().period.until = day;
    if (states_[code].back().period.empty()) states_[code].pop_back();
  };
  for (const Edge& edge : edges) close(edge.before);
  for (auto& [code, land] : gains) {
    close(code);
    sort_unique(land);
    states_[code].push_back({{day, no_end}, names[code], std::move(land)});
  }
}

// The edges are those of one commune, or those of communes born from nothing.
void Timeline::share_out(std::span<const Edge> edges, Gains& gains) {
  if (edges.front().before == no_commune) {
    for (const Edge& edge : edges) {
      if (edge.after != no_commune) gains[edge.after].push_back(new_part());
    }
    return;
  }
  std::vector<std::uint32_t> land = leaves_of(states_[edges.front().before].back().parts);
  if (edges.size() == 1) {
    if (edges.front().after != no_commune) gain(gains[edges.front().after], land);
    return;
  }
  const auto same_name = [](const Edge& edge) { return edge.event->name_after == edge.event->name_before; };
  std::uint32_t remainder = no_commune;
  if (std::ranges::count_if(edges, same_name) == 1) {
    remainder = std::ranges::find_if(edges, same_name)->after;
  } else if (std::ranges::any_of(edges, [](const Edge& edge) { return edge.after == edge.before; })) {
    remainder = edges.front().before;
  }
  std::vector<std::uint32_t> receivers;  // those that share what is not reclaimed
  if (remainder != no_commune) receivers.push_back(remainder);
  for (const Edge& edge : edges) {
    if (edge.after == no_commune || edge.after == remainder) continue;
    const std::vector<std::uint32_t> own = reclaim(edge.after, land);
    if (own.empty()) receivers.push_back(edge.after);
    gain(gains[edge.after], own);
    land = without(land, own);
  }
  if (receivers.empty()) receivers.push_back(edges.front().after);
  cut(land, receivers, gains);
}

// What of this land a commune held when it last was one with less than all of it.
std::vector<std::uint32_t> Timeline::reclaim(std::uint32_t code,
                                             const std::vector<std::uint32_t>& land) const {
  for (auto state = states_[code].rbegin(); state != states_[code].rend(); ++state) {
    const std::vector<std::uint32_t> held = leaves_of(state->parts);
    std::vector<std::uint32_t> own;
    std::ranges::set_intersection(held, land, std::back_inserter(own));
    if (!own.empty() && own.size() < land.size()) return own;
  }
  return {};
}

void Timeline::cut(const std::vector<std::uint32_t>& land, std::span<const std::uint32_t> receivers,
                   Gains& gains) {
  if (receivers.size() == 1) return gain(gains[receivers.front()], land);
  for (const std::uint32_t node : land) {
    for (const std::uint32_t receiver : receivers) {
      const std::uint32_t piece = new_part();
      children_[node].push_back(piece);
      gains[receiver].push_back(piece);
    }
  }
}

std::vector<std::uint32_t> Timeline::leaves_of(std::span<const std::uint32_t> nodes) const {
  std::vector<std::uint32_t> stack(nodes.begin(), nodes.end());
  std::vector<std::uint32_t> leaves;
  while (!stack.empty()) {
    const std::uint32_t node = stack.back();
    stack.pop_back();
    if (children_[node].empty()) leaves.push_back(node);
    stack.insert(stack.end(), children_[node].begin(), children_[node].end());
  }
  sort_unique(leaves);
  return leaves;
}

std::vector<std::vector<CommuneState>> Timeline::finish(std::size_t& part_count) {
  std::vector<std::uint32_t> number(children_.size());
  std::uint32_t next = 0;
  for (std::size_t node = 0; node < children_.size(); ++node) {
    if (children_[node].empty()) number[node] = next++;
  }
  for (std::vector<CommuneState>& states : states_) {
    for (CommuneState& state : states) {
      state.parts = leaves_of(state.parts);
      for (std::uint32_t& part : state.parts) part = number[part];
    }
  }
  part_count = next;
  return std::move(states_);
}

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
    if (period.holds(day_before(before))) return day_before(before);
    if (period.until <= before) nearest = day_before(period.until);
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

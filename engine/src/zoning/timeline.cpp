#include "zoning/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace maillage {
namespace {

constexpr std::uint32_t nobody = 0xffffffff;

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

}  // namespace

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

// One edge for each pair of codes; of several rows the one that says most (not a change of name) stands.
std::vector<Timeline::Edge> Timeline::edges_of(std::span<const CommuneEvent> events) const {
  const auto index = [&](const std::string& code) {
    if (code.empty()) return nobody;
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
    if (edge.before != nobody && !alive(edge.before) && !made_today(edge.before))
      suppose(edge.before, *edge.event);
  }
  bool first_round = true;
  while (!pending.empty()) {
    auto waiting = std::stable_partition(pending.begin(), pending.end(), [&](const Edge& edge) {
      return edge.before == nobody || alive(edge.before);
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
    if (edge.after == nobody) continue;
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
    if (code == nobody || !alive(code)) return;
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
  if (edges.front().before == nobody) {
    for (const Edge& edge : edges) {
      if (edge.after != nobody) gains[edge.after].push_back(new_part());
    }
    return;
  }
  std::vector<std::uint32_t> land = leaves_of(states_[edges.front().before].back().parts);
  if (edges.size() == 1) {
    if (edges.front().after != nobody) gain(gains[edges.front().after], land);
    return;
  }
  const auto same_name = [](const Edge& edge) { return edge.event->name_after == edge.event->name_before; };
  std::uint32_t remainder = nobody;
  if (std::ranges::count_if(edges, same_name) == 1) {
    remainder = std::ranges::find_if(edges, same_name)->after;
  } else if (std::ranges::any_of(edges, [](const Edge& edge) { return edge.after == edge.before; })) {
    remainder = edges.front().before;
  }
  std::vector<std::uint32_t> receivers;  // those who share what nobody reclaims
  if (remainder != nobody) receivers.push_back(remainder);
  for (const Edge& edge : edges) {
    if (edge.after == nobody || edge.after == remainder) continue;
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

}  // namespace maillage

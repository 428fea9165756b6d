#include "maillage/zoning/land.hpp"

#include <algorithm>
#include <map>

namespace maillage {
namespace {

using Parts = std::vector<std::uint32_t>;

std::map<std::string_view, Parts> by_owner(const CommuneHistory& history, const Parts& land, Day day) {
  std::map<std::string_view, Parts> owners;
  for (const std::uint32_t part : land)
    if (const std::string_view owner = history.owner(part, day); !owner.empty())
      owners[owner].push_back(part);
  return owners;
}

void add_sorted(Parts& target, const Parts& more) {
  target.insert(target.end(), more.begin(), more.end());
  std::ranges::sort(target);
}

// Of a commune split on the day, the one that goes on: by its name, by the code of the fact, by its own code.
// When name and code are not of one commune it is not known which it is.
std::map<std::string_view, Parts>::iterator remainder_of(const CommuneHistory& history, std::string_view code,
                                                         std::string_view bearer, Day day,
                                                         std::map<std::string_view, Parts>& owners) {
  const std::string& name = history.state(bearer, day_before(day))->name;
  const auto by_name = std::find_if(owners.begin(), owners.end(), [&](const auto& owner) {
    return history.state(owner.first, day)->name == name;
  });
  const auto by_code = owners.contains(code) ? owners.find(code) : owners.find(bearer);
  if (by_name == owners.end()) return by_code;
  if (by_code == owners.end()) return by_name;
  return by_name == by_code ? by_code : owners.end();
}

// From `day` on, the land held by `bearer` then.
void follow(const CommuneHistory& history, std::string_view code, std::string_view bearer, Day day,
            Parts land, std::vector<LandStretch>& stretches) {
  Parts left;
  while (day < no_end) {
    const CommuneState* state = history.state(bearer, day);
    const Day until = land.empty() || state == nullptr ? no_end : state->period.until;
    if (!stretches.empty() && stretches.back().kept == land && stretches.back().left == left)
      stretches.back().period.until = until;
    else
      stretches.push_back({{day, until}, land, left});
    day = until;
    if (day == no_end) return;
    std::map<std::string_view, Parts> owners = by_owner(history, land, day);
    const auto heir = owners.size() > 1 ? remainder_of(history, code, bearer, day, owners) : owners.begin();
    land.clear();
    for (auto owner = owners.begin(); owner != owners.end(); ++owner) {
      if (owner == heir) {
        bearer = owner->first;
        land = owner->second;
      } else {
        add_sorted(left, owner->second);
      }
    }
  }
}

const CommuneState* last_before(std::span<const CommuneState> states, Day day) {
  const CommuneState* last = nullptr;
  for (const CommuneState& state : states)
    if (state.period.until <= day) last = &state;
  return last;
}

}  // namespace

LandOfCode land_over_time(const CommuneHistory& history, std::string_view code, Day from) {
  LandOfCode land;
  const std::span<const CommuneState> states = history.states(code);
  if (const CommuneState* now = history.state(code, from)) {
    land.naming = LandNaming::of_the_day;
    follow(history, code, code, from, now->parts, land.stretches);
  } else if (const CommuneState* before = last_before(states, from)) {
    const auto owners = by_owner(history, before->parts, from);
    if (owners.empty()) return land;
    if (owners.size() > 1) {
      land.naming = LandNaming::divided;
      land.stretches.push_back({{from, no_end}, {}, before->parts});
      return land;
    }
    const std::string_view heir = owners.begin()->first;
    land.naming = LandNaming::ceased;
    follow(history, heir, heir, from, history.state(heir, from)->parts, land.stretches);
  } else if (!states.empty()) {
    const CommuneState& first = states.front();
    land.naming = LandNaming::not_yet;
    land.stretches.push_back({{from, first.period.from}, {}, first.parts});
    follow(history, code, code, first.period.from, first.parts, land.stretches);
  }
  return land;
}

}  // namespace maillage

#include "maillage/zoning/passage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

constexpr std::uint32_t none = 0xffffffff;

// The state of a zone on the day of its zoning, or on the nearest day on which it was a commune.
struct Taken {
  const CommuneState* state = nullptr;
  Day day = first_day;
};

std::vector<Taken> take_states(const CommuneHistory& history, const Zoning& zoning,
                               Diagnostics& diagnostics) {
  std::vector<Taken> taken(zoning.size());
  std::vector<std::string> strangers;
  Message example;
  for (std::size_t zone = 0; zone < zoning.size(); ++zone) {
    const std::string& code = zoning.code(zone);
    if (history.states(code).empty()) continue;
    Day day = zoning.at();
    if (history.state(code, day) == nullptr) {
      day = *nearest_day(history, code, day);
      if (strangers.empty()) {
        const auto heir = day < zoning.at() ? successor(history, code, day, zoning.at()) : std::nullopt;
        example = heir                ? message("{} {}", code, to_message(*heir))
                  : day < zoning.at() ? message("{} ended after {}", code, day)
                                      : message("{} exists since {}", code, day);
      }
      strangers.push_back(code);
    }
    taken[zone] = {history.state(code, day), day};
  }
  if (!strangers.empty()) {
    diagnostics.add(
        {.severity = Severity::warning,
         .code = "commune-of-other-vintage",
         .place = {.file = zoning.edition(), .layer = {}, .row = 0, .column = {}, .zone = strangers.front()},
         .found = message("{} codes that are no commune on {} ({})", strangers.size(), zoning.at(), example),
         .expected = message("the communes of that day"),
         .advice =
             message("state the vintage of this source; each was taken on the nearest day of its existence"),
         .count = static_cast<std::int64_t>(strangers.size()),
         .zones = strangers,
         .location = {}});
  }
  return taken;
}

// The zone of each part. Zones taken on the day of their zoning come before those of another vintage.
std::vector<std::uint32_t> zone_of_parts(const CommuneHistory& history, const Zoning& zoning,
                                         const std::vector<Taken>& taken,
                                         std::vector<std::string>& overlapping) {
  std::vector<std::uint32_t> zone_of(history.part_count(), none);
  for (const bool of_the_day : {true, false}) {
    for (std::size_t zone = 0; zone < taken.size(); ++zone) {
      if (taken[zone].state == nullptr || (taken[zone].day == zoning.at()) != of_the_day) continue;
      bool overlaps = false;
      for (const std::uint32_t part : taken[zone].state->parts) {
        if (zone_of[part] == none) {
          zone_of[part] = static_cast<std::uint32_t>(zone);
        } else {
          overlaps = true;
        }
      }
      if (overlaps) overlapping.push_back(zoning.code(zone));
    }
  }
  std::ranges::sort(overlapping);
  return zone_of;
}

void report_overlaps(const Zoning& zoning, const std::vector<std::string>& codes, Diagnostics& diagnostics) {
  if (codes.empty()) return;
  diagnostics.add(
      {.severity = Severity::problem,
       .code = "overlapping-communes",
       .place = {.file = zoning.edition(), .layer = {}, .row = 0, .column = {}, .zone = codes.front()},
       .found = message("{} communes beside a commune that holds the same land", codes.size()),
       .expected = message("communes of one vintage"),
       .advice = message("leave out either the merged communes or their successor: their sum counts twice"),
       .count = static_cast<std::int64_t>(codes.size()),
       .zones = codes,
       .location = {}});
}

// The targets that hold parts of a source zone, with how many; the main heir first.
std::vector<std::pair<std::uint32_t, std::size_t>> heirs_of(const Taken& taken, const std::string& code,
                                                            const Zoning& to,
                                                            const std::vector<Taken>& taken_to,
                                                            const std::vector<std::uint32_t>& target_of) {
  std::map<std::uint32_t, std::size_t> shares;
  for (const std::uint32_t part : taken.state->parts) {
    if (target_of[part] != none) ++shares[target_of[part]];
  }
  std::vector<std::pair<std::uint32_t, std::size_t>> heirs(shares.begin(), shares.end());
  const auto rank = [&](const auto& heir) {
    return std::tuple(taken_to[heir.first].state->name == taken.state->name, to.code(heir.first) == code,
                      heir.second);
  };
  const auto main = std::ranges::max_element(heirs, {}, rank);
  if (main != heirs.end()) std::rotate(heirs.begin(), main, main + 1);
  return heirs;
}

void report_lost(const Zoning& from, const Zoning& to, const std::vector<std::string>& codes,
                 Diagnostics& diagnostics) {
  if (codes.empty()) return;
  diagnostics.add(
      {.severity = Severity::note,
       .code = "outside-the-zoning",
       .place = {.file = from.edition(), .layer = {}, .row = 0, .column = {}, .zone = codes.front()},
       .found = message("{} communes whose land is in no zone of {}", codes.size(), to.edition()),
       .expected = {},
       .advice = message("their figures are counted outside"),
       .count = static_cast<std::int64_t>(codes.size()),
       .zones = codes,
       .location = {}});
}

// Cover of each target of which the history knows the parts, once the sources are dealt out.
Cover cover_of(const CommuneState& state, std::size_t target, const std::vector<std::uint32_t>& source_of,
               const std::vector<bool>& is_cut, const std::vector<std::optional<std::size_t>>& heir,
               bool has_source) {
  Cover cover{.none = !has_source};
  for (const std::uint32_t part : state.parts) {
    const std::uint32_t source = source_of[part];
    if (source == none)
      cover.absent = true;
    else if (heir[source] != target)
      cover.less = true;
    else if (is_cut[source])
      cover.more = true;
  }
  return cover;
}

}  // namespace

Passage forward(const CommuneHistory& history, ZoningRef from, ZoningRef to, Diagnostics& diagnostics) {
  if (to->at() < from->at()) {
    throw Error(Failure::usage,
                message("a passage goes forward: from {} to {} is backward", from->at(), to->at()));
  }
  const std::vector<Taken> taken_from = take_states(history, *from, diagnostics);
  const std::vector<Taken> taken_to = take_states(history, *to, diagnostics);
  std::vector<std::string> overlapping_from, overlapping_to;
  const auto source_of = zone_of_parts(history, *from, taken_from, overlapping_from);
  const auto target_of = zone_of_parts(history, *to, taken_to, overlapping_to);
  report_overlaps(*from, overlapping_from, diagnostics);
  report_overlaps(*to, overlapping_to, diagnostics);

  std::vector<std::optional<std::size_t>> heir(from->size());
  std::vector<bool> is_cut(from->size(), false);
  std::vector<bool> has_source(to->size(), false);
  std::vector<Cut> cuts;
  std::vector<std::string> lost;
  for (std::size_t zone = 0; zone < from->size(); ++zone) {
    if (taken_from[zone].state == nullptr) {
      heir[zone] = to->find(from->code(zone));
    } else {
      const auto heirs = heirs_of(taken_from[zone], from->code(zone), *to, taken_to, target_of);
      std::size_t parts_placed = 0;
      for (const auto& [target, parts] : heirs) parts_placed += parts;
      if (!heirs.empty()) heir[zone] = heirs.front().first;
      is_cut[zone] =
          !heirs.empty() && (heirs.size() > 1 || parts_placed < taken_from[zone].state->parts.size());
      if (is_cut[zone]) {
        Cut cut{static_cast<std::uint32_t>(zone), {}, parts_placed < taken_from[zone].state->parts.size()};
        for (const auto& [target, parts] : heirs) cut.targets.push_back(target);
        cuts.push_back(std::move(cut));
      }
    }
    if (heir[zone]) {
      has_source[*heir[zone]] = true;
    } else {
      lost.push_back(from->code(zone));
    }
  }
  report_lost(*from, *to, lost, diagnostics);

  std::vector<Cover> cover(to->size());
  std::vector<Reestablished> reestablished;
  for (std::size_t zone = 0; zone < to->size(); ++zone) {
    const CommuneState* state = taken_to[zone].state;
    cover[zone] = state != nullptr ? cover_of(*state, zone, source_of, is_cut, heir, has_source[zone])
                                   : Cover{.none = !has_source[zone]};
    if (!cover[zone].less || has_source[zone]) continue;
    const auto part =
        std::ranges::find_if(state->parts, [&](std::uint32_t p) { return source_of[p] != none; });
    // The code may have been another commune's before: it is then the present state that began.
    Day since = state->period.from;
    for (const Period& period : history.existence(to->code(zone))) {
      if (period.holds(taken_to[zone].day) && period.from > from->at()) since = period.from;
    }
    reestablished.push_back({to->code(zone), to->name(zone), from->code(source_of[*part]), since});
  }
  Crosswalk crosswalk = assign(
      from, to, [&](std::size_t zone) { return heir[zone]; }, "Insee, mouvements de communes");
  return {std::move(crosswalk), std::move(cover), std::move(reestablished), std::move(cuts)};
}

}  // namespace maillage

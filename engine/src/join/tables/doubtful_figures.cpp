#include "join/tables/doubtful_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/land.hpp"

namespace maillage {
namespace {

// `count` is implausible above `times` x the other figure + `room`.
struct Limit {
  std::string_view count, other;
  double times, room;
  std::string_view words;
};

constexpr std::string_view inhabitants = "at most the inhabitants";

constexpr std::array<Limit, 9> limits{
    {{"children_under_3", "population", 1, 50, inhabitants},
     {"caf_persons", "population", 1.5, 200, inhabitants},
     {"caf_households", "population", 1.5, 200, inhabitants},
     {"caf_children_under_3", "population", 1, 50, inhabitants},
     {"fiscal_persons", "population", 1.5, 200, inhabitants},
     {"fiscal_households", "population", 1.5, 200, inhabitants},
     {"places_total", "population", 2, 300, "places for the children of the zone"},
     {"places_eaje", "population", 2, 300, "places for the children of the zone"},
     {"places_total", "children_under_3", 20, 300, "places for the children of the zone"}}};

void withhold(LevelFigures& figures, const Limit& limit, Diagnostics& diagnostics) {
  const auto found = figures.measures.find(limit.count);
  const auto other = figures.measures.find(limit.other);
  if (found == figures.measures.end() || other == figures.measures.end()) return;
  Measure& counts = found->second;
  Diagnostic finding{.code = "implausible-count",
                     .place = {.file = counts.info.source, .column = counts.info.code},
                     .count = 0};
  for (std::size_t zone = 0; zone < counts.size(); ++zone) {
    const Cell count = counts.at(zone);
    const Cell beside = other->second.at(zone);
    // A count of more land than the commune has today may be larger than what the commune holds.
    const bool comparable = count.is_known() && beside.is_known() && !count.marks.has(Mark::partial) &&
                            !beside.marks.has(Mark::partial);
    if (!comparable) continue;
    if (count.value <= limit.times * beside.bounds.upper + limit.room) continue;
    if (finding.count++ == 0) {
      finding.place.zone = figures.zoning->code(zone);
      finding.found = message("{} = {} beside {} = {}", limit.count, plain_number(count.value), limit.other,
                              plain_number(beside.value));
    }
    finding.zones.push_back(figures.zoning->code(zone));
    counts.set(zone, missing(Presence::not_available));
  }
  if (finding.count == 0) return;
  finding.expected = term(limit.words);
  finding.advice =
      message("read as missing: a code for \"no figure\", or a figure of another column or zone?");
  diagnostics.add(std::move(finding));
}

}  // namespace

void withhold_implausible(LevelFigures& figures, Diagnostics& diagnostics) {
  for (const Limit& limit : limits) withhold(figures, limit, diagnostics);
}

namespace {

using Communes = std::set<std::string>;

// The communes of today whose land the EPCI had on the day of a table.
Communes members_on(const Geography& geography, std::string_view epci, Day day) {
  Communes communes;
  for (const std::string_view member : geography.epci_history->members_of(epci, day)) {
    const auto heir =
        geography.has_history ? successor(*geography.history, member, day, geography.day) : std::nullopt;
    communes.insert(heir ? heir->code : std::string(member));
  }
  return communes;
}

bool has_other_communes(const Geography& geography, std::string_view epci, Day then, Day asked) {
  if (then < geography.epci_history->known().from) return false;
  const Communes before = members_on(geography, epci, then);
  const Communes now = members_on(geography, epci, asked);
  return !before.empty() && !now.empty() && before != now;
}

void report(const Measure& measure, const std::vector<std::string>& zones, Day then, Day asked,
            Diagnostics& diagnostics) {
  if (zones.empty()) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "other-perimeter",
                   .place = {.file = measure.info.source, .column = measure.info.code, .zone = zones.front()},
                   .found = message("{} EPCI with other communes on {} than on {}, for example {}",
                                    zones.size(), then, asked, zones.front()),
                   .expected = message("figures of the perimeters of the day asked"),
                   .advice = message("they are kept as estimates: what the EPCI has today is not known"),
                   .count = static_cast<std::int64_t>(zones.size()),
                   .zones = zones});
}

}  // namespace

void doubt_other_perimeters(LevelFigures& epci, const Geography& geography, Diagnostics& diagnostics) {
  const Crosswalk* const to_epci = crosswalk_to(geography, Level::epci);
  if (to_epci == nullptr || geography.epci_history == nullptr || geography.epci_history->entries().empty())
    return;
  const Day first = geography.epci_history->known().from;
  const Day asked = std::max(first, geography.asked);
  for (auto& [code, measure] : epci.measures) {
    if (!measure.info.observed || *measure.info.observed == asked) continue;
    const Day then = *measure.info.observed;
    std::vector<std::string> zones;
    for (std::size_t zone = 0; zone < measure.size(); ++zone) {
      const std::string& siren = epci.zoning->code(zone);
      Cell cell = measure.at(zone);
      if (!cell.is_known() || !to_epci->to()->find(siren) ||
          !has_other_communes(geography, siren, then, asked))
        continue;
      cell.marks |= Mark::estimated;
      cell.bounds = any_count;
      measure.set(zone, cell);
      zones.push_back(siren);
    }
    report(measure, zones, then, asked, diagnostics);
  }
}

}  // namespace maillage

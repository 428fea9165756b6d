#include "join/other_perimeters.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "maillage/base/message.hpp"
#include "maillage/zoning/land.hpp"

namespace maillage {
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

void doubt_other_perimeters(LevelFigures& epci, const Geography& geography, Day at,
                            Diagnostics& diagnostics) {
  const Crosswalk* const to_epci = crosswalk_to(geography, Level::epci);
  if (to_epci == nullptr || geography.epci_history == nullptr || geography.epci_history->entries().empty())
    return;
  const Day first = geography.epci_history->known().from;
  const Day asked = at < first ? first : at;
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

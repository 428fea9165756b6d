#include "join/implausible.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "maillage/base/text.hpp"

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

}  // namespace maillage

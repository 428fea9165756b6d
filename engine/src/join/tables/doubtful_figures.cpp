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
#include "maillage/measure/running_sum.hpp"
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

constexpr std::array<Limit, 11> limits{
    {{"population", "population_total", 1.5, 200, "at most the whole population"},
     {"children_under_3", "population", 1, 50, inhabitants},
     {"caf_persons", "population", 1.5, 200, inhabitants},
     {"caf_households", "population", 1.5, 200, inhabitants},
     {"caf_children_under_3", "population", 1, 50, inhabitants},
     {"fiscal_persons", "population", 1.5, 200, inhabitants},
     {"fiscal_households", "population", 1.5, 200, inhabitants},
     {"places_total", "population", 2, 300, "places for the children of the zone"},
     {"places_eaje", "population", 2, 300, "places for the children of the zone"},
     {"places_total", "children_under_3", 20, 300, "places for the children of the zone"},
     {"caf_dependent_100", "caf_dependent_50", 1, 0, "a part of them"}}};

// Of all zones together: what is wide for one of them is not for their sum.
constexpr std::array<Limit, 3> limits_of_sums{
    {{"places_total", "children_under_3", 2, 0, "places for the children of the zones"},
     {"places_eaje", "children_under_3", 2, 0, "places for the children of the zones"},
     {"children_under_3", "population", 0.15, 0, "children of three years out of the inhabitants"}}};
constexpr std::size_t least_of_sum = 3;

// A count of more land than the commune has today may be larger than what the commune holds.
bool comparable(const Cell& count, const Cell& beside) {
  return count.is_known() && beside.is_known() && !count.marks.has(Mark::partial) &&
         !beside.marks.has(Mark::partial);
}

std::string listed_zones(const std::vector<std::string>& zones) {
  constexpr std::size_t most_listed = 10;
  const std::vector<std::string> first(
      zones.begin(), zones.begin() + static_cast<std::ptrdiff_t>(std::min(most_listed, zones.size())));
  return join(first, ", ") + (zones.size() > most_listed ? ", …" : "");
}

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
    if (!comparable(count, beside)) continue;
    if (count.bounds.lower <= limit.times * beside.bounds.upper + limit.room) continue;
    if (finding.count++ == 0) {
      finding.place.zone = figures.zoning->code(zone);
      finding.found = message("{} = {} beside {} = {}", limit.count, plain_number(count.value), limit.other,
                              plain_number(beside.value));
    }
    finding.zones.push_back(figures.zoning->code(zone));
    counts.set(zone, missing(Presence::not_available));
    // A number of poor persons was computed from it.
    if (const auto poor = figures.measures.find("poor_persons");
        limit.count == "fiscal_persons" && poor != figures.measures.end())
      poor->second.set(zone, missing(Presence::not_available));
  }
  if (finding.count == 0) return;
  if (finding.count > 1)
    finding.found = message("{} zones, {}: {}", finding.count, listed_zones(finding.zones), finding.found);
  finding.expected = term(limit.words);
  finding.advice =
      message("read as missing: a code for \"no figure\", or a figure of another column or zone?");
  diagnostics.add(std::move(finding));
}

void withhold_by_sum(LevelFigures& figures, const Limit& limit, Diagnostics& diagnostics) {
  const auto found = figures.measures.find(limit.count);
  const auto other = figures.measures.find(limit.other);
  if (found == figures.measures.end() || other == figures.measures.end()) return;
  Measure& counts = found->second;
  RunningSum sum, beside;
  std::vector<std::size_t> zones;
  for (std::size_t zone = 0; zone < counts.size(); ++zone) {
    if (!comparable(counts.at(zone), other->second.at(zone))) continue;
    sum.add(counts.at(zone).bounds.lower);
    beside.add(other->second.at(zone).bounds.upper);
    zones.push_back(zone);
  }
  if (zones.size() < least_of_sum || sum.value() <= limit.times * beside.value()) return;
  Diagnostic finding{
      .severity = Severity::problem,
      .code = "implausible-sum",
      .place = {.file = counts.info.source, .column = counts.info.code},
      .found = message("{} = {} beside {} = {}, in {} together", limit.count, plain_number(tidy(sum.value())),
                       limit.other, plain_number(tidy(beside.value())), counted(zones.size(), "zone")),
      .expected = term(limit.words),
      .advice = message("read as missing in all of them: is it another column, or two exchanged?"),
      .count = static_cast<std::int64_t>(zones.size())};
  for (const std::size_t zone : zones) {
    finding.zones.push_back(figures.zoning->code(zone));
    counts.set(zone, missing(Presence::not_available));
  }
  diagnostics.add(std::move(finding));
}

// Of one table the municipal population is a part of the whole one, and most of it: where nobody lives beside
// hundreds, or more than all, it is not known which of the two is wrong.
void withhold_populations(LevelFigures& figures, Diagnostics& diagnostics) {
  const auto municipal = figures.measures.find("population");
  const auto total = figures.measures.find("population_total");
  if (municipal == figures.measures.end() || total == figures.measures.end()) return;
  const bool of_one_table = municipal->second.info.source == total->second.info.source;
  Diagnostic finding{.severity = Severity::problem,
                     .code = "implausible-population",
                     .place = {.file = municipal->second.info.source, .column = "population"},
                     .count = 0};
  constexpr double room = 200;
  for (std::size_t zone = 0; zone < municipal->second.size(); ++zone) {
    const Cell part = municipal->second.at(zone), all = total->second.at(zone);
    if (!comparable(part, all)) continue;
    const bool above = of_one_table && part.bounds.lower > all.bounds.upper;
    const bool below = all.bounds.lower > 3 * part.bounds.upper + room;
    if (!above && !below) continue;
    if (finding.count++ == 0) {
      finding.place.zone = figures.zoning->code(zone);
      finding.found = message("{} = {} beside {} = {}", municipal->first, plain_number(part.value),
                              total->first, plain_number(all.value));
    }
    finding.zones.push_back(figures.zoning->code(zone));
    municipal->second.set(zone, missing(Presence::not_available));
    total->second.set(zone, missing(Presence::not_available));
  }
  if (finding.count == 0) return;
  finding.expected = message("a municipal population that is most of the whole one, and no more than it");
  finding.advice = message("both are read as missing: are two columns exchanged, or is a figure cut?");
  diagnostics.add(std::move(finding));
}

// Of two years a part may be larger than the whole.
bool of_one_year(const LevelFigures& figures, const Ratio& ratio) {
  const Measure* part = find_measure(figures, ratio.numerator);
  const Measure* whole = find_measure(figures, ratio.denominator);
  return part != nullptr && whole != nullptr &&
         (!part->info.observed || !whole->info.observed ||
          year_of(*part->info.observed) == year_of(*whole->info.observed));
}

}  // namespace

void withhold_implausible(LevelFigures& figures, std::span<const Indicator> indicators,
                          Diagnostics& diagnostics) {
  withhold_populations(figures, diagnostics);
  for (const Limit& limit : limits) withhold(figures, limit, diagnostics);
  for (const Indicator& indicator : indicators)
    if (indicator.ratio && indicator.ratio->relation == Relation::part_of_whole &&
        of_one_year(figures, *indicator.ratio))
      withhold(figures, {indicator.ratio->numerator, indicator.ratio->denominator, 1, 0, "a part of them"},
               diagnostics);
  for (const Limit& limit : limits_of_sums) withhold_by_sum(figures, limit, diagnostics);
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

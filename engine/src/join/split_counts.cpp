#include "join/split_counts.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "join/levels.hpp"
#include "maillage/measure/cell_sum.hpp"

namespace maillage {
namespace {

bool is_taken_elsewhere(const LevelFigures& known_figures, const std::string& code, std::uint32_t zone) {
  const Measure* before = find_measure(known_figures, code);
  return before != nullptr && before->at(zone).presence != Presence::no_match;
}

std::optional<std::uint32_t> group_of_all(const SplitCount& split,
                                          const std::vector<std::uint32_t>& group_of) {
  const std::uint32_t group = group_of[split.targets.front()];
  const auto is_inside = [&](std::uint32_t zone) { return group_of[zone] == group; };
  return group != outside && std::ranges::all_of(split.targets, is_inside) ? std::optional(group)
                                                                           : std::nullopt;
}

// The total of a group: communes without splits as they are, the others by what they have besides them.
Cell total_of(std::uint32_t group, const std::vector<std::uint32_t>& group_of, const Measure& communes,
              const SplitCounts::OfMeasure& splits) {
  CellSum sum;
  for (std::uint32_t zone = 0; zone < group_of.size(); ++zone) {
    if (group_of[zone] != group) continue;
    const auto own = splits.own.find(zone);
    if (own == splits.own.end())
      sum.add(communes.at(zone));
    else if (own->second)
      sum.add(*own->second);
  }
  for (const SplitCount& split : splits.splits) {
    if (group_of_all(split, group_of)) {
      if (group_of[split.targets.front()] == group) sum.add(split.whole);
      continue;
    }
    for (std::size_t i = 0; i < split.targets.size(); ++i)
      if (group_of[split.targets[i]] == group)
        sum.add(i == 0 ? main_heir_of(split.whole) : piece_of(split.whole, Presence::no_match));
  }
  return sum.cell();
}

void put_right(LevelFigures& level, const std::string& code, std::size_t zone, const Cell& total) {
  const auto rebuilt = level.rebuilt.find(code);
  if (rebuilt == level.rebuilt.end()) return;
  const auto merged = level.measures.find(code);
  const Cell before = rebuilt->second.at(zone);
  const bool stands = merged != level.measures.end() && merged->second.at(zone).presence == before.presence &&
                      merged->second.at(zone).bounds == before.bounds;
  rebuilt->second.set(zone, total);
  if (stands) merged->second.set(zone, total);
  const auto share = level.known_share.find(code);
  if (share != level.known_share.end() && total.is_known() && !total.marks.has(Mark::partial))
    share->second.set(zone, known(100));
}

// A column made anew stores bounds only when some cell still needs them.
void store_anew(MeasureMap& measures) {
  for (auto& [code, measure] : measures) {
    Measure result(measure.info, measure.kind, measure.size());
    for (std::size_t zone = 0; zone < result.size(); ++zone) result.set(zone, measure.at(zone));
    measure = std::move(result);
  }
}

bool is_whole(const Measure* measure, std::size_t zone) {
  return measure != nullptr && measure->at(zone).is_known() && !measure->at(zone).marks.has(Mark::partial);
}

// A rate rebuilt from totals that have been put right.
void put_rates_right(LevelFigures& level, std::span<const Indicator> indicators,
                     const std::set<std::pair<std::string, std::size_t>>& corrected) {
  for (const Indicator& indicator : indicators) {
    if (!indicator.ratio) continue;
    const Ratio& parts = *indicator.ratio;
    const auto rate = level.rebuilt.find(indicator.info.code);
    const auto numerator = level.rebuilt.find(parts.numerator),
               denominator = level.rebuilt.find(parts.denominator);
    if (rate == level.rebuilt.end() || numerator == level.rebuilt.end() || denominator == level.rebuilt.end())
      continue;
    for (std::size_t zone = 0; zone < rate->second.size(); ++zone) {
      if (!corrected.contains({parts.numerator, zone}) && !corrected.contains({parts.denominator, zone}))
        continue;
      if (!is_whole(&numerator->second, zone) || !is_whole(&denominator->second, zone)) continue;
      Cell cell = ratio(numerator->second.at(zone), denominator->second.at(zone), parts.per);
      if (parts.relation == Relation::part_of_whole)
        cell.bounds.upper = std::min(cell.bounds.upper, parts.per);
      rate->second.set(zone, cell);
      const auto share = level.known_share.find(indicator.info.code);
      if (share != level.known_share.end()) share->second.set(zone, known(100));
    }
  }
}

}  // namespace

void note_splits(const Measure& measure, const CommuneJoin& join, const LevelFigures& known_figures,
                 SplitCounts& splits) {
  if (measure.kind != Kind::count || join.cuts.empty()) return;
  const std::string& code = measure.info.code;
  std::set<std::uint32_t> kept;  // source zones
  std::vector<SplitCount> found;
  for (const Cut& cut : join.cuts) {
    const auto taken = [&](std::uint32_t zone) { return is_taken_elsewhere(known_figures, code, zone); };
    if (cut.targets.size() < 2 || cut.lost || std::ranges::any_of(cut.targets, taken)) continue;
    kept.insert(cut.source);
    found.push_back({cut.targets, measure.at(cut.source)});
  }
  SplitCounts::OfMeasure& of_measure = splits.of[code];
  for (const SplitCount& split : found) {
    for (const std::uint32_t zone : split.targets) {
      of_measure.own[zone] = own_count(measure, join, zone, kept);
    }
    of_measure.splits.push_back(split);
  }
}

void compose_splits(const Geography& geography, const StudyFigures& figures,
                    std::span<const Indicator> indicators, std::map<Level, LevelFigures>& levels) {
  for (auto& [level, above] : levels) {
    if (level == Level::commune) continue;
    const Crosswalk& crosswalk = *crosswalk_to(geography, level);
    const std::vector<std::uint32_t> group_of = whole_targets(crosswalk);
    std::set<std::pair<std::string, std::size_t>> corrected;
    for (const auto& [code, splits] : figures.splits.of) {
      const Measure* communes = find_measure(figures.communes, code);
      if (communes == nullptr) continue;
      std::set<std::uint32_t> groups;
      for (const SplitCount& split : splits.splits)
        if (const auto group = group_of_all(split, group_of)) groups.insert(*group);
      for (const std::uint32_t group : groups) {
        const auto zone = above.zoning->find(crosswalk.to()->code(group));
        if (!zone) continue;
        put_right(above, code, *zone, total_of(group, group_of, *communes, splits));
        corrected.insert({code, *zone});
      }
    }
    put_rates_right(above, indicators, corrected);
    if (!corrected.empty()) {
      store_anew(above.measures);
      store_anew(above.rebuilt);
    }
  }
}

}  // namespace maillage

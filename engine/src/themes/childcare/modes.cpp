#include "themes/childcare/modes.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "maillage/themes/childcare.hpp"

namespace maillage {
namespace {

struct Candidate {
  std::string_view mode;
  Cell cell;
};

bool any_known(const Measure* measure) {
  if (measure == nullptr) return false;
  for (std::size_t zone = 0; zone < measure->size(); ++zone)
    if (measure->at(zone).is_known()) return true;
  return false;
}

const Measure* find(const MeasureMap& rates, std::string_view mode) {
  const auto found = rates.find(mode);
  return found == rates.end() ? nullptr : &found->second;
}

bool whole(const Cell& cell) {
  return cell.is_known() && !cell.marks.has(Mark::partial);
}

// Places rank the modes as rates do and are not rounded: they are preferred when all are known.
std::vector<Candidate> candidates_at(const LevelFigures& figures, const MeasureMap& rates,
                                     const std::vector<std::string_view>& modes, std::size_t zone,
                                     Cell& total) {
  std::vector<Candidate> places, shares;
  bool all_places = true;
  for (const std::string_view mode : modes) {
    const Measure* place = find_measure(figures, fmt::format("places_{}", mode));
    places.push_back({mode, place != nullptr ? place->at(zone) : missing(Presence::not_available)});
    all_places = all_places && whole(places.back().cell);
    const Measure* rate = find(rates, mode);
    shares.push_back({mode, rate != nullptr ? rate->at(zone) : missing(Presence::not_available)});
  }
  total = missing(Presence::not_available);
  if (all_places) return places;
  if (const Measure* rate = find(rates, "total")) total = rate->at(zone);
  return shares;
}

// A mode that is not known has at most what the others leave of the total.
void bound_by_total(std::vector<Candidate>& candidates, const Cell& total) {
  double lower = 0;
  for (const Candidate& candidate : candidates) lower += candidate.cell.bounds.lower;
  for (Candidate& candidate : candidates) {
    if (whole(candidate.cell) || !whole(total)) continue;
    const double left = total.bounds.upper - (lower - candidate.cell.bounds.lower);
    candidate.cell.bounds.upper =
        std::max(candidate.cell.bounds.lower, std::min(candidate.cell.bounds.upper, left));
  }
}

// The label, or nothing when there is no place at all.
std::string_view winner(const std::vector<Candidate>& candidates) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < candidates.size(); ++i)
    if (candidates[i].cell.bounds.lower > candidates[best].cell.bounds.lower) best = i;
  const Bounds& top = candidates[best].cell.bounds;
  bool tie = false;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i == best) continue;
    const Bounds& other = candidates[i].cell.bounds;
    if (other.upper < top.lower) continue;
    if (!other.exact() || !top.exact() || other.upper > top.lower) return "uncertain";
    tie = true;
  }
  if (top.upper == 0) return {};
  return tie ? "tie" : candidates[best].mode;
}

}  // namespace

DominantModes dominant_modes(const LevelFigures& figures, const MeasureMap& rates) {
  const bool leaves = any_known(find(rates, "eaje_psu")) || any_known(find(rates, "eaje_other")) ||
                      any_known(find_measure(figures, "places_eaje_psu")) ||
                      any_known(find_measure(figures, "places_eaje_other"));
  DominantModes result;
  result.four_modes =
      !leaves && (any_known(find(rates, "eaje")) || any_known(find_measure(figures, "places_eaje")));
  const std::vector<std::string_view> modes =
      result.four_modes ? std::vector<std::string_view>{"eaje", "preschool", "childminder", "home"}
                        : std::vector<std::string_view>(childcare_modes.begin(), childcare_modes.end());
  std::vector<std::string> labels(modes.begin(), modes.end());
  labels.insert(labels.end(), {"tie", "uncertain"});
  result.category = Category(
      {.code = "dominant_mode", .label = "Mode d'accueil dominant", .short_name = "mode", .unit = ""}, labels,
      figures.zoning->size());
  for (std::size_t zone = 0; zone < figures.zoning->size(); ++zone) {
    Cell total;
    std::vector<Candidate> candidates = candidates_at(figures, rates, modes, zone, total);
    bool some = false;
    for (const Candidate& candidate : candidates) some = some || whole(candidate.cell);
    if (!some) {
      result.category.set_missing(zone, candidates.front().cell.presence == Presence::known
                                            ? Presence::not_available
                                            : candidates.front().cell.presence);
      continue;
    }
    bound_by_total(candidates, total);
    const std::string_view label = winner(candidates);
    if (label.empty())
      result.category.set_missing(zone, Presence::not_applicable);
    else
      result.category.set(zone, label);
  }
  return result;
}

}  // namespace maillage

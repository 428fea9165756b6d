#include "run/change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr std::string_view suffix = "_change";

[[noreturn]] void refuse(const Run& run, const Message& why) {
  throw Error(Failure::usage, message("{}: {}", run.study.file.string(), why));
}

const RunLayer* same_layer(const Run& run, const Layer& layer) {
  const auto found = std::ranges::find_if(
      run.layers, [&](const RunLayer& other) { return other.layer.name() == layer.name(); });
  return found == run.layers.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_absent(const Run& later, const Run& earlier, const RunLayer& shown,
                                const std::string& column) {
  refuse(later, message("\"{}\" by {} has no figure for {}: add a source of that day to `sources`", column,
                        shown.layer.zoning->level().code, earlier.study.at));
}

// The figures of the two days are of two days.
void require_two_days(const Run& later, const Run& earlier, const ColumnInfo& now, const ColumnInfo& then) {
  const Day since = earlier.study.at;
  if (!now.observed || !then.observed)
    refuse(later,
           message("\"{}\": nothing says of which day the figures of {} are: state it, observed = …, in "
                   "`sources`",
                   now.code, now.observed ? then.source : now.source));
  if (*now.observed == *then.observed)
    refuse(later, message("\"{}\" is of {} ({}) on both days: name a source for each, the later one first",
                          now.code, *now.observed, now.source));
  if (*then.observed > since)
    refuse(later, message("\"{}\" has no figure as old as {}: the oldest is of {}", now.code, since,
                          *then.observed));
}

// Rows of communes that the list of today does not have, and nothing to follow them by.
void require_same_communes(const Run& later, const Run& run, const ColumnInfo& info) {
  if (later.geography.has_history) return;
  for (const Account& account : run.accounts)
    if (account.level == Level::commune && !account.unmatched.empty() &&
        info.source.find(account.file) != std::string::npos)
      refuse(later,
             message("\"{}\": {} in {} of communes that {} does not have, {} for example: the two days have "
                     "different communes; add the movements of the COG to `sources`",
                     info.code, counted(account.unmatched.size(), "row"), account.file,
                     later.geography.edition, account.unmatched.front().code));
}

bool is_published(const Run& run, const Level& level, const std::string& column) {
  const auto figures = run.figures.published.find(level);
  return figures != run.figures.published.end() && find_measure(figures->second, column) != nullptr;
}

// All years of a file are on the zones of the day that the study states for it.
bool is_of_one_vintage(const Run& run, const ColumnInfo& now, const ColumnInfo& then) {
  if (now.source != then.source) return false;
  return std::ranges::any_of(run.study.sources, [&](const SourceSpec& source) {
    return source.given == now.source && source.vintage.has_value();
  });
}

void require_known_perimeters(const Run& later, const Run& earlier, const RunLayer& shown,
                              const ColumnInfo& now, const ColumnInfo& then) {
  const Level& level = shown.layer.zoning->level();
  const bool by_epci = level == Level::epci &&
                       (is_published(later, level, now.code) || is_published(earlier, level, now.code));
  if (!by_epci || is_of_one_vintage(later, now, then)) return;
  const Period known = later.geography.epci_history->known();
  for (const ColumnInfo* info : {&then, &now})
    if (later.geography.epci_history->entries().empty() || *info->observed < known.from)
      refuse(
          later,
          message("\"{}\" is published by EPCI, and no table says which communes the EPCI had on {}: two "
                  "territories might be compared; add the table of EPCI of that day to `sources`, or state "
                  "the day of the zones of {}, vintage = …, when all its years are on them",
                  now.code, *info->observed, info->source));
}

// Published for communes that the EPCI no longer has, or did not have yet.
bool is_of_other_ground(const Cell& cell) {
  return cell.is_known() && cell.marks.has(Mark::estimated) && cell.bounds == any_count;
}

Cell growth(const Cell& later, const Cell& earlier) {
  constexpr double percent = 100;
  Cell cell = ratio(later, earlier, percent);
  if (!cell.is_known()) return missing(Presence::not_available);
  cell.value -= percent;
  cell.bounds.lower -= percent;
  cell.bounds.upper -= percent;
  return cell;
}

Measure change_in(const Measure& now, const Measure& then, const Layer& layer, const Layer& before,
                  std::vector<std::string>& other_ground) {
  const bool is_count = now.kind == Kind::count;
  Measure change(now.info, Kind::intensive, now.size());
  change.info.code = change_code(now.info.code);
  change.info.unit = is_count ? "percent" : now.info.unit == "percent" ? "points" : now.info.unit;
  if (is_count) change.info.decimals = 1;
  change.info.source += "; " + then.info.source;
  for (std::size_t zone = 0; zone < now.size(); ++zone) {
    const auto place = before.zoning->find(layer.zoning->code(zone));
    const Cell later = now.at(zone), earlier = place ? then.at(*place) : missing(Presence::no_match);
    if (is_of_other_ground(later) || is_of_other_ground(earlier)) {
      other_ground.push_back(layer.zoning->code(zone));
      change.set(zone, missing(Presence::not_applicable, any_number));
    } else if (!later.is_known() || !earlier.is_known()) {
      const Presence why = later.is_known() ? earlier.presence : later.presence;
      change.set(zone, missing(why == Presence::not_applicable ? Presence::not_available : why, any_number));
    } else {
      change.set(zone, is_count ? growth(later, earlier) : subtract(later, earlier));
    }
  }
  return change;
}

// How far inside a zone is: 2 wholly, 1 in part, 0 not at all, nothing when it is unknown.
using Degree = std::optional<int>;

Degree degree_of(std::string_view column, const Category& category, std::size_t zone) {
  if (!category.index(zone)) return std::nullopt;
  const std::string_view label = category.label(zone);
  if (column != "ctg_status") return label == "not_classified" ? 0 : 2;
  if (label == "unknown") return std::nullopt;
  if (label == "covered" || label == "expiring" || label == "commune_only") return 2;
  return label == "partly_covered" || label == "partly" ? 1 : 0;
}

std::string_view movement(Degree before, Degree after) {
  if (!before || !after) return "unknown";
  if (*after > *before) return "entered";
  if (*after < *before) return "left";
  return *after == 2 ? "inside" : *after == 1 ? "partly" : "outside";
}

Category change_in(const Category& now, const Category& then, const Layer& layer, const Layer& before) {
  Category change(now.info, {"entered", "left", "inside", "partly", "outside", "unknown"}, now.size());
  change.info.code = change_code(now.info.code);
  if (now.info.source != then.info.source) change.info.source += "; " + then.info.source;
  for (std::size_t zone = 0; zone < now.size(); ++zone) {
    const auto place = before.zoning->find(layer.zoning->code(zone));
    const Degree earlier = place ? degree_of(now.info.code, then, *place) : std::nullopt;
    change.set(zone, movement(earlier, degree_of(now.info.code, now, zone)));
  }
  return change;
}

constexpr std::array<std::string_view, 3> in_and_out{"ctg_status", "zrr", "frr"};

}  // namespace

std::string change_code(const std::string& column) {
  return column + std::string(suffix);
}

bool is_change(const ColumnInfo& info) {
  return info.code.ends_with(suffix);
}

std::shared_ptr<const Change> change_of(const Run& later, const Run& earlier, const RunLayer& shown,
                                        const std::string& column) {
  const RunLayer* before = same_layer(earlier, shown.layer);
  if (before == nullptr) refuse_absent(later, earlier, shown, column);
  auto change = std::make_shared<Change>();
  Layer& layer = change->layer.layer;
  layer = {.theme = shown.layer.theme,
           .zoning = shown.layer.zoning,
           .style = change_code(column),
           .title = shown.layer.title,
           .theme_title = shown.layer.theme_title,
           .lang = shown.layer.lang};
  change->layer.shapes = shown.shapes;
  if (const Measure* now = find_measure(shown.layer, column)) {
    const Measure* then = find_measure(before->layer, column);
    if (then == nullptr) refuse_absent(later, earlier, shown, column);
    require_two_days(later, earlier, now->info, then->info);
    require_same_communes(later, later, now->info);
    require_same_communes(later, earlier, then->info);
    require_known_perimeters(later, earlier, shown, now->info, then->info);
    change->before = *then->info.observed;
    change->after = *now->info.observed;
    layer.columns.emplace_back(change_in(*now, *then, shown.layer, before->layer, change->other_ground));
    return change;
  }
  const Category* now = find_category(shown.layer, column);
  const Category* then = find_category(before->layer, column);
  if (std::ranges::find(in_and_out, column) == in_and_out.end())
    refuse(later,
           message("\"{}\" is a category without entries and exits: a change is drawn of figures, and of {}",
                   column, fmt::format("{}", fmt::join(in_and_out, ", "))));
  if (then == nullptr) refuse_absent(later, earlier, shown, column);
  change->before = then->info.observed.value_or(earlier.study.at);
  change->after = now->info.observed.value_or(later.study.at);
  layer.columns.emplace_back(change_in(*now, *then, shown.layer, before->layer));
  return change;
}

}  // namespace maillage

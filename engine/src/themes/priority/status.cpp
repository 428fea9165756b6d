#include "themes/priority/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "maillage/zoning/carry.hpp"

namespace maillage {
namespace {

// Status of every commune, or nothing when its status is not known.
std::vector<std::optional<ZoneStatus>> zone_statuses(const LevelFigures& communes,
                                                     const StatusScheme& scheme) {
  const Category& status = *find_category(communes, scheme.category);
  const Category* partly = find_category(communes, scheme.category + "_partly");
  std::vector<std::optional<ZoneStatus>> result(status.size());
  for (std::size_t zone = 0; zone < status.size(); ++zone) {
    if (!status.index(zone)) continue;
    const auto label = std::ranges::find(scheme.labels, status.label(zone), &StatusLabel::code);
    ZoneStatus zone_status = label == scheme.labels.end() ? ZoneStatus::outside_zone : label->zone_status;
    if (zone_status == ZoneStatus::inside && partly != nullptr && partly->label(zone) == "partly")
      zone_status = ZoneStatus::partly;
    result[zone] = zone_status;
  }
  return result;
}

// What each commune brings to the zone, of its whole (itself, its inhabitants, its area).
Measure brought(const Measure& whole, const Category& status,
                const std::vector<std::optional<ZoneStatus>>& zone_status) {
  Measure result(whole.info, Kind::count, whole.size());
  for (std::size_t zone = 0; zone < whole.size(); ++zone) {
    const Cell all = whole.at(zone);
    if (!zone_status[zone])
      result.set(zone, missing(status.presence(zone), {0, all.bounds.upper}));
    else if (*zone_status[zone] == ZoneStatus::inside)
      result.set(zone, all);
    else if (*zone_status[zone] == ZoneStatus::partly)
      result.set(zone, known(0, {0, all.bounds.upper}, Mark::partial));
    else
      result.set(zone, known(0));
  }
  return result;
}

// Former communes of different details that merged may share their status and no detail: a detail that
// is apart from the status of its commune is none ("mixed").
bool agrees(const StatusLabel& detail, const std::optional<ZoneStatus>& zone_status) {
  return !zone_status || *zone_status == detail.zone_status;
}

Measure count_detail(const Category& category, const StatusLabel& label,
                     const std::vector<std::optional<ZoneStatus>>& zone_status) {
  Measure result({.source = category.info.source}, Kind::count, category.size());
  for (std::size_t zone = 0; zone < category.size(); ++zone) {
    const bool counts = category.label(zone) == label.code && agrees(label, zone_status[zone]);
    result.set(zone, category.index(zone) ? known(counts ? 1 : 0) : missing(category.presence(zone), {0, 1}));
  }
  return result;
}

Measure count_mixed(const Category& category, const std::vector<StatusLabel>& labels,
                    const std::vector<std::optional<ZoneStatus>>& zone_status) {
  Measure result({.source = category.info.source}, Kind::count, category.size());
  for (std::size_t zone = 0; zone < category.size(); ++zone) {
    const bool is_listed = std::ranges::any_of(labels, [&](const StatusLabel& label) {
      return category.label(zone) == label.code && agrees(label, zone_status[zone]);
    });
    result.set(zone,
               category.index(zone) ? known(is_listed ? 0 : 1) : missing(category.presence(zone), {0, 1}));
  }
  return result;
}

struct Whole {
  std::string_view code;
  std::string_view label;
  std::string_view unit;
  std::string_view count_short;
  std::string_view share_short;
  int decimals;
};
constexpr std::array<Whole, 3> wholes{{{"communes", "communes", "communes", "com", "tco", 0},
                                       {"population", "habitants", "inhabitants", "pop", "tpo", 0},
                                       {"area", "superficie (km²)", "km2", "km2", "tkm", 3}}};

std::optional<Measure> whole_of(const LevelFigures& communes, std::string_view code) {
  if (code == "communes") return ones(communes.zoning->size());
  const Measure* measure = find_measure(communes, code);
  if (measure == nullptr) return std::nullopt;
  if (code != "area") return *measure;
  Measure scaled = *measure;
  for (std::size_t zone = 0; zone < scaled.size(); ++zone) {
    Cell cell = measure->at(zone);
    cell.value /= 1e6;
    cell.bounds = {cell.bounds.lower / 1e6, cell.bounds.upper / 1e6};
    scaled.set(zone, cell);
  }
  return scaled;
}

void add_whole(Layer& layer, const Crosswalk& crosswalk, const StatusScheme& scheme, const Whole& whole,
               const Measure& all, const Category& status,
               const std::vector<std::optional<ZoneStatus>>& zone_status) {
  const Measure part = brought(all, status, zone_status);
  const std::string code = fmt::format("{}_{}", scheme.category, whole.code);
  Measure counted_in = renamed(carry(part, crosswalk).measure,
                               {.code = code,
                                .label = fmt::format("{}, {}", scheme.title, whole.label),
                                .short_name = fmt::format("{}_{}", scheme.category, whole.count_short),
                                .unit = std::string(whole.unit),
                                .decimals = whole.decimals});
  if (counted_in.info.source.empty()) counted_in.info.source = status.info.source;
  if (whole.code == "communes") counted_in.info.observed = status.info.observed;
  ColumnInfo share{.code = code + "_share",
                   .label = fmt::format("{}, part : {}", scheme.title, whole.label),
                   .short_name = fmt::format("{}_{}", scheme.category, whole.share_short),
                   .unit = "percent",
                   .observed = status.info.observed,
                   .source = status.info.source,
                   .decimals = 1};
  if (whole.code == "area") share.label = fmt::format("{}, part de la superficie", scheme.title);
  Measure shares(std::move(share), Kind::rate, counted_in.size());
  const Measure in_all = carry(all, crosswalk).measure;
  for (std::size_t zone = 0; zone < shares.size(); ++zone)
    shares.set(zone, share_of_whole(counted_in.at(zone), in_all.at(zone)));
  layer.columns.emplace_back(std::move(counted_in));
  layer.columns.emplace_back(std::move(shares));
}

void add_label_counts(Layer& layer, const Crosswalk& crosswalk, const StatusScheme& scheme,
                      const Category& category, const std::vector<StatusLabel>& labels,
                      const std::vector<std::optional<ZoneStatus>>& zone_status) {
  const auto add = [&](const Measure& counted_in, const std::string& code, const std::string& words,
                       std::size_t number) {
    Measure count = renamed(carry(counted_in, crosswalk).measure,
                            {.code = fmt::format("{}_{}", category.info.code, code),
                             .label = fmt::format("{} : communes {}", scheme.title, words),
                             .short_name = fmt::format("{}_d{}", scheme.category, number),
                             .unit = "communes"});
    count.info.observed = category.info.observed;
    layer.columns.emplace_back(std::move(count));
  };
  std::size_t number = 0;
  for (const StatusLabel& label : labels) {
    ++number;
    if (std::ranges::find(category.labels(), label.code) != category.labels().end())
      add(count_detail(category, label, zone_status), label.code, label.many, number);
  }
  add(count_mixed(category, labels, zone_status), "mixed", "de modalités mêlées", 0);
}

void add_category(Layer& layer, const LevelFigures& communes, const Crosswalk& crosswalk,
                  const Category& category, std::string_view short_name) {
  Category shown = crosswalk.from() == crosswalk.to()
                       ? category
                       : carry(category, crosswalk, ones(communes.zoning->size())).category;
  shown.info.short_name = std::string(short_name);
  layer.columns.emplace_back(std::move(shown));
}

}  // namespace

Cell share_of_whole(const Cell& part, const Cell& whole) {
  Cell share = ratio(part, whole);
  share.bounds.upper = std::min(share.bounds.upper, 100.0);
  share.bounds.lower = std::min(share.bounds.lower, share.bounds.upper);
  if (share.is_known()) share.value = std::clamp(share.value, share.bounds.lower, share.bounds.upper);
  return share;
}

Measure ones(std::size_t size) {
  Measure result({.code = "communes", .label = "Communes", .short_name = "ncom", .unit = "communes"},
                 Kind::count, size);
  for (std::size_t zone = 0; zone < size; ++zone) result.set(zone, known(1));
  return result;
}

void add_status_columns(Layer& layer, const LevelFigures& communes, const Crosswalk& crosswalk,
                        const StatusScheme& scheme) {
  const Category* status = find_category(communes, scheme.category);
  if (status == nullptr) return;
  const Category* detail = scheme.detail.empty() ? nullptr : find_category(communes, scheme.detail);
  const auto zone_status = zone_statuses(communes, scheme);
  add_category(layer, communes, crosswalk, *status, scheme.category);
  if (crosswalk.from() == crosswalk.to()) {
    if (detail != nullptr) add_category(layer, communes, crosswalk, *detail, scheme.category + "_det");
    return;
  }
  for (const Whole& whole : wholes)
    if (const auto all = whole_of(communes, whole.code))
      add_whole(layer, crosswalk, scheme, whole, *all, *status, zone_status);
  Measure partly({.code = scheme.category + "_partly_communes",
                  .label = scheme.title + ", communes en partie",
                  .short_name = scheme.category + "_par",
                  .unit = "communes",
                  .source = status->info.source},
                 Kind::count, zone_status.size());
  for (std::size_t zone = 0; zone < zone_status.size(); ++zone)
    partly.set(zone, zone_status[zone] ? known(*zone_status[zone] == ZoneStatus::partly ? 1 : 0)
                                       : missing(status->presence(zone), {0, 1}));
  layer.columns.emplace_back(carry(partly, crosswalk).measure);
  if (detail != nullptr)
    add_label_counts(layer, crosswalk, scheme, *detail, scheme.details, zone_status);
  else
    add_label_counts(layer, crosswalk, scheme, *status, scheme.labels, zone_status);
}

}  // namespace maillage

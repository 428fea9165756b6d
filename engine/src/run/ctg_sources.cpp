#include "run/ctg_sources.hpp"

#include <algorithm>
#include <optional>

#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/join/inputs.hpp"

namespace maillage {
namespace {

bool is_list_of_communes(const std::optional<Recognition>& head) {
  return head && head->layout->kind == SourceKind::zones && head->layout->level == Level::commune;
}

// The list of communes gives départements and régions; any other group may come from any table.
bool gives_group(const BoundColumn& column) {
  const Level& level = column.rule->level;
  return column.rule->role == "parent" && level != Level::departement && level != Level::region;
}

// The total population is none that is counted, yet a table of it may withhold the municipal one.
bool gives_count(const BoundColumn& column) {
  if (column.rule->role != "measure") return false;
  const std::string& code = column.rule->info.code;
  return code == "population" || code == "population_total" ||
         std::ranges::count(counts_of_children, code) > 0 ||
         std::ranges::count(counts_of_households, code) > 0;
}

bool is_used(const Recognition& head, bool draws) {
  switch (head.layout->kind) {
    case SourceKind::boundaries:
      if (draws && head.layout->level == Level::commune) return true;
      break;
    case SourceKind::indicators:
    case SourceKind::statuses:
      break;
    default:
      return true;
  }
  return std::ranges::any_of(head.columns, gives_group) || std::ranges::any_of(head.columns, gives_count);
}

}  // namespace

CtgSources sources_of_ctg(const Study& study, const std::set<Level>& drawn) {
  const std::vector<SourceSpec>& sources = study.sources;
  if (study.geography || !study.level_columns.empty()) return {sources, {}};
  std::vector<std::optional<Recognition>> heads(sources.size());
  parallel_for(sources.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    stop_point();
    heads[i] = recognise_head(sources[i]);
  });
  if (std::ranges::none_of(heads, is_list_of_communes)) return {sources, {}};
  CtgSources found;
  for (std::size_t i = 0; i < sources.size(); ++i)
    if (!heads[i] || is_used(*heads[i], !drawn.empty()))
      found.read.push_back(sources[i]);
    else
      found.not_read.push_back(sources[i].given);
  return found;
}

}  // namespace maillage

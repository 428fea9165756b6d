#include "maillage/themes/childcare.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "themes/columns.hpp"
#include "themes/rate_sentence.hpp"

namespace maillage {
namespace {

struct DominantModes {
  Category category;
  bool four_modes = false;  // the source gives EAJE as a whole only
};

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

// What the table knows of one mode; null: nothing.
struct ModeFigures {
  std::string_view mode;
  const Measure* places = nullptr;
  const Measure* rate = nullptr;
};

Cell cell_of(const Measure* measure, std::size_t zone) {
  return measure != nullptr ? measure->at(zone) : missing(Presence::not_available);
}

// Places rank the modes as rates do and are not rounded: they are preferred when all are known.
std::vector<Candidate> candidates_at(const std::vector<ModeFigures>& modes, const Measure* rate_of_all,
                                     std::size_t zone, Cell& total) {
  std::vector<Candidate> candidates;
  candidates.reserve(modes.size());
  bool all_places = true;
  for (const ModeFigures& figures : modes) {
    candidates.push_back({figures.mode, cell_of(figures.places, zone)});
    all_places = all_places && whole(candidates.back().cell);
  }
  total = missing(Presence::not_available);
  if (all_places) return candidates;
  for (std::size_t i = 0; i < modes.size(); ++i) candidates[i].cell = cell_of(modes[i].rate, zone);
  total = cell_of(rate_of_all, zone);
  return candidates;
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

// `rates` are the rate columns of the layer, by suffix.
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
  std::vector<ModeFigures> known;
  for (const std::string_view mode : modes)
    known.push_back({mode, find_measure(figures, fmt::format("places_{}", mode)), find(rates, mode)});
  const Measure* const rate_of_all = find(rates, "total");
  for (std::size_t zone = 0; zone < figures.zoning->size(); ++zone) {
    Cell total;
    std::vector<Candidate> candidates = candidates_at(known, rate_of_all, zone, total);
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

const Indicator& entry(std::span<const Indicator> indicators, std::string_view code) {
  if (const Indicator* found = find_indicator(indicators, code)) return *found;
  throw Error(Failure::internal, fmt::format("childcare: no indicator is called {}", code));
}

constexpr std::string_view rate_unit = "places per 100 children under 3";

Measure comparison(std::string_view code, std::string_view label, std::string_view short_name,
                   const std::optional<ReferenceRate>& reference, const Measure& rates) {
  Measure result({.code = std::string(code),
                  .label = std::string(label),
                  .short_name = std::string(short_name),
                  .unit = "ratio",
                  .observed = rates.info.observed,
                  .source = reference ? reference->source : "",
                  .decimals = 2},
                 Kind::rate, rates.size());
  for (std::size_t zone = 0; zone < rates.size(); ++zone) {
    const Cell other = reference ? reference->at(zone) : missing(Presence::not_available);
    result.set(zone, ratio(rates.at(zone), other, 1));
  }
  return result;
}

Measure gap_to_target(const std::optional<Target>& target, const Measure& rates) {
  Measure gap({.code = "gap_to_target",
               .label = "Écart à la cible (places pour 100 enfants)",
               .short_name = "ec_cibl",
               .unit = std::string(rate_unit),
               .observed = rates.info.observed,
               .source = target ? target->source : "",
               .decimals = 1},
              Kind::rate, rates.size());
  for (std::size_t zone = 0; zone < rates.size(); ++zone)
    gap.set(zone, target ? subtract(rates.at(zone), known(target->value))
                         : missing(Presence::not_available, any_number));
  return gap;
}

Cell times(const Cell& cell, double factor) {
  Cell product = cell;
  product.value *= factor;
  product.bounds = {cell.bounds.lower * factor, cell.bounds.upper * factor};
  return product;
}

Measure gap_in_places(const std::optional<Target>& target, const LevelFigures& figures,
                      const Measure& rates) {
  Measure gap({.code = "gap_to_target_places",
               .label = "Écart à la cible, en places (négatif\u202f: places manquantes)",
               .short_name = "ec_plac",
               .unit = "places",
               .observed = rates.info.observed,
               .source = target ? target->source : ""},
              Kind::count, rates.size());
  const Measure* places = find_measure(figures, "places_total");
  const Measure* children = find_measure(figures, "children_under_3");
  for (std::size_t zone = 0; zone < rates.size(); ++zone) {
    Cell cell = missing(Presence::not_available, any_number);
    if (target && places != nullptr && children != nullptr) {
      const Cell offer = places->at(zone);
      const Cell need = target->value > 0 ? times(children->at(zone), target->value / 100) : known(0);
      const bool complete = !offer.marks.has(Mark::partial) && !need.marks.has(Mark::partial);
      if (complete) cell = subtract(offer, need);
    }
    gap.set(zone, cell);
  }
  return gap;
}

std::string dated(std::string_view name, const std::optional<Day>& day) {
  return day ? fmt::format("{} ({})", name, year_of(*day)) : std::string(name);
}

void add_reference_notes(Layer& layer, const std::optional<ReferenceRate>& reference, std::string_view what,
                         Lang lang) {
  if (!reference) {
    layer.notes.push_back(say(lang, "Ratio {}: not available, given by no table nor by the study.", what));
    return;
  }
  layer.notes.push_back(say(
      lang, "Ratio {}: {}, source: {}. Both rates are rounded independently: the bounds are outer bounds.",
      what, dated(reference->name, reference->observed), reference->source));
}

void add_origin_note(Layer& layer, const Category& origins, Lang lang) {
  std::map<std::string_view, std::size_t> counts;
  for (std::size_t zone = 0; zone < origins.size(); ++zone) ++counts[origins.label(zone)];
  layer.notes.push_back(say(
      lang,
      "Total rate: {} published, {} computed (places / children), {} rebuilt as sums of the levels below, {} "
      "without a rate.",
      counts["published"], counts["computed"], counts["rebuilt"], counts["none"]));
}

// Rates that exist for a part of a zone only, too small to stand for the whole.
void report_left_out(const LevelFigures& figures, const Measure& total, Diagnostics& diagnostics) {
  const auto rebuilt = figures.rebuilt.find("rate_total");
  if (rebuilt == figures.rebuilt.end()) return;
  Diagnostic found{.severity = Severity::note, .code = "childcare-known-share", .count = 0};
  for (std::size_t zone = 0; zone < total.size(); ++zone) {
    if (total.at(zone).is_known() || !rebuilt->second.at(zone).is_known()) continue;
    if (found.count++ == 0) {
      found.place = {.column = "rate_total", .zone = figures.zoning->code(zone)};
      found.found = message("places and children known for {} % of the zone",
                            figure(figures.known_share.at("rate_total").at(zone).value, 1));
    }
    found.zones.push_back(figures.zoning->code(zone));
  }
  if (found.count == 0) return;
  found.expected = message("enough of the zone to give its rate");
  found.advice =
      message("rate_total stays empty there; rate_total_rebuilt has the rate of the part that is known");
  diagnostics.add(std::move(found));
}

}  // namespace

Layer childcare_layer(const LevelFigures& figures, std::span<const Indicator> indicators,
                      const ChildcareReferences& references, Diagnostics& diagnostics, Lang lang) {
  const std::size_t zones = figures.zoning->size();
  Layer layer{.theme = "childcare", .zoning = figures.zoning, .style = "rate_total"};
  Category origins({.code = "rate_total_origin", .label = "Origine du taux global", .short_name = "tx_orig"},
                   {"published", "computed", "rebuilt", "none"}, zones);
  MeasureMap rates;
  for (const std::string_view mode : childcare_columns) {
    const Indicator& indicator = entry(indicators, fmt::format("rate_{}", mode));
    ColumnInfo info = indicator.info;
    describe(info, figures, indicator);
    Measure rate(std::move(info), Kind::rate, zones);
    const std::vector<Chosen> chosen = choose_rates(figures, indicator, references.least_known_share);
    for (std::size_t zone = 0; zone < zones; ++zone) {
      rate.set(zone, chosen[zone].cell);
      if (mode == "total") origins.set(zone, to_string(chosen[zone].origin));
    }
    rates.emplace(mode, std::move(rate));
  }
  const Measure& total = rates.at("total");
  DominantModes dominant = dominant_modes(figures, rates);

  layer.columns.emplace_back(total);
  layer.columns.emplace_back(origins);
  if (const auto rebuilt = figures.rebuilt.find("rate_total"); rebuilt != figures.rebuilt.end()) {
    layer.columns.emplace_back(
        renamed(rebuilt->second, {.code = "rate_total_rebuilt",
                                  .label = "Taux recalculé\u202f: somme des places / somme des enfants",
                                  .short_name = "tx_recl",
                                  .unit = std::string(rate_unit),
                                  .decimals = 1}));
    layer.columns.emplace_back(renamed(figures.known_share.at("rate_total"),
                                       {.code = "rate_total_known_share",
                                        .label = "Part des habitants dont places et enfants sont connus",
                                        .short_name = "tx_part",
                                        .unit = "percent",
                                        .decimals = 1}));
  }
  for (const std::string_view mode : childcare_columns)
    if (mode != "total") layer.columns.emplace_back(rates.at(std::string(mode)));
  if (const Measure* children = find_measure(figures, "children_under_3"))
    layer.columns.emplace_back(renamed(*children, {.code = "children_under_3",
                                                   .label = "Enfants de moins de 3 ans",
                                                   .short_name = "enf03",
                                                   .unit = "children"}));
  for (const std::string_view mode : childcare_columns) {
    const Indicator& places = entry(indicators, fmt::format("places_{}", mode));
    if (const Measure* measure = find_measure(figures, places.info.code))
      layer.columns.emplace_back(renamed(*measure, places.info));
  }
  layer.columns.emplace_back(comparison("ratio_to_nation", "Rapport au taux national (1\u202f: égal)",
                                        "r_nat", references.nation, total));
  layer.columns.emplace_back(comparison("ratio_to_departement",
                                        "Rapport au taux du département (1\u202f: égal)", "r_dep",
                                        references.departement, total));
  layer.columns.emplace_back(gap_to_target(references.target, total));
  layer.columns.emplace_back(gap_in_places(references.target, figures, total));
  layer.columns.emplace_back(std::move(dominant.category));

  layer.notes.push_back(say(
      lang,
      "Coverage rate: 100 × places offered by the formal modes of childcare / children under 3. These are "
      "places, not children; a rate may exceed 100. No rate is an average of rates."));
  add_origin_note(layer, origins, lang);
  add_reference_notes(layer, references.nation, say(lang, "to the national rate"), lang);
  add_reference_notes(layer, references.departement, say(lang, "to the rate of the département"), lang);
  if (references.target)
    layer.notes.push_back(say(lang, "Target: {} places per 100 children, source: {}.",
                              figure_text(references.target->value, 1, lang), references.target->source));
  if (dominant.four_modes)
    layer.notes.push_back(
        say(lang, "Dominant mode among four: the source does not tell EAJE apart by their funding."));
  if (references.nation && references.nation->cells.size() == 1 &&
      references.nation->cells.front().is_known())
    layer.references.push_back({"rate_total", references.nation->cells.front().value,
                                dated(references.nation->name, references.nation->observed)});
  report_left_out(figures, total, diagnostics);
  return layer;
}

std::string childcare_sentence(const Layer& layer, const Layer* territory, Lang lang) {
  return rate_sentence(layer, territory,
                       {.code = "rate_total",
                        .title = say(lang, "Early childcare"),
                        .unit = say(lang, " places per 100 children under 3"),
                        .after_each = false},
                       lang);
}

}  // namespace maillage

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "maillage/base/message.hpp"
#include "maillage/themes/childcare.hpp"
#include "themes/columns.hpp"

namespace maillage {
namespace {

struct Identity {
  std::string_view whole;
  std::vector<std::string_view> parts;
};

const std::vector<Identity>& identities() {
  static const std::vector<Identity> all{{"eaje", {"eaje_psu", "eaje_other"}},
                                         {"individual", {"childminder", "home"}},
                                         {"total", {"eaje", "preschool", "individual"}}};
  return all;
}

std::string code_of(std::string_view stem, std::string_view suffix) {
  return fmt::format("{}_{}", stem, suffix);
}

std::vector<const Measure*> parts_of(const LevelFigures& figures, std::string_view stem,
                                     const Identity& identity) {
  std::vector<const Measure*> parts;
  for (const std::string_view part : identity.parts) {
    const Measure* measure = find_measure(figures, code_of(stem, part));
    if (measure == nullptr) return {};
    parts.push_back(measure);
  }
  return parts;
}

Cell sum_of(const std::vector<const Measure*>& parts, std::size_t zone) {
  std::vector<Cell> cells;
  for (const Measure* part : parts) cells.push_back(part->at(zone));
  return whole_sum(cells);
}

void report_gap(const LevelFigures& figures, const Measure& whole, const std::vector<const Measure*>& parts,
                Diagnostics& diagnostics) {
  Diagnostic found{.severity = Severity::warning, .code = "childcare-identity", .count = 0};
  double worst = 0;
  for (std::size_t zone = 0; zone < whole.size(); ++zone) {
    const Cell printed = whole.at(zone);
    const Cell sum = sum_of(parts, zone);
    if (!printed.is_known() || !sum.is_known() || overlap(printed.bounds, sum.bounds)) continue;
    ++found.count;
    found.zones.push_back(figures.zoning->code(zone));
    if (std::abs(printed.value - sum.value) <= worst) continue;
    worst = std::abs(printed.value - sum.value);
    found.place = {.column = whole.info.code, .zone = figures.zoning->code(zone)};
    found.found = message("{} printed, {} by adding its parts (the widest gap)", interval_text(printed),
                          interval_text(sum));
  }
  if (found.count == 0) return;
  found.expected = message("a whole equal to the sum of its parts, within the rounding of each");
  found.advice = message("nothing is put right: every figure stands as printed");
  diagnostics.add(std::move(found));
}

// The whole where it is missing and all its parts are known.
void complete(LevelFigures& figures, std::string_view stem, const Identity& identity,
              Diagnostics& diagnostics) {
  const auto parts = parts_of(figures, stem, identity);
  if (parts.empty()) return;
  const std::string code = code_of(stem, identity.whole);
  const bool given = figures.measures.contains(code);
  if (!given) {
    Measure whole(parts.front()->info, parts.front()->kind, parts.front()->size());
    whole.info.code = code;
    figures.measures.emplace(code, std::move(whole));
  }
  Measure& whole = figures.measures.find(code)->second;
  if (given) report_gap(figures, whole, parts, diagnostics);
  for (std::size_t zone = 0; zone < whole.size(); ++zone) {
    if (whole.at(zone).is_known()) continue;
    const Cell sum = sum_of(parts, zone);
    if (sum.is_known() || !given) whole.set(zone, sum);
  }
}

void report_rates_against_places(const LevelFigures& figures, Diagnostics& diagnostics) {
  const Measure* children = find_measure(figures, "children_under_3");
  if (children == nullptr) return;
  for (const std::string_view mode : childcare_columns) {
    const Measure* rates = find_measure(figures, code_of("rate", mode));
    const Measure* places = find_measure(figures, code_of("places", mode));
    if (rates == nullptr || places == nullptr) continue;
    Diagnostic found{.severity = Severity::warning, .code = "rate-contradicts-places", .count = 0};
    for (std::size_t zone = 0; zone < rates->size(); ++zone) {
      const Cell computed = own_rate(places->at(zone), children->at(zone), Ratio{});
      const Cell printed = rates->at(zone);
      if (!printed.is_known() || !computed.is_known() || overlap(printed.bounds, computed.bounds)) continue;
      if (found.count++ == 0) {
        found.place = {.column = rates->info.code, .zone = figures.zoning->code(zone)};
        found.found = message("{} printed, {} from places and children", interval_text(printed),
                              interval_text(computed));
      }
      found.zones.push_back(figures.zoning->code(zone));
    }
    if (found.count == 0) continue;
    found.expected = message("a published rate that its own places and children give");
    found.advice = message("places and children are perhaps of another year; the published rate is kept");
    diagnostics.add(std::move(found));
  }
}

// Places are exact or rounded, the rate is rounded: children = 100 x places / rate, between its two ends.
Cell children_between(const Cell& places, const Cell& rate) {
  const Presence why = places.is_known() ? rate.presence : places.presence;
  if (!places.is_known() || !rate.is_known()) return missing(why);
  if (places.bounds.lower <= 0)
    return missing(Presence::not_available);  // no place tells nothing of children
  const auto children = [](double of_places, double at_rate) {
    return at_rate > 0 ? 100 * of_places / at_rate : std::numeric_limits<double>::infinity();
  };
  if (rate.bounds.upper <= 0)
    return missing(Presence::not_available);  // places, but a rate of zero: contradictory
  // A quotient that somebody printed: how far it was rounded is never inferred from its decimals.
  if (rate.bounds.lower == rate.bounds.upper) {
    if (rate.value <= 0 || places.marks.has(Mark::partial)) return missing(Presence::not_available);
    return known(children(places.value, rate.value), any_count, places.marks | rate.marks | Mark::estimated);
  }
  const Bounds bounds{children(places.bounds.lower, rate.bounds.upper),
                      children(places.bounds.upper, rate.bounds.lower)};
  if (rate.value <= 0 || places.marks.has(Mark::partial)) return missing(Presence::not_available, bounds);
  return known(children(places.value, rate.value), bounds, places.marks | rate.marks | Mark::rounded);
}

// Places of one year and a rate of another give no children of either.
bool of_two_years(const Measure& places, const Measure& rate) {
  return places.info.observed && rate.info.observed && *places.info.observed != *rate.info.observed;
}

void report_two_years(const Measure& places, const Measure& rate, const LevelFigures& figures,
                      Diagnostics& diagnostics) {
  diagnostics.add({.severity = Severity::warning,
                   .code = "childcare-two-years",
                   .place = {.file = places.info.source, .column = "children_under_3"},
                   .found = message("{}: places of {}, rate of {} ({})", term(figures.zoning->level().one),
                                    *places.info.observed, *rate.info.observed, rate.info.source),
                   .expected = message("places and a rate of one day"),
                   .advice = message("the children that they give are an estimate without bounds")});
}

void bound_children(LevelFigures& figures, Diagnostics& diagnostics) {
  const Measure* places = find_measure(figures, "places_total");
  const Measure* rate = find_measure(figures, "rate_total");
  if (places == nullptr || rate == nullptr) return;
  const bool two_years = of_two_years(*places, *rate);
  bool reported = false;
  if (!figures.measures.contains("children_under_3")) {
    ColumnInfo info{.code = "children_under_3",
                    .label = "Enfants de moins de 3 ans (déduits des places et du taux publié)",
                    .short_name = "enf03",
                    .unit = "children",
                    .observed = rate->info.observed,
                    .source = rate->info.source,
                    .field = rate->info.field};
    figures.measures.emplace("children_under_3", Measure(std::move(info), Kind::count, places->size()));
  }
  Measure& children = figures.measures.find("children_under_3")->second;
  for (std::size_t zone = 0; zone < children.size(); ++zone) {
    const Cell counted = children.at(zone);
    if (counted.is_known() && !counted.marks.has(Mark::partial)) continue;
    Cell derived = children_between(places->at(zone), rate->at(zone));
    if (two_years) {
      if (!derived.is_known()) continue;
      derived = known(derived.value, any_count, derived.marks | Mark::estimated);
      if (!std::exchange(reported, true)) report_two_years(*places, *rate, figures, diagnostics);
    }
    const bool tells = derived.is_known() || derived.bounds != any_count;
    if (tells) children.set(zone, derived);
  }
}

}  // namespace

void prepare_childcare(LevelFigures& figures, Diagnostics& diagnostics) {
  for (const std::string_view mode : childcare_columns) {
    const auto rate = figures.measures.find(code_of("rate", mode));
    if (rate != figures.measures.end()) rate->second = with_declared_rounding(rate->second);
  }
  for (const std::string_view stem : {"places", "rate"})
    for (const Identity& identity : identities()) complete(figures, stem, identity, diagnostics);
  report_rates_against_places(figures, diagnostics);
  bound_children(figures, diagnostics);
}

}  // namespace maillage

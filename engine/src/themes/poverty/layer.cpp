#include "maillage/themes/poverty.hpp"

#include <fmt/format.h>

#include <utility>

#include "maillage/base/text.hpp"
#include "themes/columns.hpp"

namespace maillage {
namespace {

Cell at(const MeasureMap& measures, std::string_view code, std::size_t zone) {
  const auto found = measures.find(code);
  return found == measures.end() ? missing(Presence::not_available) : found->second.at(zone);
}

// The rate rebuilt over the communes whose persons are published; secret where none of them is.
Measure field_rate(const LevelFigures& figures) {
  Measure rate = renamed(figures.rebuilt.at("poverty_rate_field"),
                         {.code = "poverty_rate_rebuilt",
                          .label = "Taux de pauvreté recalculé, communes dont les personnes sont publiées",
                          .short_name = "tp_recl",
                          .unit = "percent",
                          .decimals = 1});
  for (std::size_t zone = 0; zone < rate.size(); ++zone) {
    const Cell persons = at(figures.rebuilt, "fiscal_persons", zone);
    if (rate.at(zone).presence == Presence::not_applicable && !persons.is_known())
      rate.set(zone, missing(persons.presence, {0, 100}));
  }
  return rate;
}

// How much of the field has a published rate; not known where the persons of some of its communes are not.
Cell known_share_at(const LevelFigures& figures, std::size_t zone) {
  const Cell persons = at(figures.rebuilt, "fiscal_persons_field", zone);
  if (!persons.is_known() || persons.marks.has(Mark::partial)) return missing(Presence::not_available);
  return at(figures.known_share, "poverty_rate_field", zone);
}

// A field without any person knows nothing, whatever its weights say.
Measure field_known_share(const LevelFigures& figures, const Measure& rebuilt) {
  Measure share = renamed(figures.known_share.at("poverty_rate_field"),
                          {.code = "poverty_known_share",
                           .label = "Part de ces personnes dont la commune a un taux publié",
                           .short_name = "tp_part",
                           .unit = "percent",
                           .decimals = 1});
  for (std::size_t zone = 0; zone < share.size(); ++zone)
    share.set(zone, at(figures.rebuilt, "poverty_rate_field", zone).presence == Presence::not_applicable
                        ? missing(rebuilt.at(zone).presence)
                        : known_share_at(figures, zone));
  return share;
}

// Of a field without any person no number of poor persons is known, not even none.
Measure poor_in_field(const LevelFigures& figures, ColumnInfo info) {
  Measure poor = renamed(*find_measure(figures, "poor_persons_field"), std::move(info));
  for (std::size_t zone = 0; zone < poor.size(); ++zone)
    if (at(figures.rebuilt, "poverty_rate_field", zone).presence == Presence::not_applicable)
      poor.set(zone, missing(Presence::not_available));
  return poor;
}

// Published, else rebuilt when enough of the whole zone is known: its field and the rates inside it.
Measure standing_rate(const LevelFigures& figures, const Measure* rebuilt, double least_known_share,
                      Category& origins) {
  Measure rate({.code = "poverty_rate",
                .label = "Taux de pauvreté (seuil à 60\u202f% de la médiane)",
                .short_name = "txpauv",
                .unit = "percent",
                .decimals = 1},
               Kind::rate, figures.zoning->size());
  const Measure* published = find_measure(figures, "poverty_rate");
  if (published != nullptr) {
    const ColumnInfo words = rate.info;
    rate.info = published->info;
    rate = renamed(rate, words);
    if (rate.info.rounding >= 1) rate.info.decimals = 0;
  } else if (rebuilt != nullptr) {
    rate.info.observed = rebuilt->info.observed;
    rate.info.source = rebuilt->info.source;
  }
  for (std::size_t zone = 0; zone < rate.size(); ++zone) {
    Cell cell = at(figures.measures, "poverty_rate", zone);
    Origin origin = cell.is_known() ? Origin::published : Origin::none;
    if (origin == Origin::none && rebuilt != nullptr) {
      const Cell field = at(figures.rebuilt, "poverty_field_share", zone);
      const Cell share = known_share_at(figures, zone);
      const bool enough = rebuilt->at(zone).is_known() && field.is_known() && share.is_known() &&
                          field.value / 100 * share.value >= least_known_share;
      if (enough) {
        cell = rebuilt->at(zone);
        if (field.bounds.lower < 100) {
          cell.marks |= Mark::partial;
          cell.bounds = {0, 100};
        }
        origin = Origin::rebuilt;
      }
    }
    rate.set(zone, cell);
    origins.set(zone, to_string(origin));
  }
  return rate;
}

// A zone whose field is whole, and whose published rate its own communes contradict.
void report_contradictions(const LevelFigures& figures, const Measure& rebuilt, Diagnostics& diagnostics) {
  Diagnostic found{.severity = Severity::warning, .code = "published-contradicts-parts", .count = 0};
  for (std::size_t zone = 0; zone < rebuilt.size(); ++zone) {
    const Cell published = at(figures.measures, "poverty_rate", zone);
    const Cell field = at(figures.rebuilt, "poverty_field_share", zone);
    if (!published.is_known() || !rebuilt.at(zone).is_known() || !field.is_known()) continue;
    if (field.bounds.lower < 100 || overlap(published.bounds, rebuilt.at(zone).bounds)) continue;
    if (found.count++ == 0) {
      found.place = {.column = "poverty_rate", .zone = figures.zoning->code(zone)};
      found.found = message("{} published, {} from its communes", interval_text(published),
                            interval_text(rebuilt.at(zone)));
    }
    found.zones.push_back(figures.zoning->code(zone));
  }
  if (found.count == 0) return;
  found.expected = message("a published rate inside the bounds of what its communes give");
  found.advice = message("check the dates and perimeters of both sources; the published figure is kept");
  diagnostics.add(std::move(found));
}

Measure gap(const Measure& rate, const std::optional<ReferenceRate>& reference, std::string_view code,
            std::string_view label, std::string_view short_name) {
  Measure result({.code = std::string(code),
                  .label = std::string(label),
                  .short_name = std::string(short_name),
                  .unit = "points",
                  .observed = rate.info.observed,
                  .source = reference ? reference->source : "",
                  .decimals = 1},
                 Kind::rate, rate.size());
  for (std::size_t zone = 0; zone < rate.size(); ++zone) {
    const Cell other = reference ? reference->at(zone) : missing(Presence::not_available);
    result.set(zone, other.is_known() ? subtract(rate.at(zone), other) : missing(other.presence, any_number));
  }
  return result;
}

void add_count(Layer& layer, const LevelFigures& figures, std::string_view code, const ColumnInfo& words) {
  if (const Measure* measure = find_measure(figures, code))
    layer.columns.emplace_back(renamed(*measure, words));
}

void add_gap_note(Layer& layer, const std::optional<ReferenceRate>& reference, std::string_view what,
                  Lang lang) {
  if (!reference) {
    layer.notes.push_back(say(lang, "Gap {}: not available, given by no table nor by the study.", what));
    return;
  }
  const std::string year = reference->observed ? fmt::format(" ({})", year_of(*reference->observed)) : "";
  layer.notes.push_back(say(lang,
                            "Gap {}, in points: {}{}, source: {}. Rates rounded independently: outer bounds.",
                            what, reference->name, year, reference->source));
}

}  // namespace

std::span<const Indicator> poverty_ratios() {
  static const std::vector<Indicator> ratios{{.info = {.code = "poverty_rate_field"},
                                              .kind = Kind::rate,
                                              .ratio = Ratio{.numerator = "poor_persons_field",
                                                             .denominator = "fiscal_persons_field",
                                                             .relation = Relation::part_of_whole,
                                                             .weights = "fiscal_persons_field"}},
                                             {.info = {.code = "poverty_field_share"},
                                              .kind = Kind::rate,
                                              .ratio = Ratio{.numerator = "population_field",
                                                             .denominator = "population",
                                                             .relation = Relation::part_of_whole}}};
  return ratios;
}

Layer poverty_layer(const LevelFigures& figures, const PovertyReferences& references,
                    Diagnostics& diagnostics, Lang lang) {
  const std::size_t zones = figures.zoning->size();
  Layer layer{.theme = "poverty", .zoning = figures.zoning, .style = "poverty_rate", .worse_when_high = true};
  std::optional<Measure> rebuilt;
  if (figures.rebuilt.contains("poverty_rate_field")) rebuilt = field_rate(figures);
  if (rebuilt) report_contradictions(figures, *rebuilt, diagnostics);
  Category origins(
      {.code = "poverty_rate_origin", .label = "Origine du taux de pauvreté", .short_name = "tp_orig"},
      {"published", "rebuilt", "none"}, zones);
  const Measure rate =
      standing_rate(figures, rebuilt ? &*rebuilt : nullptr, references.least_known_share, origins);
  layer.columns.emplace_back(rate);
  layer.columns.emplace_back(std::move(origins));
  if (rebuilt) {
    layer.columns.emplace_back(*rebuilt);
    layer.columns.emplace_back(field_known_share(figures, *rebuilt));
    if (const auto field = figures.rebuilt.find("poverty_field_share"); field != figures.rebuilt.end())
      layer.columns.emplace_back(
          renamed(field->second, {.code = "poverty_field_share",
                                  .label = "Part des habitants des communes dont les personnes sont publiées",
                                  .short_name = "tp_chmp",
                                  .unit = "percent",
                                  .decimals = 1}));
    if (find_measure(figures, "poor_persons_field") != nullptr)
      layer.columns.emplace_back(
          poor_in_field(figures, {.code = "poor_persons_field",
                                  .label = "Personnes pauvres, communes dont les personnes sont publiées",
                                  .short_name = "pauv_ch",
                                  .unit = "persons"}));
  } else {
    add_count(layer, figures, "poor_persons",
              {.code = "poor_persons",
               .label = "Personnes sous le seuil de pauvreté",
               .short_name = "pauvres",
               .unit = "persons"});
  }
  add_count(layer, figures, "median_income",
            {.code = "median_income",
             .label = "Niveau de vie médian (euros par an), tel que publié",
             .short_name = "mediane",
             .unit = "EUR"});
  add_count(layer, figures, "fiscal_persons",
            {.code = "fiscal_persons",
             .label = "Personnes des ménages fiscaux",
             .short_name = "persfis",
             .unit = "persons"});
  layer.columns.emplace_back(
      gap(rate, references.nation, "gap_to_nation", "Écart au taux national (points)", "ec_nat"));
  layer.columns.emplace_back(
      gap(rate, references.region, "gap_to_region", "Écart au taux de la région (points)", "ec_reg"));
  layer.columns.emplace_back(gap(rate, references.departement, "gap_to_departement",
                                 "Écart au taux du département (points)", "ec_dep"));
  layer.notes.push_back(say(
      lang,
      "Poverty rate and median: as published; a median cannot be rebuilt. A rate in whole points leaves half "
      "a "
      "point on each side; 5 means \"5 or less\"."));
  if (rebuilt)
    layer.notes.push_back(say(
        lang,
        "Rebuilt rate: sum of poor persons / sum of persons of the communes whose persons are published; "
        "communes whose rate is secret count for 0 to 100% of their inhabitants. Beyond these communes it "
        "says "
        "nothing."));
  add_gap_note(layer, references.nation, say(lang, "to the national rate"), lang);
  add_gap_note(layer, references.region, say(lang, "to the rate of the région"), lang);
  add_gap_note(layer, references.departement, say(lang, "to the rate of the département"), lang);
  if (references.nation && references.nation->cells.size() == 1 &&
      references.nation->cells.front().is_known())
    layer.references.push_back(
        {"poverty_rate", references.nation->cells.front().value, references.nation->name});
  return layer;
}

}  // namespace maillage

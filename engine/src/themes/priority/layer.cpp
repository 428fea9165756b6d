#include "maillage/themes/priority.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/carry.hpp"
#include "themes/priority/status.hpp"

namespace maillage {
namespace {

std::string percent(const Measure* shares, std::size_t zone, Lang lang) {
  if (shares == nullptr) return {};
  const Cell cell = shares->at(zone);
  if (!cell.is_known() && cell.bounds == any_count) return {};
  return percent_cell_text(cell, 1, lang);
}

std::size_t whole(double value) {
  return static_cast<std::size_t>(std::lround(value));
}

std::string communes_text(double count, Lang lang) {
  return counted(whole(count), "commune", "communes", lang);
}

// "124 classées et 5 sortantes"
std::string details_text(const Layer& layer, const StatusScheme& scheme, std::size_t zone, Lang lang) {
  std::vector<std::string> parts;
  const auto add = [&](double count, const std::string& one, const std::string& many,
                       const std::string& english) {
    parts.push_back(lang == Lang::fr ? counted(whole(count), one, many, lang)
                                     : counted(whole(count), english, english, lang));
  };
  double named = 0;
  const bool fine = find_measure(layer, scheme.detail + "_" + scheme.details.front().code) != nullptr;
  for (const StatusLabel& label : fine ? scheme.details : scheme.labels) {
    const Measure* count = find_measure(layer, (fine ? scheme.detail : scheme.category) + "_" + label.code);
    if (count == nullptr || label.zone_status != ZoneStatus::inside || !(count->at(zone).value > 0)) continue;
    named += count->at(zone).value;
    add(count->at(zone).value, label.one, label.many, label.english);
  }
  const double others = find_measure(layer, scheme.category + "_communes")->at(zone).value - named;
  if (!parts.empty() && others > 0.5)
    add(others, "de modalités mêlées", "de modalités mêlées", "of mixed statuses");
  return listed(parts, parts.size(), lang);
}

std::string status_text(const Layer& layer, const StatusScheme& scheme, std::size_t zone, Lang lang) {
  const Measure* inside = find_measure(layer, scheme.category + "_communes");
  const Measure* all = find_measure(layer, "communes");
  if (inside == nullptr || all == nullptr) return {};
  const Cell cell = inside->at(zone);
  const std::string list = scheme.dated && inside->info.observed
                               ? say(lang, " (list of {})", day_text(*inside->info.observed, lang))
                               : std::string();
  std::string text = say(lang, "{}{}: ", scheme.title, list);
  if (!cell.is_known()) return text + say(lang, "status unknown.");
  if (cell.bounds.upper == 0) return text + say(lang, "no commune.");
  text += say(lang, "{} of {}", communes_text(cell.value, lang), figure_text(all->at(zone).value, 0, lang));
  const std::string share = percent(find_measure(layer, scheme.category + "_communes_share"), zone, lang);
  if (!share.empty()) text += fmt::format(" ({})", share);
  const std::string details = details_text(layer, scheme, zone, lang);
  if (!details.empty()) text += say(lang, ", of which {}", details);
  const Measure* partly = find_measure(layer, scheme.category + "_partly_communes");
  const double parts = partly != nullptr && partly->at(zone).is_known() ? partly->at(zone).value : 0;
  if (parts > 0) text += say(lang, ", and {} in part", communes_text(parts, lang));
  const double unknown = cell.bounds.upper - cell.value - parts;
  if (unknown > 0.5) text += say(lang, ", status unknown for {}", communes_text(unknown, lang));
  const std::string people = percent(find_measure(layer, scheme.category + "_population_share"), zone, lang);
  const std::string ground = percent(find_measure(layer, scheme.category + "_area_share"), zone, lang);
  if (!people.empty()) text += say(lang, "; {} of inhabitants", people);
  if (!ground.empty()) text += say(lang, ", {} of the area", ground);
  return text + ".";
}

std::string qpv_text(const Layer& layer, std::size_t zone, Lang lang) {
  const Measure* count = find_measure(layer, "qpv_count");
  const Measure* area = find_measure(layer, "qpv_area");
  if (count == nullptr || area == nullptr) return {};
  if (!count->at(zone).is_known()) return say(lang, "QPV: number unknown.");
  std::string text = say(lang, "QPV: {}", figure_text(count->at(zone).value, 0, lang));
  if (count->at(zone).marks.has(Mark::partial)) {
    text += say(lang, " in the file");
    return text + fmt::format(", {}\u00a0km².", figure_text(area->at(zone).value, 2, lang));
  }
  if (count->at(zone).value > 0) text += fmt::format(", {}\u00a0km²", cell_text(area->at(zone), 2, lang));
  const Measure* people = find_measure(layer, "qpv_population");
  if (people != nullptr && count->at(zone).value > 0 && people->at(zone).is_known())
    text += say(lang, ", {} inhabitants", cell_text(people->at(zone), 0, lang));
  return text + ".";
}

}  // namespace

const std::vector<StatusScheme>& status_schemes() {
  using enum ZoneStatus;
  static const std::vector<StatusScheme> schemes{
      {"zrr",
       "ZRR",
       "zrr_detail",
       {{"classified", "classée", "classées", "classified", inside},
        {"partial", "classée en partie", "classées en partie", "classified in part", partly},
        {"not_classified", "non classée", "non classées", "not classified"}},
       {{"classified", "classée", "classées", "classified", inside},
        {"classified_decline", "classée pour baisse de population", "classées pour baisse de population",
         "classified for a decline of population", inside},
        {"leaving", "sortante", "sortantes", "leaving", inside},
        {"leaving_mountain", "sortante en montagne", "sortantes en montagne", "leaving, in the mountains",
         inside},
        {"merged_mountain", "fusionnée en montagne", "fusionnées en montagne", "merged, in the mountains",
         inside},
        {"partial", "classée en partie", "classées en partie", "classified in part", partly},
        {"merged_partial", "fusionnée, en partie", "fusionnées, en partie", "merged, in part", partly},
        {"merged_partial_mountain", "fusionnée en montagne, en partie", "fusionnées en montagne, en partie",
         "merged, in the mountains, in part", partly},
        {"not_classified", "non classée", "non classées", "not classified"}}},
      {"frr",
       "FRR",
       "frr_detail",
       {{"frr", "FRR socle", "FRR socle", "FRR socle", inside},
        {"frr_plus", "FRR+", "FRR+", "FRR+", inside},
        {"frr_partial", "classée en partie", "classées en partie", "classified in part", partly},
        {"frr_beneficiary", "bénéficiaire sans être classée", "bénéficiaires sans être classées",
         "beneficiary without being classified"},
        {"frr_beneficiary_partial", "bénéficiaire en partie", "bénéficiaires en partie",
         "beneficiary in part"},
        {"not_classified", "non classée", "non classées", "not classified"}},
       {{"frr", "FRR socle", "FRR socle", "FRR socle", inside}, {"frr_plus", "FRR+", "FRR+", "FRR+", inside}},
       true},
  };
  return schemes;
}

Layer priority_layer(const LevelFigures& communes, const Crosswalk& crosswalk, const QpvOverlay& overlay,
                     Diagnostics& diagnostics, Lang lang) {
  if (communes.zoning != crosswalk.from())
    throw Error(Failure::internal,
                message("priority layer: figures and crosswalk speak of different zonings"));
  Layer layer{.theme = "priority", .zoning = crosswalk.to()};
  const bool of_communes = crosswalk.from() == crosswalk.to();
  if (!of_communes) layer.columns.emplace_back(carry(ones(communes.zoning->size()), crosswalk).measure);
  for (const StatusScheme& scheme : status_schemes()) {
    const Category* status = find_category(communes, scheme.category);
    if (status == nullptr) continue;
    add_status_columns(layer, communes, crosswalk, scheme);
    layer.style = of_communes ? scheme.category : scheme.category + "_communes_share";
    layer.notes.push_back(
        say(lang,
            "{}: a commune partly in the zone counts for 0 in the value and for up to its whole in the "
            "bounds.",
            scheme.title));
    if (scheme.category == "frr")
      layer.notes.push_back(
          say(lang,
              "FRR: socle and FRR+ are classified; communes that benefit only are not, and are counted "
              "apart."));
  }
  if (overlay.qpv) {
    Diagnostics found;
    const std::vector<QpvPiece> pieces = resolve_slivers(overlay, *communes.zoning, found);
    if (of_communes)
      diagnostics.items.insert(diagnostics.items.end(), found.items.begin(), found.items.end());
    add_qpv_columns(layer, communes, crosswalk,
                    {.qpv = overlay.qpv,
                     .pieces = pieces,
                     .qpv_area = overlay.qpv_area,
                     .area_method = overlay.area_method,
                     .complete = overlay.complete,
                     .outlines = nullptr,
                     .listed = overlay.listed,
                     .figures = overlay.figures});
    if (layer.style.empty()) layer.style = "qpv_area_share";
    layer.notes.push_back(
        say(lang, "QPV: edition {}; areas: {}.", overlay.qpv->edition(), overlay.area_method));
    for (const Diagnostic& diagnostic : found.items)
      if (diagnostic.code == "qpv-slivers")
        layer.notes.push_back(
            lang == Lang::fr
                ? fmt::format("QPV : {} d'épaisseur inférieure aux précisions, rendus à la commune "
                              "principale de leur QPV.",
                              counted(static_cast<std::size_t>(diagnostic.count), "éclat", "éclats", lang))
                : fmt::format("QPV: {} thinner than the precisions, given to the main commune of their QPV.",
                              counted(static_cast<std::size_t>(diagnostic.count), "sliver", lang)));
    if (const Measure* people = find_measure(overlay.figures, "population"))
      layer.notes.push_back(say(lang,
                                "Inhabitants in QPV: those published ({}); a QPV across several zones is "
                                "spread by its area, bounds going from 0 to all its inhabitants.",
                                people->info.source));
    else
      layer.notes.push_back(say(lang,
                                "Inhabitants in QPV: estimated by area, as if the population of a commune "
                                "were spread evenly; bounds go from 0 to all its inhabitants."));
  }
  return layer;
}

std::string priority_sentence(const Layer& layer, std::size_t zone, Lang lang) {
  std::vector<std::string> texts;
  for (const StatusScheme& scheme : status_schemes()) texts.push_back(status_text(layer, scheme, zone, lang));
  texts.push_back(qpv_text(layer, zone, lang));
  std::erase(texts, "");
  return spaced(join(texts, " "), lang);
}

}  // namespace maillage

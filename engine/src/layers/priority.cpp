#include "maillage/layers/priority.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "layers/priority_status.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/carry.hpp"

namespace maillage {
namespace {

std::string percent(const Measure* shares, std::size_t zone) {
  if (shares == nullptr) return {};
  const Cell cell = shares->at(zone);
  if (!cell.is_known() && cell.bounds == any_count) return {};
  return french_cell(cell, 1) + " %";
}

// "124 classées et 5 sortantes"
std::string details_text(const Layer& layer, const StatusScheme& scheme, std::size_t zone) {
  std::vector<std::string> parts;
  double told = 0;
  const bool fine = find_measure(layer, scheme.detail + "_" + scheme.details.front().code) != nullptr;
  for (const StatusLabel& label : fine ? scheme.details : scheme.labels) {
    const Measure* count = find_measure(layer, (fine ? scheme.detail : scheme.category) + "_" + label.code);
    if (count == nullptr || label.standing != Standing::inside || !(count->at(zone).value > 0)) continue;
    told += count->at(zone).value;
    parts.push_back(
        counted(static_cast<std::size_t>(std::lround(count->at(zone).value)), label.one, label.many));
  }
  const double others = find_measure(layer, scheme.category + "_communes")->at(zone).value - told;
  if (!parts.empty() && others > 0.5)
    parts.push_back(
        counted(static_cast<std::size_t>(std::lround(others)), "de modalités mêlées", "de modalités mêlées"));
  if (parts.size() < 2) return parts.empty() ? "" : parts.front();
  const std::string last = parts.back();
  parts.pop_back();
  return join(parts, ", ") + " et " + last;
}

std::string status_text(const Layer& layer, const StatusScheme& scheme, std::size_t zone) {
  const Measure* inside = find_measure(layer, scheme.category + "_communes");
  const Measure* all = find_measure(layer, "communes");
  if (inside == nullptr || all == nullptr) return {};
  const Cell cell = inside->at(zone);
  std::string text = fmt::format("{} : ", scheme.title);
  if (!cell.is_known()) return text + "statut inconnu.";
  if (cell.bounds.upper == 0) return text + "aucune commune.";
  const auto count = [](double value) { return static_cast<std::size_t>(std::lround(value)); };
  text += fmt::format("{} sur {}", counted(count(cell.value), "commune", "communes"),
                      french_number(all->at(zone).value));
  const std::string share = percent(find_measure(layer, scheme.category + "_communes_share"), zone);
  if (!share.empty()) text += fmt::format(" ({})", share);
  const std::string details = details_text(layer, scheme, zone);
  if (!details.empty()) text += fmt::format(", dont {}", details);
  const Measure* partly = find_measure(layer, scheme.category + "_partly_communes");
  const double parts = partly != nullptr && partly->at(zone).is_known() ? partly->at(zone).value : 0;
  if (parts > 0) text += fmt::format(", et {} en partie", counted(count(parts), "commune", "communes"));
  const double unknown = cell.bounds.upper - cell.value - parts;
  if (unknown > 0.5)
    text += fmt::format(", statut inconnu pour {}", counted(count(unknown), "commune", "communes"));
  const std::string people = percent(find_measure(layer, scheme.category + "_population_share"), zone);
  const std::string ground = percent(find_measure(layer, scheme.category + "_area_share"), zone);
  if (!people.empty()) text += fmt::format(" ; {} des habitants", people);
  if (!ground.empty()) text += fmt::format(", {} de la superficie", ground);
  return text + ".";
}

std::string qpv_text(const Layer& layer, std::size_t zone) {
  const Measure* count = find_measure(layer, "qpv_count");
  const Measure* area = find_measure(layer, "qpv_area");
  if (count == nullptr || area == nullptr) return {};
  std::string text = fmt::format("QPV : {}", french_number(count->at(zone).value));
  if (count->at(zone).value > 0) text += fmt::format(", {} km²", french_cell(area->at(zone), 2));
  return text + ".";
}

}  // namespace

const std::vector<StatusScheme>& status_schemes() {
  using enum Standing;
  static const std::vector<StatusScheme> schemes{
      {"zrr",
       "ZRR",
       "zrr_detail",
       {{"classified", "classée", "classées", inside},
        {"partial", "classée en partie", "classées en partie", partly},
        {"not_classified", "non classée", "non classées"}},
       {{"classified", "classée", "classées", inside},
        {"classified_decline", "classée pour baisse de population", "classées pour baisse de population",
         inside},
        {"leaving", "sortante", "sortantes", inside},
        {"leaving_mountain", "sortante en montagne", "sortantes en montagne", inside},
        {"merged_mountain", "fusionnée en montagne", "fusionnées en montagne", inside},
        {"partial", "classée en partie", "classées en partie", partly},
        {"merged_partial", "fusionnée, en partie", "fusionnées, en partie", partly},
        {"merged_partial_mountain", "fusionnée en montagne, en partie", "fusionnées en montagne, en partie",
         partly},
        {"not_classified", "non classée", "non classées"}}},
      {"frr",
       "FRR",
       "frr_detail",
       {{"frr", "FRR socle", "FRR socle", inside},
        {"frr_plus", "FRR+", "FRR+", inside},
        {"frr_partial", "classée en partie", "classées en partie", partly},
        {"frr_beneficiary", "bénéficiaire sans être classée", "bénéficiaires sans être classées"},
        {"frr_beneficiary_partial", "bénéficiaire en partie", "bénéficiaires en partie"},
        {"not_classified", "non classée", "non classées"}},
       {{"frr", "FRR socle", "FRR socle", inside}, {"frr_plus", "FRR+", "FRR+", inside}}},
  };
  return schemes;
}

Layer priority_layer(const LevelFigures& communes, const Crosswalk& crosswalk, const QpvOverlay& overlay,
                     Diagnostics& diagnostics) {
  if (communes.zoning != crosswalk.from())
    throw Error(Failure::internal, "priority layer: figures and crosswalk speak of different zonings");
  Layer layer{.theme = "priority", .zoning = crosswalk.to()};
  const bool of_communes = crosswalk.from() == crosswalk.to();
  if (!of_communes) layer.columns.emplace_back(carry(ones(communes.zoning->size()), crosswalk).measure);
  for (const StatusScheme& scheme : status_schemes()) {
    const Category* status = find_category(communes, scheme.category);
    if (status == nullptr) continue;
    add_status_columns(layer, communes, crosswalk, scheme);
    layer.style = of_communes ? scheme.category : scheme.category + "_communes_share";
    layer.notes.push_back(
        fmt::format("{} : une commune en partie dans la zone compte pour 0 dans la valeur et jusqu'à son "
                    "tout dans les bornes.",
                    scheme.title));
    if (scheme.category == "frr")
      layer.notes.emplace_back(
          "FRR : socle et FRR+ sont classées ; les communes bénéficiaires ne le sont pas et sont "
          "comptées à part.");
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
                     .area_method = overlay.area_method});
    if (layer.style.empty()) layer.style = "qpv_area_share";
    layer.notes.push_back(
        fmt::format("QPV : édition {} ; superficies : {}.", overlay.qpv->edition(), overlay.area_method));
    for (const Diagnostic& diagnostic : found.items)
      if (diagnostic.code == "qpv-slivers")
        layer.notes.push_back(
            fmt::format("QPV : {} d'épaisseur inférieure aux précisions, rendus à la commune "
                        "principale de leur QPV.",
                        counted(static_cast<std::size_t>(diagnostic.count), "éclat", "éclats")));
    layer.notes.emplace_back(
        "Habitants en QPV : estimés par la superficie, comme si la population d'une commune y était "
        "égale partout ; les bornes vont de 0 à tous ses habitants.");
  }
  return layer;
}

std::string priority_sentence(const Layer& layer, std::size_t zone) {
  std::vector<std::string> texts;
  for (const StatusScheme& scheme : status_schemes()) texts.push_back(status_text(layer, scheme, zone));
  texts.push_back(qpv_text(layer, zone));
  std::erase(texts, "");
  return french_spacing(join(texts, " "));
}

}  // namespace maillage

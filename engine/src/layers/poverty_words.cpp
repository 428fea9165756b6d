#include <fmt/format.h>

#include "layers/columns.hpp"
#include "maillage/base/text.hpp"
#include "maillage/layers/poverty.hpp"

namespace maillage {
namespace {

// "entre 11,7 et 27,1 % ; environ 15,4 % là où il est publié (86,7 % des personnes …)": what surely holds
// for all, then what is known of a part.
std::string rebuilt_text(const Cell& rate, const Cell& known_share) {
  if (!rate.is_known() && rate.bounds.lower <= 0 && rate.bounds.upper >= 100) return "non disponible";
  std::string text = french_cell(rate, 1) + " %";
  if (!rate.is_known() || !rate.marks.has(Mark::partial) || !known_share.is_known()) return text;
  return text + fmt::format(
                    " ; {}{} % là où il est publié ({} % des personnes dénombrées dans les ménages "
                    "fiscaux)",
                    rate.marks.has(Mark::rounded) ? "environ " : "", french_number(rate.value, 1),
                    french_number(known_share.value, 1));
}

}  // namespace

std::string poverty_sentence(const Layer& layer, std::size_t zone) {
  const Measure* rate = find_measure(layer, "poverty_rate");
  const Measure* rebuilt = find_measure(layer, "poverty_rate_rebuilt");
  const Measure* share = find_measure(layer, "poverty_known_share");
  const Category* origin = find_category(layer, "poverty_rate_origin");
  const std::string percent = " %";
  std::string text = "Taux de pauvreté";
  for (const Measure* dated : {rate, rebuilt}) {
    if (dated == nullptr || !dated->info.observed) continue;
    text += fmt::format(" {}", year_of(*dated->info.observed));
    break;
  }
  text += fmt::format(", {} : ", layer.zoning->name(zone));
  const bool published = rate != nullptr && origin != nullptr && origin->label(zone) == "published";
  if (published)
    text += fmt::format("{}{} (publié)", french_number(rate->at(zone).value, rate->info.decimals), percent);
  else
    text += rebuilt == nullptr ? "non disponible" : "pas de taux publié";
  if (rebuilt != nullptr)
    text += " ; recalculé par communes : " +
            rebuilt_text(rebuilt->at(zone), share != nullptr ? share->at(zone) : missing(Presence::no_match));
  return french_spacing(text + ".");
}

}  // namespace maillage

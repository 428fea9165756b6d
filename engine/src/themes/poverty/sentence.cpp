#include <fmt/format.h>

#include "maillage/themes/poverty.hpp"
#include "themes/columns.hpp"

namespace maillage {
namespace {

// "entre 11,7 et 27,1 % ; environ 15,4 % là où il est publié (86,7 % des personnes …)": what surely holds
// for all, then what is known of a part.
std::string rebuilt_text(const Cell& rate, const Cell& known_share, Lang lang) {
  if (!rate.is_known() && rate.bounds.lower <= 0 && rate.bounds.upper >= 100)
    return say(lang, "not available");
  std::string text = percent_cell_text(rate, 1, lang);
  if (!rate.is_known() || !rate.marks.has(Mark::partial) || !known_share.is_known()) return text;
  const std::string about = rate.marks.has(Mark::rounded) ? say(lang, "about ") : "";
  return text + say(lang, "; {}{}% where it is published ({}% of the persons counted in fiscal households)",
                    about, figure_text(rate.value, 1, lang), figure_text(known_share.value, 1, lang));
}

}  // namespace

std::string poverty_sentence(const Layer& layer, std::size_t zone, Lang lang) {
  const Measure* rate = find_measure(layer, "poverty_rate");
  const Measure* rebuilt = find_measure(layer, "poverty_rate_rebuilt");
  const Measure* share = find_measure(layer, "poverty_known_share");
  const Category* origin = find_category(layer, "poverty_rate_origin");
  std::string text = say(lang, "Poverty rate");
  for (const Measure* dated : {rate, rebuilt}) {
    if (dated == nullptr || !dated->info.observed) continue;
    text += fmt::format(" {}", year_of(*dated->info.observed));
    break;
  }
  text += say(lang, ", {}: ", layer.zoning->name(zone));
  const bool published = rate != nullptr && origin != nullptr && origin->label(zone) == "published";
  if (published)
    text += say(lang, "{}% (published)", figure_text(rate->at(zone).value, rate->info.decimals, lang));
  else
    text +=
        rebuilt == nullptr ? say(lang, "not available") : say(lang, "no published rate in the files given");
  if (rebuilt != nullptr)
    text += say(lang, "; rebuilt from communes: {}",
                rebuilt_text(rebuilt->at(zone),
                             share != nullptr ? share->at(zone) : missing(Presence::no_match), lang));
  return spaced(text + ".", lang);
}

}  // namespace maillage

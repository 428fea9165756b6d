#include "report/ctg_words.hpp"

#include <fmt/format.h>
#include <cmath>

#include "maillage/base/message.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"

namespace maillage {

using Json = nlohmann::ordered_json;

Json number_json(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json cell_json(const Cell& cell) {
  return {{"value", cell.is_known() ? number_json(tidy(cell.value)) : Json(nullptr)},
          {"low", number_json(tidy_down(cell.bounds.lower))},
          {"high", number_json(tidy_up(cell.bounds.upper))},
          {"status", cell.is_known() && !cell.marks.none() ? to_string(cell.marks)
                                                           : std::string(to_string(cell.presence))}};
}

Json tally_json(const CtgTally& tally) {
  return {{"communes", tally.communes},
          {"covered", tally.covered},
          {"not_covered", tally.not_covered()},
          {"unknown", tally.unknown},
          {"population_known", tally.population_known},
          {"inhabitants", cell_json(tally.inhabitants)},
          {"inhabitants_covered", cell_json(tally.inhabitants_covered)},
          {"inhabitants_rate", cell_json(tally.inhabitants_rate)},
          {"communes_rate", cell_json(tally.communes_rate)}};
}

Json epci_json(const CtgEpciTally& tally) {
  return {{"counted", tally.counted},         {"covered", tally.covered}, {"partly", tally.partly},
          {"not_covered", tally.not_covered}, {"unknown", tally.unknown}, {"rate", cell_json(tally.rate)}};
}

std::string population_text(const Cell& cell, Lang lang) {
  return cell.is_known() ? figure_text(cell.value, 0, lang) : "?";
}

std::string status_word(CtgStatus status, Lang lang) {
  switch (status) {
    case CtgStatus::covered:
      return say(lang, "covered");
    case CtgStatus::not_covered:
      return say(lang, "not covered");
    case CtgStatus::unknown:
      break;
  }
  return say(lang, "unknown");
}

std::string count_text(const Cell& cell, Lang lang) {
  const auto& [lower, upper] = cell.bounds;
  if (lower == upper) return figure_text(lower, 0, lang);
  if (cell.is_known() && cell.marks == Marks(Mark::rounded))
    return say(lang, "about {}", figure_text(cell.value, 0, lang));
  if (std::isinf(upper))
    return lower > 0 ? say(lang, "at least {}", figure_text(rounded_down(lower, 0), 0, lang)) : "?";
  if (lower <= 0) return say(lang, "at most {}", figure_text(rounded_up(upper, 0), 0, lang));
  return say(lang, "between {} and {}", figure_text(rounded_down(lower, 0), 0, lang),
             figure_text(rounded_up(upper, 0), 0, lang));
}

std::string points_text(const Cell& points, Lang lang) {
  if (points.presence == Presence::not_applicable) return say(lang, "not applicable");
  if (!points.bounds.exact())
    return say(lang, "between {} and {} points", figure_text(rounded_down(points.bounds.lower, 1), 1, lang),
               figure_text(rounded_up(points.bounds.upper, 1), 1, lang));
  return lang == Lang::fr
             ? fmt::format("{}{} points", points.value > 0 ? "+" : "", french_number(points.value, 1))
             : fmt::format("{:+.1f} points", points.value);
}

std::string count_heading(const Measure& count, Lang lang) {
  if (count.info.code == "population") return say(lang, "inhabitants");
  if (count.info.code == "children_under_3") return say(lang, "children < 3");
  if (count.info.code == "caf_children_under_3") return say(lang, "children < 3 (Caf)");
  return say(lang, "foyers allocataires");
}

}  // namespace maillage

#include "study/ground_words.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <vector>

#include "maillage/base/text.hpp"
#include "study/decisions.hpp"

namespace maillage {
std::string population_label(const Measure& population) {
  const std::string year =
      population.info.observed ? fmt::format(" {}", year_of(*population.info.observed)) : "";
  return population.info.label.empty() ? fmt::format("population{}", year)
                                       : fmt::format("{}{}", population.info.label, year);
}

namespace {

// "EPCI au 01/01/2025 (epcicom.xlsx), après le jour demandé"
std::string perimeter_text(std::string_view what, const std::optional<Day>& day, const std::string& source,
                           const Study& study) {
  const std::string file = std::filesystem::path(source).filename().string();
  const bool french = study.lang == Lang::fr;
  if (!day) return fmt::format("{} ({}, {})", what, file, french ? "jour non indiqué" : "day not stated");
  const std::string text = french ? fmt::format("{} au {} ({})", what, to_french(*day), file)
                                  : fmt::format("{} of {} ({})", what, to_iso(*day), file);
  const Apart where = apart(day, study.at);
  if (where == Apart::after) return text + (french ? ", après le jour demandé" : ", after the day asked");
  if (where == Apart::long_before)
    return text +
           (french ? ", plus d'un an avant le jour demandé" : ", more than a year before the day asked");
  return text;
}

}  // namespace

std::string ground_sentence(const Run& run) {
  const Geography& geography = run.geography;
  const bool french = run.study.lang == Lang::fr;
  std::vector<std::string> parts{perimeter_text("communes", geography.told_day, geography.source, run.study)};
  if (!geography.epci.empty())
    parts.push_back(perimeter_text("EPCI", geography.epci_day, geography.epci.source, run.study));
  if (const Measure* population = find_measure(run.figures.communes, "population")) {
    const std::string undated =
        french ? " (millésime non indiqué par le fichier)" : " (its file states no year)";
    parts.push_back(population_label(*population) + (population->info.observed ? "" : undated));
  }
  const std::string text =
      fmt::format("{}{}.", french ? "Base : " : "Based on ", join(parts, french ? " ; " : "; "));
  if (!french) return text;
  return french_spacing(geography.counted.sentence.empty() ? text : text + " " + geography.counted.sentence);
}

}  // namespace maillage

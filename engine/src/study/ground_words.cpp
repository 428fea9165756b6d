#include "study/ground_words.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <vector>

#include "maillage/base/text.hpp"

namespace maillage {
std::string population_label(const Measure& population) {
  const std::string year =
      population.info.observed ? fmt::format(" {}", year_of(*population.info.observed)) : "";
  return population.info.label.empty() ? fmt::format("population{}", year)
                                       : fmt::format("{}{}", population.info.label, year);
}

std::string ground_sentence(const Run& run) {
  const Geography& geography = run.geography;
  const bool french = run.study.lang == Lang::fr;
  std::vector<std::string> parts{geography.edition};
  if (!geography.epci.empty())
    parts.push_back(fmt::format("EPCI {} {} ({})", french ? "au" : "of",
                                french ? to_french(geography.epci_day) : to_iso(geography.epci_day),
                                std::filesystem::path(geography.epci.source).filename().string()));
  if (const Measure* population = find_measure(run.figures.communes, "population"))
    parts.push_back(population_label(*population));
  const std::string text =
      fmt::format("{}{}.", french ? "Base : " : "Based on ", join(parts, french ? " ; " : "; "));
  if (!french) return text;
  return french_spacing(geography.counted.sentence.empty() ? text : text + " " + geography.counted.sentence);
}

}  // namespace maillage

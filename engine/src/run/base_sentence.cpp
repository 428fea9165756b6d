#include "run/base_sentence.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <vector>

#include "join/decisions.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/edition.hpp"

namespace maillage {
std::string population_label(const Measure& population, Lang lang) {
  const std::string year =
      population.info.observed ? fmt::format(" {}", year_of(*population.info.observed)) : "";
  const std::string label = population.info.label.empty() ? "population" : population.info.label;
  // `population` is the municipal one in every layout of communes.
  return (lang == Lang::fr ? label : "municipal population") + year;
}

namespace {

// "EPCI au 01/01/2025 (epcicom.xlsx), après le jour demandé"
std::string perimeter_text(std::string_view what, const std::optional<Day>& day, const std::string& source,
                           const Study& study) {
  const Lang lang = study.lang;
  const std::string file = std::filesystem::path(source).filename().string();
  if (!day) return say(lang, "{} ({}, day not stated)", what, file);
  const std::string text = say(lang, "{} of {} ({})", what, day_text(*day, lang), file);
  const Apart where = apart(day, study.at);
  if (where == Apart::after) return say(lang, "{}, after the day asked", text);
  if (where == Apart::long_before) return say(lang, "{}, more than a year before the day asked", text);
  return text;
}

// "; epcicom.xlsx, du 01/01/2025, ne donne que des noms": what the other tables of EPCI were good for.
std::string other_tables_text(const Geography& geography, const Study& study) {
  const Lang lang = study.lang;
  std::string text;
  for (std::size_t index = 1; index < geography.epci_tables.size(); ++index) {
    const PerimeterTable& table = geography.epci_tables[index];
    if (table.communes == 0 && edition_time(table.day, study.at) == EditionTime::begun) continue;
    const std::string file = std::filesystem::path(table.source).filename().string();
    const std::string day =
        table.day ? say(lang, "of {}", day_text(*table.day, lang)) : say(lang, "day not stated");
    text += table.communes > 0
                ? say(lang, ", for {} from {} ({})", counted(table.communes, "commune"), file, day)
                : say(lang, ", {} ({}) giving names only", file, day);
  }
  return text;
}

}  // namespace

std::string base_sentence(const Run& run) {
  const Geography& geography = run.geography;
  const Lang lang = run.study.lang;
  std::vector<std::string> parts{
      perimeter_text("communes", geography.stated_day, geography.source, run.study)};
  if (const Crosswalk* epci = crosswalk_to(geography, Level::epci))
    parts.push_back(perimeter_text("EPCI", geography.epci_day, epci->source(), run.study) +
                    other_tables_text(geography, run.study));
  if (const Measure* population = find_measure(run.figures.communes, "population")) {
    const std::string undated = say(lang, " (its file states no year)");
    parts.push_back(population_label(*population, lang) + (population->info.observed ? "" : undated));
  }
  std::string text = say(lang, "Based on {}.", join(parts, lang == Lang::fr ? " ; " : "; "));
  if (!run.counted.sentence.empty()) text += " " + run.counted.sentence;
  return lang == Lang::fr ? french_spacing(text) : text;
}

}  // namespace maillage

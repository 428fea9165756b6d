#include "run/map_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/measure/unit.hpp"

namespace maillage {
namespace {

struct Shortening {
  std::string_view words, brief;
};

constexpr std::array<Shortening, 5> shortenings{{{"Communauté de communes", "CC"},
                                                 {"Communauté d'agglomération", "CA"},
                                                 {"Communauté urbaine", "CU"},
                                                 {"Communauté de Communes", "CC"},
                                                 {"Communauté d'Agglomération", "CA"}}};

std::string lower_first(std::string text) {
  const bool is_acronym = text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z';
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z' && !is_acronym)
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

// "de communes", "d'EPCI"
std::string of(std::string_view word) {
  const std::string first = fold(word).substr(0, 1);
  const bool elides = !first.empty() && std::string_view("aeiouh").find(first) != std::string_view::npos;
  return (elides ? "d'" : "de ") + std::string(word);
}

std::string file_of(std::string_view path) {
  return std::filesystem::path(trim(path)).filename().string();
}

const SourceRecord* source_record(const Run& run, std::string_view file) {
  for (const SourceRecord& source : run.sources)
    if (file_of(source.given) == file) return &source;
  return nullptr;
}

// "Cnaf, Taux de couverture de l'accueil du jeune enfant (txcouv_pe_epci.csv)", once per file.
std::string source_words(const Run& run, const MapChoice& choice) {
  std::vector<std::string> said;
  std::set<std::string> files;
  const auto add = [&](std::string_view sources) {
    for (const std::string_view part : split(sources, ';')) {
      const std::string file = file_of(part);
      if (file.empty() || !files.insert(file).second) continue;
      const SourceRecord* record = source_record(run, file);
      // A table of no known producer, or one that the study declares, is known by its file.
      const bool is_home_made = record == nullptr || record->title.empty() || record->producer.empty();
      said.push_back(is_home_made ? file : fmt::format("{}, {} ({})", record->producer, record->title, file));
    }
  };
  add(choice.info().source);
  if (choice.circles != nullptr) add(choice.circles->info.source);
  return join(said, "\u202f; ");
}

std::optional<Day> boundary_day(const Run& run) {
  for (const std::string_view part : split(run.shapes.file, '+'))
    if (const SourceRecord* record = source_record(run, file_of(part)); record != nullptr && record->vintage)
      return record->vintage;
  return std::nullopt;
}

std::string boundary_words(const Run& run) {
  const Lang lang = run.study.lang;
  std::vector<std::string> files;
  for (const std::string_view part : split(run.shapes.file, '+')) files.push_back(file_of(part));
  const std::optional<Day> day = boundary_day(run);
  const SourceRecord* record = source_record(run, files.front());
  // A layout that many hands use names its likely producer, "or home-made".
  const std::string producer =
      record == nullptr ? "" : record->producer.substr(0, record->producer.find(", ou "));
  const std::string by = producer.empty() ? "" : producer + ", ";
  const std::string drawn = day ? say(lang, "boundaries of {}", year_of(*day))
                                : say(lang, "boundaries of a vintage that is not stated");
  return fmt::format("{}{} ({})\u202f; {}", by, drawn, join(files, ", "), run.geography.edition);
}

std::optional<int> year_in(std::string_view text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const std::string_view four = text.substr(i, 4);
    const bool alone = (i == 0 || !all_digits(text.substr(i - 1, 1))) &&
                       (i + 4 == text.size() || !all_digits(text.substr(i + 4, 1)));
    if (alone && all_digits(four) && (four.starts_with("19") || four.starts_with("20")))
      return std::stoi(std::string(four));
  }
  return std::nullopt;
}

// What the years of title, data and boundaries are, when they are not one. A title of another year than its data misleads:
// that is a warning, the rest a note.
void add_years(Map& map, const Run& run, const MapChoice& choice) {
  const Lang lang = run.study.lang;
  std::vector<std::string> said;
  std::set<int> years, of_figures;
  const auto add = [&](std::string_view what, std::optional<int> year, bool is_of_figures) {
    if (!year) return;
    years.insert(*year);
    if (is_of_figures) of_figures.insert(*year);
    said.push_back(say(lang, "{} dated {}", what, *year));
  };
  const auto year = [](const std::optional<Day>& day) {
    return day ? std::optional(year_of(*day)) : std::nullopt;
  };
  const bool fr = lang == Lang::fr;
  const bool both = choice.circles != nullptr && choice.figures != nullptr;
  // The title of a change names two years, both of its data.
  if (const auto in_title = year_in(map.title);
      choice.change == nullptr && in_title != year(choice.info().observed))
    add(fr ? "titre" : "title", in_title, true);
  add(fr ? "données" : "data", year(choice.info().observed), true);
  if (both && choice.circles->info.observed != choice.figures->info.observed)
    add(fr ? "cercles" : "circles", year(choice.circles->info.observed), true);
  add(fr ? "contours" : "boundaries", year(boundary_day(run)), false);
  if (years.size() < 2) return;
  const std::string text = join(said, ", ") + ".";
  if (of_figures.size() > 1)
    map.warnings.push_back(say(lang, "Mind the years: {}", text));
  else
    map.notes.push_back({fr ? "Années" : "Years", text});
}

// The year alone, unless both days are of one, or the day is all that counts.
std::string when_text(Day day, const MapChoice& choice, Lang lang) {
  const bool is_day =
      choice.categories != nullptr || year_of(choice.change->before) == year_of(choice.change->after);
  if (!is_day) return std::to_string(year_of(day));
  return (lang == Lang::fr ? "le " : "") + day_text(day, lang);
}

std::string dated(const ColumnInfo& info, Lang lang) {
  return info.observed ? say(lang, " in {}", year_of(*info.observed)) : std::string();
}

std::string title_of(const Run& run, const MapChoice& choice) {
  const Lang lang = run.study.lang;
  const Level& level = choice.shown->layer.zoning->level();
  const bool both = choice.circles != nullptr && choice.figures != nullptr;
  std::string label =
      both ? say(lang, "{} and {}", choice.circles->info.label, lower_first(choice.info().label))
           : choice.info().label;
  const bool is_childcare = choice.shown->layer.theme == "childcare" && lang == Lang::fr;
  if (is_childcare) label = "Accueil du jeune enfant\u202f: " + lower_first(label);
  if (choice.change != nullptr)
    return say(lang, "{}: change between {} and {}, by {}", label,
               when_text(choice.change->before, choice, lang), when_text(choice.change->after, choice, lang),
               level_word(level, 1, lang));
  const std::string when = choice.categories != nullptr && choice.info().observed
                               ? say(lang, " on {}", day_text(*choice.info().observed, lang))
                               : dated(choice.info(), lang);
  return say(lang, "{}, by {}{}", label, level_word(level, 1, lang), when);
}

std::string rule_words(const Style& style, bool is_change, Lang lang) {
  switch (style.rule) {
    case ClassRule::quantile:
      return say(lang, "Classes of about equal numbers (quantiles)");
    case ClassRule::natural:
      return say(lang, "Natural breaks (Jenks)");
    case ClassRule::equal:
      return say(lang, "Equal intervals");
    case ClassRule::deviation:
      return say(lang, "Classes around the mean of the zones, in standard deviations");
    case ClassRule::reference:
      return say(lang, "Classes at 60, 85, 100, 115 and 140% of the reference");
    case ClassRule::around:
      return is_change ? say(lang, "Quantiles on both sides of no change")
                       : say(lang, "Quantiles on both sides of the reference");
    case ClassRule::manual:
      return say(lang, "Limits chosen");
    case ClassRule::automatic:
      break;
  }
  return {};
}

const Measure* population_of(const Run& run, const Layer& layer) {
  const auto figures = run.levels.find(layer.zoning->level());
  return figures == run.levels.end() ? nullptr : find_measure(figures->second, "population");
}

// The zone a reader knows: with most inhabitants of those that have a figure.
std::optional<std::size_t> best_known_zone(const Run& run, const MapChoice& choice, const Measure& measure) {
  const Layer& layer = choice.shown->layer;
  const Measure* population = population_of(run, layer);
  std::optional<std::size_t> best;
  double most = -1;
  for (std::size_t zone = 0; zone < measure.size(); ++zone) {
    if (!measure.at(zone).is_known()) continue;
    double people = 0;
    if (population != nullptr) {
      const auto found = run.levels.at(layer.zoning->level()).zoning->find(layer.zoning->code(zone));
      if (found && population->at(*found).is_known()) people = population->at(*found).value;
    }
    if (people <= most) continue;
    most = people;
    best = zone;
  }
  return best;
}

std::string reading_words(const Run& run, const MapChoice& choice) {
  std::vector<std::string> said;
  std::string where;
  for (const Measure* measure : {choice.figures, choice.circles}) {
    if (measure == nullptr) continue;
    const auto zone = best_known_zone(run, choice, *measure);
    if (!zone) continue;
    const std::string name = choice.shown->layer.zoning->name(*zone);
    if (!where.empty() && where != name) continue;
    where = name;
    said.push_back(value_words(*measure, measure->at(*zone), run.study.lang));
  }
  if (said.empty()) return {};
  const Lang lang = run.study.lang;
  const std::string when = choice.change != nullptr ? say(lang, "between {} and {}, ",
                                                          when_text(choice.change->before, choice, lang),
                                                          when_text(choice.change->after, choice, lang))
                           : choice.info().observed ? say(lang, "in {}, ", year_of(*choice.info().observed))
                                                    : "";
  return say(lang, "{}{}: {}.", when, where, join(said, lang == Lang::fr ? " et " : " and "));
}

std::string field_words(const Run& run, const MapChoice& choice) {
  const Lang lang = run.study.lang;
  const Layer& layer = choice.shown->layer;
  std::string text = counted(layer.zoning->size(), level_word(layer.zoning->level(), 1, lang), lang);
  if (layer.zoning->level() == Level::epci)
    text = fmt::format("{} EPCI", number_text(layer.zoning->size(), lang));
  if (!choice.info().field.empty()) text += ", " + choice.info().field;
  text += ". ";
  if (layer.zoning->level() == Level::epci) text += run.counted.sentence;
  return std::string(trim(text));
}

// What is compared, and what is not.
std::string change_words(const Run& run, const MapChoice& choice) {
  const Lang lang = run.study.lang;
  const Layer& layer = choice.shown->layer;
  std::string text = say(lang, "Both days on the ground of {}.", run.geography.edition);
  if (choice.categories != nullptr && layer.theme == "ctg")
    text += say(lang, " Entered: covered on the second day and not on the first; left: the reverse.");
  std::vector<std::string> names;
  for (const std::string& code : choice.change->other_ground)
    if (const auto zone = layer.zoning->find(code)) names.push_back(layer.zoning->name(*zone));
  constexpr std::size_t most = 5;
  if (!names.empty())
    text += say(lang, " Not compared, for their communes are others now: {}.", listed(names, most, lang));
  return text;
}

// How the figure must be understood: what the indicator says of itself, else the notes of the layer that define it.
std::string note_words(const Run& run, const MapChoice& choice) {
  const Layer& layer = choice.shown->layer;
  if (choice.change != nullptr) return change_words(run, choice);
  if (const Indicator* indicator = find_indicator(run.study.indicators, choice.column))
    if (const std::string& note = run.study.lang == Lang::fr ? indicator->note : indicator->note_en;
        !note.empty())
      return note;
  if (layer.notes.empty()) return {};
  if (layer.theme != "ctg") return layer.notes.front();
  // The first one is the day, which is in the title.
  return join(std::span(layer.notes).subspan(1), " ");
}

std::vector<std::string> zone_names(const Layer& layer, const std::vector<std::size_t>& zones) {
  std::vector<std::string> names;
  for (const std::size_t zone : zones) names.push_back(layer.zoning->name(zone));
  return names;
}

void add_legend_words(Map& map, const Run& run, const MapChoice& choice) {
  const Lang lang = run.study.lang;
  const Level& level = choice.shown->layer.zoning->level();
  if (choice.figures != nullptr || choice.categories != nullptr) {
    const std::string unit = choice.figures != nullptr ? unit_text(choice.figures->info.unit, lang) : "";
    map.legend_title = choice.change == nullptr ? choice.info().label
                                                : say(lang, "Change: {}", lower_first(choice.info().label));
    // Nothing else is "not applicable" in a change.
    if (choice.change != nullptr)
      for (StyleClass& shown : map.style.missing)
        if (shown.value == "not_applicable") shown.label = say(lang, "Not compared: other communes");
    // Limits of percentages say so themselves.
    if (!unit.empty() && unit != "%") map.legend_title += fmt::format(" ({})", unit);
    if (map.style.reference)
      map.legend_notes.push_back(
          say(lang, "Reference: {}: {}", map.style.reference->label,
              figure_text(map.style.reference->value, choice.figures->info.decimals, lang) +
                  (unit == "%" ? "\u202f%" : "")));
    if (choice.figures != nullptr)
      map.legend_notes.push_back(rule_words(map.style, choice.change != nullptr, lang));
    map.legend_notes.push_back(
        say(lang, "In brackets: number of {}",
            lang == Lang::fr ? of(level_word(level, 2, lang)) : level_word(level, 2, lang)));
  }
  if (map.circles) {
    map.circles->title = choice.circles->info.label;
    const std::string unit = unit_text(choice.circles->info.unit, lang);
    if (!unit.empty() && fold(map.circles->title).find(fold(unit)) == std::string::npos)
      map.circles->title += fmt::format(" ({})", unit);
    std::size_t zeros = 0, missing = 0;
    for (const std::optional<double>& value : map.circles->values) {
      zeros += value && *value == 0 ? 1U : 0U;
      missing += value ? 0U : 1U;
    }
    if (zeros > 0)
      map.circles->missing.push_back(say(lang, "No circle: zero ({})", number_text(zeros, lang)));
    if (missing > 0)
      map.circles->missing.push_back(
          say(lang, "No circle: secret or not available ({})", number_text(missing, lang)));
  }
  if (lang == Lang::fr)
    for (std::vector<std::string>* lines :
         {&map.legend_notes, map.circles ? &map.circles->missing : &map.legend_notes})
      for (std::string& line : *lines) line = french_spacing(line);
}

}  // namespace

std::string short_name(std::string_view name) {
  std::string text(name);
  for (const auto& [words, brief] : shortenings)
    if (text.starts_with(words)) text = std::string(brief) + text.substr(words.size());
  // "(CCPHVA)" repeats the name, and "(fictive)" twelve times on a map says no more.
  if (const std::size_t bracket = text.find(" ("); bracket != std::string::npos && text.ends_with(')'))
    text.resize(bracket);
  return text;
}

std::string value_words(const Measure& measure, const Cell& cell, Lang lang) {
  std::string value = figure_text(cell.value, measure.info.decimals, lang);
  if (is_change(measure.info) && cell.value > 0) value.insert(0, "+");
  const std::string unit = unit_text(measure.info.unit, lang);
  if (unit == "%") return value + (lang == Lang::fr ? "\u202f%" : "%");
  return unit.empty() ? value : value + "\u00a0" + unit;
}

void add_words(Map& map, const Run& run, const MapSpec& spec, const MapChoice& choice) {
  const Lang lang = run.study.lang;
  const Layer& layer = choice.shown->layer;
  map.lang = lang;
  map.title = spec.title.empty() ? title_of(run, choice) : spec.title;
  map.subtitle = spec.subtitle.empty() ? run.study.title : spec.subtitle;
  std::vector<std::size_t> without;
  for (std::size_t zone = 0; zone < map.zones.zone_count(); ++zone)
    if (!is_drawn(map, zone)) without.push_back(zone);
  if (!without.empty())
    map.warnings.push_back(
        say(lang, "Without a shape, so not drawn: {}.", listed(zone_names(layer, without), 5, lang)));
  add_legend_words(map, run, choice);
  map.notes.push_back({lang == Lang::fr ? "Champ" : "Field", field_words(run, choice)});
  if (const std::string reading = reading_words(run, choice); !reading.empty())
    map.notes.push_back({lang == Lang::fr ? "Lecture" : "Reading", reading});
  if (const std::string note = note_words(run, choice); !note.empty()) map.notes.push_back({"Note", note});
  map.notes.push_back({"Source", source_words(run, choice)});
  map.notes.push_back({lang == Lang::fr ? "Fond de carte" : "Boundaries", boundary_words(run)});
  add_years(map, run, choice);
  if (lang == Lang::fr) {
    for (MapNote& note : map.notes) note.text = french_spacing(note.text);
    for (std::string& warning : map.warnings) warning = french_spacing(warning);
    map.title = french_spacing(map.title);
    map.subtitle = french_spacing(map.subtitle);
  }
}

std::string description_of(const Map& map, const Run& run, const MapChoice& choice) {
  const Lang lang = run.study.lang;
  const Layer& layer = choice.shown->layer;
  std::string text = say(lang, "Map: {}. {}.", map.title, map.subtitle);
  for (const std::vector<StyleClass>* classes : {&map.style.classes, &map.style.missing})
    for (const StyleClass& shown : *classes)
      text += fmt::format(" {}{} {}.", shown.label, lang == Lang::fr ? "\u202f:" : ":",
                          number_text(shown.zones, lang));
  for (const Measure* measure : {choice.figures, choice.circles}) {
    if (measure == nullptr) continue;
    std::optional<std::size_t> least, most;
    for (std::size_t zone = 0; zone < measure->size(); ++zone) {
      const Cell cell = measure->at(zone);
      if (!cell.is_known()) continue;
      if (!least || cell.value < measure->at(*least).value) least = zone;
      if (!most || cell.value > measure->at(*most).value) most = zone;
    }
    if (least && most != least)
      text += say(lang, " {}: from {} ({}) to {} ({}).", measure->info.label,
                  value_words(*measure, measure->at(*least), lang), layer.zoning->name(*least),
                  value_words(*measure, measure->at(*most), lang), layer.zoning->name(*most));
  }
  return lang == Lang::fr ? french_spacing(text) : text;
}

std::string caption_of(const Map& map) {
  std::string text = map.title + "\n" + map.subtitle + "\n\n";
  for (const std::string& warning : map.warnings) text += warning + "\n";
  for (const MapNote& note : map.notes) text += say(map.lang, "{}: {}\n", note.head, note.text);
  return text + say(map.lang, "\nAlternative text: {}\n", map.description);
}

}  // namespace maillage

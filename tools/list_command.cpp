#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/indicators.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/recognise/levels.hpp"
#include "maillage/formats/write/writers.hpp"
#include "maillage/run/maps.hpp"
#include "maillage/study/study.hpp"
#include "maillage/themes/theme.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

constexpr std::array<std::string_view, 6> things{"layouts", "formats",    "themes",
                                                 "levels",  "indicators", "measures"};

// Every word sought is in its id, title, producer, level or the names of its columns; case and accents do not count.
bool is_about(const Layout& layout, const std::string& sought) {
  std::string all = fmt::format("{} {} {} {} {}", layout.id, layout.title, layout.producer,
                                to_string(layout.kind), layout.level.code);
  for (const ColumnRule& rule : layout.columns) all += " " + rule.pattern;
  const std::string folded = fold(all), words = fold(sought);
  return std::ranges::all_of(split(words, ' '),
                             [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

int print_layouts(const std::string& sought, bool as_json, Lang lang) {
  std::vector<const Layout*> layouts;
  for (const Layout& layout : catalogue())
    if (is_about(layout, sought)) layouts.push_back(&layout);
  if (as_json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Layout* layout : layouts)
      all.push_back({{"id", layout->id},
                     {"title", layout->title},
                     {"producer", layout->producer},
                     {"kind", to_string(layout->kind)},
                     {"level", layout->level.code}});
    fmt::print("{}\n", all.dump(1));
    return layouts.empty() ? 1 : 0;
  }
  for (const Layout* layout : layouts)
    fmt::print("{:<34} {:<12} {:<12} {} ({})\n", layout->id, to_string(layout->kind), layout->level.code,
               layout->title, layout->producer);
  if (layouts.empty())
    fmt::print(
        "{}",
        say(lang, "no layout is about \"{}\"; a study describes a file of its own: `maillage help source`\n",
            sought));
  return layouts.empty() ? 1 : 0;
}

struct Word {
  std::string name;
  std::string summary;
};

std::vector<Word> formats(Lang lang) {
  std::vector<Word> words;
  for (const Writer& writer : writers())
    words.push_back({std::string(writer.name), text_of(term(writer.summary), lang)});
  return words;
}

std::vector<Word> themes(std::span<const Indicator> indicators, Lang lang) {
  std::vector<Word> words;
  for (ThemeName& theme : theme_names(indicators, lang))
    words.push_back({std::move(theme.name), std::move(theme.title)});
  return words;
}

std::string definition_of(const Indicator& indicator) {
  if (!indicator.ratio) return std::string(to_string(indicator.kind));
  return fmt::format("{} × {} / {}", plain_number(indicator.ratio->per), indicator.ratio->numerator,
                     indicator.ratio->denominator);
}

void print_indicators(std::span<const Indicator> indicators, bool as_json) {
  if (as_json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Indicator& indicator : indicators) {
      nlohmann::ordered_json one{{"code", indicator.info.code},
                                 {"label", indicator.info.label},
                                 {"unit", indicator.info.unit},
                                 {"kind", to_string(indicator.kind)}};
      if (indicator.ratio) {
        one["numerator"] = indicator.ratio->numerator;
        one["denominator"] = indicator.ratio->denominator;
        one["per"] = indicator.ratio->per;
      }
      if (!indicator.theme.empty()) one["theme"] = indicator.theme;
      all.push_back(std::move(one));
    }
    fmt::print("{}\n", all.dump(1));
    return;
  }
  for (const Indicator& indicator : indicators)
    fmt::print("{:<26} {:<12} {} ({})\n", indicator.info.code, indicator.theme, indicator.info.label,
               definition_of(indicator));
}

// What a study has to draw: the columns of its layers that hold figures or categories.
void print_measures(const Arguments& arguments, bool as_json) {
  if (!arguments.has("STUDY"))
    throw Error(Failure::usage, message("list measures: of which study? maillage list measures study.toml"));
  Study study = study_of(arguments, "STUDY");
  study.output.formats = {"csv"};  // nothing is drawn
  study.maps.clear();
  const std::vector<MapMeasure> measures = map_measures(run_study(std::move(study)));
  if (!as_json) {
    for (const MapMeasure& measure : measures)
      print_text(fmt::format("{:<28} {:<11} {:<36} {}\n", measure.info.code, measure.kind,
                             fmt::format("{}", fmt::join(measure.levels, " ")), measure.info.label));
    return;
  }
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const MapMeasure& measure : measures)
    all.push_back({{"code", measure.info.code},
                   {"kind", measure.kind},
                   {"label", measure.info.label},
                   {"unit", measure.info.unit},
                   {"levels", measure.levels}});
  fmt::print("{}\n", all.dump(1));
}

void print_words(const std::vector<Word>& words, bool as_json) {
  if (as_json) {
    nlohmann::ordered_json names = nlohmann::ordered_json::array();
    for (const Word& word : words) names.push_back(word.name);
    fmt::print("{}\n", names.dump(1));
    return;
  }
  for (const Word& word : words) {
    const std::string line = fmt::format("{:<16} {}", word.name, word.summary);
    fmt::print("{}\n", line.substr(0, line.find_last_not_of(' ') + 1));
  }
}

std::vector<Word> words_of(std::span<const Level> levels) {
  std::vector<Word> words;
  for (const Level& level : levels) words.push_back({level.code, level.many});
  return words;
}

// The indicators that the program knows, or those that a study has with its own.
std::vector<Indicator> indicators_for(const std::string& study) {
  return study.empty() ? indicators() : read_study(study).indicators;
}

int list(const Arguments& arguments) {
  const std::string what = arguments.text("WHAT");
  const std::string study = arguments.text("STUDY");
  const bool as_json = arguments.text("format") == "json";
  if (arguments.has("search") && !what.empty() && what != "layouts")
    throw Error(Failure::usage, message("--search looks among layouts: maillage list layouts --search {}",
                                        arguments.text("search")));
  if (what == "formats")
    print_words(formats(arguments.lang), as_json);
  else if (what == "themes")
    print_words(themes(indicators_for(study), arguments.lang), as_json);
  else if (what == "levels")
    print_words(words_of(study.empty() ? levels() : read_study(study).levels), as_json);
  else if (what == "indicators")
    print_indicators(indicators_for(study), as_json);
  else if (what == "measures")
    print_measures(arguments, as_json);
  else if (what.empty() || what == "layouts")
    return print_layouts(arguments.text("search"), as_json, arguments.lang);
  else {
    const auto near = closest(what, std::vector<std::string>(things.begin(), things.end()));
    throw Error(Failure::usage, message("list {}: nothing of that name{}; there are {}", what,
                                        near ? message("; did you mean \"{}\"?", *near) : Message(),
                                        fmt::format("{}", fmt::join(things, ", "))));
  }
  return 0;
}

}  // namespace

Command list_command() {
  return {
      .name = "list",
      .summary = message("what the program knows: layouts of sources, formats, themes, levels, indicators; "
                         "the measures of a study"),
      .description = message(
          "Lists the layouts of the catalogue (files that are recognised by their columns), the output "
          "formats, the\n"
          "themes of layers, the levels (communes and what they add up to), or the indicators (figures with "
          "their "
          "code,\n"
          "theme and definition). With a STUDY, themes, levels and indicators include those that it adds in\n"
          "[levels.<code>] and [indicators.<code>]. The measures are what maillage map can draw of a STUDY: "
          "its columns, each with\nits levels."),
      .positionals = {{.name = "WHAT",
                       .help = message("layouts (default), formats, themes, levels, indicators, measures"),
                       .required = false,
                       .choices = {things.begin(), things.end()}},
                      {"STUDY",
                       message("a study file whose own themes, levels and indicators are listed too"),
                       false}},
      .options = {{.name = "search",
                   .value = "WORDS",
                   .help = message(
                       "only the layouts that have these words in their name, title, producer or columns")},
                  {.name = "format",
                   .letter = 'f',
                   .value = "FORMAT",
                   .help = message("how to print"),
                   .fallback = "table",
                   .choices = {"table", "json"}}},
      .common_options = {},
      .clashes = {},
      .exit_codes = {{1, message("no layout has the words sought")}},
      .examples = {"maillage list layouts", "maillage list layouts --search filosofi",
                   "maillage list formats", "maillage list indicators study.toml",
                   "maillage list measures study.toml"},
      .run = list};
}

}  // namespace maillage::cli

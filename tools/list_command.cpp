#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/indicators.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/recognise/levels.hpp"
#include "maillage/formats/write/writers.hpp"
#include "maillage/study/study.hpp"
#include "maillage/themes/theme.hpp"

namespace maillage::cli {
namespace {

void print_layouts(bool as_json) {
  if (as_json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Layout& layout : catalogue())
      all.push_back({{"id", layout.id},
                     {"title", layout.title},
                     {"producer", layout.producer},
                     {"kind", to_string(layout.kind)},
                     {"level", layout.level.code}});
    fmt::print("{}\n", all.dump(1));
    return;
  }
  for (const Layout& layout : catalogue())
    fmt::print("{:<34} {:<12} {:<12} {} ({})\n", layout.id, to_string(layout.kind), layout.level.code,
               layout.title, layout.producer);
}

struct Word {
  std::string name;
  std::string summary;
};

std::vector<Word> formats() {
  std::vector<Word> words;
  for (const Writer& writer : writers())
    words.push_back({std::string(writer.name), std::string(writer.summary)});
  return words;
}

std::vector<Word> themes(std::span<const Indicator> indicators) {
  std::vector<Word> words;
  for (ThemeName& theme : theme_names(indicators))
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
  if (what == "formats")
    print_words(formats(), as_json);
  else if (what == "themes")
    print_words(themes(indicators_for(study)), as_json);
  else if (what == "levels")
    print_words(words_of(study.empty() ? levels() : read_study(study).levels), as_json);
  else if (what == "indicators")
    print_indicators(indicators_for(study), as_json);
  else if (what.empty() || what == "layouts")
    print_layouts(as_json);
  else {
    const auto near =
        closest(what, std::vector<std::string>{"layouts", "formats", "themes", "levels", "indicators"});
    throw Error(
        Failure::usage,
        fmt::format(
            "list {}: nothing of that name{}; there are layouts, formats, themes, levels and indicators",
            what, near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
  }
  return 0;
}

}  // namespace

Command list_command() {
  return {
      .name = "list",
      .summary = "what the program knows: layouts of sources, formats, themes, levels, indicators",
      .description =
          "Lists the layouts of the catalogue (files that are recognised by their columns), the output "
          "formats, the\n"
          "themes of layers, the levels (communes and what they add up to), or the indicators (figures with "
          "their "
          "code,\n"
          "theme and definition). With a STUDY, themes, levels and indicators include those that it adds in\n"
          "[levels.<code>] and [indicators.<code>].",
      .positionals = {{"WHAT", "layouts (default), formats, themes, levels, indicators", false},
                      {"STUDY", "a study file whose own themes, levels and indicators are listed too",
                       false}},
      .options = {{.name = "format",
                   .letter = 'f',
                   .value = "FORMAT",
                   .help = "how to print",
                   .fallback = "table",
                   .choices = {"table", "json"}}},
      .common_options = {},
      .clashes = {},
      .exit_codes = {},
      .examples = {"maillage list layouts", "maillage list formats", "maillage list indicators study.toml"},
      .run = list};
}

}  // namespace maillage::cli

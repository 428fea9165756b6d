#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/write/writers.hpp"
#include "maillage/study/study.hpp"

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
                     {"level", to_string(layout.level)}});
    fmt::print("{}\n", all.dump(1));
    return;
  }
  for (const Layout& layout : catalogue())
    fmt::print("{:<34} {:<12} {:<12} {} ({})\n", layout.id, to_string(layout.kind), to_string(layout.level),
               layout.title, layout.producer);
}

struct Word {
  std::string_view name;
  std::string_view summary;
};

std::vector<Word> formats() {
  std::vector<Word> words;
  for (const Writer& writer : writers()) words.push_back({writer.name, writer.summary});
  return words;
}

std::vector<Word> themes() {
  std::vector<Word> words;
  for (const std::string_view theme : output_themes) words.push_back({theme, {}});
  return words;
}

void print_words(const std::vector<Word>& words, bool as_json) {
  if (as_json) {
    nlohmann::ordered_json names = nlohmann::ordered_json::array();
    for (const Word& word : words) names.push_back(word.name);
    fmt::print("{}\n", names.dump(1));
    return;
  }
  for (const Word& word : words) {
    const std::string line = fmt::format("{:<12} {}", word.name, word.summary);
    fmt::print("{}\n", line.substr(0, line.find_last_not_of(' ') + 1));
  }
}

int list(const Arguments& arguments) {
  const std::string what = arguments.text("WHAT");
  const bool as_json = arguments.text("format") == "json";
  if (what == "formats")
    print_words(formats(), as_json);
  else if (what == "themes")
    print_words(themes(), as_json);
  else if (what.empty() || what == "layouts")
    print_layouts(as_json);
  else {
    const auto near = closest(what, std::vector<std::string>{"layouts", "formats", "themes"});
    throw Error(Failure::usage,
                fmt::format("list {}: nothing of that name{}; there are layouts, formats and themes", what,
                            near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
  }
  return 0;
}

}  // namespace

Command list_command() {
  return {.name = "list",
          .summary = "what the program knows: layouts of sources, formats, themes",
          .description =
              "Lists the layouts of the catalogue (files that are recognised by their columns), the output "
              "formats, or the\n"
              "themes of layers.",
          .positionals = {{"WHAT", "layouts (default), formats, themes", false}},
          .options = {{.name = "format",
                       .letter = 'f',
                       .value = "FORMAT",
                       .help = "how to print",
                       .fallback = "table",
                       .choices = {"table", "json"}}},
          .heeds = {},
          .clashes = {},
          .exit_codes = {},
          .examples = {"maillage list layouts", "maillage list formats"},
          .run = list};
}

}  // namespace maillage::cli

#include <algorithm>

#include "command.hpp"

namespace maillage::cli {

Study study_of(const Arguments& arguments, std::string_view positional) {
  Study study = read_study(arguments.text(positional));
  study.lang = arguments.lang;
  return study;
}

const std::vector<Command>& commands() {
  static const std::vector<Command> all{init_command(), run_command(),      ctg_command(),   map_command(),
                                        qgis_command(), portrait_command(), check_command(), info_command(),
                                        demo_command(), list_command(),     help_command()};
  return all;
}

std::vector<Option> common_options(const Command& command) {
  static const std::vector<Option> all{
      {.name = "threads",
       .letter = 'j',
       .value = "N",
       .help = message("number of threads; the result does not depend on it"),
       .fallback = "0"},
      {.name = "quiet",
       .letter = 'q',
       .help = message("no progress and no notes on stderr; warnings and problems stay")},
      {.name = "verbose",
       .letter = 'v',
       .help = message("nothing is shortened: every diagnostic, every row")},
      {.name = "lang",
       .value = "LANG",
       .help = message("language of answers, diagnostics and help; else that of the study"),
       .choices = {"fr", "en"}},
      {.name = "help", .letter = 'h', .help = message("show this help")}};
  std::vector<Option> heeded;
  for (const Option& option : all)
    if (option.name == "help" || option.name == "lang" ||
        std::ranges::find(command.common_options, option.name) != command.common_options.end())
      heeded.push_back(option);
  return heeded;
}

std::vector<Option> all_options(const Command& command) {
  std::vector<Option> all = command.options;
  const std::vector<Option> common = common_options(command);
  all.insert(all.end(), common.begin(), common.end());
  return all;
}

const std::vector<ExitCode>& common_exit_codes() {
  static const std::vector<ExitCode> all{
      {0, message("done, or yes")},
      {1, message("no, or problems found in readable data")},
      {2, message("usage: the command line or the study file asks for something that makes no sense")},
      {3, message("a file is not readable as what it claims to be")},
      {4, message("a file cannot be opened, read or written")},
      {70, message("a law of the program itself is broken: please report it")},
      {130, message("interrupted")}};
  return all;
}

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(commands(), name, &Command::name);
  return found == commands().end() ? nullptr : &*found;
}

bool Arguments::has(std::string_view name) const {
  return values.contains(name);
}

std::string Arguments::text(std::string_view name) const {
  if (const auto given = values.find(name); given != values.end())
    return given->second.empty() ? std::string() : given->second.back();
  const auto fallback = fallbacks.find(name);
  return fallback == fallbacks.end() ? std::string() : fallback->second;
}

std::vector<std::string> Arguments::texts(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::vector<std::string>() : found->second;
}

}  // namespace maillage::cli

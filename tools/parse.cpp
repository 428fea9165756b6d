#include "parse.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage::cli {
namespace {

std::string flag_of(const Option& option) {
  return option.letter != 0 ? fmt::format("-{},--{}", option.letter, option.name)
                            : fmt::format("--{}", option.name);
}

void add_option(CLI::App& app, const Option& option, Arguments& arguments) {
  const std::string name(option.name);
  if (option.value.empty()) {
    app.add_flag_callback(
        flag_of(option), [&arguments, name] { arguments.values[name] = {""}; }, std::string(option.help));
    return;
  }
  CLI::Option* added = app.add_option_function<std::vector<std::string>>(
      flag_of(option),
      [&arguments, name](const std::vector<std::string>& values) { arguments.values[name] = values; },
      std::string(option.help));
  added->expected(1)->take_all()->allow_extra_args(false);
  if (!option.choices.empty())
    added->check(CLI::IsMember(std::vector<std::string>(option.choices.begin(), option.choices.end())));
}

// CLI11 says which word it does not know; we say which one was meant.
std::string explain(const CLI::ParseError& error, const Command& command, int count,
                    const char* const* words) {
  std::vector<std::string> known;
  for (const auto* options : {&command.options, &common_options()})
    for (const Option& option : *options) known.push_back(fmt::format("--{}", option.name));
  for (int i = 0; i < count; ++i) {
    const std::string word = std::string(words[i]).substr(0, std::string(words[i]).find('='));
    if (!word.starts_with("--") || std::ranges::find(known, word) != known.end()) continue;
    const auto near = closest(word, known);
    return fmt::format("unknown option {}{}", word, near ? fmt::format("; did you mean {}?", *near) : "");
  }
  return error.what();
}

}  // namespace

Arguments parse(const Command& command, int count, const char* const* words) {
  Arguments arguments;
  for (const auto* options : {&command.options, &common_options()})
    for (const Option& option : *options)
      if (!option.fallback.empty())
        arguments.values[std::string(option.name)] = {std::string(option.fallback)};
  CLI::App app{std::string(command.summary), std::string(command.name)};
  app.set_help_flag();
  for (const auto* options : {&command.options, &common_options()})
    for (const Option& option : *options) add_option(app, option, arguments);
  for (const Positional& positional : command.positionals) {
    const std::string name(positional.name);
    CLI::Option* added = app.add_option_function<std::vector<std::string>>(
        name, [&arguments, name](const std::vector<std::string>& values) { arguments.values[name] = values; },
        std::string(positional.help));
    added->expected(positional.required ? 1 : 0, positional.repeats ? 1000 : 1);
  }
  try {
    std::vector<std::string> reversed(words, words + count);
    std::ranges::reverse(reversed);
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    throw Error(Failure::usage, fmt::format("{}; see `maillage help {}`",
                                            explain(error, command, count, words), command.name));
  }
  if (!arguments.has("help"))
    for (const Positional& positional : command.positionals)
      if (positional.required && !arguments.has(positional.name))
        throw Error(Failure::usage,
                    fmt::format("{} is missing; see `maillage help {}`", positional.name, command.name));
  return arguments;
}

}  // namespace maillage::cli

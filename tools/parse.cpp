#include "parse.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

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
        flag_of(option), [&arguments, name] { arguments.values[name] = {""}; },
        text_of(option.help, Lang::en));
    return;
  }
  CLI::Option* added = app.add_option_function<std::vector<std::string>>(
      flag_of(option),
      [&arguments, name](const std::vector<std::string>& values) { arguments.values[name] = values; },
      text_of(option.help, Lang::en));
  added->expected(1)->take_all()->allow_extra_args(false);
  if (!option.choices.empty())
    added->check(CLI::IsMember(std::vector<std::string>(option.choices.begin(), option.choices.end())));
}

// CLI11 says which word it does not know; we say which one was meant.
Message explain(const CLI::ParseError& error, const Command& command, int count, const char* const* words) {
  std::vector<std::string> known;
  for (const Option& option : all_options(command)) known.push_back(fmt::format("--{}", option.name));
  for (int i = 0; i < count; ++i) {
    const std::string word = std::string(words[i]).substr(0, std::string(words[i]).find('='));
    if (!word.starts_with("--") || std::ranges::find(known, word) != known.end()) continue;
    const auto near = closest(word, known);
    return message("unknown option {}{}", word, near ? message("; did you mean {}?", *near) : Message());
  }
  return std::string(error.what());
}

bool is_given(const Arguments& arguments, std::string_view what) {
  const std::size_t equals = what.find('=');
  const std::string_view name = what.substr(0, equals);
  return arguments.has(name) &&
         (equals == std::string_view::npos || arguments.text(name) == what.substr(equals + 1));
}

// "--format geojson"; a positional as its value.
std::string as_written(const Arguments& arguments, const Command& command, std::string_view what) {
  for (const Positional& positional : command.positionals)
    if (positional.name == what) return arguments.text(what);
  std::string words = fmt::format("--{}", what);
  std::ranges::replace(words, '=', ' ');
  return words;
}

void refuse_clashes(const Command& command, const Arguments& arguments) {
  std::vector<Clash> clashes = command.clashes;
  clashes.push_back({"quiet", "verbose", message("one says less, the other more")});
  for (const Clash& clash : clashes)
    if (is_given(arguments, clash.one) && is_given(arguments, clash.other))
      throw Error(Failure::usage,
                  message("{} and {} do not go together: {}; see `maillage help {}`",
                          as_written(arguments, command, clash.one),
                          as_written(arguments, command, clash.other), clash.why, command.name));
}

}  // namespace

Arguments parse(const Command& command, int count, const char* const* words) {
  Arguments arguments;
  const std::vector<Option> options = all_options(command);
  for (const Option& option : options)
    if (!option.fallback.empty()) arguments.fallbacks[std::string(option.name)] = option.fallback;
  CLI::App app{text_of(command.summary, Lang::en), std::string(command.name)};
  app.set_help_flag();
  for (const Option& option : options) add_option(app, option, arguments);
  for (const Positional& positional : command.positionals) {
    const std::string name(positional.name);
    CLI::Option* added = app.add_option_function<std::vector<std::string>>(
        name, [&arguments, name](const std::vector<std::string>& values) { arguments.values[name] = values; },
        text_of(positional.help, Lang::en));
    added->expected(1, positional.repeats ? 1000 : 1)->allow_extra_args(positional.repeats);
  }
  try {
    std::vector<std::string> reversed(words, words + count);
    std::ranges::reverse(reversed);
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    throw Error(Failure::usage,
                message("{}; see `maillage help {}`", explain(error, command, count, words), command.name));
  }
  if (!arguments.has("help"))
    for (const Positional& positional : command.positionals)
      if (positional.required && !arguments.has(positional.name))
        throw Error(Failure::usage,
                    message("{} is missing; see `maillage help {}`", positional.name, command.name));
  for (const Option& option : options)
    if (arguments.texts(option.name).size() > 1)
      throw Error(Failure::usage,
                  message("--{} is given twice; see `maillage help {}`", option.name, command.name));
  refuse_clashes(command, arguments);
  return arguments;
}

std::uint64_t whole_number(const Arguments& arguments, std::string_view option, std::uint64_t most) {
  const std::string text = arguments.text(option);
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size() || number > most)
    throw Error(Failure::usage, message("--{} {}: not a whole number from 0 to {}", option, text, most));
  return number;
}

}  // namespace maillage::cli

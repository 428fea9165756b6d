#include <fmt/format.h>

#include <algorithm>

#include "usage.hpp"

namespace maillage::cli {
namespace {

std::vector<std::string_view> words_of(const Option& option) {
  return option.choices;
}

// Words that a first or second argument may be, when it is no file.
std::vector<std::string_view> words_of(const Command& command) {
  std::vector<std::string_view> words;
  for (const Positional& positional : command.positionals)
    words.insert(words.end(), positional.choices.begin(), positional.choices.end());
  return words;
}

std::string command_names() {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  return fmt::format("{}", fmt::join(names, " "));
}

// The words of an option as bash sees it before its value: "map --page|map -p".
std::string before_value(const Command& command, const Option& option) {
  std::string pattern = fmt::format("\"{} --{}\"", command.name, option.name);
  if (option.letter != 0) pattern += fmt::format("|\"{} -{}\"", command.name, option.letter);
  return pattern;
}

std::string bash() {
  std::string values, options;
  for (const Command& command : commands()) {
    std::vector<std::string> words;
    for (const Option& option : all_options(command)) {
      words.push_back(fmt::format("--{}", option.name));
      if (option.letter != 0) words.push_back(fmt::format("-{}", option.letter));
      if (!option.value.empty())
        values += fmt::format("    {}) words=\"{}\" ;;\n", before_value(command, option),
                              fmt::join(words_of(option), " "));
    }
    for (const std::string_view word : words_of(command)) words.emplace_back(word);
    options += fmt::format("      {}) words=\"{}\" ;;\n", command.name, fmt::join(words, " "));
  }
  return fmt::format(
      R"(_maillage() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="{}"
  else
    case "${{COMP_WORDS[1]}} $previous" in
{}    *)
      case "${{COMP_WORDS[1]}}" in
{}      esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _maillage maillage
)",
      command_names(), values, options);
}

// Inside brackets and quotes of a specification of zsh.
std::string for_zsh(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') safe += '\\';
    safe += c == '\n' ? ' ' : c;
    if (c == '\'') safe += "\\''";
  }
  return safe;
}

std::string value_of_zsh(const Option& option) {
  if (option.value.empty()) return {};
  const bool is_place = option.value == "FILE" || option.value == "DIR";
  const std::string how = !option.choices.empty() ? fmt::format("({})", fmt::join(option.choices, " "))
                          : is_place              ? "_files"
                                                  : " ";
  return fmt::format(":{}:{}", option.value, how);
}

std::string zsh(Lang lang) {
  std::string names, cases;
  for (const Command& command : commands()) {
    names += fmt::format("    '{}:{}'\n", command.name, for_zsh(text_of(command.summary, lang)));
    cases += fmt::format("    {})\n      _arguments", command.name);
    for (const Option& option : all_options(command)) {
      const std::string said =
          fmt::format("[{}]{}", for_zsh(text_of(option.help, lang)), value_of_zsh(option));
      cases += fmt::format(" \\\n        '--{}{}'", option.name, said);
      if (option.letter != 0) cases += fmt::format(" \\\n        '-{}{}'", option.letter, said);
    }
    for (const Positional& positional : command.positionals)
      cases += fmt::format(
          " \\\n        '{}{}:{}'", positional.repeats ? "*:" : ":", positional.name,
          positional.choices.empty() ? "_files" : fmt::format("({})", fmt::join(positional.choices, " ")));
    cases += " ;;\n";
  }
  return fmt::format(
      R"(#compdef maillage
_maillage() {{
  local -a names=(
{}  )
  if (( CURRENT == 2 )); then
    _describe maillage names
    return
  fi
  local name=$words[2]
  shift words
  (( CURRENT-- ))
  case $name in
{}  esac
}}
_maillage "$@"
)",
      names, cases);
}

std::string for_fish(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\'' || c == '\\') safe += '\\';
    safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

std::string fish(Lang lang) {
  std::string text;
  for (const Command& command : commands()) {
    text += fmt::format("complete -c maillage -n __fish_use_subcommand -f -a {} -d '{}'\n", command.name,
                        for_fish(text_of(command.summary, lang)));
    const std::string here =
        fmt::format("complete -c maillage -n '__fish_seen_subcommand_from {}'", command.name);
    for (const Option& option : all_options(command)) {
      text += here + fmt::format(" -l {}", option.name);
      if (option.letter != 0) text += fmt::format(" -s {}", option.letter);
      if (!option.choices.empty())
        text += fmt::format(" -x -a '{}'", fmt::join(option.choices, " "));
      else if (!option.value.empty())
        text += " -r";
      text += fmt::format(" -d '{}'\n", for_fish(text_of(option.help, lang)));
    }
    if (const auto words = words_of(command); !words.empty())
      text += here + fmt::format(" -a '{}'\n", fmt::join(words, " "));
  }
  return text;
}

}  // namespace

std::string completion(std::string_view shell, Lang lang) {
  return shell == "zsh" ? zsh(lang) : shell == "fish" ? fish(lang) : bash();
}

}  // namespace maillage::cli

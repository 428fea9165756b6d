// What the program can do, as data: one record per command, one per option.
//
// The same records give the parser, `help`, `help --json`, shell completion and the list of commands. A
// command reads its files in `run`, never before.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace maillage::cli {

struct Option {
  std::string_view name;   // "output"; given as --output
  char letter = 0;         // 'o'; 0: none
  std::string_view value;  // "DIR"; empty: a switch
  std::string_view help;
  std::string_view fallback;  // shown, and used when the option is absent
  std::vector<std::string_view> choices;
};

struct Positional {
  std::string_view name;
  std::string_view help;
  bool required = true;
  bool repeats = false;
};

class Arguments {
 public:
  std::map<std::string, std::vector<std::string>, std::less<>> values;

  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::string text(std::string_view name) const;  // empty when absent
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
};

struct ExitCode {
  int code;
  std::string_view meaning;
};

struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view description;
  std::vector<Positional> positionals;
  std::vector<Option> options;
  std::vector<ExitCode> exit_codes;  // beside those common to all
  std::vector<std::string_view> examples;
  int (*run)(const Arguments&);
};

[[nodiscard]] const std::vector<Command>& commands();
[[nodiscard]] const std::vector<Option>& common_options();
[[nodiscard]] const std::vector<ExitCode>& common_exit_codes();
[[nodiscard]] const Command* find_command(std::string_view name);

// One per file.
[[nodiscard]] Command run_command();
[[nodiscard]] Command ctg_command();
[[nodiscard]] Command check_command();
[[nodiscard]] Command info_command();
[[nodiscard]] Command demo_command();
[[nodiscard]] Command list_command();
[[nodiscard]] Command help_command();

}  // namespace maillage::cli

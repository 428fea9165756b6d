// What the program can do, as data: one record per command, one per option.
//
// The same records give the parser, `help`, `help --json`, the manual page, completion and the list of commands. A
// command reads its files in `run`, never before.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/message.hpp"
#include "maillage/study/study.hpp"

namespace maillage::cli {

struct Option {
  std::string_view name;   // "output"; given as --output
  char letter = 0;         // 'o'; 0: none
  std::string_view value;  // "DIR"; empty: a switch
  Message help;
  std::string_view fallback;  // shown, and used when the option is absent
  std::vector<std::string_view> choices;
};

struct Positional {
  std::string_view name;
  Message help;
  bool required = true;
  bool repeats = false;
  std::vector<std::string_view> choices = {};  // words that completion offers
};

// What makes no sense together, and why: names of options or positionals, "format=csv" for one value only.
struct Clash {
  std::string_view one;
  std::string_view other;
  Message why;
};

class Arguments {
 public:
  std::map<std::string, std::vector<std::string>, std::less<>> values;  // what was given
  std::map<std::string, std::string, std::less<>> fallbacks;            // what replaces the rest
  Lang lang = Lang::fr;                                                 // of all that is said

  [[nodiscard]] bool has(std::string_view name) const;          // given on the command line
  [[nodiscard]] std::string text(std::string_view name) const;  // given, else its fallback, else empty
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
};

struct ExitCode {
  int code;
  Message meaning;
};

struct Command {
  std::string_view name;
  Message summary;
  Message description;
  std::vector<Positional> positionals;
  std::vector<Option> options;
  std::vector<std::string_view>
      common_options;  // the common options that change something here; --help and --lang go everywhere
  std::vector<Clash> clashes;
  std::vector<ExitCode> exit_codes;  // beside those common to all
  std::vector<std::string_view> examples;
  int (*run)(const Arguments&);
};

// The study that the command line names, in the language that it asks for.
[[nodiscard]] Study study_of(const Arguments& arguments, std::string_view positional);

[[nodiscard]] const std::vector<Command>& commands();
[[nodiscard]] std::vector<Option> common_options(const Command& command);
[[nodiscard]] std::vector<Option> all_options(const Command& command);
[[nodiscard]] const std::vector<ExitCode>& common_exit_codes();
[[nodiscard]] const Command* find_command(std::string_view name);

// One per file; `qgis` is a run, beside it.
[[nodiscard]] Command init_command();
[[nodiscard]] Command run_command();
[[nodiscard]] Command qgis_command();
[[nodiscard]] Command ctg_command();
[[nodiscard]] Command map_command();
[[nodiscard]] Command portrait_command();
[[nodiscard]] Command check_command();
[[nodiscard]] Command info_command();
[[nodiscard]] Command demo_command();
[[nodiscard]] Command list_command();
[[nodiscard]] Command help_command();

}  // namespace maillage::cli

#include <fmt/format.h>

#include "command.hpp"
#include "demo/demo.hpp"
#include "parse.hpp"

namespace maillage::cli {
namespace {

constexpr std::uint64_t most = 1'000'000'000;

int demo(const Arguments& arguments) {
  DemoOptions options;
  if (arguments.has("communes")) options.communes = whole_number(arguments, "communes", most);
  if (arguments.has("seed")) options.seed = whole_number(arguments, "seed", most);
  write_demo(arguments.text("output"), options);
  fmt::print("{}/demo.toml\n", arguments.text("output"));
  return 0;
}

}  // namespace

Command demo_command() {
  return {.name = "demo",
          .summary = message("write the fictional demo territory and its study"),
          .description = message(
              "Writes the files of a fictional département, in the layouts of the official sources, and "
              "demo.toml, a study\n"
              "on them. The same seed gives the same bytes. Prints the path of the study."),
          .positionals = {},
          .options = {{.name = "output",
                       .letter = 'o',
                       .value = "DIR",
                       .help = message("folder to write"),
                       .fallback = "demo"},
                      {.name = "communes",
                       .value = "N",
                       .help = message("how many communes (226 when not said)")},
                      {.name = "seed", .value = "S", .help = message("another territory of the same kind")}},
          .common_options = {},
          .clashes = {},
          .exit_codes = {},
          .examples = {"maillage demo -o demo && maillage run demo/demo.toml -o out"},
          .run = demo};
}

}  // namespace maillage::cli

#include <fmt/format.h>

#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/study/demo.hpp"

namespace maillage::cli {
namespace {

std::uint64_t whole(const Arguments& arguments, std::string_view name) {
  const auto number = parse_number(arguments.text(name), Decimal::point);
  if (!number || *number < 0 || *number > 1e9 ||
      *number != static_cast<double>(static_cast<std::uint64_t>(*number)))
    throw Error(Failure::usage, fmt::format("--{} {}: not a whole number", name, arguments.text(name)));
  return static_cast<std::uint64_t>(*number);
}

int demo(const Arguments& arguments) {
  DemoOptions options;
  if (arguments.has("communes")) options.communes = static_cast<std::size_t>(whole(arguments, "communes"));
  if (arguments.has("seed")) options.seed = whole(arguments, "seed");
  write_demo(arguments.text("output"), options);
  fmt::print("{}/demo.toml\n", arguments.text("output"));
  return 0;
}

}  // namespace

Command demo_command() {
  return {
      .name = "demo",
      .summary = "write the fictional demo territory and its study",
      .description =
          "Writes the files of a fictional département, in the layouts of the official sources, and "
          "demo.toml, a study\n"
          "on them. The same seed gives the same bytes. Prints the path of the study.",
      .positionals = {},
      .options =
          {{.name = "output", .letter = 'o', .value = "DIR", .help = "folder to write", .fallback = "demo"},
           {.name = "communes", .value = "N", .help = "how many communes (226 when not said)"},
           {.name = "seed", .value = "S", .help = "another territory of the same kind"}},
      .exit_codes = {},
      .examples = {"maillage demo -o demo && maillage run demo/demo.toml -o out"},
      .run = demo};
}

}  // namespace maillage::cli

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "maillage/study/info.hpp"
#include "terminal.hpp"

namespace maillage::cli {
namespace {

int info(const Arguments& arguments) {
  Diagnostics diagnostics;
  const bool as_json = arguments.text("format") == "json";
  bool all_recognised = true;
  const InfoReport report = info_report(arguments.texts("FILE"), arguments.text("layer"), diagnostics);
  for (const SourceFacts& facts : report.sources) all_recognised = all_recognised && !facts.layout.empty();
  fmt::print("{}", as_json ? info_json(report) : info_text(report));
  show(diagnostics, arguments);
  return all_recognised ? 0 : 1;
}

}  // namespace

Command info_command() {
  return {.name = "info",
          .summary = "what a file is: source, vintage, key, counts, quirks",
          .description =
              "Reads a file and says what it is: the layout recognised and its producer, the vintage and how "
              "it is known,\n"
              "the key, rows and zones, encoding, what the reader undid (title lines, lost zeros), markers "
              "met, CRS.\n"
              "Files with several layers are described layer by layer.",
          .positionals = {{"FILE", "one or more files", true, true}},
          .options = {{.name = "layer", .value = "NAME", .help = "only this layer or sheet"},
                      {.name = "format",
                       .letter = 'f',
                       .value = "FORMAT",
                       .help = "how to print",
                       .fallback = "table",
                       .choices = {"table", "json"}}},
          .exit_codes = {{0, "every file is recognised"}, {1, "some file or layer is not recognised"}},
          .examples = {"maillage info epcicom.xlsx", "maillage info communes.geojson -f json"},
          .run = info};
}

}  // namespace maillage::cli

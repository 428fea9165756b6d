// The Ctg answer as text for stdout: table, CSV, JSON or GeoJSON.
//
//   table    the sentence, then aligned columns when rows are asked for; under the missing communes, what they count
//            by EPCI (inhabitants, and children under 3 and foyers allocataires where a table holds them)
//   csv      the columns of the layer ctg_<level> (comma, UTF-8); of missing communes, those of
//            ctg_missing.csv
//   json     { at, definition, epci_policy, population, geography, sentence, tally, epci, rows }: stable
//            English keys
//   geojson  the layer with the shapes that the run has drawn for that level
// Rows: `answer` prints the sentence alone where there is one, all rows elsewhere; `missing` those that are
// not wholly covered, or unknown. The curve and the flow are printed by the same words, at constant
// geography and population.
//
//     fmt::print("{}", ctg_report_text({run, CtgRows::missing, Level::commune}, "table", diagnostics));
#pragma once

#include <cstdint>
#include <string>

#include "maillage/run/run.hpp"

namespace maillage {

enum class CtgRows : std::uint8_t { answer, missing, all };

struct CtgReport {
  const Run& run;
  CtgRows rows = CtgRows::answer;
  Level level = Level::commune;
};

[[nodiscard]] std::string ctg_report_text(const CtgReport& report, const std::string& format,
                                          Diagnostics& diagnostics);
[[nodiscard]] std::string ctg_curve_text(const Run& run, Day from, const std::string& format);
[[nodiscard]] std::string ctg_flow_text(const Run& run, Day since, const std::string& format,
                                        Diagnostics& diagnostics);

}  // namespace maillage

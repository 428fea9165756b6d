// The Ctg answer as text for stdout: table, CSV, JSON or GeoJSON.
//
// table   the sentence, then aligned columns; at level commune the missing ones only when asked for
// csv     the columns of the layer ctg_<level> (comma, UTF-8), the missing ones only when asked for
// json    { question, tally, epci, sentence, rows } with stable English keys
// geojson the layer with the shapes of the study (read then)
// The curve and the flow are printed by the same words, at constant geography and population.
//
//     fmt::print("{}", ctg_report_text({run, true, Level::commune}, "table"));
#pragma once

#include <string>

#include "maillage/study/run.hpp"

namespace maillage {

struct CtgReport {
  const Run& run;
  bool missing_only = false;
  Level level = Level::commune;
};

[[nodiscard]] std::string ctg_report_text(const CtgReport& report, const std::string& format);
[[nodiscard]] std::string ctg_curve_text(const Run& run, Day from, const std::string& format);
[[nodiscard]] std::string ctg_flow_text(const Run& run, Day since, const std::string& format);

}  // namespace maillage

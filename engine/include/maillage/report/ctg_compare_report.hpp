// The Ctg answer side by side: theme by theme, and département by département along the years.
//
//   themes    definition C: one line per theme of geodata/ctg.toml, with the shares of inhabitants, communes and EPCI that
//             agreements about it cover, and the communes of which it is unknown
//   compare   one line per département or région of the study, with the share of inhabitants covered at the end of each year
//             of the official path (20, 35, 55, 75, 85 % from 2018 to 2022) and at the day asked, at constant geography and
//             population; the last line is the path. Ends of years after the day asked are left out.
// table, csv or json; keys are stable English.
//
//     fmt::print("{}", ctg_compare_text(run, Level::departement, "table"));
#pragma once

#include <string>

#include "maillage/run/run.hpp"

namespace maillage {

[[nodiscard]] std::string ctg_themes_text(const Run& run, const std::string& format,
                                          Diagnostics& diagnostics);
[[nodiscard]] std::string ctg_compare_text(const Run& run, const Level& level, const std::string& format);

}  // namespace maillage

// Indicators: what a column of figures is, as data.
//
// An Indicator says all that the program needs to read, add up, print, draw and compare one figure: no C++ is written
// for it. It comes from geodata/indicators.toml, or from [indicators.<code>] of a study, with the same keys
// (formats/recognise/indicators.hpp).
//   a count     adds up over zones (allocataires, places)
//   a rate      a Ratio of two counts: recomputed at every level from their sums, never added, never averaged;
//               a published rate of the same code comes first. Or, without a Ratio, a rate that a table gives
//   intensive   a figure that is neither (a median): as published
// `per` is the number that a rate is for: 100 for percent, 1000 for "per 1,000 inhabitants".
//
// `theme` names the layers that show it ("caf": caf_commune, caf_epci, …); an indicator without theme is shown by a theme
// of its own (themes/childcare.hpp) or read only. `levels` says where it is shown: everywhere when empty. `references` are
// the levels above that a rate is compared with, as a gap in its own unit. `worse_when_high` turns the palette warm.
//
//     Indicator rate{.info = {.code = "neet_rate", .label = "Part des 15-17 ans non scolarisés", .unit = "percent",
//                             .decimals = 1},
//                    .kind = Kind::rate,
//                    .ratio = Ratio{.numerator = "not_in_school", .denominator = "aged_15_17"},
//                    .theme = "indicators"};
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/lang.hpp"
#include "maillage/measure/measure.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

enum class Relation : std::uint8_t { independent, part_of_whole };

struct Ratio {
  std::string numerator;
  std::string denominator;
  Relation relation = Relation::independent;
  double per = 100;
  std::string weights = "population";  // what the known share of a rebuilt rate is counted in
};

struct Indicator {
  ColumnInfo info;
  Kind kind = Kind::count;
  std::optional<Ratio> ratio;
  std::string theme;
  std::vector<Level> levels;
  std::vector<Level> references;
  bool worse_when_high = false;
  std::string label_en;
  std::string note;  // how a reader must understand it
  std::string note_en;
};

[[nodiscard]] const Indicator* find_indicator(std::span<const Indicator> indicators, std::string_view code);

// The themes that indicators are shown in, each once, in the order of the indicators.
[[nodiscard]] std::vector<std::string> themes_of(std::span<const Indicator> indicators);

// Whether it is shown at that level.
[[nodiscard]] bool is_shown_at(const Indicator& indicator, const Level& level);

[[nodiscard]] const std::string& label_of(const Indicator& indicator, Lang lang);

}  // namespace maillage

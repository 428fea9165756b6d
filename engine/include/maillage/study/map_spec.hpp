// A map that a study or a command line asks for.
//
//     [[map]]
//     measure = "caf_coverage_rate"   # without it: the maps that the themes of the study deserve
//     level = "epci"                  # where the measure has figures, EPCI first
//     circles = "caf_households"      # a count drawn over it
//     classes = 5                     # with rule = "quantile", "natural", "equal", "deviation", "reference"
//     limits = [40, 50, 60]           # limits of one's own
//     page = "a4"                     # a4-portrait, slide, web
//     formats = ["svg", "pdf"]        # png
//     title = "…"                     # and subtitle
//     file = "couverture"             # maps/couverture.svg
//     behind = "departements.geojson" # what lies around
//     over = "qp-2015.geojson"        # outlines over the zones
//     hatch = "zrr"                   # communes with this status, hatched: zrr or frr
//     since = 2020-12-31              # what the measure has become since that day
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/cartography/page_format.hpp"
#include "maillage/classes/class_limits.hpp"

namespace maillage {

enum class MapKind : std::uint8_t { automatic, choropleth, circles, categories };
[[nodiscard]] std::optional<MapKind> parse_map_kind(std::string_view word);

inline constexpr std::size_t most_map_classes = 8;

struct MapSpec {
  std::string measure;  // empty: the maps of the themes
  std::string level;    // empty: the first where it has figures
  MapKind kind = MapKind::automatic;
  std::string circles;
  ClassChoice classes;
  bool classes_asked = false;  // a number of classes was given: fewer is an error
  PageFormat page = PageFormat::a4;
  std::vector<std::string> formats{"svg"};
  std::string title;
  std::string subtitle;
  std::string file;
  std::filesystem::path behind;
  std::filesystem::path over;
  std::string hatch;
  std::optional<Day> since;
};

}  // namespace maillage

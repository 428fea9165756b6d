// The maps of a run: which layer and column each shows, its words, its shapes, and the files they become.
//
// maps_of fills in a Map (cartography/map.hpp) for each MapSpec of the study. A rate is a choropleth, a count circles, a label
// categories; a spec without measure is one map per theme: statuses by commune, rates by EPCI where EPCI have them,
// the counts of a Caf as circles over its first rate. Shapes are brought to the legal projection of the
// territory; what lies overseas goes into insets in projections of its own, and maps of France have one of Île-de-France. With
// `since` the map shows what the measure has become since that day. Title,
// dates, field, source and boundaries come from the columns and the records of the run; years of title, data and boundaries
// that differ are said on the page.
//
// Errors, Error{usage}, each with its way out: a measure or a level that is not there (with the nearest name), a count asked
// as choropleth, more classes than different values, no figure that could be drawn (all secret), no shapes, two days that
// cannot be compared (run/change.hpp). A zone without shape is named on the page and in the diagnostics.
//
//     for (const NamedMap& map : maps_of(run)) write(map.stem + ".svg", map_bytes(map, "svg", run.study.at));
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/cartography/map.hpp"
#include "maillage/run/run.hpp"

namespace maillage {

inline constexpr std::array<std::string_view, 3> map_formats{"svg", "png", "pdf"};

struct NamedMap {
  std::string stem;  // of its files
  std::vector<std::string> formats;
  Map map;
  std::string caption;  // to paste below the picture, with a text for those who cannot see it
};

[[nodiscard]] std::vector<NamedMap> maps_of(Run& run);

// A column that can be drawn, and the levels at which a layer of the run has it.
struct MapMeasure {
  ColumnInfo info;
  std::string kind;  // "count", "rate", "intensive" or "category"
  std::vector<std::string> levels;
};

// In the order of the layers.
[[nodiscard]] std::vector<MapMeasure> map_measures(const Run& run);

[[nodiscard]] std::string map_bytes(const NamedMap& map, std::string_view format, Day date);

}  // namespace maillage

// Where the zones of a run are drawn: most of them on the map, those overseas in insets.
#pragma once

#include <string_view>
#include <vector>

#include "maillage/run/run.hpp"

namespace maillage {

// A part of France that has a map of its own.
struct MapPlace {
  std::string_view name;
  Crs crs;
  Box degrees{-180, -90, 180, 90};  // what lies in it, but for places overseas when it is none itself
  bool is_alone = false;            // everything is drawn there
};

struct MapGround {
  MapPlace main;
  std::vector<MapPlace> insets;
};
[[nodiscard]] MapGround ground_of(const Run& run, const Shapes& zones);

// The polygons that lie there, in its projection; zones keep their places.
[[nodiscard]] Shapes part_of(const Shapes& shapes, const MapPlace& place);

// Of a map of France the zones of Île-de-France, which are too small to see beside the others; else none.
inline constexpr std::string_view zoom_name = "Île-de-France";
[[nodiscard]] std::vector<std::size_t> zones_of_zoom(const Run& run, const Level& level);

// The zones listed, the others empty.
[[nodiscard]] Shapes only(const Shapes& shapes, const std::vector<std::size_t>& zones);

}  // namespace maillage

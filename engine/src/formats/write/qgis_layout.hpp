// A print layout of a QGIS project: one page with one layer.
#pragma once

#include <string>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct QgisLayout {
  std::string name;     // of the layout, and of the map theme that its map follows
  std::string title;    // over the map
  std::string shown;    // what the colours show
  std::string sources;  // below the map, one line for each
  std::string layer;    // id of the layer in the legend
  std::string legend;   // its name there
  std::string crs;      // authority and code
  Box extent;
};

// The element <Layout>.
[[nodiscard]] std::string layout_element(const QgisLayout& layout);

}  // namespace maillage

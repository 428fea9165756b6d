// A layer and the shapes of its zones, as the writers of geographic files take them.
//
// `shapes` has one entry per zone, in the order of the layer's zoning, or is null for a
// layer without shapes. Zones without polygons are written without geometry. Nothing is
// owned: both must outlive the call.
#pragma once

#include "maillage/themes/layer.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct OutputLayer {
  const Layer* layer = nullptr;
  const Shapes* shapes = nullptr;
};

}  // namespace maillage

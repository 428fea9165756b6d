// The shapes of a study: the boundaries at hand, brought to the communes of the
// reference, and every level above.
//
// Communes keep the shapes of the file, point for point, as long as each comes from one zone of it. When
// communes have merged since, when a level above is asked for or when shapes are to be simplified, the
// shapes go through the mesh, built once on the source coordinates. Levels above are dissolved from it, so
// that outlines fall exactly on each other. Where zones overlap the mesh cannot unite them: GEOS does, and
// a decision says so. Re-established communes have no shape of their own; the parent's is that of the file
// (a diagnostic names both). Overseas zones drawn beside the mainland are accepted for drawing; areas and
// overlays are refused. Areas are ellipsoidal, or planar when the study says so; the method is stated.
//
//     StudyShapes shapes =
//         build_shapes(study, inputs, geography, levels, {ShapeUse::drawing}, diagnostics);
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "maillage/join/geography.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

using ShapesRef = std::shared_ptr<const Shapes>;

enum class ShapeUse : std::uint8_t { drawing, measuring };

struct StudyShapes {
  std::map<Level, ShapesRef>
      drawn;           // communes of the territory and levels above, simplified when the study says so
  ShapesRef measured;  // communes of `wide`, never simplified; null when no step measures
  std::string file;
  bool moved_overseas = false;
  std::vector<std::string> decisions;

  [[nodiscard]] bool present() const { return !file.empty(); }
};

// Consumes the shapes of the inputs (they are moved out of them): a layer of France is large.
[[nodiscard]] StudyShapes build_shapes(const Study& study, std::vector<Input>& inputs,
                                       const Geography& geography, const std::set<Level>& levels,
                                       const std::set<ShapeUse>& uses, Diagnostics& diagnostics);

}  // namespace maillage

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
// In two steps, so that the first can be made while the figures are: boundaries_of gathers the shapes and builds the mesh;
// draw_shapes makes from them the shapes of each level, of EPCI those counted.
//
//     Boundaries boundaries = boundaries_of(study, inputs, joined, geography, needs, diagnostics);
//     StudyShapes shapes = draw_shapes(study, std::move(boundaries), geography, counted, needs, diagnostics);
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "maillage/join/geography.hpp"
#include "maillage/join/tables.hpp"
#include "maillage/mesh/mesh.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

using ShapesRef = std::shared_ptr<const Shapes>;

// What shapes are wanted for.
struct ShapeNeeds {
  std::set<Level> drawn;  // levels whose zones are drawn
  bool measured = false;  // areas and overlays are asked for
};

// A commune drawn without some of those that have joined it since: the codes drawn, and the earliest day of their files.
struct DrawnInPart {
  Day day;
  std::set<std::string> codes;
};

// Shapes of the file zones that the study keeps, and the commune of `wide` that each of them belongs to.
struct GatheredShapes {
  Shapes shapes;
  std::vector<std::uint32_t> commune_of;
  std::map<std::uint32_t, std::vector<std::string>>
      districts_of;  // of a city drawn by districts: those drawn
  std::map<std::uint32_t, DrawnInPart> in_part;
  std::string file;  // the files, joined by " + "; empty: none
  bool moved_overseas = false;
};

struct Boundaries {
  GatheredShapes gathered;
  std::optional<Mesh> mesh;  // none: communes keep the shapes of the file, and nothing else is drawn
  bool overlapping = false;  // zones overlap: GEOS unites them instead of the mesh
};

struct StudyShapes {
  std::map<Level, ShapesRef>
      drawn;           // communes of the territory and levels above, simplified when the study says so
  ShapesRef measured;  // communes of `wide`, never simplified; null when no step measures
  std::set<std::uint32_t> in_part;  // communes of `wide` whose area is that of a part of them
  std::string file;
  bool moved_overseas = false;
  std::vector<Message> decisions;

  [[nodiscard]] bool present() const { return !file.empty(); }
};

// Consumes the shapes of the inputs (they are moved out of them): a layer of France is large.
[[nodiscard]] Boundaries boundaries_of(const Study& study, std::vector<Input>& inputs,
                                       const std::vector<JoinedTable>& joined, const Geography& geography,
                                       const ShapeNeeds& needs, Diagnostics& diagnostics);

[[nodiscard]] StudyShapes draw_shapes(const Study& study, Boundaries boundaries, const Geography& geography,
                                      const TerritoryEpci& counted, const ShapeNeeds& needs,
                                      Diagnostics& diagnostics);

}  // namespace maillage

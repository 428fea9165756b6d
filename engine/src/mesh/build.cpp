#include "maillage/mesh/build.hpp"

#include <algorithm>

#include "outlines.hpp"
#include "rebuild.hpp"

namespace maillage {

bool MeshReport::has_overlap() const {
  return std::ranges::any_of(problems,
                             [](const MeshProblem& p) { return p.kind == MeshProblemKind::overlap; });
}

Mesh build_mesh(const Shapes& shapes, MeshReport& report) {
  return assemble(number_outlines(shapes, report), shapes.zone_count(), shapes.crs, report);
}

}  // namespace maillage

// The ground of a map: zones, borders and what lies around, from metres to millimetres of a frame.
#pragma once

#include <span>
#include <vector>

#include "cartography/page.hpp"
#include "maillage/mesh/mesh.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

// From metres to the page: x = left + (east - west) * scale, y = top + (north - south) * scale.
struct Projection {
  double west = 0, north = 0;
  double left = 0, top = 0;
  double mm_per_metre = 1;

  [[nodiscard]] Point to_page(Point ground) const {
    return {left + (ground.x - west) * mm_per_metre, top + (north - ground.y) * mm_per_metre};
  }
};

// The zones in the middle of the frame, as large as they fit.
[[nodiscard]] Projection fitted(const Box& ground, const Frame& frame);

[[nodiscard]] Box box_of_zones(const Shapes& shapes);

struct Land {
  Mesh mesh;      // simplified to the page, in metres
  Shapes shapes;  // of the same
};

[[nodiscard]] Land land_of(const Shapes& zones, double mm_per_metre);

// The rings of one zone on the page; none when it has no shape.
[[nodiscard]] std::vector<Line> rings_on_page(const Shapes& shapes, std::size_t zone,
                                              const Projection& projection);

// The borders, each once: those inside a group, between groups, and the outer edge.
struct Borders {
  std::vector<Line> inner, of_groups, edge;
};
[[nodiscard]] Borders borders_of(const Mesh& mesh, std::span<const std::uint32_t> group,
                                 const Projection& projection);

// Where to write about the zone: the point inside its largest polygon that is farthest from the border, and how far.
struct Pole {
  Point at;
  double distance = 0;
};
[[nodiscard]] Pole pole_of(const Shapes& shapes, std::size_t zone);

}  // namespace maillage

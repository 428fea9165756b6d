#include "maillage/mesh/rings.hpp"

#include <algorithm>

#include "maillage/base/parallel.hpp"
#include "mesh/build/walks.hpp"
#include "mesh/exact.hpp"
#include "mesh/nesting.hpp"

namespace maillage {
namespace {

using Ring = std::span<const Point>;

bool ring_before(const Ring& a, const Ring& b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), before);
}

// The polygons of one zone after the other, into shapes of their own.
class PolygonWriter {
 public:
  PolygonWriter(const Mesh& mesh, std::span<const std::uint32_t> next) : mesh_(mesh), cutter_(mesh, next) {}

  void write(std::span<const std::uint32_t> halves, std::vector<std::uint8_t>& visited, Shapes& shapes) {
    const ZoneRings& rings = cutter_.cut(halves, visited);
    if (rings.count() == 1) {
      append_ring(mesh_, rings.of(0), shapes.points);
      shapes.close_ring();
      shapes.close_polygon();
    } else if (rings.count() > 1) {
      write_nested(rings, shapes);
    }
    shapes.close_zone();
  }

 private:
  void write_nested(const ZoneRings& rings, Shapes& shapes) {
    points_.clear();
    std::vector<std::size_t> end;
    for (std::size_t ring = 0; ring < rings.count(); ++ring) {
      append_ring(mesh_, rings.of(ring), points_);
      end.push_back(points_.size());
    }
    std::vector<Ring> outlines;
    std::vector<Ring> holes;
    std::vector<std::uint32_t> outline_of_walk(rings.count(), no_outline);
    std::vector<std::uint32_t> outlines_in_walk(rings.count(), 0);
    std::vector<std::uint32_t> walk_of_hole;
    for (std::size_t ring = 0; ring < rings.count(); ++ring) {
      const std::size_t begin = ring == 0 ? 0 : end[ring - 1];
      const Ring line = Ring(points_).subspan(begin, end[ring] - begin);
      const std::uint32_t walk = rings.walk_of[ring];
      if (sense_of(line) > 0) {
        outline_of_walk[walk] = static_cast<std::uint32_t>(outlines.size());
        ++outlines_in_walk[walk];
        outlines.push_back(line);
      } else {
        holes.push_back(line);
        walk_of_hole.push_back(walk);
      }
    }

    // A hole walked together with its outline is in it; the others are looked up.
    std::vector<std::uint32_t> outline_of(holes.size(), no_outline);
    std::vector<Ring> loose;
    std::vector<std::size_t> loose_holes;
    for (std::size_t hole = 0; hole < holes.size(); ++hole) {
      if (outlines_in_walk[walk_of_hole[hole]] == 1) {
        outline_of[hole] = outline_of_walk[walk_of_hole[hole]];
      } else {
        loose.push_back(holes[hole]);
        loose_holes.push_back(hole);
      }
    }
    const auto found = nest(outlines, loose);
    for (std::size_t i = 0; i < loose.size(); ++i) outline_of[loose_holes[i]] = found[i];
    emit(outlines, holes, outline_of, shapes);
  }

  static void emit(std::span<const Ring> outlines, std::span<const Ring> holes,
                   std::span<const std::uint32_t> outline_of, Shapes& shapes) {
    std::vector<std::vector<std::uint32_t>> holes_of(outlines.size());
    for (std::uint32_t hole = 0; hole < holes.size(); ++hole)
      if (outline_of[hole] != no_outline) holes_of[outline_of[hole]].push_back(hole);
    std::vector<std::uint32_t> order(outlines.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return ring_before(outlines[a], outlines[b]); });
    const auto append = [&](const Ring& ring) {
      shapes.points.insert(shapes.points.end(), ring.begin(), ring.end());
      shapes.close_ring();
    };
    for (const std::uint32_t outline : order) {
      append(outlines[outline]);
      auto& inside = holes_of[outline];
      std::stable_sort(inside.begin(), inside.end(),
                       [&](auto a, auto b) { return ring_before(holes[a], holes[b]); });
      for (const std::uint32_t hole : inside) append(holes[hole]);
      shapes.close_polygon();
    }
  }

  const Mesh& mesh_;
  RingCutter cutter_;
  std::vector<Point> points_;
};

}  // namespace

Shapes to_shapes(const Mesh& mesh) {
  const auto next = next_of_zone(mesh, sort_fans(mesh));
  const ZoneHalves zones = list_by_zone(mesh);
  std::vector<std::uint8_t> visited(next.size());
  const std::size_t grain = std::max<std::size_t>(1, mesh.zones / 64);
  std::vector<Shapes> parts(std::max<std::size_t>(1, block_count(mesh.zones, grain)));
  parts.front().crs = mesh.crs;
  parallel_for(mesh.zones, grain, [&](std::size_t begin, std::size_t end, std::size_t block) {
    PolygonWriter writer(mesh, next);
    for (std::size_t zone = begin; zone < end; ++zone) writer.write(zones.of(zone), visited, parts[block]);
  });
  return concatenate(parts);
}

std::size_t polygon_vertices(const Mesh& mesh) {
  const auto next = next_of_zone(mesh, sort_fans(mesh));
  const ZoneHalves zones = list_by_zone(mesh);
  std::vector<std::uint8_t> visited(next.size());
  RingCutter cutter(mesh, next);
  std::size_t vertices = 0;
  for (std::size_t zone = 0; zone < mesh.zones; ++zone)
    vertices += cutter.cut(zones.of(zone), visited).count();
  for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc) {
    const std::size_t sides = (mesh.left[arc] != no_zone ? 1U : 0U) + (mesh.right[arc] != no_zone ? 1U : 0U);
    vertices += sides * (mesh.points_of(arc).size() - 1);
  }
  return vertices;
}

}  // namespace maillage

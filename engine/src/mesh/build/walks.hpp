// Walking along the ground of a zone, with it on the left.
//
// A half-arc is an arc with a sense: 2 a along arc a, 2 a + 1 against it. Its zone is the one on its left.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

[[nodiscard]] inline std::uint32_t zone_of(const Mesh& mesh, std::uint32_t half) {
  return half % 2 == 0 ? mesh.left[half / 2] : mesh.right[half / 2];
}
[[nodiscard]] inline std::uint32_t start_of(const Mesh& mesh, std::uint32_t half) {
  return half % 2 == 0 ? mesh.from[half / 2] : mesh.to[half / 2];
}
[[nodiscard]] inline std::uint32_t stop_of(const Mesh& mesh, std::uint32_t half) {
  return start_of(mesh, half ^ 1U);
}

// The half-arcs leaving each node, counter-clockwise from due east.
struct Fans {
  std::vector<std::uint32_t> halves;
  std::vector<std::uint32_t> begin;

  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t node) const {
    return std::span<const std::uint32_t>(halves).subspan(begin[node], begin[node + 1] - begin[node]);
  }
};
[[nodiscard]] Fans sort_fans(const Mesh& mesh);

// For each half-arc the next one along the same ground. Around a node each sector of a zone has one
// half-arc that comes and one that goes; where zones overlap they are paired like brackets.
[[nodiscard]] std::vector<std::uint32_t> next_of_zone(const Mesh& mesh, const Fans& fans);

// The half-arcs of each zone in ascending order; those of no_zone come last, as zone `mesh.zones`.
struct ZoneHalves {
  std::vector<std::uint32_t> halves;
  std::vector<std::uint32_t> begin;

  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t zone) const {
    return std::span<const std::uint32_t>(halves).subspan(begin[zone], begin[zone + 1] - begin[zone]);
  }
};
[[nodiscard]] ZoneHalves list_by_zone(const Mesh& mesh);

// The walks of one zone, cut into rings that pass each node once. A walk goes along one
// connected piece of ground.
struct ZoneRings {
  std::vector<std::uint32_t> halves;
  std::vector<std::uint32_t> ring_end;
  std::vector<std::uint32_t> walk_of;  // per ring

  [[nodiscard]] std::size_t count() const { return ring_end.size(); }
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t ring) const {
    const std::size_t first = ring == 0 ? 0 : ring_end[ring - 1];
    return std::span<const std::uint32_t>(halves).subspan(first, ring_end[ring] - first);
  }
};

class RingCutter {
 public:
  RingCutter(const Mesh& mesh, std::span<const std::uint32_t> next);
  // `visited` is shared: one flag per half-arc, set for those of the zone.
  const ZoneRings& cut(std::span<const std::uint32_t> halves_of_zone, std::vector<std::uint8_t>& visited);

 private:
  const Mesh& mesh_;
  std::span<const std::uint32_t> next_;
  std::vector<std::uint32_t> place_of_;  // per node, its place on the stack
  std::vector<std::uint32_t> stack_;
  ZoneRings rings_;
};

// Adds the points of a ring, closed, starting at its smallest point.
void append_ring(const Mesh& mesh, std::span<const std::uint32_t> ring, std::vector<Point>& points);

// 1 when a closed ring that starts at its smallest point turns left, -1 when it turns right.
[[nodiscard]] int sense_of(std::span<const Point> ring);

}  // namespace maillage

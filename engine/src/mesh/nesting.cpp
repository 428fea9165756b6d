#include "mesh/nesting.hpp"

#include <algorithm>

#include "mesh/exact.hpp"

namespace maillage {
namespace {

bool within(const Box& inner, const Box& outer) {
  return inner.min_x >= outer.min_x && inner.max_x <= outer.max_x && inner.min_y >= outer.min_y &&
         inner.max_y <= outer.max_y;
}

// Rings of a mesh touch in vertices only: the first vertex that is not on the outline
// decides, else an edge's middle.
bool contains(std::span<const Point> outline, std::span<const Point> hole) {
  for (const Point& point : hole) {
    const Side side = side_of(point, outline);
    if (side != Side::on) return side == Side::inside;
  }
  for (std::size_t i = 1; i < hole.size(); ++i) {
    const Point middle{(hole[i - 1].x + hole[i].x) / 2, (hole[i - 1].y + hole[i].y) / 2};
    const Side side = side_of(middle, outline);
    if (side != Side::on) return side == Side::inside;
  }
  return false;
}

}  // namespace

Side side_of(Point point, std::span<const Point> line) {
  int winding = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Point& a = line[i == 0 ? line.size() - 1 : i - 1];
    const Point& b = line[i];
    const bool up = a.y <= point.y && b.y > point.y;
    const bool down = a.y > point.y && b.y <= point.y;
    if (up || down) {
      const int sense = turn(a, b, point);
      if (sense == 0) return Side::on;
      if (up && sense > 0) ++winding;
      if (down && sense < 0) --winding;
    } else if (a.y == point.y && b.y == point.y && point.x >= std::min(a.x, b.x) &&
               point.x <= std::max(a.x, b.x)) {
      return Side::on;
    } else if (a == point || b == point) {
      return Side::on;
    }
  }
  return winding == 0 ? Side::outside : Side::inside;
}

std::vector<std::uint32_t> nest(std::span<const std::span<const Point>> outlines,
                                std::span<const std::span<const Point>> holes) {
  std::vector<Box> boxes;
  for (const auto& outline : outlines) boxes.push_back(box_of_points(outline));
  // From the smallest box up, so that the first outline that contains the hole is the innermost.
  std::vector<std::uint32_t> order(outlines.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto extent = [&](std::uint32_t i) {
    return (boxes[i].max_x - boxes[i].min_x) * (boxes[i].max_y - boxes[i].min_y);
  };
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return extent(a) < extent(b); });

  std::vector<std::uint32_t> found(holes.size(), no_outline);
  for (std::size_t hole = 0; hole < holes.size(); ++hole) {
    const Box box = box_of_points(holes[hole]);
    for (const std::uint32_t outline : order)
      if (within(box, boxes[outline]) && contains(outlines[outline], holes[hole])) {
        found[hole] = outline;
        break;
      }
  }
  return found;
}

}  // namespace maillage

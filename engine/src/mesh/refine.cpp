#include "refine.hpp"

#include <tuple>

#include "nesting.hpp"

namespace maillage {

// No vertex of the source, of this arc or another, may lie in the ground swept when the line from `first` to
// `last` becomes a segment, nor on its edge. This is enough: were two new segments to cross, or a new segment
// an old line, an end of one would lie in the ground swept by the other.
bool Refiner::safe(std::size_t first, std::size_t last) const {
  if (last == first + 1) return true;
  const auto line = std::span<const Point>(mesh_.points).subspan(first, last - first + 1);
  const Point& start = line.front();
  const Point& stop = line.back();
  return !grid_.any_in(box_of_points(line), [&](std::uint32_t vertex) {
    if (vertex >= first && vertex <= last) return false;
    const Point& point = mesh_.points[vertex];
    if (point == start || point == stop) return false;
    return side_of(point, line) != Side::outside;
  });
}

std::size_t Refiner::heaviest(std::size_t first, std::size_t last) const {
  std::size_t best = first + 1;
  for (std::size_t i = first + 2; i < last; ++i)
    if (weights_[i] > weights_[best]) best = i;
  return best;
}

void Refiner::refine_between(std::size_t first, std::size_t last, std::span<std::uint8_t> keep) const {
  while (!safe(first, last)) {
    const std::size_t middle = heaviest(first, last);
    keep[middle] = 1;
    refine_between(first, middle, keep);
    first = middle;
  }
}

void Refiner::refine(std::size_t arc, std::span<std::uint8_t> keep) const {
  std::size_t first = mesh_.arc_begin(arc);
  for (std::size_t i = first + 1; i < mesh_.arc_end[arc]; ++i) {
    if (keep[i] == 0) continue;
    refine_between(first, i, keep);
    first = i;
  }
}

void Refiner::part_equal_segments(std::span<std::uint8_t> keep) const {
  struct Straight {
    std::uint32_t from, to;
    double weight;  // of the point that would bend it; -1: it has none
    Point point;
    std::size_t arc;
    std::size_t index;
  };
  std::vector<Straight> straight;
  for (std::size_t arc = 0; arc < mesh_.arc_count(); ++arc) {
    const std::size_t first = mesh_.arc_begin(arc);
    const std::size_t last = mesh_.arc_end[arc] - 1;
    bool bent = false;
    for (std::size_t i = first + 1; i < last && !bent; ++i) bent = keep[i] != 0;
    if (bent) continue;
    Straight found{mesh_.from[arc], mesh_.to[arc], -1, mesh_.points[first], arc, first};
    if (last > first + 1) {
      found.index = heaviest(first, last);
      found.weight = weights_[found.index];
      found.point = mesh_.points[found.index];
    }
    straight.push_back(found);
  }
  const auto key = [](const Straight& s) { return std::tie(s.from, s.to, s.weight, s.point.x, s.point.y); };
  std::sort(straight.begin(), straight.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  for (std::size_t i = 1; i < straight.size(); ++i) {
    const Straight& s = straight[i];
    if (straight[i - 1].from != s.from || straight[i - 1].to != s.to || s.weight < 0) continue;
    keep[s.index] = 1;
    refine(s.arc, keep);
  }
}

}  // namespace maillage

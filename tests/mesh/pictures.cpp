#include "pictures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <set>

namespace maillage::test {
namespace {

struct Corner {
  int x, y;
  friend auto operator<=>(const Corner&, const Corner&) = default;
};
using Cells = std::set<Corner>;  // a cell is named by its lower left corner

double noise(double x, double y) {
  const double value = std::sin(x * 12.9898 + y * 78.233) * 43758.5453;
  return (value - std::floor(value)) * 2 - 1;
}

// Each level turns by at most half of what the one before did: in all less than 45 degrees, so that sides
// that meet in a corner do not cross.
void bend(Point a, Point b, int levels, double force, std::vector<Point>& line) {
  if (levels == 0) return line.push_back(b);
  const double push = force * noise(a.x + b.x, a.y + b.y);
  const Point middle{(a.x + b.x) / 2 - (b.y - a.y) * push, (a.y + b.y) / 2 + (b.x - a.x) * push};
  bend(a, middle, levels - 1, force / 2, line);
  bend(middle, b, levels - 1, force / 2, line);
}

void side(Corner from, Corner to, int levels, std::vector<Point>& ring) {
  const auto point = [](Corner c) { return Point{double(c.x), double(c.y)}; };
  std::vector<Point> line{point(std::min(from, to))};
  bend(point(std::min(from, to)), point(std::max(from, to)), levels, 0.2, line);
  if (to < from) std::reverse(line.begin(), line.end());
  ring.insert(ring.end(), line.begin(), line.end() - 1);
}

std::vector<Cells> pieces_of(Cells cells) {
  std::vector<Cells> pieces;
  while (!cells.empty()) {
    Cells piece;
    std::vector<Corner> open{*cells.begin()};
    while (!open.empty()) {
      const Corner c = open.back();
      open.pop_back();
      if (cells.erase(c) == 0) continue;
      piece.insert(c);
      for (const Corner next : {Corner{c.x + 1, c.y}, {c.x - 1, c.y}, {c.x, c.y + 1}, {c.x, c.y - 1}})
        if (cells.contains(next)) open.push_back(next);
    }
    pieces.push_back(piece);
  }
  return pieces;
}

std::vector<std::vector<Corner>> outlines_of(const Cells& cells) {
  std::map<Corner, std::vector<Corner>> leaving;
  for (const Corner c : cells) {
    const std::array<Corner, 5> around{
        Corner{c.x, c.y}, {c.x + 1, c.y}, {c.x + 1, c.y + 1}, {c.x, c.y + 1}, c};
    const std::array<Corner, 4> behind{Corner{c.x, c.y - 1}, {c.x + 1, c.y}, {c.x, c.y + 1}, {c.x - 1, c.y}};
    for (std::size_t i = 0; i < 4; ++i)
      if (!cells.contains(behind[i])) leaving[around[i]].push_back(around[i + 1]);
  }
  std::vector<std::vector<Corner>> rings;
  while (!leaving.empty()) {
    std::vector<Corner> ring{leaving.begin()->first};
    Corner from = ring.front();
    Corner to = leaving.begin()->second.back();
    for (;;) {
      auto& ways = leaving[from];
      ways.erase(std::find(ways.begin(), ways.end(), to));
      if (ways.empty()) leaving.erase(from);
      if (!leaving.contains(to)) break;
      const auto& next = leaving[to];
      // The sharpest turn to the left stays on the same cell.
      const Corner left{to.x - (to.y - from.y), to.y + (to.x - from.x)};
      ring.push_back(to);
      const bool can_turn = std::find(next.begin(), next.end(), left) != next.end();
      from = to;
      to = can_turn ? left : next.front();
    }
    rings.push_back(ring);
  }
  return rings;
}

}  // namespace

Shapes draw(const Picture& picture, std::size_t zones, int levels, Crs crs) {
  Shapes shapes;
  shapes.crs = crs;
  for (std::size_t zone = 0; zone < zones; ++zone) {
    Cells cells;
    for (std::size_t row = 0; row < picture.size(); ++row)
      for (std::size_t column = 0; column < picture[row].size(); ++column)
        if (picture[row][column] == static_cast<char>('A' + zone))
          cells.insert({static_cast<int>(column), static_cast<int>(picture.size() - 1 - row)});
    for (const Cells& piece : pieces_of(cells)) {
      std::vector<std::vector<Point>> rings;
      for (const auto& corners : outlines_of(piece)) {
        std::vector<Point> ring;
        for (std::size_t i = 0; i < corners.size(); ++i)
          side(corners[i], corners[(i + 1) % corners.size()], levels, ring);
        ring.push_back(ring.front());
        rings.push_back(ring);
      }
      // The outline is the only ring that turns left; on straight sides that is sure, on bent ones too.
      std::stable_partition(rings.begin(), rings.end(),
                            [](const auto& ring) { return twice_signed_area(ring) > 0; });
      for (const auto& ring : rings) {
        shapes.points.insert(shapes.points.end(), ring.begin(), ring.end());
        shapes.close_ring();
      }
      shapes.close_polygon();
    }
    shapes.close_zone();
  }
  return shapes;
}

Picture random_picture(std::size_t width, std::size_t height, std::size_t zones, unsigned seed) {
  std::mt19937 random(seed);
  Picture picture(height, std::string(width, '.'));
  for (std::size_t row = 0; row < height; ++row)
    for (std::size_t column = 0; column < width; ++column) {
      char& cell = picture[row][column];
      // Often the neighbour's letter, so that zones have some extent.
      const auto choice = random() % 6;
      if (choice < 2 && column > 0) {
        cell = picture[row][column - 1];
      } else if (choice < 4 && row > 0) {
        cell = picture[row - 1][column];
      } else {
        const auto letter = random() % (zones + 1);
        cell = letter == zones ? '.' : static_cast<char>('A' + letter);
      }
    }
  return picture;
}

double area_of(const Shapes& shapes, std::size_t zone) {
  double area = 0;
  for (const std::size_t polygon : shapes.polygons_of(zone)) {
    const auto rings = shapes.rings_of(polygon);
    for (const std::size_t ring : rings) {
      const double part = std::abs(twice_signed_area(shapes.points_of(ring))) / 2;
      area += ring == rings.front() ? part : -part;
    }
  }
  return area;
}

double total_area(const Shapes& shapes) {
  double area = 0;
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) area += area_of(shapes, zone);
  return area;
}

Shapes shapes_of(const std::vector<Rings>& zones, Crs crs) {
  Shapes shapes;
  shapes.crs = crs;
  for (const Rings& rings : zones) {
    for (const auto& ring : rings) {
      shapes.points.insert(shapes.points.end(), ring.begin(), ring.end());
      shapes.close_ring();
    }
    if (!rings.empty()) shapes.close_polygon();
    shapes.close_zone();
  }
  return shapes;
}

}  // namespace maillage::test

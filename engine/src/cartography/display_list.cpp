#include "maillage/cartography/display_list.hpp"

namespace maillage {

Item moved(Item item, double right, double down) {
  const auto move = [&](Point& point) {
    point.x += right;
    point.y += down;
  };
  if (Path* path = std::get_if<Path>(&item)) {
    for (Line& line : path->lines)
      for (Point& point : line) move(point);
  } else if (Circle* circle = std::get_if<Circle>(&item)) {
    move(circle->centre);
  } else {
    move(std::get<Text>(item).at);
  }
  return item;
}

}  // namespace maillage

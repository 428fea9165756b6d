// What is drawn, as plain data: paths, circles and lines of text on a page, in millimetres.
//
// The origin is the top left corner of the page, x goes right and y down. Groups are drawn in their order and so are the
// items in them: later covers earlier. A group has an id, stable, by which a hand in Inkscape or a script finds it. A fill
// may carry a hatching (classes/style.hpp). The text of an item is one line, `at` is the end of its baseline that `anchor`
// names, its size is that of the font (the em). A halo is drawn behind the letters, in its own colour.
//
// A Drawing says nothing of formats: cartography/svg.hpp writes it, cartography/render.hpp makes pictures and pages of that.
//
//     Drawing page{.width = 297, .height = 210, .title = "Couverture"};
//     page.groups.push_back({.id = "title", .items = {Text{.at = {10, 15}, .text = "Couverture", .size = 6}}});
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "maillage/classes/style.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

using Line = std::vector<Point>;

struct Stroke {
  Colour colour;
  double width = 0.1;
  bool dashed = false;
};

struct Path {
  std::vector<Line> lines;  // closed when there is a fill: outlines and holes, filled by the even-odd rule
  std::optional<Colour> fill;
  Pattern pattern = Pattern::none;
  Colour ink;  // of the pattern
  std::optional<Stroke> stroke;
  std::string title;  // what it is, for readers of the file and of screens: "CC du Ternois : 61,2"
};

struct Circle {
  Point centre;
  double radius = 1;
  std::optional<Colour> fill;
  double opacity = 1;  // of the fill
  std::optional<Stroke> stroke;
  std::string title;
};

enum class Anchor : std::uint8_t { start, middle, end };

struct Text {
  Point at;
  std::string text;
  double size = 3;
  bool bold = false;
  bool italic = false;
  Anchor anchor = Anchor::start;
  Colour colour;
  std::optional<Colour> halo;
};

using Item = std::variant<Path, Circle, Text>;

struct Group {
  std::string id;
  std::vector<Item> items;
  std::optional<Box> clip;  // nothing of the group shows outside it
};

struct Drawing {
  double width = 297;
  double height = 210;
  std::string title;
  std::string description;  // what the drawing shows, for those who cannot see it
  std::vector<Group> groups;
};

// The item moved to the right and down.
[[nodiscard]] Item moved(Item item, double right, double down);

}  // namespace maillage

#include "maillage/cartography/map.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "maillage/cartography/render.hpp"
#include "maillage/cartography/svg.hpp"
#include "maillage/cartography/text_layout.hpp"

using namespace maillage;

namespace {

// Squares of 10 km in a row.
Shapes row_of_squares(std::size_t count) {
  Shapes shapes;
  shapes.crs = lambert93;
  constexpr double side = 10000;
  for (std::size_t i = 0; i < count; ++i) {
    const double x = 600000 + side * static_cast<double>(i), y = 7000000;
    shapes.points.insert(shapes.points.end(),
                         {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}});
    shapes.close_ring();
    shapes.close_polygon();
    shapes.close_zone();
  }
  return shapes;
}

// Two classes and a secret; circles on all but the last zone.
Map sample() {
  Map map;
  map.title = "Taux <de> couverture & \"places\"";
  map.subtitle = "Territoire";
  map.notes = {{"Source", "Cnaf"}};
  map.zones = row_of_squares(4);
  map.names = {"A", "B", "C", "<script>"};
  map.style.kind = StyleKind::graduated;
  map.style.classes = {
      {.from = 1, .to = 5, .label = "1 à moins de 5", .look = {.fill = {200, 220, 240}}, .zones = 2},
      {.from = 5, .to = 9, .label = "5 à 9", .look = {.fill = {20, 80, 140}}, .zones = 1}};
  map.style.missing = {{.value = "secret",
                        .label = "Secret statistique",
                        .look = {.fill = {239, 239, 239}, .pattern = Pattern::slash, .ink = {111, 111, 111}},
                        .zones = 1}};
  map.legend_title = "Taux";
  map.shown = {0, 0, 1, 2};
  map.circles = MapCircles{.title = "Foyers", .values = {100.0, 400.0, 0.0, std::nullopt}, .missing = {}};
  for (std::size_t zone = 0; zone < 4; ++zone)
    map.labels.push_back({zone, "Commune " + std::to_string(zone)});
  return map;
}

Group group(const Drawing& drawing, std::string_view id) {
  const auto found = std::ranges::find(drawing.groups, id, &Group::id);
  REQUIRE(found != drawing.groups.end());
  return *found;
}

std::vector<Circle> circles_of(const Group& group) {
  std::vector<Circle> circles;
  for (const Item& item : group.items)
    if (const Circle* circle = std::get_if<Circle>(&item)) circles.push_back(*circle);
  return circles;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

}  // namespace

TEST_CASE("map: areas of circles are proportional to values, the largest below; zero and secret have none") {
  const std::vector<Circle> circles = circles_of(group(draw_map(sample()), "circles"));
  REQUIRE(circles.size() == 2);
  CHECK(circles[0].radius == Approx(2 * circles[1].radius));
  CHECK(circles[0].title == "B");
}

TEST_CASE("map: a border that two zones share is drawn once") {
  const Drawing drawing = draw_map(sample());
  const Group borders = group(drawing, "borders"), zones = group(drawing, "zones");
  double length = 0;
  for (const Item& item : borders.items)
    for (const Line& line : std::get<Path>(item).lines)
      for (std::size_t i = 1; i < line.size(); ++i)
        length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
  // Four squares in a row have 13 sides, three of them shared; in millimetres of a frame four squares wide.
  const Line& square = std::get<Path>(zones.items.front()).lines.front();
  const double side = std::hypot(square[1].x - square[0].x, square[1].y - square[0].y);
  CHECK(length == Approx(13 * side));
}

TEST_CASE(
    "map: each zone has the fill of its class, a secret its hatching, and the legend all of them with their "
    "numbers") {
  const Drawing drawing = draw_map(sample());
  std::vector<Colour> fills;
  const Group zones = group(drawing, "zones");
  for (const Item& item : zones.items) fills.push_back(*std::get<Path>(item).fill);
  CHECK(fills == std::vector<Colour>{{200, 220, 240}, {200, 220, 240}, {20, 80, 140}, {239, 239, 239}});
  const std::string svg = to_svg(drawing);
  for (const char* label : {">1 à moins de 5 (2)<", ">5 à 9 (1)<", ">Secret statistique (1)<"})
    CHECK(count(svg, label) == 1);
  CHECK(svg.find("url(#slash-6f6f6f-efefef)") != std::string::npos);
}

TEST_CASE("map: a zone whose class is not certain, and one drawn in part, are marked and explained") {
  Map map = sample();
  CHECK(group(draw_map(map), "doubt").items.empty());
  map.doubtful = {false, true, false, false};
  map.partial = {true, false, false, false};
  const Drawing drawing = draw_map(map);
  CHECK(group(drawing, "doubt").items.size() == 1);
  const std::string svg = to_svg(drawing);
  CHECK(svg.find("Classe incertaine (1)") != std::string::npos);
  CHECK(svg.find("Contour incomplet") != std::string::npos);
  CHECK(svg.find("stroke-dasharray") != std::string::npos);
}

TEST_CASE("map: names do not run into each other and stay in the page") {
  Map map = sample();
  map.circles.reset();
  map.zones = row_of_squares(40);
  map.shown.assign(40, 0);
  map.names.clear();
  map.labels.clear();
  for (std::size_t zone = 0; zone < 40; ++zone)
    map.labels.push_back({zone, "Un nom assez long " + std::to_string(zone)});
  std::vector<Text> texts;
  const Group labels = group(draw_map(map), "labels");
  for (const Item& item : labels.items) texts.push_back(std::get<Text>(item));
  CHECK(texts.size() > 4);
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double apart = std::abs(texts[i].at.x - texts[j].at.x);
      const double half =
          (text_width(texts[i].text, texts[i].size) + text_width(texts[j].text, texts[j].size)) / 2;
      CHECK((apart >= half || std::abs(texts[i].at.y - texts[j].at.y) >= 0.7 * texts[i].size));
    }
}

TEST_CASE("map: an inset draws its zones in a frame of its own, beside the map and at a scale of its own") {
  Map map = sample();
  const Shapes all = map.zones;
  const std::vector<std::size_t> here{0, 1, 9, 9}, there{9, 9, 2, 3};
  map.zones = select(all, here);
  map.zones.crs = lambert93;
  map.insets = {{.name = "Ailleurs", .zones = select(all, there), .overlays = {}, .is_zoom = false}};
  map.insets[0].zones.crs = {2975};
  for (const PageFormat page : {PageFormat::a4, PageFormat::a4_portrait}) {
    map.page = page;
    const Drawing drawing = draw_map(map);
    const Group around = group(drawing, "inset-frame-1");
    const Box box = box_of_points(std::get<Path>(around.items.front()).lines.front());
    const auto points_in = [&](std::string_view id) {
      std::vector<Point> points;
      const Group drawn = group(drawing, id);
      for (const Item& item : drawn.items)
        if (const Path* path = std::get_if<Path>(&item); path != nullptr && path->fill)
          for (const Line& line : path->lines) points.insert(points.end(), line.begin(), line.end());
      return points;
    };
    const Box inside = box_of_points(points_in("inset-1")), outside = box_of_points(points_in("zones"));
    CHECK(inside.min_x > box.min_x);
    CHECK(inside.max_x < box.max_x);
    CHECK(inside.min_y > box.min_y);
    CHECK(inside.max_y < box.max_y);
    CHECK((outside.min_x >= box.max_x || outside.max_y <= box.min_y));
    CHECK(is_drawn(map, 0));
    CHECK(is_drawn(map, 3));
  }
}

TEST_CASE("map: hostile texts do no harm, and the same map gives the same bytes") {
  const std::string svg = to_svg(draw_map(sample()));
  CHECK(svg == to_svg(draw_map(sample())));
  CHECK(svg.find("<script>") == std::string::npos);
  CHECK(svg.find("&lt;script&gt;") != std::string::npos);
  CHECK(svg.find("Taux &lt;de&gt; couverture &amp; &quot;places&quot;") != std::string::npos);
  CHECK(count(svg, "<title") == count(svg, "</title>"));
}

TEST_CASE("map: every page renders to a picture and to a page with the day of the study") {
  for (const char* page : {"a4", "a4-portrait", "slide", "web"}) {
    Map map = sample();
    map.page = *parse_page_format(page);
    const std::string svg = to_svg(draw_map(map));
    CHECK(to_png(svg, 30).starts_with("\x89PNG"));
    const std::string pdf = to_pdf(svg, map.title, *parse_day("2023-12-31"));
    CHECK(pdf.starts_with("%PDF"));
    CHECK(pdf == to_pdf(svg, map.title, *parse_day("2023-12-31")));
    CHECK(pdf.find("20231231") != std::string::npos);
  }
  CHECK_FALSE(parse_page_format("a5"));
}

TEST_CASE("text: a word longer than the line is cut, character by character") {
  const std::string word = std::string(200, 'L') + "é";
  const std::vector<std::string> lines = wrap(word, 3, 80);
  std::string joined;
  for (const std::string& line : lines) {
    CHECK(text_width(line, 3) <= 80);
    joined += line;
  }
  CHECK(joined == word);
}

TEST_CASE("text: widths are those of the font, lines break at blanks and hold numbers together") {
  CHECK(text_width("iiii", 10) == Approx(4 * 455 * 10 / 2048.0));
  CHECK(text_width("é", 10) == text_width("e", 10));
  CHECK(text_width("Gras", 10, Weight::bold) > text_width("Gras", 10));
  const std::vector<std::string> lines = wrap("Saint-Julien-lès-Metz et 1\u202f234 habitants", 3, 22);
  CHECK(lines.size() > 1);
  for (const std::string& line : lines) CHECK(text_width(line, 3) <= 22);
  CHECK(std::ranges::any_of(
      lines, [](const std::string& line) { return line.find("1\u202f234") != std::string::npos; }));
  CHECK(wrap("", 3, 20).empty());
  CHECK(wrap("Anticonstitutionnellement", 3, 5) == std::vector<std::string>{"Anticonstitutionnellement"});
}

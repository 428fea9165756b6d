#include "maillage/cartography/map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cartography/land.hpp"
#include "cartography/legend.hpp"
#include "cartography/page.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/cartography/text_layout.hpp"

namespace maillage {
namespace {

struct LabelWanted {
  std::string text;
  Point at;          // the middle it should have
  double clear = 0;  // radius of the circle there, which the name should not cover
};

constexpr double label_line_height = 1.08;
constexpr double cap_height = 0.72;   // of the size: capitals above the baseline
constexpr double widest_in_ems = 11;  // a name longer than this is broken into lines

bool meet(const Box& a, const Box& b) {
  return a.min_x < b.max_x && b.min_x < a.max_x && a.min_y < b.max_y && b.min_y < a.max_y;
}

Box around(Point middle, double width, double height) {
  return {middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2};
}

bool is_inside(const Box& box, const Frame& frame) {
  return box.min_x >= frame.left && box.max_x <= frame.left + frame.width && box.min_y >= frame.top &&
         box.max_y <= frame.top + frame.height;
}

struct Lines {
  std::vector<std::string> lines;
  double width = 0, height = 0;
};

Lines set_in_lines(const std::string& text, double size) {
  constexpr std::size_t most_lines = 3;
  Lines set{.lines = wrap(text, size, widest_in_ems * size)};
  if (set.lines.size() > most_lines) {
    set.lines.resize(most_lines);
    set.lines.back() += "…";
  }
  for (const std::string& line : set.lines) set.width = std::max(set.width, text_width(line, size));
  set.height = size * (cap_height + label_line_height * static_cast<double>(set.lines.size() - 1));
  return set;
}

// The middle first, then around it, nearest first.
std::optional<Box> place_for(const Lines& set, const LabelWanted& wanted, const std::vector<Box>& taken,
                             const Frame& frame, double size) {
  static constexpr std::array<Point, 8> directions{
      {{0, 1}, {0, -1}, {1, 0}, {-1, 0}, {0.7, 0.8}, {-0.7, 0.8}, {0.7, -0.8}, {-0.7, -0.8}}};
  const double margin = 0.25 * size;
  const auto free = [&](const Box& box) {
    return is_inside(box, frame) &&
           std::ranges::none_of(taken, [&](const Box& other) { return meet(box, other); });
  };
  const auto at = [&](double dx, double dy) {
    return around({wanted.at.x + dx, wanted.at.y + dy}, set.width + margin, set.height + margin);
  };
  if (wanted.clear == 0)
    if (const Box box = at(0, 0); free(box)) return box;
  constexpr int rounds = 3;
  for (int round = 0; round < rounds; ++round)
    for (const Point& direction : directions) {
      const double away = 0.6 * size * (wanted.clear > 0 ? round : round + 1);
      const double dx = direction.x * (wanted.clear + away + (wanted.clear > 0 ? set.width / 2 + margin : 0));
      const double dy =
          direction.y * (wanted.clear + away + (wanted.clear > 0 ? set.height / 2 + margin : 0));
      if (const Box box = at(dx, dy); free(box)) return box;
    }
  return std::nullopt;
}

// Those that find room in the frame, in the order given, each in a halo; `obstacles` are boxes that none may cover.
std::vector<Item> labels_in(const std::vector<LabelWanted>& wanted, std::vector<Box> obstacles,
                            const Frame& frame, double size) {
  std::vector<Item> items;
  for (const LabelWanted& label : wanted) {
    const Lines set = set_in_lines(label.text, size);
    const std::optional<Box> box = place_for(set, label, obstacles, frame, size);
    if (!box) continue;
    obstacles.push_back(*box);
    double baseline = (box->min_y + box->max_y - set.height) / 2 + cap_height * size;
    for (const std::string& line : set.lines) {
      items.emplace_back(Text{.at = {(box->min_x + box->max_x) / 2, baseline},
                              .text = line,
                              .size = size,
                              .anchor = Anchor::middle,
                              .colour = black,
                              .halo = white});
      baseline += label_line_height * size;
    }
  }
  return items;
}

constexpr Colour circle_fill{0xc8, 0x54, 0x2b};

constexpr double circle_opacity = 0.72;

constexpr double largest_circle_share = 1.0 / 14;  // its radius, of the shorter side of the frame

struct CircleScale {
  double largest_value = 0;
  double largest_radius = 0;

  [[nodiscard]] double radius(double value) const;
};

// The largest of 1, 2, 5 × 10^n that is not above the value.
double readable_below(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double times : {5.0, 2.0})
    if (times * power <= value) return times * power;
  return power;
}

double CircleScale::radius(double value) const {
  return largest_value > 0 ? largest_radius * std::sqrt(value / largest_value) : 0;
}

// As large as reads well: together at most a sixth of the land, alone at most a fourteenth of the shorter side of the frame.
CircleScale circle_scale(const MapCircles& circles, double land_mm2, const Frame& frame) {
  constexpr double share_of_land = 1.0 / 6;
  double largest = 0, sum = 0;
  for (const std::optional<double>& value : circles.values) {
    if (!value || *value <= 0) continue;
    largest = std::max(largest, *value);
    sum += *value;
  }
  if (largest == 0) return {};
  const double by_land = std::sqrt(share_of_land * land_mm2 * largest / (std::numbers::pi * sum));
  return {largest, std::min(by_land, largest_circle_share * std::min(frame.width, frame.height))};
}

// Three nested circles of readable values, each with its number.
Block circle_legend(const MapCircles& circles, const CircleScale& scale, const Page& page, double width,
                    Lang lang) {
  Block block = paragraph(circles.title, {.size = page.text, .bold = true}, width);
  if (scale.largest_value <= 0) return block;
  std::vector<double> values{readable_below(scale.largest_value)};
  constexpr std::array<double, 2> parts{4, 20};
  for (const double part : parts) {
    const double value = readable_below(scale.largest_value / part);
    const double least_seen = 0.5;  // mm of radius
    if (value < values.back() && (value >= 1 || scale.largest_value < 1) && scale.radius(value) >= least_seen)
      values.push_back(value);
  }
  const double largest = scale.radius(values.front());
  Block nested;
  double last_text = -page.small;
  for (const double value : values) {
    const double radius = scale.radius(value), top = 2 * (largest - radius);
    nested.items.emplace_back(Circle{.centre = {largest, top + radius},
                                     .radius = radius,
                                     .fill = circle_fill,
                                     .opacity = circle_opacity,
                                     .stroke = Stroke{white, 0.2}});
    // Numbers keep a line of room from each other.
    const double text_at = std::max(top + 0.2 * page.small, last_text + 1.15 * page.small);
    nested.items.emplace_back(
        Path{.lines = {{{largest, top}, {2 * largest + 2, text_at}, {2 * largest + 4, text_at}}},
             .stroke = Stroke{grey_text, 0.12}});
    nested.items.emplace_back(Text{.at = {2 * largest + 5, text_at + 0.36 * page.small},
                                   .text = figure_text(value, value < 1 ? 1 : 0, lang),
                                   .size = page.small,
                                   .colour = black});
    last_text = text_at;
  }
  nested.height = std::max(2 * largest, last_text + page.small);
  nested.width = width;
  stack(block, std::move(nested), 1.5);
  for (const std::string& line : circles.missing)
    stack(block, paragraph(line, {.size = page.small, .italic = true, .colour = grey_text}, width), 1);
  return block;
}

constexpr Colour border_grey{0x8d, 0x95, 0x9c};
constexpr Colour edge_grey{0x2b, 0x30, 0x35};
constexpr Colour behind_fill{0xf1, 0xef, 0xea};
constexpr Colour behind_border{0xc9, 0xc5, 0xbc};
constexpr Colour no_figure{0xe9, 0xe9, 0xe9};

// Where the parts of the page lie.
struct Layout {
  Frame map, legend;
  Block head, foot;
};

Block head_of(const Map& map, const Page& page) {
  const double width = page.width - 2 * page.margin;
  Block head = paragraph(map.title, {.size = page.title, .bold = true}, width);
  stack(head, paragraph(map.subtitle, {.size = page.text, .colour = grey_text}, width), 0.8);
  for (const std::string& warning : map.warnings)
    stack(head, paragraph(warning, {.size = page.small, .bold = true, .colour = warning_red}, width), 1);
  return head;
}

Block foot_of(const Map& map, const Page& page) {
  Block foot;
  for (const MapNote& note : map.notes)
    stack(foot,
          headed(note.head, note.text, {.size = page.small, .colour = grey_text},
                 page.width - 2 * page.margin, map.lang),
          0.3);
  return foot;
}

constexpr double legend_gap = 5;

// What is written beside the classes, or above them.
Block right_legend(const Map& map, const CircleScale& circles, double mm_per_metre, const Page& page,
                   double width) {
  Block block;
  if (map.circles) stack(block, circle_legend(*map.circles, circles, page, width, map.lang), 0);
  stack(block, mark_legend(map, page, width), legend_gap / 2);
  stack(block, scale_bar(mm_per_metre, page, width, map.lang), legend_gap / 2);
  return block;
}

double column_below(const Page& page) {
  return (page.width - 2 * page.margin - legend_gap) / 2;
}

// The circles of a map that is not laid out yet: as large as they may become.
CircleScale largest_circles(const Map& map, double width) {
  CircleScale largest{1, width * largest_circle_share};
  if (map.circles)
    for (const std::optional<double>& value : map.circles->values)
      largest.largest_value = std::max(largest.largest_value, value.value_or(0));
  return largest;
}

double height_of_legend_below(const Map& map, const Page& page) {
  const CircleScale largest = largest_circles(map, page.width - 2 * page.margin);
  const double width = column_below(page);
  constexpr double any_scale = 0.001;
  return std::max(class_legend(map, page, width).height,
                  right_legend(map, largest, any_scale, page, width).height);
}

Layout layout_of(const Map& map, const Page& page) {
  constexpr double gap = 4;
  Layout layout{.head = head_of(map, page), .foot = foot_of(map, page)};
  const double top = page.margin + layout.head.height + gap;
  const double bottom = page.height - page.margin - layout.foot.height - gap;
  const double width = page.width - 2 * page.margin;
  const double least = 0.25 * page.height;  // a map that many notes leave no room is small, not absent
  const double height = std::max(bottom - top, least);
  if (page.legend_below) {
    const double legend = height_of_legend_below(map, page);
    layout.map = {page.margin, top, width, std::max(height - legend - gap, least)};
    layout.legend = {page.margin, top + layout.map.height + gap, width, legend};
  } else {
    const double legend = page.legend_share * page.width;
    layout.map = {page.margin, top, width - legend - 2 * gap, height};
    layout.legend = {page.width - page.margin - legend, top, legend, height};
  }
  return layout;
}

const StyleClass* shown_class(const Map& map, std::size_t zone) {
  const std::uint32_t shown = map.shown.empty() ? no_class : map.shown[zone];
  if (shown == no_class) return nullptr;
  const std::size_t classes = map.style.classes.size();
  return shown < classes ? &map.style.classes[shown] : &map.style.missing[shown - classes];
}

Group zone_group(const Map& map, const Shapes& shapes, const Projection& projection) {
  Group group{.id = "zones"};
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) {
    std::vector<Line> rings = rings_on_page(shapes, zone, projection);
    if (rings.empty()) continue;
    const StyleClass* shown = shown_class(map, zone);
    Path path{.lines = std::move(rings), .fill = shown != nullptr ? shown->look.fill : no_figure};
    if (shown != nullptr) {
      path.pattern = shown->look.pattern;
      path.ink = shown->look.ink;
    }
    if (!map.names.empty()) path.title = map.names[zone];
    group.items.emplace_back(std::move(path));
  }
  return group;
}

Group doubt_group(const Map& map, const Shapes& shapes, const Projection& projection) {
  Group group{.id = "doubt"};
  for (std::size_t zone = 0; zone < map.doubtful.size(); ++zone) {
    const StyleClass* shown = shown_class(map, zone);
    if (!map.doubtful[zone] || shown == nullptr || shapes.empty(zone)) continue;
    group.items.emplace_back(Path{.lines = rings_on_page(shapes, zone, projection),
                                  .pattern = Pattern::dots,
                                  .ink = shown->look.outline});
  }
  return group;
}

Group border_group(const Map& map, const Land& land, const Projection& projection) {
  Group group{.id = "borders"};
  Borders borders = borders_of(land.mesh, map.group, projection);
  const std::size_t zones = land.shapes.zone_count();
  constexpr std::size_t many = 60, very_many = 400;
  const double inner = zones > many ? 0.09 : 0.18;
  const auto add = [&group](std::vector<Line> lines, const Stroke& stroke) {
    if (!lines.empty()) group.items.emplace_back(Path{.lines = std::move(lines), .stroke = stroke});
  };
  add(std::move(borders.inner), {border_grey, inner});
  add(borders.of_groups, {white, 2.4 * group_stroke.width});  // so that it shows on dark fills too
  add(std::move(borders.of_groups), group_stroke);
  add(std::move(borders.edge), {edge_grey, zones > very_many && !map.insets.empty() ? 0.25 : 0.4});
  for (std::size_t zone = 0; zone < map.partial.size(); ++zone)
    if (map.partial[zone] && !land.shapes.empty(zone))
      add(rings_on_page(land.shapes, zone, projection), partial_stroke);
  return group;
}

Group behind_group(const Map& map, const Projection& projection, const Box& frame) {
  Group group{.id = "behind", .clip = frame};
  if (map.behind.zone_count() == 0) return group;
  const Land around = land_of(map.behind, projection.mm_per_metre);
  for (std::size_t zone = 0; zone < around.shapes.zone_count(); ++zone)
    if (!around.shapes.empty(zone))
      group.items.emplace_back(Path{.lines = rings_on_page(around.shapes, zone, projection),
                                    .fill = behind_fill,
                                    .stroke = Stroke{behind_border, 0.2}});
  return group;
}

Group overlay_group(const Map& map, std::span<const Shapes* const> overlays, const Projection& projection,
                    const Box& frame) {
  Group group{.id = "overlays", .clip = frame};
  for (std::size_t i = 0; i < overlays.size(); ++i)
    for (std::size_t zone = 0; zone < overlays[i]->zone_count(); ++zone) {
      if (overlays[i]->empty(zone)) continue;
      Path path{.lines = rings_on_page(*overlays[i], zone, projection)};
      if (map.overlays[i].hatched) {
        path.pattern = Pattern::slash;
        path.ink = overlay_stroke.colour;
      } else {
        Path casing = path;
        casing.stroke = Stroke{white, 2.4 * overlay_stroke.width};
        group.items.emplace_back(std::move(casing));
        path.stroke = overlay_stroke;
      }
      group.items.emplace_back(std::move(path));
    }
  return group;
}

double area_on_page(const Shapes& shapes, double scale) {
  double twice = 0;
  for (std::size_t polygon = 0; polygon < shapes.polygon_end.size(); ++polygon)
    for (const std::size_t ring : shapes.rings_of(polygon))
      twice += twice_signed_area(shapes.points_of(ring));
  return std::abs(twice) / 2 * scale * scale;
}

struct Places {
  std::vector<Point> at;       // per zone, on the page
  std::vector<double> circle;  // radius, 0 without
};

Places places_of(const Map& map, const Shapes& shapes, const Projection& projection,
                 const CircleScale& scale) {
  Places places{std::vector<Point>(shapes.zone_count()), std::vector<double>(shapes.zone_count(), 0)};
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) {
    if (shapes.empty(zone)) continue;
    const bool has_circle = map.circles && map.circles->values[zone] && *map.circles->values[zone] > 0;
    const bool has_label = std::ranges::find(map.labels, zone, &MapLabel::zone) != map.labels.end();
    if (!has_circle && !has_label) continue;
    places.at[zone] = projection.to_page(pole_of(shapes, zone).at);
    if (has_circle) places.circle[zone] = scale.radius(*map.circles->values[zone]);
  }
  return places;
}

Group circle_group(const Map& map, const Places& places) {
  Group group{.id = "circles"};
  std::vector<std::size_t> order(places.circle.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return places.circle[a] > places.circle[b]; });
  for (const std::size_t zone : order)
    if (places.circle[zone] > 0)
      group.items.emplace_back(Circle{.centre = places.at[zone],
                                      .radius = places.circle[zone],
                                      .fill = circle_fill,
                                      .opacity = circle_opacity,
                                      .stroke = Stroke{white, 0.2},
                                      .title = map.names.empty() ? std::string() : map.names[zone]});
  return group;
}

// Names of zones that a zoom shows are written there.
bool is_in_zoom(const Map& map, std::size_t zone) {
  return std::ranges::any_of(
      map.insets, [&](const MapInset& inset) { return inset.is_zoom && !inset.zones.empty(zone); });
}

Group label_group(const Map& map, const Shapes& shapes, const Places& places, const Frame& frame,
                  const Page& page, const MapInset* inset = nullptr) {
  std::vector<Box> obstacles;
  for (std::size_t zone = 0; zone < places.circle.size(); ++zone) {
    const double half = 0.75 * places.circle[zone];
    const Point at = places.at[zone];
    if (half > 0) obstacles.push_back({at.x - half, at.y - half, at.x + half, at.y + half});
  }
  std::vector<LabelWanted> wanted;
  for (const MapLabel& label : map.labels)
    if (!shapes.empty(label.zone) &&
        (inset != nullptr ? inset->name != label.text : !is_in_zoom(map, label.zone)))
      wanted.push_back({label.text, places.at[label.zone], places.circle[label.zone]});
  return {.id = "labels", .items = labels_in(wanted, std::move(obstacles), frame, page.small)};
}

// The legend beside the map.
Block legend_column(const Map& map, const CircleScale& circles, double mm_per_metre, const Page& page,
                    double width) {
  Block column;
  if (map.circles) stack(column, circle_legend(*map.circles, circles, page, width, map.lang), 0);
  stack(column, class_legend(map, page, width), legend_gap);
  stack(column, mark_legend(map, page, width), legend_gap / 2);
  stack(column, scale_bar(mm_per_metre, page, width, map.lang), legend_gap);
  return column;
}

// What the legend beside the map leaves free; nothing where it is below.
Frame below_legend(const Map& map, const Layout& layout, const Page& page) {
  if (page.legend_below) return {};
  constexpr double any_scale = 0.001;
  const double taken =
      legend_column(map, largest_circles(map, layout.map.width), any_scale, page, layout.legend.width)
          .height +
      legend_gap;
  return {layout.legend.left, layout.legend.top + taken, layout.legend.width, layout.legend.height - taken};
}

constexpr double inset_gap = 2;

// Overseas in a column on the left of the map, a zoom below the legend or on the right of the map; where the map is no wider than
// high, all in a row below.
// The map takes what is left.
std::vector<Frame> inset_frames(const Map& map, Frame& frame, const Frame& below_legend) {
  std::vector<Frame> frames(map.insets.size());
  if (frames.empty()) return frames;
  constexpr double wide = 1.25, share_of_row = 0.19, share_of_column = 0.165, share_of_zoom = 0.22,
                   tallest = 0.32;
  if (frame.width < wide * frame.height) {
    const double height = share_of_row * frame.height;
    const auto count = static_cast<double>(frames.size());
    const double width = std::min(1.4 * height, (frame.width + inset_gap) / count - inset_gap);
    double left = frame.left;
    for (Frame& inset : frames) {
      inset = {left, frame.top + frame.height - height, width, height};
      left += width + inset_gap;
    }
    frame.height -= height + inset_gap;
    return frames;
  }
  const auto zooms = static_cast<std::size_t>(std::ranges::count_if(map.insets, &MapInset::is_zoom));
  const std::size_t overseas = frames.size() - zooms;
  const Frame whole = frame;
  const auto stack_up = [&](bool are_zooms, double left, double width, std::size_t count) {
    const double height = std::min(tallest * whole.height * (are_zooms ? 1.2 : 1),
                                   (whole.height + inset_gap) / static_cast<double>(count) - inset_gap);
    double top = whole.top;
    for (std::size_t i = 0; i < frames.size(); ++i) {
      if (map.insets[i].is_zoom != are_zooms) continue;
      frames[i] = {left, top, width, height};
      top += height + inset_gap;
    }
  };
  if (overseas > 0) {
    const double width = share_of_column * whole.width;
    stack_up(false, whole.left, width, overseas);
    frame.left += width + inset_gap;
    frame.width -= width + inset_gap;
  }
  constexpr double least_height = 35;
  if (zooms == 1 && below_legend.height >= least_height) {
    const double height = std::min(below_legend.height, 0.85 * below_legend.width);
    const auto zoom = std::ranges::find_if(map.insets, &MapInset::is_zoom) - map.insets.begin();
    frames[static_cast<std::size_t>(zoom)] = {
        below_legend.left, below_legend.top + below_legend.height - height, below_legend.width, height};
  } else if (zooms > 0) {
    const double width = share_of_zoom * whole.width;
    stack_up(true, whole.left + whole.width - width, width, zooms);
    frame.width -= width + inset_gap;
  }
  return frames;
}

// The inset, and around it its frame, its name and its scale.
std::array<Group, 2> inset_groups(const Map& map, std::size_t index, const Frame& frame,
                                  const CircleScale& circles, const Page& page) {
  const MapInset& inset = map.insets[index];
  const double letters = 0.9 * page.small, margin = 0.5 * page.small;
  const Frame land_frame{frame.left + margin, frame.top + 1.6 * letters, frame.width - 2 * margin,
                         frame.height - 3.6 * letters};
  const Projection projection = fitted(box_of_zones(inset.zones), land_frame);
  const Land land = land_of(inset.zones, projection.mm_per_metre);
  const Places places = places_of(map, land.shapes, projection, circles);
  const Box clip{frame.left, frame.top, frame.left + frame.width, frame.top + frame.height};
  std::vector<const Shapes*> overlays;
  for (const Shapes& shapes : inset.overlays) overlays.push_back(&shapes);

  std::array<Group, 2> groups;
  groups[0] = {.id = "inset-" + std::to_string(index + 1), .items = {}, .clip = clip};
  for (Group& group :
       std::array{zone_group(map, land.shapes, projection), doubt_group(map, land.shapes, projection),
                  border_group(map, land, projection), overlay_group(map, overlays, projection, clip),
                  circle_group(map, places), label_group(map, land.shapes, places, land_frame, page, &inset)})
    std::ranges::move(group.items, std::back_inserter(groups[0].items));
  groups[1].id = "inset-frame-" + std::to_string(index + 1);
  groups[1].items.emplace_back(Path{.lines = {{{clip.min_x, clip.min_y},
                                               {clip.max_x, clip.min_y},
                                               {clip.max_x, clip.max_y},
                                               {clip.min_x, clip.max_y},
                                               {clip.min_x, clip.min_y}}},
                                    .stroke = Stroke{border_grey, 0.15}});
  groups[1].items.emplace_back(Text{.at = {frame.left + margin, frame.top + 1.25 * letters},
                                    .text = inset.name,
                                    .size = letters,
                                    .bold = true,
                                    .colour = grey_text});
  Page small = page;
  small.small = 0.8 * page.small;
  place(groups[1].items, scale_bar(projection.mm_per_metre, small, frame.width - 2 * margin, map.lang),
        frame.left + margin, frame.top + frame.height - 1.5 * letters);
  return groups;
}

Group legend_group(const Map& map, const Layout& layout, const CircleScale& circles, double mm_per_metre,
                   const Page& page) {
  Group group{.id = "legend"};
  const Frame& frame = layout.legend;
  if (page.legend_below) {
    const double width = column_below(page);
    place(group.items, class_legend(map, page, width), frame.left, frame.top);
    place(group.items, right_legend(map, circles, mm_per_metre, page, width), frame.left + width + legend_gap,
          frame.top);
    return group;
  }
  place(group.items, legend_column(map, circles, mm_per_metre, page, frame.width), frame.left, frame.top);
  return group;
}

Group text_group(const Layout& layout, const Page& page) {
  Group group{.id = "text"};
  place(group.items, layout.head, page.margin, page.margin);
  place(group.items, layout.foot, page.margin, page.height - page.margin - layout.foot.height);
  return group;
}

}  // namespace

Drawing draw_map(const Map& map) {
  if (map.zones.points.empty()) throw Error(Failure::internal, message("a map without any shape"));
  if (map.zones.crs.is_geographic()) throw Error(Failure::internal, message("a map in degrees"));
  const Page& page = page_of(map.page);
  Layout layout = layout_of(map, page);
  const std::vector<Frame> insets = inset_frames(map, layout.map, below_legend(map, layout, page));
  constexpr double inside = 2;
  const Frame land_frame{layout.map.left + inside, layout.map.top + inside, layout.map.width - 2 * inside,
                         layout.map.height - 2 * inside};
  const Projection projection = fitted(box_of_zones(map.zones), land_frame);
  const Land land = land_of(map.zones, projection.mm_per_metre);
  const Box clip{layout.map.left, layout.map.top, layout.map.left + layout.map.width,
                 layout.map.top + layout.map.height};
  const CircleScale circles =
      map.circles ? circle_scale(*map.circles, area_on_page(land.shapes, projection.mm_per_metre), land_frame)
                  : CircleScale{};
  const Places places = places_of(map, land.shapes, projection, circles);

  std::vector<const Shapes*> overlays;
  for (const MapOverlay& overlay : map.overlays) overlays.push_back(&overlay.shapes);
  Drawing drawing{
      .width = page.width, .height = page.height, .title = map.title, .description = map.description};
  drawing.groups = {behind_group(map, projection, clip),
                    zone_group(map, land.shapes, projection),
                    doubt_group(map, land.shapes, projection),
                    border_group(map, land, projection),
                    overlay_group(map, overlays, projection, clip),
                    circle_group(map, places),
                    label_group(map, land.shapes, places, layout.map, page)};
  for (std::size_t i = 0; i < insets.size(); ++i)
    std::ranges::move(inset_groups(map, i, insets[i], circles, page), std::back_inserter(drawing.groups));
  drawing.groups.push_back(legend_group(map, layout, circles, projection.mm_per_metre, page));
  drawing.groups.push_back(text_group(layout, page));
  return drawing;
}

bool is_drawn(const Map& map, std::size_t zone) {
  return !map.zones.empty(zone) ||
         std::ranges::any_of(map.insets, [&](const MapInset& inset) { return !inset.zones.empty(zone); });
}

}  // namespace maillage

// A map that goes into a report unchanged: zones with their classes, circles, labels, and around them all that a reader asks
// for: title, dates, legend, scale, field, source.
//
// A Map is plain data that whoever knows the study fills in (run/maps.hpp); draw_map lays it out and draws it. Everything that
// is per zone follows the order of `zones`.
//   zones      shapes in a projection in metres. They are meshed, simplified to what the page can show (a fifth of a
//              millimetre), filled one by one, and each border is drawn once, whatever the number of zones that share it
//   group      of each zone the zone above it (its EPCI), or no_zone: borders between groups are drawn stronger
//   shown      of each zone its class, an index into style.classes, then on into style.missing; no_class leaves it plain
//   doubtful   zones whose class depends on their bounds: hatched, with an entry of the legend
//   partial    zones of which only a part is drawn: outlined in dashes, with an entry of the legend
//   behind     what lies around (neighbouring départements), in light grey, under everything
//   overlay    outlines over the zones (QPV), hatched areas over them (ZRR)
//   circles    a count: areas are proportional to values, the largest lies at the bottom; the legend nests three of them
//   insets     zones that lie too far away for the map (overseas), or too close together (Île-de-France), each in a frame and
//              at a scale of its own beside it. The same zones by index, in a projection of their own; those elsewhere are empty
//   labels     names to write, the most important first: set at the pole of inaccessibility or beside it, with a halo; one that
//              would run into another, or over the edge of the map, is left out
// A Map without `style` classes and with circles is a map of a count alone.
//
// Pages: a4 (landscape), a4-portrait, slide (16:9) and web (900 px at 96 dpi), with the legend beside the map, or below it in
// portrait. Sizes of text are those of the page. The same Map gives the same Drawing on every machine.
//
// Errors: a Map without any shape, or in degrees, is Error{internal}: whoever fills it in refuses that first.
//
//     const Drawing page = draw_map(map);
//     write_text("map.svg", to_svg(page));
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "maillage/base/lang.hpp"
#include "maillage/cartography/display_list.hpp"
#include "maillage/cartography/page_format.hpp"
#include "maillage/classes/style.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

inline constexpr std::uint32_t no_class = 0xffffffff;

struct MapCircles {
  std::string title;
  std::vector<std::optional<double>> values;  // per zone; none: no circle
  std::vector<std::string> missing;           // lines of the legend about the zones without one
};

struct MapLabel {
  std::size_t zone = 0;
  std::string text;
};

struct MapOverlay {
  Shapes shapes;
  std::string label;
  bool hatched = false;  // an area over the zones; otherwise an outline
};

struct MapInset {
  std::string name;
  Shapes zones;
  std::vector<Shapes> overlays;  // of each of the map's, what lies here
  bool is_zoom = false;          // of zones that the map shows too
};

// A note under the map: "Source", "Cnaf, 2023".
struct MapNote {
  std::string head;
  std::string text;
};

struct Map {
  PageFormat page = PageFormat::a4;
  Lang lang = Lang::fr;
  std::string title;
  std::string subtitle;
  std::vector<std::string> warnings;
  std::vector<MapNote> notes;
  std::string description;  // for those who cannot see it

  Shapes zones;
  std::vector<std::string> names;  // of zones, for readers of the SVG
  std::vector<std::uint32_t> group;
  std::string group_label;  // of the stronger borders, in the legend
  Style style;
  std::string legend_title;
  std::vector<std::string> legend_notes;  // the rule, what the numbers in brackets count
  std::vector<std::uint32_t> shown;
  std::vector<bool> doubtful;
  std::vector<bool> partial;
  std::optional<MapCircles> circles;
  std::vector<MapLabel> labels;
  Shapes behind;
  std::vector<MapOverlay> overlays;
  std::vector<MapInset> insets;
};

// Whether the map or an inset of it draws the zone.
[[nodiscard]] bool is_drawn(const Map& map, std::size_t zone);

[[nodiscard]] Drawing draw_map(const Map& map);

}  // namespace maillage

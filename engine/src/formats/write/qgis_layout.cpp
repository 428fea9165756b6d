#include "formats/write/qgis_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "formats/append.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

// Kinds of items, as QGIS numbers them.
constexpr int page_item = 65638, map_item = 65639, label_item = 65641, legend_item = 65642,
              scale_bar_item = 65646;

struct PagePlace {
  double x, y, width, height;  // mm
};
constexpr PagePlace page{0, 0, 297, 210};
constexpr PagePlace title_place{10, 7, 277, 9}, shown_place{10, 16, 277, 7}, map_place{10, 25, 195, 160};
constexpr PagePlace legend_place{210, 25, 77, 120}, bar_place{210, 176, 77, 10},
    sources_place{10, 188, 277, 18};

std::string size_of(const PagePlace& place) {
  return fmt::format("position=\"{},{},mm\" positionOnPage=\"{},{},mm\" size=\"{},{},mm\"", place.x, place.y,
                     place.x, place.y, place.width, place.height);
}

// Identifiers need only be unique in their layout.
std::string id_of(std::string_view item, std::string_view layout) {
  return fmt::format("{{{}-{}}}", item, xml(layout));
}

void add_label(std::string& out, std::string_view name, const PagePlace& place, std::string_view text,
               int points, bool bold) {
  append(out,
         "<LayoutItem type=\"{}\" id=\"{}\" uuid=\"{{{}}}\" labelText=\"{}\" htmlState=\"0\" halign=\"1\" "
         "valign=\"32\" marginX=\"0\" marginY=\"0\" frame=\"false\" background=\"false\" visibility=\"1\" "
         "opacity=\"1\" {}>"
         "<LabelFont description=\"Liberation Sans,{},-1,5,{},0,0,0,0,0\" style=\"\"/>"
         "<FontColor alpha=\"255\" red=\"38\" green=\"50\" blue=\"60\"/></LayoutItem>\n",
         label_item, name, name, xml(text), size_of(place), points, bold ? 75 : 50);
}

// The extent grown to the proportions of its place, with a margin.
Box fitted(const Box& extent, const PagePlace& place) {
  constexpr double margin = 1.06;
  const double x = (extent.min_x + extent.max_x) / 2, y = (extent.min_y + extent.max_y) / 2;
  const double unit = margin * std::max((extent.max_x - extent.min_x) / place.width,
                                        (extent.max_y - extent.min_y) / place.height);
  const double half_width = unit * place.width / 2, half_height = unit * place.height / 2;
  return {x - half_width, y - half_height, x + half_width, y + half_height};
}

void map(std::string& out, const QgisLayout& layout, const Box& extent) {
  append(
      out,
      "<LayoutItem type=\"{}\" id=\"map\" uuid=\"{}\" followPreset=\"true\" followPresetName=\"{}\" "
      "keepLayerSet=\"false\" drawCanvasItems=\"true\" mapRotation=\"0\" frame=\"false\" background=\"true\" "
      "visibility=\"1\" opacity=\"1\" {}>"
      "<FrameColor alpha=\"255\" red=\"0\" green=\"0\" blue=\"0\"/>"
      "<BackgroundColor alpha=\"255\" red=\"255\" green=\"255\" blue=\"255\"/>"
      "<Extent xmin=\"{}\" ymin=\"{}\" xmax=\"{}\" ymax=\"{}\"/>"
      "<crs><spatialrefsys><srsid>1</srsid><authid>{}</authid></spatialrefsys></crs></LayoutItem>\n",
      map_item, id_of("map", layout.name), xml(layout.name), size_of(map_place), extent.min_x, extent.min_y,
      extent.max_x, extent.max_y, layout.crs);
}

void legend(std::string& out, const QgisLayout& layout) {
  append(out,
         "<LayoutItem type=\"{}\" id=\"legend\" uuid=\"{{legend}}\" title=\"\" map_uuid=\"{}\" "
         "legendFilterByAtlas=\"0\" resizeToContents=\"1\" columnCount=\"1\" symbolWidth=\"6\" "
         "symbolHeight=\"4\" "
         "boxSpace=\"0\" wrapChar=\"\" fontColor=\"#26323c\" frame=\"false\" background=\"false\" "
         "visibility=\"1\" "
         "opacity=\"1\" {}>\n<styles>",
         legend_item, id_of("map", layout.name), size_of(legend_place));
  struct FontOf {
    std::string_view name;
    int points;
  };
  for (const auto& [name, points] : {FontOf{"title", 12}, FontOf{"group", 10}, FontOf{"subgroup", 10},
                                     FontOf{"symbol", 9}, FontOf{"symbolLabel", 9}})
    append(out,
           "<style name=\"{}\" marginTop=\"1.5\" marginLeft=\"2\"><styleFont description=\"Liberation "
           "Sans,{},-1,5,50,0,0,0,0,0\" style=\"\"/></style>",
           name, points);
  append(out,
         "</styles>\n<layer-tree-group><layer-tree-layer id=\"{}\" name=\"{}\" checked=\"Qt::Checked\" "
         "expanded=\"1\" providerKey=\"ogr\"/></layer-tree-group></LayoutItem>\n",
         xml(layout.layer), xml(layout.legend));
}

// A round number of kilometres, about a quarter of the width of the map for two segments.
double kilometres_of_segment(const Box& extent) {
  const double wanted = (extent.max_x - extent.min_x) / 1000 / 8;
  if (!(wanted > 0)) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(wanted)));
  const double times = wanted / power;
  return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

void scale_bar(std::string& out, const QgisLayout& layout, const Box& extent) {
  const double kilometres = kilometres_of_segment(extent);
  append(
      out,
      "<LayoutItem type=\"{}\" id=\"scale\" uuid=\"{{scale}}\" mapUuid=\"{}\" style=\"Single Box\" "
      "unitType=\"km\" unitLabel=\"km\" numMapUnitsPerScaleBarUnit=\"1\" numUnitsPerSegment=\"{}\" "
      "numSegments=\"2\" numSegmentsLeft=\"0\" height=\"2\" labelBarSpace=\"1.5\" boxContentSpace=\"0\" "
      "segmentSizeMode=\"0\" segmentMillimeters=\"{}\" outlineWidth=\"0.2\" alignment=\"0\" frame=\"false\" "
      "background=\"false\" visibility=\"1\" opacity=\"1\" {}>"
      "<text-style fontFamily=\"Liberation Sans\" fontSize=\"8\" fontSizeUnit=\"Point\" "
      "textColor=\"38,50,60,255\" textOpacity=\"1\"/></LayoutItem>\n",
      scale_bar_item, id_of("map", layout.name), kilometres,
      kilometres * 1000 / (extent.max_x - extent.min_x) * map_place.width, size_of(bar_place));
}

}  // namespace

std::string layout_element(const QgisLayout& layout) {
  const Box extent = fitted(layout.extent, map_place);
  std::string out;
  append(out,
         "<Layout name=\"{}\" units=\"mm\" printResolution=\"300\" worldFileMap=\"\">\n<PageCollection>"
         "<LayoutItem type=\"{}\" uuid=\"{{page}}\" {}/></PageCollection>\n",
         xml(layout.name), page_item, size_of(page));
  add_label(out, "title", title_place, layout.title, 16, true);
  add_label(out, "shown", shown_place, layout.shown, 11, false);
  map(out, layout, extent);
  legend(out, layout);
  scale_bar(out, layout, extent);
  add_label(out, "sources", sources_place, layout.sources, 7, false);
  return out + "</Layout>\n";
}

}  // namespace maillage

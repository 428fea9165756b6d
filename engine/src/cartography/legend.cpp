#include "cartography/legend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "maillage/base/phrases.hpp"

namespace maillage {
namespace {

constexpr double swatch_width = 7;
constexpr double swatch_gap = 2;

// A swatch, or a line, and what it means.
Block entry(Item swatch, const std::string& label, const Page& page, double width) {
  Block block;
  const Block text = paragraph(label, {.size = page.small}, width - swatch_width - swatch_gap);
  const double height = std::max(text.height, 1.5 * page.small);
  block.items.push_back(moved(std::move(swatch), 0, 0));
  place(block.items, text, swatch_width + swatch_gap,
        std::max(0.0, (1.4 * page.small -
                       text.height / std::max<double>(1, static_cast<double>(text.items.size()))) /
                          2));
  block.height = height;
  block.width = width;
  return block;
}

Line rectangle(double width, double height) {
  return {{0, 0}, {width, 0}, {width, height}, {0, height}, {0, 0}};
}

Item swatch_of(const Look& look, const Page& page) {
  return Path{.lines = {rectangle(swatch_width, 1.4 * page.small)},
              .fill = look.fill,
              .pattern = look.pattern,
              .ink = look.ink,
              .stroke = Stroke{grey_text, 0.12}};
}

Item line_of(const Stroke& stroke, const Page& page) {
  return Path{.lines = {{{0, 0.7 * page.small}, {swatch_width, 0.7 * page.small}}}, .stroke = stroke};
}

std::string with_count(const StyleClass& shown, Lang lang) {
  return fmt::format("{} ({})", shown.label, number_text(shown.zones, lang));
}

void add_entry(Block& block, const StyleClass& shown, const Map& map, const Page& page, double width,
               double space) {
  stack(block, entry(swatch_of(shown.look, page), with_count(shown, map.lang), page, width), space);
}

bool is_zero(const StyleClass& shown) {
  return shown.from == 0 && shown.to == 0;
}

}  // namespace

Block class_legend(const Map& map, const Page& page, double width) {
  Block block;
  if (map.style.classes.empty() && map.style.missing.empty()) return block;
  stack(block, paragraph(map.legend_title, {.size = page.text, .bold = true}, width), 0);
  constexpr double close = 0.5, apart = 1.8;
  bool is_first = true;
  const auto add = [&](const StyleClass& shown) {
    add_entry(block, shown, map, page, width, is_first ? apart : close);
    is_first = false;
  };
  if (map.style.kind == StyleKind::categorised) {
    for (const StyleClass& shown : map.style.classes) add(shown);
  } else {
    // The highest at the top, as on a thermometer; zero below, apart.
    for (auto shown = map.style.classes.rbegin(); shown != map.style.classes.rend(); ++shown)
      if (!is_zero(*shown)) add(*shown);
    for (const StyleClass& shown : map.style.classes)
      if (is_zero(shown)) add(shown);
  }
  is_first = true;
  for (const StyleClass& shown : map.style.missing) add(shown);
  for (const std::string& note : map.legend_notes)
    stack(block, paragraph(note, {.size = page.small, .italic = true, .colour = grey_text}, width),
          &note == map.legend_notes.data() ? apart : close);
  return block;
}

Block mark_legend(const Map& map, const Page& page, double width) {
  Block block;
  constexpr double close = 0.6;
  const auto any = [](const std::vector<bool>& marks) {
    return std::ranges::find(marks, true) != marks.end();
  };
  if (any(map.doubtful)) {
    const Look& look = map.style.classes[map.style.classes.size() / 2].look;
    stack(block,
          entry(swatch_of({look.fill, Pattern::dots, look.outline, look.outline}, page),
                say(map.lang, "Class uncertain ({}): the true value may be in another",
                    number_text(static_cast<std::size_t>(std::ranges::count(map.doubtful, true)), map.lang)),
                page, width),
          close);
  }
  if (any(map.partial))
    stack(block,
          entry(line_of(partial_stroke, page),
                say(map.lang, "Outline incomplete: some communes are not drawn"), page, width),
          close);
  if (!map.group_label.empty())
    stack(block, entry(line_of(group_stroke, page), map.group_label, page, width), close);
  for (const MapOverlay& overlay : map.overlays) {
    const Item mark = overlay.hatched ? Item(Path{.lines = {rectangle(swatch_width, 1.4 * page.small)},
                                                  .pattern = Pattern::slash,
                                                  .ink = overlay_stroke.colour,
                                                  .stroke = Stroke{grey_text, 0.12}})
                                      : line_of(overlay_stroke, page);
    stack(block, entry(mark, overlay.label, page, width), close);
  }
  for (Item& item : block.items)
    if (Text* text = std::get_if<Text>(&item); text != nullptr && map.lang == Lang::fr)
      text->text = french_spacing(text->text);
  return block;
}

Block scale_bar(double mm_per_metre, const Page& page, double width, Lang lang) {
  const double metres_of_width = 0.55 * width / mm_per_metre;
  const double power = std::pow(10.0, std::floor(std::log10(metres_of_width)));
  double metres = power;
  for (const double times : {2.0, 5.0})
    if (times * power <= metres_of_width) metres = times * power;
  const double length = metres * mm_per_metre;
  constexpr double metres_in_km = 1000, tick = 1.2;
  Block block;
  block.items.emplace_back(
      Path{.lines = {{{0, 0}, {0, tick}, {length, tick}, {length, 0}}}, .stroke = Stroke{black, 0.25}});
  const std::string text = metres >= metres_in_km ? figure_text(metres / metres_in_km, 0, lang) + "\u00a0km"
                                                  : figure_text(metres, 0, lang) + "\u00a0m";
  block.items.emplace_back(
      Text{.at = {length + 1.5, tick + 0.2}, .text = text, .size = page.small, .colour = black});
  block.width = width;
  block.height = 1.2 * page.small;
  return block;
}

}  // namespace maillage

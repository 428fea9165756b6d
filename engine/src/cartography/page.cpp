#include "cartography/page.hpp"

#include <algorithm>
#include <array>

#include "maillage/base/phrases.hpp"
#include "maillage/cartography/text_layout.hpp"

namespace maillage {
namespace {

constexpr double line_height = 1.28;
constexpr double ascent = 0.92;  // of the size: from the top of a line to its baseline

struct NamedPage {
  PageFormat format;
  std::string_view name;
  Page page;
};

constexpr std::array<NamedPage, 4> pages{{
    {PageFormat::a4, "a4", {297, 210, 10, 6.2, 3.5, 2.6, false, 0.27}},
    {PageFormat::a4_portrait, "a4-portrait", {210, 297, 12, 5.8, 3.4, 2.6, true, 0}},
    {PageFormat::slide, "slide", {338.7, 190.5, 10, 7.6, 4.4, 3.1, false, 0.27}},
    {PageFormat::web, "web", {238.1, 174.6, 6, 5.6, 3.4, 2.7, false, 0.29}},
}};

}  // namespace

std::optional<PageFormat> parse_page_format(std::string_view word) {
  const auto found = std::ranges::find(pages, word, &NamedPage::name);
  return found == pages.end() ? std::nullopt : std::optional(found->format);
}

const Page& page_of(PageFormat format) {
  return std::ranges::find(pages, format, &NamedPage::format)->page;
}

void stack(Block& block, Block next, double gap) {
  if (next.items.empty()) return;
  const double top = block.items.empty() ? 0 : block.height + gap;
  place(block.items, next, 0, top);
  block.height = top + next.height;
  block.width = std::max(block.width, next.width);
}

void place(std::vector<Item>& items, const Block& block, double left, double top) {
  for (const Item& item : block.items) items.push_back(moved(item, left, top));
}

Block paragraph(std::string_view text, const TextStyle& style, double width) {
  Block block;
  const Weight weight = style.bold ? Weight::bold : Weight::regular;
  for (std::string& line : wrap(text, style.size, width, weight)) {
    block.width = std::max(block.width, text_width(line, style.size, weight));
    block.items.emplace_back(Text{.at = {0, block.height + ascent * style.size},
                                  .text = std::move(line),
                                  .size = style.size,
                                  .bold = style.bold,
                                  .italic = style.italic,
                                  .colour = style.colour});
    block.height += line_height * style.size;
  }
  return block;
}

Block headed(std::string_view head, std::string_view text, const TextStyle& style, double width, Lang lang) {
  const std::string opening = say(lang, "{}:", head);
  TextStyle bold = style;
  bold.bold = true;
  Block block = paragraph(opening, bold, width);
  // Blanks as wide as the head keep its place on the first line.
  const double blank = text_width(" ", style.size);
  const double taken = block.width + blank;
  Block rest = paragraph(text, style, width - taken);
  if (rest.items.empty()) return block;
  const std::string first = std::get<Text>(rest.items.front()).text;
  place(block.items, {{rest.items.front()}, 0, 0}, taken, 0);
  const std::string_view left = trim(text).substr(std::min(first.size(), trim(text).size()));
  const Block below = paragraph(trim(left), style, width);
  place(block.items, below, 0, block.height);
  block.height += below.height;
  block.width = width;
  return block;
}

}  // namespace maillage

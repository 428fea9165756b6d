#include "cartography/circles.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "maillage/base/phrases.hpp"

namespace maillage {
namespace {

// The largest of 1, 2, 5 × 10^n that is not above the value.
double readable_below(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double times : {5.0, 2.0})
    if (times * power <= value) return times * power;
  return power;
}

}  // namespace

double CircleScale::radius(double value) const {
  return largest_value > 0 ? largest_radius * std::sqrt(value / largest_value) : 0;
}

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

}  // namespace maillage

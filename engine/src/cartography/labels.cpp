#include "cartography/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "maillage/cartography/text_layout.hpp"

namespace maillage {
namespace {

constexpr double line_height = 1.08;
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
  Lines set{.lines = wrap(text, size, widest_in_ems * size)};
  for (const std::string& line : set.lines) set.width = std::max(set.width, text_width(line, size));
  set.height = size * (cap_height + line_height * static_cast<double>(set.lines.size() - 1));
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

}  // namespace

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
      baseline += line_height * size;
    }
  }
  return items;
}

}  // namespace maillage

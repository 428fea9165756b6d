#include "maillage/cartography/svg.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <map>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr std::string_view font_family = "'Liberation Sans', Arial, Helvetica, sans-serif";

// With two decimals and no more digits than needed: 12.5, -3, 0.07.
void put(std::string& out, double value) {
  long hundredths = std::lround(value * 100);
  if (hundredths < 0) out += '-';
  hundredths = std::labs(hundredths);
  fmt::format_to(std::back_inserter(out), "{}", hundredths / 100);
  const long rest = hundredths % 100;
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

std::string number(double value) {
  std::string out;
  put(out, value);
  return out;
}

struct Hatch {
  std::optional<Colour> fill;
  Pattern pattern = Pattern::none;
  Colour ink;
};

std::string_view word(Pattern pattern) {
  switch (pattern) {
    case Pattern::slash:
      return "slash";
    case Pattern::backslash:
      return "backslash";
    case Pattern::cross:
      return "cross";
    case Pattern::dots:
      return "dots";
    case Pattern::none:
      break;
  }
  return "none";
}

std::string hatch_id(const Hatch& hatch) {
  return fmt::format("{}-{}-{}", word(hatch.pattern), to_hex(hatch.ink).substr(1),
                     hatch.fill ? to_hex(*hatch.fill).substr(1) : "clear");
}

// A tile of 1.6 mm that joins its neighbours without a seam.
std::string hatch_definition(const Hatch& hatch) {
  std::string tile;
  if (hatch.fill) tile = fmt::format("<rect width=\"1.6\" height=\"1.6\" fill=\"{}\"/>", to_hex(*hatch.fill));
  const std::string slash = "M-0.4 0.4L0.4 -0.4M0 1.6L1.6 0M1.2 2L2 1.2";
  const std::string backslash = "M-0.4 1.2L0.4 2M0 0L1.6 1.6M1.2 -0.4L2 0.4";
  if (hatch.pattern == Pattern::dots)
    tile += fmt::format(
        "<circle cx=\"0.4\" cy=\"0.4\" r=\"0.24\" fill=\"{0}\"/><circle cx=\"1.2\" cy=\"1.2\" r=\"0.24\" "
        "fill=\"{0}\"/>",
        to_hex(hatch.ink));
  else
    tile += fmt::format("<path d=\"{}\" stroke=\"{}\" stroke-width=\"0.25\" fill=\"none\"/>",
                        hatch.pattern == Pattern::slash       ? slash
                        : hatch.pattern == Pattern::backslash ? backslash
                                                              : slash + backslash,
                        to_hex(hatch.ink));
  return fmt::format(
      "<pattern id=\"{}\" width=\"1.6\" height=\"1.6\" patternUnits=\"userSpaceOnUse\">{}</pattern>\n",
      hatch_id(hatch), tile);
}

Hatch hatch_of(const Path& path) {
  return {path.fill, path.pattern, path.ink};
}

std::string clip_definition(const Group& group) {
  const Box& box = *group.clip;
  return fmt::format(
      "<clipPath id=\"clip-{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>\n",
      xml(group.id), number(box.min_x), number(box.min_y), number(box.max_x - box.min_x),
      number(box.max_y - box.min_y));
}

std::string definitions(const Drawing& drawing) {
  std::map<std::string, std::string> hatches;
  for (const Group& group : drawing.groups)
    for (const Item& item : group.items)
      if (const Path* path = std::get_if<Path>(&item); path != nullptr && path->pattern != Pattern::none)
        hatches.emplace(hatch_id(hatch_of(*path)), hatch_definition(hatch_of(*path)));
  std::string out;
  for (const auto& [id, text] : hatches) out += text;
  for (const Group& group : drawing.groups)
    if (group.clip && !group.items.empty()) out += clip_definition(group);
  return out.empty() ? out : "<defs>\n" + out + "</defs>\n";
}

void put_stroke(std::string& out, const std::optional<Stroke>& stroke) {
  if (!stroke) return;
  fmt::format_to(std::back_inserter(out), " stroke=\"{}\" stroke-width=\"{}\"", to_hex(stroke->colour),
                 number(stroke->width));
  if (stroke->dashed) out += " stroke-dasharray=\"1.2 0.8\"";
}

// Closes an element, around its title when it has one.
void put_end(std::string& out, std::string_view element, const std::string& title) {
  if (title.empty())
    out += "/>\n";
  else
    fmt::format_to(std::back_inserter(out), "><title>{}</title></{}>\n", xml(unmarked(title)), element);
}

void put_item(std::string& out, const Path& path) {
  const bool is_area = path.fill || path.pattern != Pattern::none;
  out += "<path d=\"";
  for (const Line& line : path.lines) {
    std::string_view command = "M";
    const bool closed = is_area && line.size() > 1 && line.front() == line.back();
    for (std::size_t i = 0; i + (closed ? 1 : 0) < line.size(); ++i) {
      out += command;
      put(out, line[i].x);
      out += ' ';
      put(out, line[i].y);
      command = i == 0 ? "L" : " ";
    }
    if (closed) out += 'Z';
  }
  out += '"';
  if (path.pattern != Pattern::none)
    fmt::format_to(std::back_inserter(out), " fill=\"url(#{})\"", hatch_id(hatch_of(path)));
  else
    fmt::format_to(std::back_inserter(out), " fill=\"{}\"", path.fill ? to_hex(*path.fill) : "none");
  put_stroke(out, path.stroke);
  put_end(out, "path", path.title);
}

void put_item(std::string& out, const Circle& circle) {
  fmt::format_to(std::back_inserter(out), "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"",
                 number(circle.centre.x), number(circle.centre.y), number(circle.radius),
                 circle.fill ? to_hex(*circle.fill) : "none");
  if (circle.fill && circle.opacity < 1)
    fmt::format_to(std::back_inserter(out), " fill-opacity=\"{}\"", number(circle.opacity));
  put_stroke(out, circle.stroke);
  put_end(out, "circle", circle.title);
}

void put_item(std::string& out, const Text& text) {
  constexpr double halo_share = 0.28;  // of the size of the letters
  fmt::format_to(std::back_inserter(out), "<text x=\"{}\" y=\"{}\" font-size=\"{}\"", number(text.at.x),
                 number(text.at.y), number(text.size));
  if (text.bold) out += " font-weight=\"bold\"";
  if (text.italic) out += " font-style=\"italic\"";
  if (text.anchor != Anchor::start)
    fmt::format_to(std::back_inserter(out), " text-anchor=\"{}\"",
                   text.anchor == Anchor::middle ? "middle" : "end");
  fmt::format_to(std::back_inserter(out), " fill=\"{}\"", to_hex(text.colour));
  if (text.halo)
    fmt::format_to(std::back_inserter(out), " stroke=\"{}\" stroke-width=\"{}\" paint-order=\"stroke\"",
                   to_hex(*text.halo), number(halo_share * text.size));
  fmt::format_to(std::back_inserter(out), ">{}</text>\n", xml(unmarked(text.text)));
}

}  // namespace

std::string to_svg(const Drawing& drawing) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{0}mm\" height=\"{1}mm\" "
      "viewBox=\"0 0 {0} {1}\" "
      "role=\"img\" aria-labelledby=\"title description\" font-family=\"{2}\">\n"
      "<title id=\"title\">{3}</title>\n<desc id=\"description\">{4}</desc>\n",
      number(drawing.width), number(drawing.height), font_family, xml(unmarked(drawing.title)),
      xml(unmarked(drawing.description)));
  out += definitions(drawing);
  fmt::format_to(std::back_inserter(out), "<rect width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>\n",
                 number(drawing.width), number(drawing.height));
  for (const Group& group : drawing.groups) {
    if (group.items.empty()) continue;
    fmt::format_to(std::back_inserter(out),
                   "<g id=\"{0}\"{1} stroke-linejoin=\"round\" stroke-linecap=\"round\">\n", xml(group.id),
                   group.clip ? fmt::format(" clip-path=\"url(#clip-{})\"", xml(group.id)) : "");
    for (const Item& item : group.items) std::visit([&](const auto& shown) { put_item(out, shown); }, item);
    out += "</g>\n";
  }
  return out + "</svg>\n";
}

}  // namespace maillage

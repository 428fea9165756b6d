#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "formats/style/style_rules.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/style/styles.hpp"

namespace maillage {
namespace {

template <class... Args>
void append(std::string& out, fmt::format_string<Args...> pattern, Args&&... args) {
  fmt::format_to(std::back_inserter(out), pattern, std::forward<Args>(args)...);
}

std::string rgba(Colour colour) {
  return fmt::format("{},{},{},255", colour.red, colour.green, colour.blue);
}

// Of the QGIS expression language.
std::string in_quotes(std::string_view text, char mark) {
  std::string out(1, mark);
  for (const char c : text) {
    if (c == mark) out += mark;
    out += c;
  }
  return out + mark;
}
std::string column(std::string_view name) {
  return in_quotes(name, '"');
}
std::string literal(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled += c == '\\' ? std::string("\\\\") : std::string(1, c);
  return in_quotes(doubled, '\'');
}

std::string filter_of(const Style& style, const StyleRule& rule) {
  const std::string field = column(style.field);
  const StyleClass& shown = rule.shown;
  switch (rule.condition) {
    case Condition::always:
      break;
    case Condition::label:
      return field + " = " + literal(shown.value);
    case Condition::zero:
      return field + " = 0";
    case Condition::missing:
      return field + " IS NULL AND " + column(style.status_field) + " = " + literal(shown.value);
    case Condition::range: {
      std::vector<std::string> parts;
      if (rule.without_zero) parts.push_back(field + " <> 0");
      if (std::isfinite(shown.from)) parts.push_back(field + " >= " + plain_number(shown.from));
      if (std::isfinite(shown.to)) {
        parts.push_back(field + (rule.closed ? " <= " : " < ") + plain_number(shown.to));
      }
      return join(parts, " AND ");
    }
  }
  return {};
}

void option(std::string& out, std::string_view name, std::string_view value) {
  append(out, "<Option name=\"{}\" value=\"{}\" type=\"QString\"/>", name, xml(value));
}

void begin_layer(std::string& out, std::string_view type) {
  append(out, "<layer class=\"{}\" pass=\"0\" locked=\"0\" enabled=\"1\"><Option type=\"Map\">", type);
}

void fill_layer(std::string& out, const Style& style, const Look& look) {
  begin_layer(out, "SimpleFill");
  option(out, "color", rgba(look.fill));
  option(out, "style", "solid");
  option(out, "outline_color", rgba(look.outline));
  option(out, "outline_style", "solid");
  option(out, "outline_width", plain_number(style.outline_mm));
  option(out, "outline_width_unit", "MM");
  option(out, "joinstyle", "round");
  out += "</Option></layer>\n";
}

void line_layer(std::string& out, Colour ink, std::string_view angle, const std::string& name) {
  begin_layer(out, "LinePatternFill");
  option(out, "angle", angle);
  option(out, "color", rgba(ink));
  option(out, "distance", "1.3");
  option(out, "distance_unit", "MM");
  option(out, "line_width", "0.3");
  option(out, "line_width_unit", "MM");
  append(out, "</Option><symbol type=\"line\" name=\"{}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">",
         name);
  begin_layer(out, "SimpleLine");
  option(out, "line_color", rgba(ink));
  option(out, "line_style", "solid");
  option(out, "line_width", "0.3");
  option(out, "line_width_unit", "MM");
  out += "</Option></layer></symbol></layer>\n";
}

void dot_layer(std::string& out, Colour ink, const std::string& name) {
  begin_layer(out, "PointPatternFill");
  for (const char* way : {"distance_x", "distance_y"}) {
    option(out, way, "1.5");
    option(out, std::string(way) + "_unit", "MM");
  }
  option(out, "displacement_x", "0.75");
  option(out, "displacement_x_unit", "MM");
  append(out,
         "</Option><symbol type=\"marker\" name=\"{}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">",
         name);
  begin_layer(out, "SimpleMarker");
  option(out, "name", "circle");
  option(out, "color", rgba(ink));
  option(out, "outline_style", "no");
  option(out, "size", "0.55");
  option(out, "size_unit", "MM");
  out += "</Option></layer></symbol></layer>\n";
}

void symbol(std::string& out, const Style& style, std::size_t index, const Look& look) {
  append(out, "<symbol type=\"fill\" name=\"{}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n", index);
  fill_layer(out, style, look);
  const auto sub = [&](int layer) { return fmt::format("@{}@{}", index, layer); };
  switch (look.pattern) {
    case Pattern::none:
      break;
    case Pattern::slash:
      line_layer(out, look.ink, "45", sub(1));
      break;
    case Pattern::backslash:
      line_layer(out, look.ink, "135", sub(1));
      break;
    case Pattern::cross:
      line_layer(out, look.ink, "45", sub(1));
      line_layer(out, look.ink, "135", sub(2));
      break;
    case Pattern::dots:
      dot_layer(out, look.ink, sub(1));
      break;
  }
  out += "</symbol>\n";
}

void categories(std::string& out, const Style& style, std::span<const StyleRule> rules) {
  // A zone without label shows the reason for it.
  const std::string attribute =
      style.missing.empty() ? column(style.field)
                            : "coalesce(" + column(style.field) + ", " + column(style.status_field) + ")";
  append(out, "<renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" symbollevels=\"0\" forceraster=\"0\">\n",
         xml(attribute));
  out += "<categories>\n";
  for (std::size_t i = 0; i < rules.size(); ++i) {
    append(out, "<category symbol=\"{}\" value=\"{}\" type=\"string\" label=\"{}\" render=\"true\"/>\n", i,
           xml(rules[i].shown.value), xml(rules[i].shown.label));
  }
  out += "</categories>\n";
}

void graduated(std::string& out, const Style& style, std::span<const StyleRule> rules) {
  out += "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" forceraster=\"0\">\n<rules key=\"root\">\n";
  for (std::size_t i = 0; i < rules.size(); ++i) {
    append(out, "<rule key=\"class{}\" symbol=\"{}\" label=\"{}\" filter=\"{}\"/>\n", i, i,
           xml(rules[i].shown.label), xml(filter_of(style, rules[i])));
  }
  out += "</rules>\n";
}

std::string map_tip(const Style& style) {
  std::string tip = "<b>[% \"name\" %]</b> ([% \"code\" %])";
  if (style.field.empty()) return tip;
  const std::string value = style.status_field.empty()
                                ? column(style.field)
                                : "coalesce(" + column(style.field) + ", " + column(style.status_field) + ")";
  return tip + "<br/>" + xml(style.title) + "\u202f: [% " + value + " %]";
}

}  // namespace

std::string to_qml(const Style& style, const FlatTable& table) {
  const std::vector<StyleRule> rules = rules_of(style);
  std::string out =
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Fields|MapTips\">\n";
  switch (style.kind) {
    case StyleKind::plain:
      out += "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\">\n";
      break;
    case StyleKind::categorised:
      categories(out, style, rules);
      break;
    case StyleKind::graduated:
      graduated(out, style, rules);
      break;
  }
  out += "<symbols>\n";
  for (std::size_t i = 0; i < rules.size(); ++i) symbol(out, style, i, rules[i].shown.look);
  out += "</symbols>\n</renderer-v2>\n<aliases>\n";
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    append(out, "<alias field=\"{}\" index=\"{}\" name=\"{}\"/>\n", xml(table.fields[i].name), i + 1,
           xml(table.fields[i].label));
  }
  append(out, "</aliases>\n<mapTip>{}</mapTip>\n</qgis>\n", xml(map_tip(style)));
  return out;
}

}  // namespace maillage

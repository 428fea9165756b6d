#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "formats/append.hpp"
#include "formats/style/style_rules.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/style/styles.hpp"
#include "maillage/measure/unit.hpp"

namespace maillage {
namespace {

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

// The column shown and its status, as expressions.
struct Shown {
  std::string value;
  std::string status;
};

Shown in_layer(const Style& style) {
  return {column(style.field), column(style.status_field)};
}

// By its name in a GeoJSON or by the short one of a Shapefile, whichever the file has.
std::string by_either_name(const FlatTable& table, std::string_view name) {
  const auto field = std::ranges::find(table.fields, name, &FlatField::name);
  if (field == table.fields.end()) return column(name);
  return fmt::format("coalesce(attribute($currentfeature, {}), attribute($currentfeature, {}))",
                     literal(field->name), literal(field->short_name));
}

Shown in_file(const Style& style, const FlatTable& table) {
  return {by_either_name(table, style.field), by_either_name(table, style.status_field)};
}

std::string filter_of(const Shown& columns, const StyleRule& rule) {
  const std::string& field = columns.value;
  const StyleClass& shown = rule.shown;
  switch (rule.condition) {
    case Condition::always:
      break;
    case Condition::label:
      return field + " = " + literal(shown.value);
    case Condition::zero:
      return field + " = 0";
    case Condition::missing:
      return field + " IS NULL AND " + columns.status + " = " + literal(shown.value);
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

void categories(std::string& out, const Shown& columns, std::span<const StyleRule> rules,
                bool some_are_missing) {
  // A zone without label shows the reason for it.
  const std::string attribute =
      some_are_missing ? fmt::format("coalesce({}, {})", columns.value, columns.status) : columns.value;
  append(out, "<renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" symbollevels=\"0\" forceraster=\"0\">\n",
         xml(attribute));
  out += "<categories>\n";
  for (std::size_t i = 0; i < rules.size(); ++i) {
    append(out, "<category symbol=\"{}\" value=\"{}\" type=\"string\" label=\"{}\" render=\"true\"/>\n", i,
           xml(rules[i].shown.value), xml(rules[i].shown.label));
  }
  out += "</categories>\n";
}

void graduated(std::string& out, const Shown& columns, std::span<const StyleRule> rules) {
  out += "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" forceraster=\"0\">\n<rules key=\"root\">\n";
  for (std::size_t i = 0; i < rules.size(); ++i) {
    append(out, "<rule key=\"class{}\" symbol=\"{}\" label=\"{}\" filter=\"{}\"/>\n", i, i,
           xml(rules[i].shown.label), xml(filter_of(columns, rules[i])));
  }
  out += "</rules>\n";
}

void renderer(std::string& out, const Style& style, const Shown& columns) {
  const std::vector<StyleRule> rules = rules_of(style);
  switch (style.kind) {
    case StyleKind::plain:
      out += "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\">\n";
      break;
    case StyleKind::categorised:
      categories(out, columns, rules, !style.missing.empty());
      break;
    case StyleKind::graduated:
      graduated(out, columns, rules);
      break;
  }
  out += "<symbols>\n";
  for (std::size_t i = 0; i < rules.size(); ++i) symbol(out, style, i, rules[i].shown.look);
  out += "</symbols>\n</renderer-v2>\n";
}

// The words for the codes of a class, in an expression: CASE WHEN … THEN … END.
std::string words_for(const std::string& field, std::span<const StyleClass> classes) {
  std::string text = "CASE";
  for (const StyleClass& shown : classes)
    text += fmt::format(" WHEN {} = {} THEN {}", field, literal(shown.value), literal(shown.label));
  return text + fmt::format(" ELSE {} END", field);
}

// Name, code and the figure in words, with its unit or the reason for its absence.
std::string map_tip(const Style& style, const Layer& layer, const Shown& columns) {
  // A tip is HTML, and a name is text.
  const std::string name = "replace(replace(\"name\", '&', '&amp;'), '<', '&lt;')";
  std::string tip = "<b>[% " + name + " %]</b> ([% \"code\" %])";
  if (style.field.empty()) return tip;
  std::string value = columns.value;
  if (style.kind == StyleKind::categorised) {
    value = words_for(columns.value, style.classes);
  } else if (const Measure* measure = find_measure(layer, style.field)) {
    const std::string unit = unit_text(measure->info.unit, layer.lang);
    value = fmt::format("format_number({}, {}, {})", columns.value, std::clamp(measure->info.decimals, 0, 6),
                        literal(layer.lang == Lang::fr ? "fr" : "en"));
    if (!unit.empty()) value += " || " + literal("\u00a0" + unit);
  }
  if (!style.missing.empty())
    value = fmt::format("coalesce({}, {})", value, words_for(columns.status, style.missing));
  return tip + "<br/>" + xml(style.title) + "\u202f: [% " + value + " %]";
}

// Names with a halo; those of communes and of smaller zones only from near.
void labels(std::string& out, const Level& level) {
  const bool is_small = level == Level::commune || level == Level::qpv || level == Level::custom;
  append(
      out,
      "<labeling type=\"simple\"><settings calloutType=\"simple\">"
      "<text-style fieldName=\"name\" isExpression=\"0\" fontFamily=\"Liberation Sans\" fontSize=\"{}\" "
      "fontSizeUnit=\"Point\" textColor=\"38,50,60,255\" textOpacity=\"1\">"
      "<text-buffer bufferDraw=\"1\" bufferSize=\"0.7\" bufferSizeUnits=\"MM\" "
      "bufferColor=\"255,255,255,230\" "
      "bufferOpacity=\"0.9\" bufferNoFill=\"1\"/></text-style>"
      "<text-format wrapChar=\"\" autoWrapLength=\"18\" multilineAlign=\"1\"/>"
      "<placement placement=\"1\" polygonPlacementFlags=\"2\" centroidInside=\"1\"/>"
      "<rendering scaleVisibility=\"{}\" scaleMin=\"200000\" scaleMax=\"1\" obstacle=\"1\" drawLabels=\"1\"/>"
      "</settings></labeling>\n",
      is_small ? 7 : 8, is_small ? 1 : 0);
}

void aliases(std::string& out, const FlatTable& table) {
  out += "<aliases>\n";
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    append(out, "<alias field=\"{}\" index=\"{}\" name=\"{}\"/>\n", xml(table.fields[i].name), i + 1,
           xml(table.fields[i].label));
  }
  out += "</aliases>\n";
}

// Codes are shown in words wherever QGIS lists them.
void value_map(std::string& out, std::string_view field, std::string_view column,
               std::span<const std::string> codes, const StyleBook& book) {
  append(out,
         "<field name=\"{}\"><editWidget type=\"ValueMap\"><config><Option type=\"Map\"><Option name=\"map\" "
         "type=\"List\">",
         xml(field));
  for (const std::string& code : codes)
    append(out, "<Option type=\"Map\"><Option name=\"{}\" value=\"{}\" type=\"QString\"/></Option>",
           xml(word_of(book, column, code)), xml(code));
  out += "</Option></Option></config></editWidget></field>\n";
}

void value_maps(std::string& out, const Layer& layer, const FlatTable& table, const StyleBook& book) {
  out += "<fieldConfiguration>\n";
  for (const FlatField& field : table.fields) {
    if (const Category* category = find_category(layer, field.name)) {
      value_map(out, field.name, field.name, category->labels(), book);
    } else if (field.role == FieldRole::status) {
      const auto& statuses = std::get<std::vector<std::string>>(field.values);
      const std::set<std::string> codes(statuses.begin(), statuses.end());
      value_map(out, field.name, field.name, std::vector<std::string>(codes.begin(), codes.end()), book);
    }
  }
  out += "</fieldConfiguration>\n";
}

std::string whole_file(const std::string& elements) {
  return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
         "<qgis version=\"3.22.0\" labelsEnabled=\"1\" "
         "styleCategories=\"Symbology|Labeling|Fields|Forms|MapTips\">\n" +
         elements + "</qgis>\n";
}

std::string elements_of(const Style& style, const Layer& layer, const FlatTable& table, const Shown& columns,
                        const StyleBook& book) {
  std::string out;
  renderer(out, style, columns);
  labels(out, layer.zoning->level());
  out += table_elements(layer, table, book);
  append(out, "<mapTip>{}</mapTip>\n", xml(map_tip(style, layer, columns)));
  return out;
}

}  // namespace

std::string qml_elements(const Layer& layer, const FlatTable& table, const StyleBook& book) {
  const Style style = style_of(layer, book);
  return elements_of(style, layer, table, in_layer(style), book);
}

std::string table_elements(const Layer& layer, const FlatTable& table, const StyleBook& book) {
  std::string out;
  value_maps(out, layer, table, book);
  aliases(out, table);
  return out;
}

std::string to_qml(const Layer& layer, const FlatTable& table, const StyleBook& book) {
  return whole_file(qml_elements(layer, table, book));
}

std::string file_qml(const Layer& layer, const FlatTable& table, const StyleBook& book) {
  const Style style = style_of(layer, book);
  return whole_file(elements_of(style, layer, table, in_file(style, table), book));
}

}  // namespace maillage

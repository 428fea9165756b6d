#include <fmt/format.h>

#include <cmath>

#include "formats/append.hpp"
#include "formats/style/style_rules.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/style/styles.hpp"

namespace maillage {
namespace {

std::string compared(std::string_view how, std::string_view field, std::string_view value) {
  return fmt::format(
      "<ogc:{0}><ogc:PropertyName>{1}</ogc:PropertyName><ogc:Literal>{2}</ogc:Literal></ogc:{0}>", how,
      xml(field), xml(value));
}

std::string filter_of(const Style& style, const StyleRule& rule) {
  const StyleClass& shown = rule.shown;
  std::vector<std::string> parts;
  switch (rule.condition) {
    case Condition::always:
      return {};
    case Condition::label:
      parts.push_back(compared("PropertyIsEqualTo", style.field, shown.value));
      break;
    case Condition::zero:
      parts.push_back(compared("PropertyIsEqualTo", style.field, "0"));
      break;
    case Condition::missing:
      parts.push_back("<ogc:PropertyIsNull><ogc:PropertyName>" + xml(style.field) +
                      "</ogc:PropertyName></ogc:PropertyIsNull>");
      parts.push_back(compared("PropertyIsEqualTo", style.status_field, shown.value));
      break;
    case Condition::range:
      if (rule.without_zero) parts.push_back(compared("PropertyIsNotEqualTo", style.field, "0"));
      if (std::isfinite(shown.from)) {
        parts.push_back(compared("PropertyIsGreaterThanOrEqualTo", style.field, plain_number(shown.from)));
      }
      if (std::isfinite(shown.to)) {
        parts.push_back(compared(rule.closed ? "PropertyIsLessThanOrEqualTo" : "PropertyIsLessThan",
                                 style.field, plain_number(shown.to)));
      }
      break;
  }
  const std::string all = join(parts, "");
  return "<ogc:Filter>" + (parts.size() > 1 ? "<ogc:And>" + all + "</ogc:And>" : all) + "</ogc:Filter>\n";
}

// The hatching that GeoServer and MapServer know.
std::string_view mark_of(Pattern pattern) {
  switch (pattern) {
    case Pattern::none:
      break;
    case Pattern::slash:
      return "shape://slash";
    case Pattern::backslash:
      return "shape://backslash";
    case Pattern::cross:
      return "shape://times";
    case Pattern::dots:
      return "shape://dot";
  }
  return {};
}

void symbolizers(std::string& out, const Style& style, const Look& look) {
  constexpr double pixels_per_mm = 1 / 0.28;  // the pixel of the SLD standard
  append(
      out,
      "<se:PolygonSymbolizer><se:Fill><se:SvgParameter name=\"fill\">{}</se:SvgParameter></se:Fill>"
      "<se:Stroke><se:SvgParameter name=\"stroke\">{}</se:SvgParameter>"
      "<se:SvgParameter name=\"stroke-width\">{:.2f}</se:SvgParameter></se:Stroke></se:PolygonSymbolizer>\n",
      to_hex(look.fill), to_hex(look.outline), style.outline_mm * pixels_per_mm);
  if (look.pattern == Pattern::none) return;
  append(out,
         "<se:PolygonSymbolizer><se:Fill><se:GraphicFill><se:Graphic><se:Mark>"
         "<se:WellKnownName>{}</se:WellKnownName><se:Stroke><se:SvgParameter name=\"stroke\">{}"
         "</se:SvgParameter><se:SvgParameter name=\"stroke-width\">1</se:SvgParameter></se:Stroke></se:Mark>"
         "<se:Size>6</se:Size></se:Graphic></se:GraphicFill></se:Fill></se:PolygonSymbolizer>\n",
         mark_of(look.pattern), to_hex(look.ink));
}

}  // namespace

std::string to_sld(const Style& style) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<StyledLayerDescriptor xmlns=\"http://www.opengis.net/sld\" xmlns:se=\"http://www.opengis.net/se\" "
      "xmlns:ogc=\"http://www.opengis.net/ogc\" version=\"1.1.0\">\n";
  append(out,
         "<NamedLayer><se:Name>{0}</se:Name><UserStyle><se:Name>{0}</se:Name><se:Description><se:Title>{1}"
         "</se:Title></se:Description><se:FeatureTypeStyle>\n",
         xml(style.layer), xml(style.title));
  for (const StyleRule& rule : rules_of(style)) {
    append(out, "<se:Rule><se:Name>{0}</se:Name><se:Description><se:Title>{0}</se:Title></se:Description>\n",
           xml(rule.shown.label));
    out += filter_of(style, rule);
    symbolizers(out, style, rule.shown.look);
    out += "</se:Rule>\n";
  }
  return out + "</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\n";
}

}  // namespace maillage

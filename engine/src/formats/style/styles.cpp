#include "maillage/formats/style/styles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "formats/style/style_book.hpp"
#include "maillage/base/text.hpp"
#include "maillage/classes/class_limits.hpp"

namespace maillage {
namespace {

constexpr std::size_t quantile_classes = 5;

using Counts = std::map<std::string, std::size_t, std::less<>>;

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string spaced(std::string_view code) {
  std::string text(code);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string title_of(const ColumnInfo& info) {
  return info.label.empty() ? info.code : info.label;
}

double outline_of(const Level& level) {
  if (level == Level::commune || level == Level::grid) return 0.06;
  const bool is_large = level == Level::departement || level == Level::region || level == Level::nation;
  return is_large ? 0.22 : 0.14;
}

StyleClass class_of(const NamedLook& named, std::size_t zones) {
  StyleClass result;
  result.value = named.code;
  result.label = named.label;
  result.look = named.look;
  result.zones = zones;
  return result;
}

// One class per reason that occurs, in the order of the enumeration of reasons.
std::vector<StyleClass> missing_classes(const Counts& counts) {
  std::vector<StyleClass> classes;
  for (const Presence presence :
       {Presence::secret_primary, Presence::secret_secondary, Presence::not_available,
        Presence::not_significant, Presence::not_applicable, Presence::unlocated, Presence::no_match}) {
    const auto found = counts.find(to_string(presence));
    if (found == counts.end()) continue;
    classes.push_back(class_of(style_book().missing.at(found->first), found->second));
  }
  return classes;
}

const CategoryStyle* known_category(std::string_view column) {
  for (const CategoryStyle& category : style_book().categories) {
    if (contains(category.columns, column)) return &category;
  }
  return nullptr;
}

std::vector<StyleClass> category_classes(const Category& category, const Counts& counts) {
  std::vector<StyleClass> classes;
  Counts left = counts;
  if (const CategoryStyle* known = known_category(category.info.code)) {
    for (const NamedLook& named : known->classes) {
      const auto found = left.find(named.code);
      if (found == left.end()) continue;
      classes.push_back(class_of(named, found->second));
      left.erase(found);
    }
  }
  std::size_t next = 0;
  const std::vector<Look>& looks = style_book().fallback;
  for (const std::string& label : category.labels()) {
    const auto found = left.find(label);
    if (found == left.end()) continue;
    classes.push_back(class_of({label, spaced(label), looks[next++ % looks.size()]}, found->second));
  }
  return classes;
}

void style_category(Style& style, const Category& category) {
  Counts labels, reasons;
  for (std::size_t zone = 0; zone < category.size(); ++zone) {
    if (category.index(zone)) {
      ++labels[std::string(category.label(zone))];
    } else {
      ++reasons[std::string(to_string(category.presence(zone)))];
    }
  }
  style.kind = StyleKind::categorised;
  style.field = category.info.code;
  style.classes = category_classes(category, labels);
  style.missing = missing_classes(reasons);
  if (!style.missing.empty()) style.status_field = style.field + "_status";
}

std::string range_label(double from, double to, bool last, int decimals, const std::string& unit) {
  if (std::isinf(from)) return "moins de " + french_number(to, decimals) + unit;
  if (std::isinf(to)) return french_number(from, decimals) + unit + " et plus";
  if (from == to) return french_number(from, decimals) + unit;
  return french_number(from, decimals) + (last ? " à " : " à moins de ") + french_number(to, decimals) + unit;
}

// As many colours as classes, spread over the whole palette.
Colour colour_at(const std::vector<Colour>& palette, std::size_t index, std::size_t classes) {
  if (classes == palette.size()) return palette[index];
  if (classes == 1) return palette[palette.size() / 2];
  return palette[index * (palette.size() - 1) / (classes - 1)];
}

struct Values {
  std::vector<double> known;
  std::size_t zeros = 0;
  Counts reasons;
};

Values values_of(const Measure& measure) {
  Values values;
  bool negative = false;
  for (std::size_t zone = 0; zone < measure.size(); ++zone) {
    const Cell cell = measure.at(zone);
    if (!cell.is_known()) {
      ++values.reasons[std::string(to_string(cell.presence))];
    } else if (std::isfinite(cell.value)) {
      values.known.push_back(cell.value);
      negative = negative || cell.value < 0;
      if (cell.value == 0) ++values.zeros;
    }
  }
  // Where figures go below zero, zero is a value like the others.
  if (negative) values.zeros = 0;
  if (values.zeros > 0) std::erase(values.known, 0.0);
  return values;
}

const Reference* reference_for(const Layer& layer, std::string_view column) {
  const auto found = std::find_if(layer.references.begin(), layer.references.end(),
                                  [&](const Reference& reference) { return reference.column == column; });
  return found == layer.references.end() || !(found->value > 0) ? nullptr : &*found;
}

void style_figures(Style& style, const Layer& layer, const Measure& measure) {
  const StyleBook& book = style_book();
  const Values values = values_of(measure);
  const int decimals = std::clamp(measure.info.decimals, 0, 6);
  const std::string unit = measure.info.unit == "%" || measure.info.unit == "percent" ? "\u202f%" : "";
  const Reference* reference = reference_for(layer, measure.info.code);
  const std::vector<double> limits = reference != nullptr
                                         ? limits_around(reference->value, decimals)
                                         : quantile_limits(values.known, quantile_classes, decimals);
  const bool warm = layer.worse_when_high;
  const std::vector<Colour>& centred = warm ? book.centred_warm : book.centred;
  const std::vector<Colour>& graded = warm ? book.warm : book.sequential;
  const std::vector<Colour>& palette = reference != nullptr ? centred : graded;
  style.kind = StyleKind::graduated;
  style.field = measure.info.code;
  style.status_field = style.field + "_status";
  if (reference != nullptr) {
    style.title += fmt::format(" (référence\u202f: {} {})", reference->label,
                               french_number(reference->value, decimals) + unit);
  }
  if (values.zeros > 0) {
    StyleClass zero;
    zero.label = "0" + unit;
    zero.look = book.zero;
    zero.zones = values.zeros;
    style.classes.push_back(zero);
  }
  for (std::size_t i = 0; i + 1 < limits.size(); ++i) {
    StyleClass range;
    range.from = limits[i];
    range.to = limits[i + 1];
    const bool last = i + 2 == limits.size();
    range.label = range_label(range.from, range.to, last, decimals, unit);
    range.look = solid(book, colour_at(palette, i, limits.size() - 1));
    range.zones =
        static_cast<std::size_t>(std::count_if(values.known.begin(), values.known.end(), [&](double value) {
          return value >= range.from && (last ? value <= range.to : value < range.to);
        }));
    style.classes.push_back(range);
  }
  style.missing = missing_classes(values.reasons);
}

}  // namespace

std::string to_hex(Colour colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

Style style_of(const Layer& layer) {
  Style style;
  style.layer = layer.name();
  style.title = style.layer;
  style.plain = style_book().plain;
  style.outline_mm = outline_of(layer.zoning->level());
  if (const Category* category = find_category(layer, layer.style)) {
    style.title = title_of(category->info);
    style_category(style, *category);
  } else if (const Measure* measure = find_measure(layer, layer.style)) {
    style.title = title_of(measure->info);
    if (measure->kind != Kind::count) style_figures(style, layer, *measure);
  }
  return style;
}

}  // namespace maillage

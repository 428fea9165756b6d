#include "maillage/classes/style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "maillage/base/phrases.hpp"

namespace maillage {
namespace {

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
std::vector<StyleClass> missing_classes(const Counts& counts, const StyleBook& book) {
  std::vector<StyleClass> classes;
  for (const Presence presence :
       {Presence::secret_primary, Presence::secret_secondary, Presence::not_available,
        Presence::not_significant, Presence::not_applicable, Presence::unlocated, Presence::no_match}) {
    const auto found = counts.find(to_string(presence));
    if (found == counts.end()) continue;
    classes.push_back(class_of(book.missing.at(found->first), found->second));
  }
  return classes;
}

const CategoryStyle* known_category(std::string_view column, const StyleBook& book) {
  for (const CategoryStyle& category : book.categories) {
    if (contains(category.columns, column)) return &category;
  }
  return nullptr;
}

std::vector<StyleClass> category_classes(const Category& category, const Counts& counts,
                                         const StyleBook& book) {
  std::vector<StyleClass> classes;
  Counts left = counts;
  if (const CategoryStyle* known = known_category(category.info.code, book)) {
    for (const NamedLook& named : known->classes) {
      const auto found = left.find(named.code);
      if (found == left.end()) continue;
      classes.push_back(class_of(named, found->second));
      left.erase(found);
    }
  }
  std::size_t next = 0;
  const std::vector<Look>& looks = book.fallback;
  for (const std::string& label : category.labels()) {
    const auto found = left.find(label);
    if (found == left.end()) continue;
    classes.push_back(class_of({label, spaced(label), looks[next++ % looks.size()]}, found->second));
  }
  return classes;
}

void style_category(Style& style, const Category& category, const StyleBook& book) {
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
  style.classes = category_classes(category, labels, book);
  style.missing = missing_classes(reasons, book);
  if (!style.missing.empty()) style.status_field = style.field + "_status";
}

std::string range_label(double from, double to, bool last, int decimals, std::string_view unit, Lang lang) {
  const auto text = [&](double limit) { return figure_text(limit, decimals, lang); };
  if (std::isinf(from)) return say(lang, "less than {}{}", text(to), unit);
  if (std::isinf(to)) return say(lang, "{}{} and more", text(from), unit);
  if (from == to) return fmt::format("{}{}", text(from), unit);
  return last ? say(lang, "{} to {}{}", text(from), text(to), unit)
              : say(lang, "{} to less than {}{}", text(from), text(to), unit);
}

Colour between(Colour from, Colour to, double share) {
  const auto part = [share](std::uint8_t low, std::uint8_t high) {
    return static_cast<std::uint8_t>(std::lround(low + share * (high - low)));
  };
  return {part(from.red, to.red), part(from.green, to.green), part(from.blue, to.blue)};
}

// As many colours as classes, spread over the whole palette; mixed where it has fewer.
Colour colour_at(const std::vector<Colour>& palette, std::size_t index, std::size_t classes) {
  if (classes == palette.size()) return palette[index];
  if (classes == 1) return palette[palette.size() / 2];
  const std::size_t place = index * (palette.size() - 1), gaps = classes - 1;
  if (classes < palette.size() || place % gaps == 0) return palette[place / gaps];
  return between(palette[place / gaps], palette[place / gaps + 1],
                 static_cast<double>(place % gaps) / static_cast<double>(gaps));
}

// The first half of the palette for classes below the reference, the second for those above; `rounding` is how far the limit
// printed may be from the reference.
Colour centred_colour(const std::vector<Colour>& palette, const std::vector<double>& limits,
                      std::size_t index, double reference, double rounding) {
  const auto half = static_cast<std::ptrdiff_t>(palette.size() / 2);
  const auto is_under = [&](double limit) { return limit < reference - rounding; };
  const std::size_t below =
      std::min(limits.size() - 1, static_cast<std::size_t>(std::ranges::count_if(limits, is_under)));
  const bool is_below = index < below;
  const std::vector<Colour> side = is_below ? std::vector<Colour>(palette.begin(), palette.begin() + half)
                                            : std::vector<Colour>(palette.begin() + half, palette.end());
  return is_below ? colour_at(side, index, below) : colour_at(side, index - below, limits.size() - 1 - below);
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

void style_figures(Style& style, const Layer& layer, const Measure& measure, ClassChoice choice,
                   const StyleBook& book) {
  const Values values = values_of(measure);
  const int decimals = std::clamp(measure.info.decimals, 0, 6);
  const std::string unit = measure.info.unit == "%" || measure.info.unit == "percent"
                               ? (book.lang == Lang::fr ? "\u202f%" : "%")
                               : "";
  const Reference* reference = reference_for(layer, measure.info.code);
  if (reference != nullptr) style.reference = *reference;
  if (reference != nullptr && !choice.reference) choice.reference = reference->value;
  const auto [rule, limits] = class_limits(values.known, choice, decimals);
  const std::vector<std::size_t> counts = class_counts(values.known, limits);
  const bool warm = layer.worse_when_high;
  const std::vector<Colour>& centred = warm ? book.centred_warm : book.centred;
  const std::vector<Colour>& graded = warm ? book.warm : book.sequential;
  const double rounding = std::pow(10.0, -decimals) / 2;
  style.rule = rule;
  style.kind = StyleKind::graduated;
  style.field = measure.info.code;
  style.status_field = style.field + "_status";
  if (reference != nullptr) {
    style.title += say(book.lang, " (reference: {} {}{})", reference->label,
                       figure_text(reference->value, decimals, book.lang), unit);
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
    range.label = range_label(range.from, range.to, last, decimals, unit, book.lang);
    range.look = solid(book, rule == ClassRule::reference || rule == ClassRule::around
                                 ? centred_colour(centred, limits, i, *choice.reference, rounding)
                                 : colour_at(graded, i, limits.size() - 1));
    range.zones = counts[i];
    style.classes.push_back(range);
  }
  style.missing = missing_classes(values.reasons, book);
}

bool holds(const StyleClass& range, bool last, double value) {
  return value >= range.from && (last ? value <= range.to : value < range.to);
}

bool is_zero_class(const StyleClass& shown) {
  return shown.from == 0 && shown.to == 0;
}

const StyleClass* missing_class(const Style& style, Presence presence) {
  const auto found = std::ranges::find(style.missing, to_string(presence), &StyleClass::value);
  return found == style.missing.end() ? nullptr : &*found;
}

}  // namespace

Look solid(const StyleBook& book, Colour fill) {
  constexpr int dark = 150000;  // of 255000, by the weights that television gives to the three colours
  const bool is_dark = 299 * fill.red + 587 * fill.green + 114 * fill.blue < dark;
  Look look;
  look.fill = fill;
  look.outline = is_dark ? book.outline_on_dark : book.outline;
  return look;
}

std::string to_hex(Colour colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

Style style_of_column(const Layer& layer, std::string_view column, ClassChoice choice,
                      const StyleBook& book) {
  Style style;
  style.layer = layer.name();
  style.title = style.layer;
  style.plain = book.plain;
  style.outline_mm = outline_of(layer.zoning->level());
  if (const Category* category = find_category(layer, column)) {
    style.title = title_of(category->info);
    style_category(style, *category, book);
  } else if (const Measure* measure = find_measure(layer, column)) {
    style.title = title_of(measure->info);
    if (measure->kind != Kind::count) style_figures(style, layer, *measure, std::move(choice), book);
  }
  return style;
}

Style style_of(const Layer& layer, const StyleBook& book) {
  return style_of_column(layer, layer.style, {}, book);
}

std::string word_of(const StyleBook& book, std::string_view column, std::string_view code) {
  if (const CategoryStyle* category = known_category(column, book)) {
    const auto known = std::ranges::find(category->classes, code, &NamedLook::code);
    if (known != category->classes.end()) return known->label;
  }
  // Marks that add up: "partial+rounded".
  if (const std::size_t plus = code.find('+'); plus != std::string_view::npos)
    return word_of(book, column, code.substr(0, plus)) + " + " + word_of(book, column, code.substr(plus + 1));
  if (const auto reason = book.missing.find(code); reason != book.missing.end()) return reason->second.label;
  if (const auto word = book.words.find(code); word != book.words.end()) return word->second;
  return spaced(code);
}

const StyleClass* class_of(const Style& style, const Cell& cell) {
  if (!cell.is_known()) return missing_class(style, cell.presence);
  for (std::size_t i = 0; i < style.classes.size(); ++i) {
    const StyleClass& shown = style.classes[i];
    if (is_zero_class(shown) ? cell.value == 0 : holds(shown, i + 1 == style.classes.size(), cell.value))
      return &shown;
  }
  return nullptr;
}

const StyleClass* class_of(const Style& style, const Category& category, std::size_t zone) {
  if (!category.index(zone)) return missing_class(style, category.presence(zone));
  const auto found = std::ranges::find(style.classes, category.label(zone), &StyleClass::value);
  return found == style.classes.end() ? nullptr : &*found;
}

}  // namespace maillage

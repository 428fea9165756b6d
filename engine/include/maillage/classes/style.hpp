// How a layer is shown: classes, colours and legend labels as plain data, the same for maps, QGIS styles and legends.
//
// style_of decides from the column that `Layer::style` names, style_of_column from any other:
//   a category            one class per label that occurs, in the order of geodata/styles.toml
//   a rate, an intensive  graduated, by the rule asked (classes/class_limits.hpp); by default around the layer's reference
//   figure                for the column (Layer::references) where that leaves no class with most zones, else quantiles
//   a count, a text,      plain: one fill; a count is never drawn as a choropleth
//   nothing
//
// Limits are rounded to the decimals of the column, so that the legend says exactly what the map does;
// equal limits merge. Classes hold their lower limit, not the upper one. Zeros, if any, are a class of
// their own. Missing zones come after, one class per reason: secret, not available, not concerned are kept
// apart, and never look like zero.
//
// Colours keep apart for colour-blind readers; graduated ones also in grey print (lightness falls
// steadily), categories by lightness and hatching together. Colours, labels and order of known categories
// are data: geodata/styles.toml, read by maillage::formats into a StyleBook of one language. `word_of` gives the words of
// people for any code that a file holds ("covered", "secret", "published"); a code without words is itself.
//
//     const Style style = style_of_column(layer, "rate_total", {.rule = ClassRule::natural}, book);
//     if (const StyleClass* shown = class_of(style, measure.at(zone))) use(shown->look.fill);
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/lang.hpp"
#include "maillage/classes/class_limits.hpp"
#include "maillage/themes/layer.hpp"

namespace maillage {

enum class StyleKind : std::uint8_t { plain, categorised, graduated };

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  friend bool operator==(const Colour&, const Colour&) = default;
};
[[nodiscard]] std::string to_hex(Colour colour);  // "#1d5a96"

// Hatching drawn over the fill.
enum class Pattern : std::uint8_t { none, slash, backslash, cross, dots };

struct Look {
  Colour fill;
  Pattern pattern = Pattern::none;
  Colour ink;      // of the pattern
  Colour outline;  // light on a dark fill, grey on others
};

// What a class holds: `value` of a category, or known values in [from, to), `to` included in the
// last class; a zero class has from = to = 0; a missing class holds one word of the status
// column (empty: any other).
struct StyleClass {
  std::string value;
  double from = 0;
  double to = 0;
  std::string label;
  Look look;
  std::size_t zones = 0;
};

struct Style {
  StyleKind kind = StyleKind::plain;
  std::string layer;
  std::string title;
  std::string field;         // empty when plain
  std::string status_field;  // empty when the layer has none
  std::vector<StyleClass> classes;
  std::vector<StyleClass> missing;
  ClassRule rule = ClassRule::automatic;  // of graduated classes: the one used
  std::optional<Reference> reference;     // what a graduated column is compared with
  Look plain;
  double outline_mm = 0.1;
};

struct NamedLook {
  std::string code;
  std::string label;
  Look look;
};

struct CategoryStyle {
  std::vector<std::string> columns;
  std::vector<NamedLook> classes;
};

struct StyleBook {
  Lang lang = Lang::fr;
  std::vector<Colour> sequential, warm, centred, centred_warm;
  Look zero, plain;
  Colour outline, outline_on_dark;
  std::map<std::string, NamedLook, std::less<>> missing;  // by status word
  std::vector<CategoryStyle> categories;
  std::vector<Look> fallback;
  std::map<std::string, std::string, std::less<>> words;  // of codes that are never drawn
};

// The fill alone, with the outline that shows on it.
[[nodiscard]] Look solid(const StyleBook& book, Colour fill);

[[nodiscard]] Style style_of(const Layer& layer, const StyleBook& book);

// `choice.reference` is filled from the layer when it is not given.
[[nodiscard]] Style style_of_column(const Layer& layer, std::string_view column, ClassChoice choice,
                                    const StyleBook& book);

// What people read for a code of the column: a label, the reason for having no figure, a mark.
[[nodiscard]] std::string word_of(const StyleBook& book, std::string_view column, std::string_view code);

// The class that shows the cell, or the zone of a category; null when the style has none.
[[nodiscard]] const StyleClass* class_of(const Style& style, const Cell& cell);
[[nodiscard]] const StyleClass* class_of(const Style& style, const Category& category, std::size_t zone);

}  // namespace maillage

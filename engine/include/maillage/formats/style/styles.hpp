// How a layer is shown: classes, colours and French legend labels as plain data, and
// the same as QML and SLD.
//
// style_of decides from the column that `Layer::style` names:
//   a category            one class per label that occurs, in the order of geodata/styles.toml
//   a rate, an intensive  graduated: six classes around the layer's reference for the column, if it has one
//   figure                (Layer::references), at 0.60, 0.85, 1, 1.15, 1.40 times it; otherwise at most
//                         five classes of equal numbers of known values (quantiles)
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
// are data: geodata/styles.toml.
//
//     Style style = style_of(layer);
//     std::string qml = to_qml(style, flatten(layer));
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/formats/flat_table.hpp"
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
  Look plain;
  double outline_mm = 0.1;
};

[[nodiscard]] Style style_of(const Layer& layer);

[[nodiscard]] std::string to_qml(const Style& style, const FlatTable& table);
[[nodiscard]] std::string to_sld(const Style& style);

}  // namespace maillage

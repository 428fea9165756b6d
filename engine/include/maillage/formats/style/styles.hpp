// The style of a layer (classes/style.hpp) as QGIS reads it, QML and SLD, and the built-in book of styles.
//
//     Style style = style_of(layer);
//     std::string qml = to_qml(style, flatten(layer));
#pragma once

#include <string>

#include "maillage/classes/style.hpp"
#include "maillage/formats/flat_table.hpp"

namespace maillage {

// geodata/styles.toml, read once.
[[nodiscard]] const StyleBook& style_book();

// By the built-in book.
[[nodiscard]] Style style_of(const Layer& layer);

[[nodiscard]] std::string to_qml(const Style& style, const FlatTable& table);
[[nodiscard]] std::string to_sld(const Style& style);

}  // namespace maillage

// The style of a layer (classes/style.hpp) as QGIS reads it, QML and SLD, and the built-in book of styles.
//
// QML holds more than colours: the labels of zones, the aliases of fields, the words for codes wherever QGIS lists them, and a
// tip for the map. The style beside a file finds the columns by their names in a GeoJSON and by the short ones of a Shapefile.
//
//     std::string qml = to_qml(layer, flatten(layer), style_book(Lang::fr));
#pragma once

#include <string>

#include "maillage/classes/style.hpp"
#include "maillage/formats/flat_table.hpp"

namespace maillage {

// geodata/styles.toml in one language, read once.
[[nodiscard]] const StyleBook& style_book(Lang lang);

[[nodiscard]] std::string to_qml(const Layer& layer, const FlatTable& table, const StyleBook& book);
[[nodiscard]] std::string file_qml(const Layer& layer, const FlatTable& table, const StyleBook& book);

// What both hold, and a layer of a project: renderer, labels, words of values, aliases, tip.
[[nodiscard]] std::string qml_elements(const Layer& layer, const FlatTable& table, const StyleBook& book);

// Of a layer without shapes: words of values and aliases.
[[nodiscard]] std::string table_elements(const Layer& layer, const FlatTable& table, const StyleBook& book);
[[nodiscard]] std::string to_sld(const Style& style);

}  // namespace maillage

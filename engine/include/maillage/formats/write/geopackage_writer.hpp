// GeoPackage: all layers in one file, which QGIS opens styled.
//
// Each layer is a table with its fields (formats/flat_table.hpp), multipolygons with a spatial index, the
// notes of the layer as description, and the French labels as field aliases. The table `layer_styles` holds
// for each layer its style (formats/style/styles.hpp) as QML and SLD, by default on. Layers without shapes are
// tables without geometry. Names of layers must be unique: Error{internal} otherwise.
//
// Same layers and date, same bytes: every time stamp is `date`, the day of the study. Outer rings turn
// counter-clockwise. An existing file is replaced; the file is meant to be written in a staged folder
// (formats/write/output_folder.hpp), so nothing protects it from a crash while it is written.
// What the disk refuses is Error{io}, and the half-written file is removed. Linear in points and cells.
//
//     const OutputLayer layers[] = {{&communes, &commune_shapes}, {&epci, &epci_shapes}};
//     write_geopackage(layers, folder / "couverture.gpkg", study_day);
#pragma once

#include <filesystem>
#include <span>

#include "maillage/base/date.hpp"
#include "maillage/formats/output_layer.hpp"

namespace maillage {

void write_geopackage(std::span<const OutputLayer> outputs, const std::filesystem::path& path, Day date);

}  // namespace maillage

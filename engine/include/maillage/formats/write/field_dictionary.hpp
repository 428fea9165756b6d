// The dictionary of the fields of a run (champs.csv, and a sheet of the workbook): what each column of each layer is.
//
// One row per field of each layer, in the order in which they are written; the columns are named in the language of the
// layers: layer, code, ten-character name (Shapefile), label, unit, type, decimals, day of observation, source, field ("champ").
// Linear in the cells of the layers.
//
//     write_csv(field_dictionary(layers), CsvFlavour::excel_fr, folder / "champs.csv");
#pragma once

#include <span>

#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/output_layer.hpp"

namespace maillage {

[[nodiscard]] FlatTable field_dictionary(std::span<const OutputLayer> outputs);

}  // namespace maillage

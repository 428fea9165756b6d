// XLSX, the workbook for people: what an analyst opens, filters and pastes from.
//
// Sheets, in the language of the layers:
//   contents     every sheet as a link, the name of its layer in the other files, its number of rows
//   one a layer  named by the title of the layer, cut to 31 characters where it is longer; the header is the labels with
//                their units, frozen with code and name; every column has its filter. Codes are text and keep their zeros,
//                figures are numbers with the decimals of their column, days are dates. Labels are in words ("Couvert par une
//                Ctg"), and so is the status beside a figure, which is left out where every figure is known without a mark; a code that has its text beside
//                it is left out.
//                A missing figure is an empty cell: its status says why.
//   fields       for every column: sheet, header, code in the other formats, unit, day, source, field ("champ")
//   notes        what a reader needs to use the figures, by sheet
//
// A text that begins as a formula is a text; control characters are escaped as the format wants; a text of more than 32 767
// characters is cut and reported ("text-cut"). Same layers and date, same bytes. Rows are written as they come: memory is that
// of one layer. What was written is read again and its rows counted, for the library keeps some failures of the disk to itself.
// Error{io}: what the disk refuses. Error{usage}: a layer of more rows or columns than a sheet holds (1 048 575, 16 384).
//
//     write_workbook(layers, "out/couverture.xlsx", study_day);
#pragma once

#include <filesystem>
#include <span>

#include "maillage/base/date.hpp"
#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/output_layer.hpp"

namespace maillage {

void write_workbook(std::span<const OutputLayer> outputs, const std::filesystem::path& path, Day date,
                    Diagnostics& diagnostics);

}  // namespace maillage

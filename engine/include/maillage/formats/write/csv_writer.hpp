// CSV, for two readers that want different things.
//
//   gis       "," between cells, UTF-8 without BOM, LF, decimal point, every text in quotes, every digit of
//             a number. Beside the file comes a .csvt (same name) with the type of each column, so that
//             GDAL and QGIS keep codes as text. Re-read, it is what was written.
//   excel_fr  ";" between cells, UTF-8 with BOM, CRLF, decimal comma. Numbers are rounded to the decimals
//             of their column, as they would be printed; bounds are rounded outwards, so that they still
//             hold the figure. A text that a spreadsheet would run as a formula (it begins with = + - @ or
//             a tab) gets an apostrophe before it.
//
// A missing figure is an empty cell in both; the status column beside it says why. No
// NaN, no "null", no zero.
//
// Excel and codes: a double-click on the file makes numbers of codes and "01004" loses its zero. No text in
// a CSV prevents this except ="01004", which spoils the file for everything else; it is not written. In
// Excel, "Données > À partir d'un fichier texte/CSV" with the type Texte keeps codes; a file saved without
// zeros is repaired when this program reads it again.
//
// A file that cannot be written whole is Error{io} naming it.
//
//     write_csv(flatten(layer), CsvFlavour::gis, "ctg_commune.csv");
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "maillage/formats/flat_table.hpp"

namespace maillage {

enum class CsvFlavour : std::uint8_t { gis, excel_fr };

[[nodiscard]] std::string csv_text(const FlatTable& table, CsvFlavour flavour);

// The .csvt line: "String","Integer","Real", …
[[nodiscard]] std::string csvt_text(const FlatTable& table);

void write_csv(const FlatTable& table, CsvFlavour flavour, const std::filesystem::path& path);

}  // namespace maillage

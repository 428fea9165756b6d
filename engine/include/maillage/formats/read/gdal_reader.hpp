// Shapefile (also zipped), GeoPackage, FlatGeobuf and TopoJSON, read through GDAL.
//
// Fields become text: texts as stored, whole numbers without decimals, other numbers in the fewest digits
// that read back as the same value, dates as 2023-12-31, date-times as 2023-12-31T08:30:00, NULL as an
// empty cell. Shapes come with points as stored (third ordinates and measures dropped and noted; curves
// turned into chords and noted). A row's line is its position in the layer, from 1. What GDAL lets pass is
// refused here, Error{unreadable}: a .shp, .shx, .dbf or .gpkg shorter than its header says (GDAL gives
// nulls), a missing .shx or .dbf, features fewer than announced, unclosed or degenerate rings, a CRS that
// is missing or matches no EPSG code, unless ReadOptions::crs says what it is. The encoding of a .dbf is
// its .cpg, else its header, else UTF-8 if all its bytes are, else CP1252, Mac Roman or CP850 (base/encoding.hpp): these
// are reported.
// TopoJSON says nothing of its CRS: WGS84, as its specification wants.
// Only the five drivers are registered. Error messages carry what GDAL said.
//
//     Source communes = read_gdal("lille.gpkg", {.layer = "cities"}, diagnostics);
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/read/source.hpp"

namespace maillage {

[[nodiscard]] std::vector<std::string> gdal_layers(const std::filesystem::path& path);
[[nodiscard]] Source read_gdal(const std::filesystem::path& path, const ReadOptions& options,
                               Diagnostics& diagnostics);

}  // namespace maillage

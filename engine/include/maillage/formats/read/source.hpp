// One layer of one file, read whole: a table and, when it has them, shapes.
//
// read_source chooses the reader by the content and the extension: GeoJSON (.geojson, .json, also .gz) by
// our own path on simdjson, and tables in JSON (a list of records, or an answer with its `results`); CSV and TSV (also .gz),
// XLSX and ODS by ours; Shapefile (also zipped), GeoPackage, FlatGeobuf, TopoJSON, GML, KML, MapInfo and SQLite through
// GDAL; a zip without Shapefile for the tables inside it. Row i of `table` is zone i of `shapes`. Points and lines are
// read as rows without shape (`geometry` says so). The CRS is the one that the file declares and that its
// coordinates do not contradict: degrees declared as metres, metres declared as degrees, swapped axes,
// NaN, infinities and unclosed rings stop the reading with Error{unreadable} naming the file and the
// feature; see zoning/plausible.hpp. A file of several layers needs `layer`, unless one of them alone is recognised by the
// catalogue, or, of sheets, one of communes.
//
//     Source communes = read_source("communes-17.geojson", {}, diagnostics);
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/table.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

enum class Geometry : std::uint8_t { none, polygons, other };

struct Source {
  std::filesystem::path path;
  std::string format;  // "GeoJSON", "CSV", "GPKG", "ESRI Shapefile", "XLSX", …
  Table table;
  Geometry geometry = Geometry::none;
  Shapes shapes;  // as many zones as rows when geometry is polygons, otherwise none
};

struct ReadOptions {
  std::string layer;  // layer or sheet; empty: the only one, or the only one recognised
  int crs = 0;        // EPSG code stated by the study, instead of what the file says; 0: the file's
};

[[nodiscard]] std::vector<std::string> layers_of(const std::filesystem::path& path);
[[nodiscard]] Source read_source(const std::filesystem::path& path, const ReadOptions& options,
                                 Diagnostics& diagnostics);

}  // namespace maillage

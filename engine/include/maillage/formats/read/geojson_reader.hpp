// GeoJSON, read our own way: simdjson, one feature at a time, on several threads.
//
// Accepted: a FeatureCollection or a Feature, with or without BOM, extra members anywhere (`name`,
// `metadata`, `bbox`), packed by gzip or not. The old `crs` member is honoured wherever it is: CRS84
// and EPSG codes; without it the coordinates are WGS84 as RFC 7946 says. Properties become text: a string
// unescaped, a number as it is written in the file, true and false as words, null as an empty cell, an
// array of one element as that one, another array or an object as its JSON. Columns are the union of the property names in order of first appearance;
// then the feature's own `id`, when some feature has one and no property bears that name. A row's line is
// the position of the feature, from 1. Polygon and MultiPolygon give shapes, with points and rings exactly
// as read (order, direction, repeated points); a null or empty geometry gives an empty shape; third
// ordinates are dropped and noted. Points and lines alone give Geometry::other and no shapes.
// Error{unreadable}, naming the file and the feature with its first properties: text that ends too early
// or goes on after its end, broken JSON, coordinates that are no numbers (NaN, Infinity, text), rings of
// fewer than 4 points or not closed, polygons mixed with other geometries, geometry collections, no
// feature at all, a CRS that is not understood. Coordinates are checked against the CRS afterwards, by
// read_source (zoning/plausible.hpp). Deterministic whatever the number of threads. Time: linear; memory:
// the text, and 16 bytes a point.
//
//     Source source = parse_geojson(read_file(path), path, {}, diagnostics);
#pragma once

#include <filesystem>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/read/source.hpp"

namespace maillage {

// `file` is the name used in messages.
[[nodiscard]] Source parse_geojson(FileText text, const std::filesystem::path& file,
                                   const ReadOptions& options, Diagnostics& diagnostics);

}  // namespace maillage

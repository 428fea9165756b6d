// What the program can write: one record for each output format, in one table.
//
// The study reader, the publisher, `maillage list formats` and the help read this table; a new format is
// one function and one row. A record says what the format needs, and writes all layers of a run at once:
//
//   name      as a study names it in `formats`
//   summary   what is written, for people
//   shapes    none: a table; as_drawn: in the coordinates of the boundaries; degrees: in WGS84, whatever
//             these are
//   of_layer  endings of the files of one layer
//   of_run    names of files that are written once; "*" is the stem
//   options   keys of [output] that act on this format and on no other
//   lays_out  pages that show the whole territory: it needs `crs` and `extent`
//   write     writes into `folder`, which exists; files are named after the layers, or after `stem` when
//             one file holds them all. Layers without shapes are left to the formats that are tables, and
//             to GeoPackage and Shapefile, which hold tables too. Bytes depend on the layers, the options
//             and `date` only. Error{io} when the disk refuses. No two formats write one file.
//
// QGIS finds the style of a layer by the name of its file, whatever the format: `write_styles` writes them, once for all
// the formats of a run that `has_styles`, for the layers with shapes.
//
//     const Writer* writer = find_writer("gpkg");
//     writer->write(layers, {.folder = "out", .stem = "study", .date = day}, diagnostics);
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/output_layer.hpp"

namespace maillage {

enum class WriterShapes : std::uint8_t { none, as_drawn, degrees };

struct WriteOptions {
  std::filesystem::path folder;
  std::string stem;   // of a file that holds every layer
  Day date;           // for headers that want one
  int decimals = 6;   // of coordinates in degrees
  std::string title;  // of the study
  Crs crs;  // for pages: the projection that is legal in the territory, and the box of the territory in it
  Box extent{};
};

struct Writer {
  std::string_view name;
  std::string_view summary;
  WriterShapes shapes;
  std::span<const std::string_view> of_layer;
  std::span<const std::string_view> of_run;
  std::span<const std::string_view> options;
  bool lays_out;
  void (*write)(std::span<const OutputLayer> layers, const WriteOptions& options, Diagnostics& diagnostics);
};

[[nodiscard]] std::span<const Writer> writers();
[[nodiscard]] const Writer* find_writer(std::string_view name);  // null: no such format

[[nodiscard]] bool has_styles(const Writer& writer);
void write_styles(std::span<const OutputLayer> layers, const std::filesystem::path& folder);

// The files that the writer makes of layers of these names, at most.
[[nodiscard]] std::vector<std::string> file_names(const Writer& writer, std::span<const std::string> layers,
                                                  std::string_view stem);

}  // namespace maillage

#include "maillage/formats/write/writers.hpp"

#include <algorithm>
#include <array>

#include "maillage/base/progress.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/geojson_writer.hpp"
#include "maillage/formats/write/geopackage_writer.hpp"
#include "maillage/formats/write/shapefile_writer.hpp"

namespace maillage {
namespace {

using Layers = std::span<const OutputLayer>;

void write_geojson_files(Layers layers, const WriteOptions& options, Diagnostics& diagnostics) {
  for (const OutputLayer& output : layers) {
    stop_point();
    if (output.shapes != nullptr)
      write_geojson(options.folder / (output.layer->name() + ".geojson"), *output.layer, output.shapes,
                    {.decimals = options.decimals}, diagnostics);
  }
}

void write_csv_files(Layers layers, const WriteOptions& options, Diagnostics&) {
  for (const OutputLayer& output : layers) {
    stop_point();
    write_csv(flatten(*output.layer), CsvFlavour::gis, options.folder / (output.layer->name() + ".csv"));
  }
}

void write_excel_files(Layers layers, const WriteOptions& options, Diagnostics&) {
  for (const OutputLayer& output : layers) {
    stop_point();
    write_csv(flatten(*output.layer), CsvFlavour::excel_fr,
              options.folder / (output.layer->name() + ".excel.csv"));
  }
}

void write_shapefiles(Layers layers, const WriteOptions& options, Diagnostics& diagnostics) {
  for (const OutputLayer& output : layers) {
    stop_point();
    write_shapefile(output, options.folder / (output.layer->name() + ".shp"), options.date, diagnostics);
  }
  write_field_dictionary(layers, options.folder / "fields.csv");
}

void write_one_geopackage(Layers layers, const WriteOptions& options, Diagnostics&) {
  write_geopackage(layers, options.folder / (options.stem + ".gpkg"), options.date);
}

constexpr std::array<std::string_view, 1> of_degrees{"decimals"};

constexpr std::array<Writer, 5> table{{
    {"geojson", "a file for each layer, RFC 7946, in degrees", WriterShapes::degrees, of_degrees,
     write_geojson_files},
    {"csv",
     "a table for each layer, for programs and GIS, with its .csvt",
     WriterShapes::none,
     {},
     write_csv_files},
    {"csv-excel", "a table for each layer, for Excel in French", WriterShapes::none, {}, write_excel_files},
    {"shp",
     "a Shapefile for each layer, and the dictionary of their short names",
     WriterShapes::as_drawn,
     {},
     write_shapefiles},
    {"gpkg",
     "one GeoPackage with every layer styled for QGIS",
     WriterShapes::as_drawn,
     {},
     write_one_geopackage},
}};

}  // namespace

std::span<const Writer> writers() {
  return table;
}

const Writer* find_writer(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &Writer::name);
  return found == table.end() ? nullptr : found;
}

}  // namespace maillage

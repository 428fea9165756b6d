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

using Names = std::array<std::string_view, 1>;
constexpr Names of_degrees{"decimals"};
constexpr Names geojson_files{".geojson"};
constexpr std::array<std::string_view, 2> csv_files{".csv", ".csvt"};
constexpr Names excel_files{".excel.csv"};
constexpr std::array<std::string_view, 5> shapefile_files{".shp", ".shx", ".dbf", ".prj", ".cpg"};
constexpr std::array<std::string_view, 2> dictionary_files{"fields.csv", "fields.csvt"};
constexpr Names geopackage_files{"*.gpkg"};

constexpr std::array<Writer, 5> table{{
    {"geojson",
     "a file for each layer, RFC 7946, in degrees",
     WriterShapes::degrees,
     geojson_files,
     {},
     of_degrees,
     write_geojson_files},
    {"csv",
     "a table for each layer, for programs and GIS, with its .csvt",
     WriterShapes::none,
     csv_files,
     {},
     {},
     write_csv_files},
    {"csv-excel",
     "a table for each layer, for Excel in French",
     WriterShapes::none,
     excel_files,
     {},
     {},
     write_excel_files},
    {"shp",
     "a Shapefile for each layer, and the dictionary of their short names",
     WriterShapes::as_drawn,
     shapefile_files,
     dictionary_files,
     {},
     write_shapefiles},
    {"gpkg",
     "one GeoPackage with every layer styled for QGIS",
     WriterShapes::as_drawn,
     {},
     geopackage_files,
     {},
     write_one_geopackage},
}};

}  // namespace

std::span<const Writer> writers() {
  return table;
}

std::vector<std::string> file_names(const Writer& writer, std::span<const std::string> layers,
                                    std::string_view stem) {
  std::vector<std::string> names;
  for (const std::string& layer : layers)
    for (const std::string_view ending : writer.of_layer) names.push_back(layer + std::string(ending));
  for (const std::string_view name : writer.of_run)
    names.push_back(name.starts_with('*') ? std::string(stem) + std::string(name.substr(1))
                                          : std::string(name));
  return names;
}

const Writer* find_writer(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &Writer::name);
  return found == table.end() ? nullptr : found;
}

}  // namespace maillage

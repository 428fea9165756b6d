#include "maillage/formats/write/writers.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/style/styles.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/geojson_writer.hpp"
#include "maillage/formats/write/geopackage_writer.hpp"
#include "maillage/formats/write/qgis_project.hpp"
#include "maillage/formats/write/shapefile_writer.hpp"
#include "maillage/formats/write/workbook_writer.hpp"

namespace maillage {
namespace {

using Layers = std::span<const OutputLayer>;

struct FlatLayer {
  const Layer* layer;
  FlatTable table;
};

// Layers by their shapes, in the order of these.
std::vector<std::pair<const Shapes*, std::vector<FlatLayer>>> by_shapes(Layers layers) {
  std::vector<std::pair<const Shapes*, std::vector<FlatLayer>>> groups;
  for (const OutputLayer& output : layers) {
    if (output.shapes == nullptr) continue;
    auto group = std::ranges::find(groups, output.shapes, [](const auto& one) { return one.first; });
    if (group == groups.end()) group = groups.insert(group, {output.shapes, {}});
    group->second.push_back({output.layer, flatten(*output.layer)});
  }
  return groups;
}

void write_geojson_files(Layers layers, const WriteOptions& options, Diagnostics& diagnostics) {
  for (const auto& [of, same_shapes] : by_shapes(layers)) {
    const Shapes* const shapes = of;
    const std::vector<FlatLayer>& group = same_shapes;
    stop_point();
    std::vector<GeojsonFile> files;
    for (const FlatLayer& one : group)
      files.push_back({options.folder / (one.layer->name() + ".geojson"), one.layer, &one.table});
    write_geojson(files, shapes, {.decimals = options.decimals}, diagnostics);
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
  std::vector<Diagnostics> found(layers.size());
  parallel_for(layers.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    stop_point();
    const Layer& layer = *layers[i].layer;
    write_shapefile(layers[i], options.folder / (layer.name() + ".shp"), options.date, found[i]);
  });
  for (const Diagnostics& of_layer : found)
    std::ranges::copy(of_layer.items, std::back_inserter(diagnostics.items));
}

void write_workbook_file(Layers layers, const WriteOptions& options, Diagnostics& diagnostics) {
  write_workbook(layers, options.folder / (options.stem + ".xlsx"), options.date, diagnostics);
}

void write_one_geopackage(Layers layers, const WriteOptions& options, Diagnostics&) {
  write_geopackage(layers, options.folder / (options.stem + ".gpkg"), options.date);
}

void write_project(Layers layers, const WriteOptions& options, Diagnostics&) {
  write_qgis_project(
      layers,
      {.gpkg = options.stem + ".gpkg", .title = options.title, .crs = options.crs, .extent = options.extent},
      options.folder / (options.stem + ".qgz"));
}

using Names = std::array<std::string_view, 1>;
constexpr Names of_degrees{"decimals"};
constexpr std::array<std::string_view, 2> geojson_files{".geojson", ".qml"};
constexpr std::array<std::string_view, 2> csv_files{".csv", ".csvt"};
constexpr Names excel_files{".excel.csv"};
constexpr std::array<std::string_view, 6> shapefile_files{".shp", ".shx", ".dbf", ".prj", ".cpg", ".qml"};
constexpr Names geopackage_files{"*.gpkg"};
constexpr Names workbook_files{"*.xlsx"};
constexpr Names project_files{"*.qgz"};

constexpr std::array<Writer, 7> table{{
    {"geojson",
     "a file for each layer, RFC 7946, in degrees, styled for QGIS",
     WriterShapes::degrees,
     geojson_files,
     {},
     of_degrees,
     false,
     write_geojson_files},
    {"csv",
     "a table for each layer, for programs and GIS, with its .csvt",
     WriterShapes::none,
     csv_files,
     {},
     {},
     false,
     write_csv_files},
    {"xlsx",
     "one workbook for people: a sheet for each layer, in words, with filters, notes and the meaning of its "
     "columns",
     WriterShapes::none,
     {},
     workbook_files,
     {},
     false,
     write_workbook_file},
    {"csv-excel",
     "a table for each layer, for Excel in French",
     WriterShapes::none,
     excel_files,
     {},
     {},
     false,
     write_excel_files},
    {"shp",
     "a Shapefile for each layer, styled for QGIS",
     WriterShapes::as_drawn,
     shapefile_files,
     {},
     {},
     false,
     write_shapefiles},
    {"gpkg",
     "one GeoPackage with every layer styled for QGIS",
     WriterShapes::as_drawn,
     {},
     geopackage_files,
     {},
     false,
     write_one_geopackage},
    {"qgis",
     "a QGIS project over the GeoPackage, which comes with it: layers by theme, legends, labels, print "
     "layouts",
     WriterShapes::as_drawn,
     {},
     project_files,
     {},
     true,
     write_project},
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

bool has_styles(const Writer& writer) {
  return std::ranges::find(writer.of_layer, ".qml") != writer.of_layer.end();
}

void write_styles(std::span<const OutputLayer> layers, const std::filesystem::path& folder) {
  parallel_for(layers.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    if (layers[i].shapes == nullptr) return;
    const Layer& layer = *layers[i].layer;
    write_file(folder / (layer.name() + ".qml"), file_qml(layer, flatten(layer), style_book(layer.lang)));
  });
}

const Writer* find_writer(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &Writer::name);
  return found == table.end() ? nullptr : found;
}

}  // namespace maillage

// A QGIS project (.qgz) over the GeoPackage of a run: opened, it shows what was computed, in words and in colours.
//
//   layers     one for each layer of the GeoPackage beside it, by relative path, grouped by theme and called by its title;
//              styles, labels, aliases, words for codes and tips as in the GeoPackage (formats/style/styles.hpp). Only the
//              layer of Ctg coverage, else the first, is switched on
//   map        in the projection `crs`, on the box `extent` of the territory
//   themes     one for each layer with shapes, by its title: that layer alone is on
//   layouts    one for each of these, A4 landscape: map, title, what the colours show, legend, scale bar, source and field
//
// Same layers, same bytes. What was written is read again and compared. Error{io}: what the disk refuses.
// Linear in the fields of the layers.
//
//     write_qgis_project(layers, {.gpkg = "couverture.gpkg", .crs = lambert93, .extent = box}, "out/couverture.qgz");
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "maillage/formats/output_layer.hpp"

namespace maillage {

struct QgisProject {
  std::string gpkg;   // file name of the GeoPackage that holds the layers, in the folder of the project
  std::string title;  // of the project
  Crs crs;
  Box extent;  // in `crs`
};

[[nodiscard]] std::string qgis_project_text(std::span<const OutputLayer> outputs, const QgisProject& project);

void write_qgis_project(std::span<const OutputLayer> outputs, const QgisProject& project,
                        const std::filesystem::path& qgz);

}  // namespace maillage

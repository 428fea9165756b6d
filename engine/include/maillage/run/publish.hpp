// What a run writes: layers in the formats asked for, the answer, the manifest; all of it or nothing.
//
// In the folder, for each layer <theme>_<level>:
//   <name>.geojson                      RFC 7946, WGS84 (format geojson)
//   <name>.csv, <name>.csvt             for GIS (format csv)
//   <name>.excel.csv                    for Excel in French (format csv-excel)
//   <name>.shp, .shx, .dbf, .prj, .cpg  (format shp)
//   <name>.qml                          the style of QGIS (formats geojson and shp)
// and once: <study>.gpkg with every layer styled (format gpkg), <study>.qgz over it (qgis), <study>.xlsx (xlsx), champs.csv
// (what each column is), ctg_missing.csv (the communes without Ctg, for Excel), maps/ (those of [[map]], each with its
// caption), answer.txt (the sentences), index.html (a page with the sentences
// that links every file), manifest.json (run/manifest.hpp). GeoJSON is brought to WGS84; the other formats keep
// the coordinates of the boundaries, or take those of [output] crs.
// Bytes depend on the inputs only; those of PNG and PDF on the fonts and libraries installed too.
//
// The folder is taken before anything is computed (formats/write/output_folder.hpp): what cannot be written, would replace a
// file of somebody else or a source of the study, or is being written by another run, is refused at once.
//
//     StagedFolder folder("out", Overwrite::no, output_plan(study));
//     Run run = run_study(std::move(study));
//     publish(run, folder);
#pragma once

#include "maillage/formats/write/output_folder.hpp"
#include "maillage/run/run.hpp"

namespace maillage {

// Every file that the study may write, and all that it reads.
[[nodiscard]] OutputPlan output_plan(const Study& study);

void publish(Run& run, StagedFolder& folder);

}  // namespace maillage

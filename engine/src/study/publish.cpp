#include "maillage/study/publish.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "maillage/base/error.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/formats/csv_writer.hpp"
#include "maillage/formats/geojson_writer.hpp"
#include "maillage/formats/geopackage_writer.hpp"
#include "maillage/formats/shapefile_writer.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/study/manifest.hpp"
#include "study/missing_list.hpp"

namespace maillage {
namespace {

void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out)
    throw Error(Failure::io, fmt::format("{}: cannot be written; is the disk full or the folder read-only?",
                                         path.string()));
}

bool is_asked(const Study& study, std::string_view format) {
  return std::ranges::find(study.output.formats, format) != study.output.formats.end();
}

// GeoJSON speaks WGS84 only.
ShapesRef in_wgs84(const ShapesRef& shapes) {
  if (shapes == nullptr || shapes->crs == wgs84) return shapes;
  return std::make_shared<const Shapes>(project(*shapes, wgs84));
}

void write_layer(Run& run, const RunLayer& output, const std::filesystem::path& folder) {
  const Layer& layer = output.layer;
  const Study& study = run.study;
  if (is_asked(study, "geojson") && output.shapes != nullptr) {
    const ShapesRef shapes = in_wgs84(output.shapes);
    write_geojson(folder / (layer.name() + ".geojson"), layer, shapes.get(),
                  {.decimals = study.output.decimals}, run.diagnostics);
  }
  if (is_asked(study, "csv") || is_asked(study, "csv-excel")) {
    const FlatTable table = flatten(layer);
    if (is_asked(study, "csv")) write_csv(table, CsvFlavour::gis, folder / (layer.name() + ".csv"));
    if (is_asked(study, "csv-excel"))
      write_csv(table, CsvFlavour::excel_fr, folder / (layer.name() + ".excel.csv"));
  }
  if (is_asked(study, "shp"))
    write_shapefile({&layer, output.shapes.get()}, folder / (layer.name() + ".shp"), study.at,
                    run.diagnostics);
}

}  // namespace

void publish(Run& run, const std::filesystem::path& folder, Overwrite overwrite) {
  if (is_asked(run.study, "geojson") && !run.shapes.present())
    run.diagnostics.add({.severity = Severity::warning,
                         .code = "no-shapes",
                         .place = {.file = run.study.file.filename().string()},
                         .found = "geojson is asked for, and no source has the shapes of the communes",
                         .expected = "boundaries of the communes among the sources",
                         .advice = "no GeoJSON is written; csv holds the figures"});
  StagedFolder staged(folder, overwrite);
  std::vector<OutputLayer> outputs;
  for (const RunLayer& layer : run.layers) {
    stop_point();
    write_layer(run, layer, staged.folder());
    outputs.push_back({&layer.layer, layer.shapes.get()});
  }
  if (is_asked(run.study, "shp")) write_field_dictionary(outputs, staged.folder() / "fields.csv");
  stop_point();
  if (is_asked(run.study, "gpkg"))
    write_geopackage(outputs, staged.folder() / (run.study.file.stem().string() + ".gpkg"), run.study.at);
  if (run.ctg)
    write_csv(flatten(missing_list(run)), CsvFlavour::excel_fr, staged.folder() / "ctg_missing.csv");
  if (!run.sentences.empty()) {
    std::string answer;
    for (const std::string& sentence : run.sentences) answer += sentence + "\n";
    write_text(staged.folder() / "answer.txt", answer);
  }
  stop_point();
  write_text(staged.folder() / "manifest.json", manifest_text(run, staged.folder(), staged.files()));
  staged.commit();
}

}  // namespace maillage

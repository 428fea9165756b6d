#include "maillage/study/publish.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "maillage/base/error.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/csv_writer.hpp"
#include "maillage/formats/geojson_writer.hpp"
#include "maillage/formats/geopackage_writer.hpp"
#include "maillage/formats/shapefile_writer.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/layers/ctg_layers.hpp"
#include "maillage/study/manifest.hpp"

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

std::string cell_text(const Cell& cell) {
  return cell.is_known() ? plain_number(cell.value) : std::string();
}

// The list that a Caf sends round: for Excel, in the language of the answer.
Layer missing_list(const Run& run) {
  std::vector<CtgMissingRow> rows =
      ctg_missing(run.ctg->field, run.ctg->reg, run.ctg->answer, run.study.lang);
  std::ranges::sort(rows, {}, &CtgMissingRow::code);  // in the order of the zoning
  std::vector<Zone> zones;
  for (const CtgMissingRow& row : rows) zones.push_back({row.code, row.name});
  Layer layer{.theme = "ctg_missing", .zoning = make_zoning(Level::commune, run.study.at, "ctg", zones)};
  const auto add_text = [&](std::string code, std::string label, std::string short_name, auto value_of) {
    TextColumn column{
        {.code = std::move(code), .label = std::move(label), .short_name = std::move(short_name)}, {}};
    for (const CtgMissingRow& row : rows) column.values.push_back(value_of(row));
    layer.columns.emplace_back(std::move(column));
  };
  const auto day = [](const std::optional<Day>& value) { return value ? to_iso(*value) : std::string(); };
  add_text("epci", "Code EPCI", "epci", [](const CtgMissingRow& row) { return row.epci; });
  add_text("epci_name", "EPCI", "epcinom", [](const CtgMissingRow& row) { return row.epci_name; });
  add_text("departement", "Département", "dep", [](const CtgMissingRow& row) { return row.departement; });
  add_text("population", "Population", "pop",
           [](const CtgMissingRow& row) { return cell_text(row.population); });
  add_text("ctg_covered", "Couverture", "couvert",
           [](const CtgMissingRow& row) { return std::string(to_string(row.status)); });
  add_text("ctg_reason", "Motif (code)", "motif",
           [](const CtgMissingRow& row) { return std::string(to_string(row.reason)); });
  add_text("reason", "Motif", "motiftx", [](const CtgMissingRow& row) { return row.reason_text; });
  add_text("agreement", "Convention", "conv", [](const CtgMissingRow& row) { return row.agreement; });
  add_text("last_end", "Dernière échéance", "fin",
           [&](const CtgMissingRow& row) { return day(row.last_end); });
  add_text("next_start", "Prochain effet", "debut",
           [&](const CtgMissingRow& row) { return day(row.next_start); });
  return layer;
}

}  // namespace

void publish(Run& run, const std::filesystem::path& folder, Overwrite overwrite) {
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

#include "maillage/run/publish.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "maillage/base/error.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/writers.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/run/manifest.hpp"
#include "maillage/run/maps.hpp"
#include "run/missing_list.hpp"

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

ShapesRef in_wgs84(const ShapesRef& shapes) {
  if (shapes == nullptr || shapes->crs == wgs84) return shapes;
  return std::make_shared<const Shapes>(project(*shapes, wgs84));
}

// The layers of the run, with their shapes as the writer wants them; `kept` owns what was projected.
std::vector<OutputLayer> layers_for(const Writer& writer, const Run& run, std::vector<ShapesRef>& kept) {
  std::vector<OutputLayer> layers;
  for (const RunLayer& output : run.layers) {
    if (writer.shapes == WriterShapes::none) {
      layers.push_back({&output.layer, nullptr});
      continue;
    }
    kept.push_back(writer.shapes == WriterShapes::degrees ? in_wgs84(output.shapes) : output.shapes);
    layers.push_back({&output.layer, kept.back().get()});
  }
  return layers;
}

// A format of features without any shape to draw writes nothing.
void report_no_shapes(const Writer& writer, Run& run) {
  if (writer.shapes != WriterShapes::degrees || run.shapes.present()) return;
  run.diagnostics.add(
      {.severity = Severity::warning,
       .code = "no-shapes",
       .place = {.file = run.study.file.filename().string()},
       .found = fmt::format("{} is asked for, and no source has the shapes of the communes", writer.name),
       .expected = "boundaries of the communes among the sources",
       .advice = "no GeoJSON is written; csv holds the figures"});
}

}  // namespace

void publish(Run& run, const std::filesystem::path& folder, Overwrite overwrite) {
  const std::vector<std::string>& formats = run.study.output.formats;
  const auto is_asked = [&](const Writer& writer) {
    return std::ranges::find(formats, writer.name) != formats.end();
  };
  for (const Writer& writer : writers())
    if (is_asked(writer)) report_no_shapes(writer, run);
  const std::vector<NamedMap> maps = maps_of(run);
  StagedFolder staged(folder, overwrite);
  const WriteOptions options{.folder = staged.folder(),
                             .stem = run.study.file.stem().string(),
                             .date = run.study.at,
                             .decimals = run.study.output.decimals};
  for (const Writer& writer : writers()) {
    if (!is_asked(writer)) continue;
    stop_point();
    std::vector<ShapesRef> kept;
    writer.write(layers_for(writer, run, kept), options, run.diagnostics);
  }
  if (run.ctg)
    write_csv(flatten(missing_list(run)), CsvFlavour::excel_fr, staged.folder() / "ctg_missing.csv");
  if (!run.sentences.empty()) {
    std::string answer;
    for (const std::string& sentence : run.sentences) answer += sentence + "\n";
    write_text(staged.folder() / "answer.txt", answer);
  }
  for (const NamedMap& map : maps) {
    std::filesystem::create_directories(staged.folder() / "maps");
    for (const std::string& format : map.formats)
      write_text(staged.folder() / "maps" / (map.stem + "." + format), map_bytes(map, format, run.study.at));
    write_text(staged.folder() / "maps" / (map.stem + ".caption.txt"), map.caption);
  }
  stop_point();
  write_text(staged.folder() / "manifest.json", manifest_text(run, staged.folder(), staged.files()));
  staged.commit();
}

}  // namespace maillage

#include "maillage/run/publish.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "maillage/base/progress.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/writers.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/run/manifest.hpp"
#include "maillage/run/maps.hpp"
#include "maillage/themes/theme.hpp"
#include "run/missing_list.hpp"

namespace maillage {
namespace {

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
       .found = message("{} is asked for, and no source has the shapes of the communes", writer.name),
       .expected = message("boundaries of the communes among the sources"),
       .advice = message("no GeoJSON is written; csv holds the figures")});
}

// The name of a map that has none of its own ends in columns that the data settle.
void plan_map(OutputPlan& plan, const MapSpec& spec, const std::vector<std::string>& layers) {
  std::vector<std::string> stems{spec.file};
  if (spec.file.empty()) {
    stems.clear();
    for (const std::string& layer : layers) stems.push_back(layer + "_*");
  }
  for (const std::string& stem : stems) {
    for (const std::string& format : spec.formats)
      plan.may_write.push_back(fmt::format("maps/{}.{}", stem, format));
    plan.may_write.push_back(fmt::format("maps/{}.caption.txt", stem));
  }
  for (const std::filesystem::path& drawn : {spec.behind, spec.over})
    if (!drawn.empty()) plan.sources.push_back(drawn);
}

}  // namespace

OutputPlan output_plan(const Study& study) {
  std::vector<std::string> themes = study.output.themes;
  if (themes.empty())
    for (ThemeName& theme : theme_names(study.indicators)) themes.push_back(std::move(theme.name));
  std::vector<Level> levels(named_levels().begin(), named_levels().end());
  levels.insert(levels.end(), study.levels.begin(), study.levels.end());
  std::vector<std::string> layers;
  for (const std::string& theme : themes)
    for (const Level& level : levels) layers.push_back(fmt::format("{}_{}", theme, level.code));
  OutputPlan plan{.may_write = {"manifest.json", "answer.txt"}, .sources = {study.file}};
  if (study.ctg) plan.may_write.emplace_back("ctg_missing.csv");
  for (const std::string& format : study.output.formats)
    std::ranges::move(file_names(*find_writer(format), layers, study.file.stem().string()),
                      std::back_inserter(plan.may_write));
  for (const MapSpec& spec : study.maps) plan_map(plan, spec, layers);
  for (const SourceSpec& source : study.sources) plan.sources.push_back(source.path);
  if (study.ctg)
    for (const SourceSpec& source : study.ctg->registers) plan.sources.push_back(source.path);
  return plan;
}

void publish(Run& run, StagedFolder& staged) {
  const std::vector<std::string>& formats = run.study.output.formats;
  const auto is_asked = [&](const Writer& writer) {
    return std::ranges::find(formats, writer.name) != formats.end();
  };
  for (const Writer& writer : writers())
    if (is_asked(writer)) report_no_shapes(writer, run);
  const std::vector<NamedMap> maps = maps_of(run);
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
    write_file(staged.folder() / "answer.txt", answer);
  }
  for (const NamedMap& map : maps) {
    std::filesystem::create_directories(staged.folder() / "maps");
    for (const std::string& format : map.formats)
      write_file(staged.folder() / "maps" / (map.stem + "." + format), map_bytes(map, format, run.study.at));
    write_file(staged.folder() / "maps" / (map.stem + ".caption.txt"), map.caption);
  }
  stop_point();
  write_file(staged.folder() / "manifest.json", manifest_text(run, staged.folder(), staged.files()));
  staged.commit();
}

}  // namespace maillage

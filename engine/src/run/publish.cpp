#include "maillage/run/publish.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/field_dictionary.hpp"
#include "maillage/formats/write/writers.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/run/manifest.hpp"
#include "maillage/run/maps.hpp"
#include "maillage/themes/theme.hpp"
#include "run/index_page.hpp"
#include "run/missing_list.hpp"
#include "run/projection.hpp"

namespace maillage {
namespace {

// Shapes as they were drawn, and as writers want them: projected once, however many layers have them.
class Projected {
 public:
  ShapesRef in(const ShapesRef& shapes, Crs crs) {
    if (shapes == nullptr || shapes->crs == crs) return shapes;
    ShapesRef& there = done_[{shapes.get(), crs.epsg}];
    if (there == nullptr) there = std::make_shared<const Shapes>(project(*shapes, crs));
    return there;
  }

 private:
  std::map<std::pair<const Shapes*, int>, ShapesRef> done_;
};

// The one projection that is legal in the whole territory, if there is one.
std::optional<Crs> legal_projection(const Run& run) {
  const std::vector<Crs> projections = legal_projections(run);
  return projections.size() == 1 ? std::optional(projections.front()) : std::nullopt;
}

Crs asked_crs(const Run& run, const Shapes& shapes) {
  switch (run.study.output.crs.kind) {
    case OutputCrs::Kind::as_drawn:
      break;
    case OutputCrs::Kind::stated:
      return run.study.output.crs.stated;
    case OutputCrs::Kind::legal:
      if (const auto legal = legal_projection(run)) return *legal;
      throw Error(
          Failure::usage,
          message(
              "{}: output.crs = \"legal\", and several projections are legal in the territory; give the EPSG "
              "number of one",
              run.study.file.string()));
  }
  return shapes.crs;
}

ShapesRef as_written(const Run& run, const Writer& writer, const ShapesRef& shapes, Projected& projected) {
  if (shapes == nullptr) return shapes;
  return projected.in(shapes, writer.shapes == WriterShapes::degrees ? wgs84 : asked_crs(run, *shapes));
}

// What a page that shows the whole territory needs: its projection, and the box there.
void add_page(WriteOptions& options, const Run& run) {
  const Shapes* coarsest = nullptr;
  for (const auto& [level, shapes] : run.shapes.drawn)
    if (shapes != nullptr && (coarsest == nullptr || shapes->zone_count() < coarsest->zone_count()))
      coarsest = shapes.get();
  if (coarsest == nullptr) return;
  options.crs = legal_projection(run).value_or(coarsest->crs);
  options.extent = box_of_points(project(*coarsest, options.crs).points);
}

// The layers of the run, with their shapes as the writer wants them; `projected` owns what was projected.
std::vector<OutputLayer> layers_for(const Writer& writer, const Run& run, Projected& projected) {
  std::vector<OutputLayer> layers;
  for (const RunLayer& output : run.layers)
    layers.push_back({&output.layer, writer.shapes == WriterShapes::none
                                         ? nullptr
                                         : as_written(run, writer, output.shapes, projected).get()});
  return layers;
}

// Each format by itself, side by side.
void write_formats(const std::vector<const Writer*>& asked, const WriteOptions& options, Run& run) {
  Projected projected;
  std::vector<std::vector<OutputLayer>> layers;
  for (const Writer* writer : asked) layers.push_back(layers_for(*writer, run, projected));
  const auto styled = std::ranges::find_if(asked, [](const Writer* writer) { return has_styles(*writer); });
  const auto styles = static_cast<std::size_t>(styled - asked.begin());
  std::vector<Diagnostics> found(asked.size());
  parallel_for(asked.size() + 1, 1, [&](std::size_t i, std::size_t, std::size_t) {
    stop_point();
    if (i < asked.size())
      asked[i]->write(layers[i], options, found[i]);
    else if (styles < layers.size())
      write_styles(layers[styles], options.folder);
  });
  for (const Diagnostics& of_format : found)
    std::ranges::copy(of_format.items, std::back_inserter(run.diagnostics.items));
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
  OutputPlan plan{.may_write = {"manifest.json", "answer.txt", "champs.csv", "index.html"},
                  .sources = {study.file}};
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
  std::vector<const Writer*> asked;
  for (const Writer& writer : writers())
    if (std::ranges::find(formats, writer.name) != formats.end()) asked.push_back(&writer);
  for (const Writer* writer : asked) report_no_shapes(*writer, run);
  const std::vector<NamedMap> maps = maps_of(run);
  WriteOptions options{.folder = staged.folder(),
                       .stem = run.study.file.stem().string(),
                       .date = run.study.at,
                       .decimals = run.study.output.decimals,
                       .title = run.study.title};
  if (std::ranges::any_of(asked, &Writer::lays_out)) add_page(options, run);
  write_formats(asked, options, run);
  std::vector<OutputLayer> layers;
  for (const RunLayer& output : run.layers) layers.push_back({&output.layer, nullptr});
  write_csv(field_dictionary(layers), CsvFlavour::excel_fr, staged.folder() / "champs.csv");
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
  write_file(staged.folder() / "index.html", index_page(run, staged.files()));
  stop_point();
  std::string manifest;
  side_by_side([&] { manifest = manifest_text(run, staged.folder(), staged.files()); },
               [&] { staged.flush(); });
  write_file(staged.folder() / "manifest.json", manifest);
  staged.commit();
}

}  // namespace maillage

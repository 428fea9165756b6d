#include "maillage/formats/write/qgis_project.hpp"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "formats/append.hpp"
#include "formats/write/gdal_writing.hpp"
#include "formats/write/qgis_layout.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/style/styles.hpp"

namespace maillage {
namespace {

std::string authority(Crs crs) {
  return fmt::format("EPSG:{}", crs.epsg);
}

// QGIS goes by the authority where there is a number of its own beside it, whichever.
std::string reference_system(Crs crs) {
  return fmt::format("<spatialrefsys><srsid>1</srsid><authid>{}</authid></spatialrefsys>", authority(crs));
}

std::string title_of(const Layer& layer) {
  return layer.title.empty() ? layer.name() : layer.title;
}

// QGIS gives an id of its own to a layer whose id is shorter than ten characters.
std::string id_of(const Layer& layer) {
  return "layer_" + layer.name();
}

std::string source_of(const Layer& layer, const QgisProject& project) {
  return fmt::format("./{}|layername={}", project.gpkg, layer.name());
}

// The layer that the program exists for, else the first that can be drawn.
const Layer* switched_on(std::span<const OutputLayer> outputs) {
  const Layer* first = nullptr;
  for (const OutputLayer& output : outputs) {
    if (output.shapes == nullptr) continue;
    if (output.layer->theme == "ctg") return output.layer;
    if (first == nullptr) first = output.layer;
  }
  return first;
}

std::string tree_layer(const Layer& layer, const QgisProject& project, bool checked) {
  return fmt::format(
      "<layer-tree-layer id=\"{}\" name=\"{}\" source=\"{}\" providerKey=\"ogr\" checked=\"Qt::{}\" "
      "expanded=\"{}\"/>\n",
      xml(id_of(layer)), xml(title_of(layer)), xml(source_of(layer, project)),
      checked ? "Checked" : "Unchecked", checked ? 1 : 0);
}

// Layers of one theme follow each other.
void layer_tree(std::string& out, std::span<const OutputLayer> outputs, const QgisProject& project) {
  const Layer* shown = switched_on(outputs);
  out += "<layer-tree-group>\n";
  for (auto first = outputs.begin(); first != outputs.end();) {
    const std::string& group = first->layer->theme_title;
    const auto last = std::find_if(
        first, outputs.end(), [&](const OutputLayer& output) { return output.layer->theme_title != group; });
    const bool holds_shown =
        std::any_of(first, last, [&](const OutputLayer& output) { return output.layer == shown; });
    append(out, "<layer-tree-group name=\"{}\" checked=\"Qt::Checked\" expanded=\"{}\">\n",
           xml(group.empty() ? first->layer->theme : group), holds_shown ? 1 : 0);
    for (; first != last; ++first) out += tree_layer(*first->layer, project, first->layer == shown);
    out += "</layer-tree-group>\n";
  }
  out += "</layer-tree-group>\n";
}

void map_layer(std::string& out, const OutputLayer& output, const QgisProject& project) {
  const Layer& layer = *output.layer;
  const bool drawn = output.shapes != nullptr;
  append(out,
         "<maplayer type=\"vector\" geometry=\"{}\" wkbType=\"{}\" labelsEnabled=\"{}\" "
         "styleCategories=\"AllStyleCategories\" hasScaleBasedVisibilityFlag=\"0\">\n<id>{}</id>\n"
         "<datasource>{}</datasource>\n<layername>{}</layername>\n<abstract>{}</abstract>\n",
         drawn ? "Polygon" : "No geometry", drawn ? "MultiPolygon" : "NoGeometry", drawn ? 1 : 0,
         xml(id_of(layer)), xml(source_of(layer, project)), xml(title_of(layer)),
         xml(join(layer.notes, "\n")));
  if (drawn) append(out, "<srs>{}</srs>\n", reference_system(output.shapes->crs));
  out += "<provider encoding=\"UTF-8\">ogr</provider>\n";
  const FlatTable table = flatten(layer);
  const StyleBook& book = style_book(layer.lang);
  out += drawn ? qml_elements(layer, table, book) : table_elements(layer, table, book);
  out += "</maplayer>\n";
}

void map_themes(std::string& out, std::span<const OutputLayer> outputs) {
  out += "<visibility-presets>\n";
  for (const OutputLayer& output : outputs)
    if (output.shapes != nullptr)
      append(out, "<visibility-preset name=\"{}\"><layer id=\"{}\" visible=\"1\"/></visibility-preset>\n",
             xml(title_of(*output.layer)), xml(id_of(*output.layer)));
  out += "</visibility-presets>\n";
}

const ColumnInfo* shown_column(const Layer& layer) {
  const auto column = std::ranges::find_if(
      layer.columns, [&](const Column& each) { return info_of(each).code == layer.style; });
  return column == layer.columns.end() ? nullptr : &info_of(*column);
}

std::string sources_of(const Layer& layer) {
  std::vector<std::string> lines;
  if (const ColumnInfo* column = shown_column(layer)) {
    if (!column->field.empty()) lines.push_back(say(layer.lang, "Field: {}.", column->field));
    if (!column->source.empty()) lines.push_back(say(layer.lang, "Source: {}.", column->source));
  }
  constexpr std::size_t most_notes = 2;
  for (std::size_t i = 0; i < layer.notes.size() && i < most_notes; ++i)
    lines.push_back(say(layer.lang, "Note: {}", layer.notes[i]));
  return join(lines, "\n");
}

void layouts(std::string& out, std::span<const OutputLayer> outputs, const QgisProject& project) {
  out += "<Layouts>\n";
  for (const OutputLayer& output : outputs) {
    if (output.shapes == nullptr) continue;
    const Layer& layer = *output.layer;
    const Style style = style_of(layer, style_book(layer.lang));
    const std::string title = title_of(layer);
    out += layout_element({.name = title,
                           .title = fmt::format("{} – {}", title, project.title),
                           .shown = style.field.empty() ? std::string() : style.title,
                           .sources = sources_of(layer),
                           .layer = id_of(layer),
                           .legend = style.field.empty() ? title : style.title,
                           .crs = authority(project.crs),
                           .extent = project.extent});
  }
  out += "</Layouts>\n";
}

struct CloseZip {
  void operator()(void* zip) const { CPLCloseZip(zip); }
};
struct CloseFile {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

std::string read_back(const std::filesystem::path& qgz, const std::string& name) {
  const std::string path = "/vsizip/{" + std::filesystem::absolute(qgz).string() + "}/" + name;
  const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(path.c_str(), "rb"));
  std::string text;
  if (file == nullptr) return text;
  std::vector<char> block(1U << 16U);
  while (const std::size_t bytes = VSIFReadL(block.data(), 1, block.size(), file.get()))
    text.append(block.data(), bytes);
  return text;
}

void write_zip(const std::filesystem::path& qgz, const std::string& name, const std::string& text) {
  const GdalWriting writing(qgz, {});
  std::unique_ptr<void, CloseZip> zip(CPLCreateZip(qgz.string().c_str(), nullptr));
  writing.require(zip != nullptr);
  writing.require(CPLCreateFileInZip(zip.get(), name.c_str(), nullptr) == CE_None);
  writing.require(CPLWriteFileInZip(zip.get(), text.data(), static_cast<int>(text.size())) == CE_None);
  writing.require(CPLCloseFileInZip(zip.get()) == CE_None);
  writing.require(CPLCloseZip(zip.release()) == CE_None);
  writing.check();
  writing.require(read_back(qgz, name) == text);
}

}  // namespace

std::string qgis_project_text(std::span<const OutputLayer> outputs, const QgisProject& project) {
  std::string out =
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" projectname=\"";
  append(out, "{0}\">\n<title>{0}</title>\n<projectCrs>{1}</projectCrs>\n", xml(project.title),
         reference_system(project.crs));
  layer_tree(out, outputs, project);
  append(out,
         "<mapcanvas "
         "name=\"theMapCanvas\"><units>{}</units><extent><xmin>{}</xmin><ymin>{}</ymin><xmax>{}</xmax>"
         "<ymax>{}</ymax></extent><rotation>0</rotation><destinationsrs>{}</destinationsrs></mapcanvas>\n",
         project.crs.is_geographic() ? "degrees" : "meters", project.extent.min_x, project.extent.min_y,
         project.extent.max_x, project.extent.max_y, reference_system(project.crs));
  out += "<projectlayers>\n";
  for (const OutputLayer& output : outputs) map_layer(out, output, project);
  out += "</projectlayers>\n<layerorder>\n";
  for (const OutputLayer& output : outputs) append(out, "<layer id=\"{}\"/>\n", xml(id_of(*output.layer)));
  out += "</layerorder>\n";
  map_themes(out, outputs);
  out +=
      "<properties><SpatialRefSys><ProjectionsEnabled "
      "type=\"int\">1</ProjectionsEnabled></SpatialRefSys><Paths><Absolute "
      "type=\"bool\">false</Absolute></Paths>"
      "<Gui><MapTips type=\"bool\">true</MapTips></Gui></properties>\n";
  layouts(out, outputs, project);
  return out + "</qgis>\n";
}

void write_qgis_project(std::span<const OutputLayer> outputs, const QgisProject& project,
                        const std::filesystem::path& qgz) {
  std::error_code ignored;
  std::filesystem::remove(qgz, ignored);
  try {
    write_zip(qgz, qgz.stem().string() + ".qgs", qgis_project_text(outputs, project));
  } catch (...) {
    std::filesystem::remove(qgz, ignored);
    throw;
  }
}

}  // namespace maillage

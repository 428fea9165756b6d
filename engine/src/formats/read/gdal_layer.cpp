#include "formats/read/gdal_layer.hpp"

#include <ogrsf_frmts.h>

#include "formats/read/layer_choice.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

std::string gdal_name(const std::filesystem::path& path) {
  return path.extension() == ".gz" ? "/vsigzip/" + path.string() : path.string();
}

// The rows of a view are what a query makes of them; one that calls itself may have no end.
void refuse_view(GDALDataset& dataset, const std::string& layer, const std::string& file) {
  std::string name;
  for (const char c : layer) name += c == '\'' ? "''" : std::string(1, c);
  const std::string question =
      "SELECT type, sql FROM sqlite_master WHERE lower(name) = lower('" + name + "')";
  OGRLayer* answer = dataset.ExecuteSQL(question.c_str(), nullptr, nullptr);
  if (answer == nullptr) return;
  const OGRFeatureUniquePtr row(answer->GetNextFeature());
  const bool is_endless = row != nullptr && std::string_view(row->GetFieldAsString(0)) == "view" &&
                          to_lower_ascii(row->GetFieldAsString(1)).find("recursive") != std::string::npos;
  dataset.ReleaseResultSet(answer);
  if (is_endless)
    throw Error(
        Failure::unreadable,
        message("{}: the layer {} is a view of a query that calls itself; export it as a table and name that",
                file, layer));
}

}  // namespace

bool is_shapefile(FileKind kind) {
  return kind == FileKind::shapefile || kind == FileKind::zip;
}

GDALDatasetUniquePtr open_dataset(const std::filesystem::path& path, FileKind kind,
                                  const GdalMessages& messages) {
  if (kind == FileKind::geopackage) require_whole_geopackage(path);
  return open_vector(gdal_name(path), path, kind, {}, messages);
}

OpenLayer open_layer(const std::filesystem::path& path, const std::string& wanted,
                     const GdalMessages& messages) {
  OpenLayer open{.kind = kind_of_file(path), .file = name_of(path)};
  if (is_shapefile(open.kind)) {
    const auto shapefiles = shapefiles_in(path, open.kind == FileKind::zip);
    std::vector<std::string> names;
    for (const auto& [layer, shp] : shapefiles) names.push_back(layer);
    const std::string& shp = shapefiles[choose_layer(names, wanted, open.file)].second;
    require_whole_shapefile(shp, open.file);
    open.encoding = encoding_of_dbf(shp);
    open.dataset = open_vector(shp, path, open.kind, open.encoding.open_options, messages);
    open.layer = open.dataset->GetLayer(0);
  } else {
    open.dataset = open_dataset(path, open.kind, messages);
    std::vector<std::string> names;
    for (OGRLayer* layer : open.dataset->GetLayers()) names.emplace_back(layer->GetName());
    const std::size_t chosen = choose_layer(names, wanted, open.file);
    if (open.kind == FileKind::geopackage) refuse_view(*open.dataset, names[chosen], open.file);
    open.layer = open.dataset->GetLayer(static_cast<int>(chosen));
  }
  if (!open.layer)
    throw Error(Failure::unreadable, message("{}: holds no layer{}", open.file, messages.said()));
  return open;
}

}  // namespace maillage

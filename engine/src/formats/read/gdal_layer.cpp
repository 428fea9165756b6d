#include "formats/read/gdal_layer.hpp"

#include <ogrsf_frmts.h>

#include "formats/read/layer_choice.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

std::string gdal_name(const std::filesystem::path& path) {
  return path.extension() == ".gz" ? "/vsigzip/" + path.string() : path.string();
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
    open.layer = open.dataset->GetLayer(static_cast<int>(choose_layer(names, wanted, open.file)));
  }
  if (!open.layer)
    throw Error(Failure::unreadable, message("{}: holds no layer{}", open.file, messages.said()));
  return open;
}

}  // namespace maillage

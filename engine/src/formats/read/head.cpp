#include "maillage/formats/read/head.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/read/gdal_reading.hpp"
#include "formats/read/layer_choice.hpp"
#include "maillage/base/diagnostics.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/formats/read/gdal_reader.hpp"
#include "maillage/formats/read/geojson_reader.hpp"

namespace maillage {
namespace {

constexpr std::size_t sample = std::size_t{256} << 10U;

// Through gzip when the file is packed, whatever its name.
std::string start_of(const std::filesystem::path& path) {
  constexpr std::string_view gzip_mark = "\x1f\x8b";
  const std::string name = path.string();
  const bool packed = first_bytes(name, gzip_mark.size()) == gzip_mark;
  return first_bytes(packed ? "/vsigzip/" + name : name, sample).value_or("");
}

std::string whole_lines(std::string text) {
  if (text.size() < sample) return text;
  const std::size_t end = text.find_last_of('\n');
  text.resize(end == std::string::npos ? 0 : end + 1);
  return text;
}

// The collection, with the features that end within the text: an object of the outermost array.
std::string whole_features(std::string text) {
  if (text.size() < sample) return text;
  constexpr int depth_of_features = 2;
  int depth = 0;
  bool in_text = false;
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_text) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (--depth == depth_of_features && c == '}') end = i + 1;
    }
  }
  text.resize(end);
  return end == 0 ? text : text + "]}";
}

std::optional<Table> read_head(const std::filesystem::path& path, const ReadOptions& options) {
  Diagnostics of_the_whole;  // reading the whole says what is wrong with the file
  switch (kind_of_file(path)) {
    case FileKind::text: {
      std::string lines = whole_lines(start_of(path));
      if (lines.empty()) return std::nullopt;
      return parse_csv(std::move(lines), name_of(path), of_the_whole);
    }
    case FileKind::json: {
      const std::string features = whole_features(start_of(path));
      if (features.empty()) return std::nullopt;
      Source source = parse_geojson(FileText(features), path, options, of_the_whole);
      source.table.has_shapes = source.geometry == Geometry::polygons;
      return std::move(source.table);
    }
    case FileKind::geopackage:
    case FileKind::flatgeobuf:
    case FileKind::shapefile: {
      const std::vector<std::string> layers = gdal_layers(path);
      if (layers.size() > 1 && options.layer.empty()) return std::nullopt;
      return gdal_sample(path, layers[choose_layer(layers, options.layer, name_of(path))]);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Table> head_of(const std::filesystem::path& path, const ReadOptions& options) {
  try {
    return read_head(path, options);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace maillage

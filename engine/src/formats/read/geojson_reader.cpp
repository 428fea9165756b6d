#include "maillage/formats/read/geojson_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "formats/read/crs_names.hpp"
#include "formats/read/geojson_feature.hpp"
#include "formats/read/json_split.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

[[noreturn]] void refuse(const std::string& file, const Message& what) {
  throw Error(Failure::unreadable, message("{}: {}", file, what));
}

nlohmann::json parse_member(const JsonMember& member, const std::string& file) {
  auto value = nlohmann::json::parse(member.value, nullptr, false);
  if (value.is_discarded()) refuse(file, message("the value of \"{}\" is no JSON", member.name));
  return value;
}

void require_features(const JsonPieces& pieces, const std::string& file) {
  if (!pieces.has_features) {
    const JsonMember* type = find_member(pieces, "type");
    const Message tables = tables_recalled_by(file);
    refuse(file,
           message("is no GeoJSON FeatureCollection: {}; give a FeatureCollection of polygons or points{}",
                   type ? message("its type is {}", type->value) : message("it has no \"features\""),
                   tables.empty()
                       ? Message()
                       : message("\n    figures are read from tables (CSV, XLSX), and this name recalls:{}",
                                 tables)));
  }
  if (pieces.features.empty())
    refuse(file, message("holds no feature: \"features\" is empty; give the file that has them"));
}

struct StatedCrs {
  Crs crs = wgs84;
  std::string fact = "WGS84 (GeoJSON says so)";
};

StatedCrs crs_of(const JsonPieces& pieces, const std::string& file) {
  const JsonMember* member = find_member(pieces, "crs");
  if (!member) return {};
  const auto value = parse_member(*member, file);
  if (value.is_null()) return {};
  std::optional<Crs> crs;
  std::string name(member->value);
  if (value.is_object() && value.contains("properties") && value["properties"].is_object()) {
    const auto& properties = value["properties"];
    if (const auto it = properties.find("name"); it != properties.end() && it->is_string()) {
      name = it->get<std::string>();
      crs = crs_of_name(name);
    } else if (const auto code = properties.find("code");
               code != properties.end() && code->is_number_integer()) {
      name = fmt::format("EPSG:{}", code->get<int>());
      crs = canonical_crs(code->get<int>());
    }
  }
  if (!crs)
    refuse(file,
           message("its member \"crs\" is not understood: {}; expected the name of an EPSG code, such as "
                   "urn:ogc:def:crs:EPSG::2154; or state crs = <EPSG code> for this source",
                   name.substr(0, 80)));
  return {*crs, fmt::format("EPSG:{} (member \"crs\": {})", crs->epsg, name)};
}

// The names of what a collection holds besides its features, each known to be JSON.
std::string other_members(const JsonPieces& pieces, const std::string& file) {
  std::string names;
  for (const JsonMember& member : pieces.members) {
    (void)parse_member(member, file);
    if (member.name == "type" || member.name == "crs" || member.name == "properties" ||
        member.name == "geometry")
      continue;
    names += (names.empty() ? "" : ", ") + std::string(member.name);
  }
  return names;
}

// Blocks of about one megabyte: their number depends on the file alone.
std::vector<std::size_t> block_ends(const std::vector<JsonPiece>& features) {
  std::vector<std::size_t> ends;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < features.size(); ++i) {
    bytes += features[i].text.size();
    if (bytes < block_bytes && i + 1 < features.size()) continue;
    ends.push_back(i + 1);
    bytes = 0;
  }
  return ends;
}

std::vector<FeatureBlock> parse_blocks(const std::vector<JsonPiece>& features, const std::string& file) {
  const std::vector<std::size_t> ends = block_ends(features);
  std::vector<FeatureBlock> blocks(ends.size());
  parallel_for(ends.size(), 1, [&](std::size_t, std::size_t, std::size_t block) {
    stop_point();
    blocks[block] = parse_features(features, block == 0 ? 0 : ends[block - 1], ends[block], file);
  });
  return blocks;
}

Shapes join_shapes(std::vector<FeatureBlock>& blocks) {
  std::vector<Shapes> parts;
  for (FeatureBlock& block : blocks) parts.push_back(std::move(block.shapes));
  return concatenate(parts);
}

// Where each block's columns stand in the table; fills the table's columns.
std::vector<std::vector<std::size_t>> join_columns(const std::vector<FeatureBlock>& blocks, Table& table) {
  std::vector<std::vector<std::size_t>> places(blocks.size());
  for (std::size_t block = 0; block < blocks.size(); ++block)
    for (const std::string& name : blocks[block].columns) {
      const auto found = std::find(table.columns.begin(), table.columns.end(), name);
      places[block].push_back(static_cast<std::size_t>(found - table.columns.begin()));
      if (found == table.columns.end()) table.columns.push_back(name);
    }
  return places;
}

Table join_tables(const std::vector<FeatureBlock>& blocks, const std::string& file) {
  Table table;
  table.file = file;
  const auto places = join_columns(blocks, table);
  const bool any_id =
      std::any_of(blocks.begin(), blocks.end(), [](const auto& block) { return !block.ids.empty(); });
  const bool id_column =
      any_id && std::find(table.columns.begin(), table.columns.end(), "id") == table.columns.end();
  if (id_column) table.columns.emplace_back("id");

  std::size_t rows = 0;
  std::size_t bytes = 0;
  for (const FeatureBlock& block : blocks) {
    rows += block.row_end.size();
    bytes += block.text.size();
  }
  table.reserve(rows, bytes);
  std::vector<std::string_view> cells(table.columns.size());
  std::int64_t line = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const FeatureBlock& block = blocks[b];
    for (std::size_t row = 0; row < block.row_end.size(); ++row) {
      std::fill(cells.begin(), cells.end(), std::string_view());
      for (std::size_t i = row == 0 ? 0 : block.row_end[row - 1]; i < block.row_end[row]; ++i) {
        const FeatureBlock::Cell cell = block.cells[i];
        cells[places[b][cell.column]] = std::string_view(block.text).substr(cell.begin, cell.size);
      }
      if (id_column && !block.ids.empty()) cells.back() = block.ids[row];
      for (const std::string_view cell : cells) table.add_cell(cell);
      table.end_row(++line);
    }
  }
  return table;
}

GeometryFindings gather(const std::vector<FeatureBlock>& blocks) {
  GeometryFindings all;
  for (const FeatureBlock& block : blocks) {
    all.first_polygon = std::min(all.first_polygon, block.found.first_polygon);
    all.first_other = std::min(all.first_other, block.found.first_other);
    all.third_ordinates += block.found.third_ordinates;
    all.without_geometry += block.found.without_geometry;
  }
  return all;
}

void report_repeated_names(const std::vector<FeatureBlock>& blocks, const std::string& file,
                           Diagnostics& diagnostics) {
  std::size_t first = GeometryFindings::none;
  for (const FeatureBlock& block : blocks) first = std::min(first, block.first_repeated_name);
  if (first == GeometryFindings::none) return;
  Diagnostic item{.severity = Severity::warning, .code = "repeated-property"};
  item.place.file = file;
  item.place.row = static_cast<std::int64_t>(first) + 1;
  item.found = message("one property name twice in a feature");
  item.expected = message("each name once");
  item.advice = message("the last value stands");
  diagnostics.add(std::move(item));
}

}  // namespace

Source parse_geojson(FileText text, const std::filesystem::path& path, const ReadOptions& options,
                     Diagnostics& diagnostics) {
  const std::string file = name_of(path);
  std::string_view content = text.view();
  const bool marked = content.starts_with(byte_order_mark);
  if (marked) content.remove_prefix(byte_order_mark.size());

  Source source{.path = path, .format = "GeoJSON"};
  JsonPieces pieces = split_geojson(content, file);
  require_features(pieces, file);
  const StatedCrs stated =
      options.crs > 0 ? StatedCrs{canonical_crs(options.crs), fmt::format("EPSG:{} (stated)", options.crs)}
                      : crs_of(pieces, file);
  const std::string others = other_members(pieces, file);
  std::vector<FeatureBlock> blocks = parse_blocks(pieces.features, file);
  const std::size_t features = pieces.features.size();
  pieces = {};
  text = {};

  const GeometryFindings found = gather(blocks);
  require_one_kind(found, file);
  report_geometry(found, features, file, {}, diagnostics);
  report_repeated_names(blocks, file, diagnostics);
  if (found.first_polygon != GeometryFindings::none) {
    source.geometry = Geometry::polygons;
    source.shapes = join_shapes(blocks);
    source.shapes.crs = stated.crs;
  } else if (found.first_other != GeometryFindings::none) {
    source.geometry = Geometry::other;
  }
  source.table = join_tables(blocks, file);
  auto& facts = source.table.facts;
  if (marked) facts.emplace_back("encoding", "UTF-8 with BOM");
  if (source.geometry != Geometry::none) facts.emplace_back("crs", stated.fact);
  if (!others.empty()) facts.emplace_back("other_members", others);
  return source;
}

}  // namespace maillage
